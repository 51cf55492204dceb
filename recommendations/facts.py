"""What was recorded about recommendations and actions up to a day, as the rules take it.

Everything is read in a fixed number of queries, for one recommendation or for thousands. A day's facts are what had
been recorded by its end: something entered later about an earlier day was not known then.
"""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from recommendations.models import (
    Action,
    Answer,
    DateRevision,
    DeadlineChange,
    Handover,
    Judgement,
    MonitoringRule,
    OccasionDate,
    Plan,
    ProgressUpdate,
    Recommendation,
    ResponseRequest,
    Withdrawal,
)
from recommendations.rules import occasions, standing
from recommendations.rules.words import Closing, Decision, Rating, Verdict
from scrutiny.engine.rules import partial_dates


def read(recommendations, on):
    """The rules.standing.Facts of each recommendation (objects or keys) on `on`: {pk: Facts}."""
    return with_actions(recommendations, on)[0]


def with_actions(recommendations, on):
    """What `read` gives, and the actions with their owners as `of_recommendations` gives them."""
    keys = [getattr(one, "pk", one) for one in recommendations]
    found = list(
        Recommendation.objects.filter(pk__in=keys).values_list(
            "pk", "due_on", "due_event", "withdrawn_at", "review__council_id"
        )
    )
    held = held_on({row[4] for row in found}, on)
    owed = of_recommendations(keys, on)
    asked = _asked(keys, on, owed)
    judged = _judged(keys, on)
    withdrawn = _withdrawn(keys, on)
    known = {
        pk: standing.Facts(
            due_on=last_day(due_on) or held.get((council, occasions.key(due_event))),
            asked=tuple(asked.get(pk, ())),
            undertakings=tuple(one.undertaking for one in owed.get(pk, ())),
            judgements=tuple(judged.get(pk, ())),
            is_withdrawn=pk in withdrawn or bool(withdrawn_at and timezone.localdate(withdrawn_at) <= on),
        )
        for pk, due_on, due_event, withdrawn_at, council in found
    }
    return known, owed


def _withdrawn(keys, on):
    """Those that were withdrawn by the end of `on` and not yet reinstated."""
    found = Withdrawal.objects.filter(recommendation__in=keys, withdrawn_on__lte=on)
    still = found.filter(Q(reinstated_on__isnull=True) | Q(reinstated_on__gt=on))
    return set(still.values_list("recommendation_id", flat=True))


def last_day(text):
    """The last day that a partial date may mean, or None: by then it is due."""
    return partial_dates.parse(text).latest() if text else None


def held_on(councils, on):
    """The days of the councils' occasions as known on `on`: {(council pk, key): date}."""
    found = OccasionDate.objects.filter(occasion__council__in=councils, recorded_on__lte=on)
    rows = found.order_by("recorded_on", "pk").values_list("occasion__council_id", "occasion__key", "held_on")
    return {(council, key): day for council, key, day in rows}


class Owed:
    """An action as known on a day: its `undertaking`, its owner then (`owner_id`), what it stands under.

    `due` and `first` are the partial dates as they were given ("2025-06"), "" where there is none.
    """

    __slots__ = ("action_id", "answer_request_id", "due", "first", "has_date", "owner_id", "undertaking")

    def __init__(self, action_id, owner_id, answer_request_id, has_date, undertaking, due="", first=""):
        self.action_id, self.owner_id, self.answer_request_id = action_id, owner_id, answer_request_id
        self.has_date, self.undertaking, self.due, self.first = has_date, undertaking, due, first


def of_recommendations(keys, on):
    """The actions under each recommendation, in order, as known on `on`: {pk: [Owed]}."""
    return _owed(Q(recommendation__in=keys), "recommendation_id", on)


def of_plans(keys, on):
    """The actions of each plan, in order, as known on `on`: {pk: [Owed]}.

    An action passed on by a merger stands in its new plan from the day of the merger, and in its old one before.
    """
    places = _places(keys, on)
    origins = list(places)
    which = Q(came_from__in=origins) | Q(came_from__isnull=True, plan__in=origins)
    return _owed(which, "origin_id", on, places)


def _places(keys, on):
    """Where the actions of the plans that are or led to those in `keys` stood on `on`: {plan where begun: key}."""
    keys = set(keys)
    merged = {
        pk: (into, day)
        for pk, into, day in Plan.objects.filter(
            merged_into__isnull=False, council__in=Plan.objects.filter(pk__in=keys).values("council")
        ).values_list("pk", "merged_into_id", "merged_on")
    }
    found = {}
    for origin in keys | merged.keys():
        place = origin
        while place in merged and merged[place][1] <= on:
            place = merged[place][0]
        if place in keys:
            found[origin] = place
    return found


def of_actions(keys, on):
    """Each action as known on `on`: {pk: Owed}; one recorded later is missing."""
    return {pk: owed[0] for pk, owed in _owed(Q(pk__in=keys), "pk", on).items()}


def _owed(which, home, on, places=None):
    """The actions that `which` finds, by the value of their field `home`, or by what `places` makes of that."""
    rows = list(
        Action.objects.filter(which, recorded_on__lte=on)
        .order_by("order", "pk")
        .annotate(
            council_id=Coalesce("plan__council_id", "recommendation__review__council_id"),
            origin_id=Coalesce("came_from_id", "plan_id"),
        )
        .values(
            "pk", home, "owner_id", "answer__request_id", "due_on", "due_event", "closed_on", "closing", "council_id"
        )
    )
    keys = [row["pk"] for row in rows]
    held = held_on({row["council_id"] for row in rows if row["due_event"]}, on)
    moved, owners = _moved(keys, on), _owners(keys, on)
    ratings = _ratings(keys, on)
    found = defaultdict(list)
    for row in rows:
        pk = row["pk"]
        resolved = held.get((row["council_id"], occasions.key(row["due_event"]))) if row["due_event"] else None
        dates = moved.get(pk, [])
        first = row["due_on"] or (resolved.isoformat() if resolved else "")
        first = first or (dates[0][0] or dates[0][1] if dates else "")
        due = (dates[-1][1] if dates else "") or first
        closed = row["closed_on"] is not None and row["closed_on"] <= on
        undertaking = standing.Undertaking(
            due_on=last_day(due),
            first_due_on=last_day(first),
            slips=sum(bool(before) and last_day(before) < last_day(after) for before, after in dates),
            ratings=tuple(ratings.get(pk, {}).values()),
            closing=Closing(row["closing"]) if closed else None,
        )
        owner = owners[pk] if pk in owners else row["owner_id"]
        has_date = bool(row["due_on"] or row["due_event"] or dates)
        home_key = places[row[home]] if places is not None else row[home]
        found[home_key].append(Owed(pk, owner, row["answer__request_id"], has_date, undertaking, due, first))
    return found


def _moved(keys, on):
    """The moves of each action's date: {pk: [(before, after)]}, oldest first."""
    found = defaultdict(list)
    rows = DateRevision.objects.filter(action__in=keys, revised_on__lte=on).order_by("revised_on", "pk")
    for action, before, after in rows.values_list("action_id", "before_on", "due_on"):
        found[action].append((before, after))
    return found


def _owners(keys, on):
    """Who owed each action on `on`, for those that were ever handed over: {pk: owner pk or None}."""
    found = {}
    for action, before, owner, day in (
        Handover.objects.filter(action__in=keys)
        .order_by("recorded_on", "pk")
        .values_list("action_id", "before_id", "owner_id", "recorded_on")
    ):
        if day <= on:
            found[action] = owner
        elif action not in found:
            found[action] = before
    return found


def _ratings(keys, on):
    """The newest accepted rating of each limb of each action (None is the whole): {pk: {limb: Rating}}."""
    found = defaultdict(dict)
    rows = (
        ProgressUpdate.objects.accepted(on)
        .filter(action__in=keys)
        .order_by("as_at", "settled_on", "pk")
        .values_list("action_id", "limb_id", "rating")
    )
    for action, limb, rating in rows:
        if limb is None:
            found[action] = {None: Rating(rating)}
        else:
            found[action].pop(None, None)
            found[action][limb] = Rating(rating)
    return found


def _asked(keys, on, owed):
    """The requests of each recommendation: {pk: [Asked]}."""
    requests = list(
        ResponseRequest.objects.filter(recommendation__in=keys, recorded_on__lte=on)
        .order_by("addressee__order", "pk")
        .prefetch_related("deadline_changes")
    )
    decisions = _decisions([one.pk for one in requests], on)
    found = defaultdict(list)
    for one in requests:
        committed = any(
            each.owner_id
            and each.has_date
            and each.undertaking.closing in (None, Closing.COMPLETED)
            and each.answer_request_id in (None, one.pk)
            for each in owed.get(one.recommendation_id, ())
        )
        said = tuple(decisions.get(one.pk, {}).values())
        found[one.recommendation_id].append(standing.Asked(due_then(one, on), said, committed))
    return found


def due_then(request, on):
    """The day by which a response was due as known on `on`; `deadline_changes` should be prefetched."""
    changes = list(request.deadline_changes.all())
    known = [change for change in changes if change.recorded_on <= on]
    if known:
        return known[-1].after_on
    return changes[0].before_on if changes else request.due_on


def _decisions(requests, on):
    """What was decided last of each request, whole (None) or by limb: {request pk: {limb: Decision}}."""
    found = defaultdict(dict)
    rows = (
        Answer.objects.filter(request__in=requests, response__recorded_on__lte=on)
        .filter(Q(response__withdrawn_on__isnull=True) | Q(response__withdrawn_on__gt=on))
        .order_by("response__recorded_on", "response_id", "limb__order", "pk")
        .values_list("request_id", "limb_id", "decision")
    )
    for request, limb, decision in rows:
        if limb is None:
            found[request] = {None: Decision(decision)}
        else:
            found[request].pop(None, None)
            found[request][limb] = Decision(decision)
    return found


def _judged(keys, on):
    """What was decided of each recommendation, by the day of the meeting; a correction takes the place of the first."""
    found = defaultdict(dict)
    rows = Judgement.objects.filter(recommendation__in=keys, recorded_on__lte=on).order_by("meeting__date", "pk")
    for pk, meeting, kind, extend_to in rows.values_list("recommendation_id", "meeting_id", "kind", "extend_to"):
        found[pk][meeting] = standing.Judgement(Verdict(kind), extend_to)
    return {pk: list(by_meeting.values()) for pk, by_meeting in found.items()}


def last_days(keys, on):
    """The last day, up to `on`, on which something was recorded of each recommendation: {pk: date}."""
    found = {}
    for model, path, days in (
        (ResponseRequest, "recommendation_id", ("recorded_on",)),
        (DeadlineChange, "request__recommendation_id", ("recorded_on",)),
        (Answer, "request__recommendation_id", ("response__recorded_on", "response__withdrawn_on")),
        (Action, "recommendation_id", ("recorded_on", "closed_on")),
        (DateRevision, "action__recommendation_id", ("revised_on",)),
        (Handover, "action__recommendation_id", ("recorded_on",)),
        (ProgressUpdate, "action__recommendation_id", ("settled_on",)),
        (Judgement, "recommendation_id", ("recorded_on",)),
        (Withdrawal, "recommendation_id", ("withdrawn_on", "reinstated_on")),
    ):
        rows = model.objects.filter(**{f"{path.removesuffix('_id')}__in": list(keys)})
        for pk, *known in rows.values_list(path, *days):
            found[pk] = max([day for day in known if day and day <= on] + [found.get(pk, date.min)])
    return found


def rule_of(council):
    """The council's rules.standing.Rule (an object or a key); the defaults where it has chosen nothing."""
    chosen = MonitoringRule.objects.filter(council=council).first()
    if chosen is None:
        return standing.Rule()
    return standing.Rule(chosen.scale, chosen.blue_for_complete, chosen.due_soon_days)
