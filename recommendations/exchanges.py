"""What was asked of whom about a review's recommendations, and what came back, as known on a day.

The page of responses and the printed response table both read it. It costs the same number of queries for one
recommendation as for fifty.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from recommendations import facts
from recommendations.models import Action, Answer, Owner, Recommendation, ResponseRequest
from recommendations.rules import standing
from recommendations.rules.deadlines import in_words
from recommendations.rules.words import Answered, Closing, Decision
from scrutiny.engine.rules import partial_dates


@dataclass
class Promised:
    """An action that was promised, as known on the day: `owner` and `due` in words, `ending` where it ended.

    `commits` says whether somebody undertook it by a day, and it was neither dropped nor replaced.
    """

    action: Action
    owner: str
    due: str
    due_on: date | None
    slips: int
    slip_days: int
    ending: str
    request_id: int | None
    commits: bool = False


@dataclass
class Exchange:
    """One addressee of one recommendation: what was asked, by when, and what came back.

    `request` is None while nobody sent it; `answers` are the newest (one for the whole, or one for each limb),
    `earlier` what they took the place of, newest first. `late` says in words what the dates say.
    """

    addressee: object
    request: ResponseRequest | None = None
    due_on: date | None = None
    sum: str = ""
    changes: list = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    earlier: list[Answer] = field(default_factory=list)
    promised: list[Promised] = field(default_factory=list)
    said: Answered = Answered.NOT_ASKED
    late: str = ""
    is_overdue: bool = False

    @property
    def said_words(self):
        """The response in words; where parts were answered apart it is theirs taken together."""
        apart = len(self.answers) > 1 and not self.lacks_commitment
        return f"Taken together: {self.said.words.lower()}" if apart else self.said.words

    @property
    def lacks_commitment(self):
        """Whether something was accepted in principle and nobody undertook anything by a day."""
        return self.said is Answered.NO_COMMITMENT


@dataclass
class Told:
    """One recommendation with its exchanges, in the order of its addressees; `promised` are actions of no request."""

    recommendation: Recommendation
    exchanges: list[Exchange]
    promised: list[Promised]
    is_withdrawn: bool = False


def read(review, on):
    """The Told of each recommendation of a review that was live or sent by the end of `on`, in printed order."""
    found = Recommendation.objects.kept().filter(review=review)
    found = found.filter(section__binned_at__isnull=True, section__is_dropped=False).for_page().order_by("order", "pk")
    return of_recommendations(list(found), on)


def of_recommendations(found, on):
    """The Told of each of the recommendations (a list, read with `for_page`)."""
    keys = [one.pk for one in found]
    asked = ResponseRequest.objects.filter(recommendation__in=keys, recorded_on__lte=on).select_related("regime")
    requests = {one.addressee_id: one for one in asked.prefetch_related("deadline_changes")}
    answers = answers_of([one.pk for one in requests.values()], on)
    owed = facts.of_recommendations(keys, on)
    promised = _promised(owed, on)
    told = []
    for one in found:
        mine = promised.get(one.pk, [])
        rows = [
            _exchange(addressee, requests.get(addressee.pk), answers, owed.get(one.pk, ()), mine, on)
            for addressee in one.its_addressees
        ]
        withdrawn = one.withdrawn_at is not None and timezone.localdate(one.withdrawn_at) <= on
        told.append(Told(one, rows, [each for each in mine if each.request_id is None], withdrawn))
    return told


def answers_of(requests, on):
    """Every Answer to the requests (keys) as known on `on`, oldest first: {request pk: [Answer]}."""
    found = (
        Answer.objects.filter(request__in=requests, response__recorded_on__lte=on)
        .filter(Q(response__withdrawn_on__isnull=True) | Q(response__withdrawn_on__gt=on))
        .order_by("response__recorded_on", "response_id", "limb__order", "pk")
        .select_related("response", "limb")
    )
    answers = defaultdict(list)
    for one in found:
        answers[one.request_id].append(one)
    return answers


def newest_answers(requests, on):
    """What was answered last of each request, whole (None) or by limb: {request pk: {limb pk or None: Answer}}."""
    return {request: newest(answers) for request, answers in answers_of(requests, on).items()}


def newest(answers):
    """The last of some answers (oldest first) for the whole or for each limb: {limb pk or None: Answer}."""
    found = {}
    for one in answers:
        if one.limb_id is None:
            found = {None: one}
        else:
            found.pop(None, None)
            found[one.limb_id] = one
    return found


def sum_then(request, on):
    """How the date was worked out as known on `on`; `deadline_changes` should be prefetched."""
    changes = list(request.deadline_changes.all())
    known = [change for change in changes if change.recorded_on <= on]
    if known:
        return known[-1].after_sum
    return changes[0].before_sum if changes else request.sum


def _exchange(addressee, request, answers, owed, promised, on):
    if request is None:
        return Exchange(addressee)
    known = answers.get(request.pk, [])
    now = newest(known)
    kept = {one.pk for one in now.values()}
    committed = any(_commits(each) and each.answer_request_id in (None, request.pk) for each in owed)
    due_on = facts.due_then(request, on)
    asked = standing.Asked(due_on, tuple(Decision(one.decision) for one in now.values()), committed)
    late, is_overdue = _late(asked, list(now.values()), on)
    return Exchange(
        addressee=addressee,
        request=request,
        due_on=due_on,
        sum=sum_then(request, on),
        changes=[change for change in request.deadline_changes.all() if change.recorded_on <= on],
        answers=sorted(now.values(), key=lambda one: (one.limb.order if one.limb else 0, one.pk)),
        earlier=[one for one in reversed(known) if one.pk not in kept],
        promised=[each for each in promised if each.request_id == request.pk],
        said=standing.answer_of(asked),
        late=late,
        is_overdue=is_overdue,
    )


def _commits(owed):
    """Whether somebody undertook the action by a day, and it stands or is completed."""
    return bool(owed.owner_id and owed.has_date and owed.undertaking.closing in (None, Closing.COMPLETED))


def _late(asked, answers, on):
    """What the dates say of a request in words, and whether its answer is overdue on the day."""
    due = asked.due_on
    if asked.is_answered:
        came = max(one.response.received_on for one in answers)
        if due is None or came <= due:
            return f"Answered {in_words(came)}{', in time' if due else ''}", False
        return f"Answered {in_words(came)}, {_days((came - due).days)} late", False
    if due is None:
        return "No date yet", False
    if due < on:
        return f"Overdue by {_days((on - due).days)}", True
    return ("Due today" if due == on else f"Due in {_days((due - on).days)}"), False


def _days(number):
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def promised_of(recommendations, on):
    """The actions under the recommendations (keys) as known on `on`: {action pk: Promised}."""
    found = _promised(facts.of_recommendations(recommendations, on), on)
    return {one.action.pk: one for several in found.values() for one in several}


def _promised(owed, on):
    """The actions under each recommendation as known on `on`: {recommendation pk: [Promised]}."""
    rows = [(pk, one) for pk, several in owed.items() for one in several]
    actions = Action.objects.in_bulk([one.action_id for _, one in rows])
    owners = Owner.objects.in_bulk({one.owner_id for _, one in rows if one.owner_id})
    found = defaultdict(list)
    for pk, one in rows:
        action, task = actions[one.action_id], one.undertaking
        owner = owners.get(one.owner_id)
        found[pk].append(
            Promised(
                action=action,
                owner=(owner.name or owner.post) if owner else "",
                due=_due_words(action, one.due),
                due_on=task.due_on,
                slips=task.slips,
                slip_days=task.slip_days,
                ending=f"{task.closing.words} {in_words(action.closed_on)}" if task.closing else "",
                request_id=one.answer_request_id,
                commits=_commits(one),
            )
        )
    return found


def _due_words(action, due):
    """The date of an action as it was given ("June 2030") or moved to, or its event."""
    return partial_dates.in_words(due) if due else action.due_event
