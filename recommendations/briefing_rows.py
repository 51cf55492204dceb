"""What a briefing is made from: how a committee's recommendations and plans stand on a day and stood before it.

Everything is read in a fixed number of queries. Of a committee with very many, those that changed and those that fall
due first are read, and `Read.is_cut` says so.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Q

from recommendations import facts
from recommendations.models import (
    Action,
    Answer,
    Ask,
    DateRevision,
    Judgement,
    Owner,
    Plan,
    ProgressUpdate,
    Recommendation,
    ResponseRequest,
    Standing,
)
from recommendations.rules import changes, standing
from recommendations.rules.words import Rating

MOST = 500


@dataclass
class Item:
    """A recommendation, or an action of a plan, as it stands and as it stood when the committee met last."""

    thing: Recommendation | Action
    facts: standing.Facts
    owed: list
    stood: standing.Stood
    changes: changes.Changes
    requests: list = field(default_factory=list)

    @property
    def is_action(self):
        """Whether it is an action of a plan, under no recommendation."""
        return isinstance(self.thing, Action)

    @property
    def owner_keys(self):
        """Who owes something that is not ended, by key."""
        return [one.owner_id for one in self.owed if one.owner_id and one.undertaking.closing is None]

    @property
    def silent_keys(self):
        """Those of them who were asked and of whom nothing came."""
        return [
            one.owner_id
            for one in self.owed
            if one.owner_id and one.undertaking.closing is None and Rating.NO_DATA in one.undertaking.ratings
        ]

    @property
    def waiting(self):
        """Pairs of a request that is not answered and the day by which it should be."""
        return [
            (request, asked.due_on)
            for request, asked in zip(self.requests, self.facts.asked, strict=True)
            if not asked.is_answered
        ]


class Read:
    """The items of a committee on `on`, and what was recorded of them after `since`: see the module."""

    def __init__(self, body, on: date, since: date, extra=()):
        self.body, self.on, self.since = body, on, since
        self.rule = facts.rule_of(body.council_id)
        self.is_cut = False
        keys = self._keys() | set(extra)
        self.items = self._recommendations(keys)
        self.actions = self._plan_actions()
        every = [*self.items.values(), *self.actions.values()]
        owners = {key for item in every for key in item.owner_keys}
        self.owners = {one.pk: one for one in Owner.objects.filter(pk__in=owners)}
        self.keys = list(self.items)
        self.under = Q(action__recommendation__in=self.keys) | Q(action__in=list(self.actions))

    def _keys(self):
        """The recommendations to read: those open today, and those that something was recorded of since."""
        mine = Standing.objects.filter(Q(committee=self.body) | Q(conducted_by=self.body))
        changed = mine.filter(changed_on__gt=self.since).order_by("-changed_on", "pk")
        still = mine.filter(is_open=True).order_by("due_on", "pk")
        found = [list(rows.values_list("pk", flat=True)[: MOST + 1]) for rows in (changed, still)]
        self.is_cut = any(len(rows) > MOST for rows in found)
        return {pk for rows in found for pk in rows[:MOST]}

    def _recommendations(self, keys):
        known, owed = facts.with_actions(keys, self.on)
        before = facts.read(keys, self.since)
        requests = defaultdict(list)
        asked = ResponseRequest.objects.filter(recommendation__in=keys, recorded_on__lte=self.on)
        for one in (
            asked.select_related("addressee__body")
            .prefetch_related("deadline_changes")
            .order_by("addressee__order", "pk")
        ):
            requests[one.recommendation_id].append(one)
        things = Recommendation.objects.kept().filter(pk__in=list(requests), review__binned_at__isnull=True)
        found = {}
        for one in things.select_related("review").order_by("review_id", "order", "pk"):
            pk = one.pk
            stood = standing.stood(known[pk], self.on, self.rule)
            then = standing.stood(before[pk], self.since, self.rule) if before[pk].asked else None
            if stood.is_open or then is None or then.is_open:
                found[pk] = Item(one, known[pk], owed.get(pk, []), stood, changes.between(then, stood), requests[pk])
        return found

    def _plan_actions(self):
        """The actions of the committee's plans that stand under no recommendation, each rated as one would be."""
        plans = list(Plan.objects.filter(body=self.body).standing().values_list("pk", flat=True))
        mine = Action.objects.filter(plan__in=plans, recommendation__isnull=True, recorded_on__lte=self.on)
        still = mine.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=self.since))
        things = list(still.select_related("plan").order_by("plan_id", "order", "pk")[:MOST])
        keys = [one.pk for one in things]
        now, before = facts.of_actions(keys, self.on), facts.of_actions(keys, self.since)
        found = {}
        for one in things:
            known = standing.Facts(undertakings=(now[one.pk].undertaking,))
            stood = standing.stood(known, self.on, self.rule)
            then = None
            if one.pk in before:
                then = standing.stood(standing.Facts(undertakings=(before[one.pk].undertaking,)), self.since, self.rule)
            found[one.pk] = Item(one, known, [now[one.pk]], stood, changes.between(then, stood))
        return found

    def item_of(self, action):
        """The item that an action belongs to, or None."""
        return self.items.get(action.recommendation_id) or self.actions.get(action.pk)

    def answers(self):
        """The answers recorded since, that still stand."""
        return (
            Answer.objects.filter(
                request__recommendation__in=self.keys,
                response__recorded_on__gt=self.since,
                response__recorded_on__lte=self.on,
            )
            .filter(Q(response__withdrawn_on__isnull=True) | Q(response__withdrawn_on__gt=self.on))
            .select_related("response", "request__addressee__body")
            .order_by("response__received_on", "response_id", "limb__order", "pk")
        )

    def updates(self):
        """The newest claim of each action that counted only since; what the system said for the silent is none."""
        found = {}
        known = ProgressUpdate.objects.accepted(self.on).filter(self.under, settled_on__gt=self.since)
        for one in known.exclude(source="system").select_related("action").order_by("as_at", "settled_on", "pk"):
            found[one.action_id] = one
        return list(found.values())

    def moves(self):
        """The dates that moved since, by action: [(action, first before, last after, times)]."""
        found = {}
        known = DateRevision.objects.filter(self.under, revised_on__gt=self.since, revised_on__lte=self.on)
        for one in known.exclude(before_on="").select_related("action").order_by("revised_on", "pk"):
            before = found[one.action_id][1] if one.action_id in found else one.before_on
            times = found[one.action_id][3] + 1 if one.action_id in found else 1
            found[one.action_id] = (one.action, before, one.due_on, times)
        return list(found.values())

    def judgements(self):
        """What the committee decided, as recorded since."""
        known = Judgement.objects.filter(
            recommendation__in=self.keys, recorded_on__gt=self.since, recorded_on__lte=self.on
        )
        return known.select_related("meeting").order_by("meeting__date", "pk")

    def said_on(self):
        """The day of the newest claim of each recommendation and plan action: two dicts of days by key."""
        known = ProgressUpdate.objects.accepted(self.on).filter(self.under).exclude(source="system")
        rows = known.values_list("action_id", "action__recommendation_id").annotate(newest=Max("as_at")).order_by()
        by_recommendation, by_action = {}, {}
        for action, recommendation, newest in rows:
            by_action[action] = newest
            by_recommendation[recommendation] = max(newest, by_recommendation.get(recommendation, newest))
        return by_recommendation, by_action

    def refused_with_reasons(self):
        """The recommendations that were rejected by somebody who said why."""
        known = Answer.objects.filter(request__recommendation__in=self.keys, decision="rejected")
        known = known.filter(response__recorded_on__lte=self.on).exclude(reasons="", response__reasons="")
        return set(known.values_list("request__recommendation_id", flat=True))

    def silences(self, owners):
        """When each owner was asked last without answering: {owner key: (asked on, silent on)}."""
        asked = Ask.objects.filter(owner__in=owners, silent_on__isnull=False, silent_on__lte=self.on)
        rows = asked.order_by("asked_on", "pk").values_list("owner_id", "asked_on", "silent_on")
        return {owner: (day, silent) for owner, day, silent in rows}

    def restated(self):
        """The years in which each recommendation was made before: {key: [years]}, for three steps back."""
        known = Recommendation.objects.filter(pk__in=self.keys, restates__isnull=False)
        path = [f"{'__'.join(['restates'] * step)}__review" for step in (1, 2, 3)]
        found = {}
        for one in known.select_related("review", *path):
            years, at = [], one
            while at is not None and len(years) < 4:
                years.append(year_of(at.review))
                at = at.restates if len(years) < 4 else None
            found[one.pk] = [year for year in years if year]
        return found


def year_of(review):
    """The year in which a review's recommendations were made, or None."""
    if review.endorsed:
        return int(review.endorsed[:4])
    return review.agreed_at.year if review.agreed_at else None
