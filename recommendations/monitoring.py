"""What a committee watches, as at a day: what is open, what changed, what is to be decided, and what was closed.

Everything is read in a fixed number of queries, for one recommendation or for thousands. How each stands comes from
recommendations.as_at, so the figures are those of the tracker on the same day.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from recommendations import as_at, facts
from recommendations.models import (
    Action,
    Answer,
    DateRevision,
    Judgement,
    ProgressUpdate,
    Proposal,
    Recommendation,
    ResponseRequest,
    Standing,
)
from recommendations.models.standing import NO_DAY
from recommendations.rules import slips, standing
from recommendations.rules.words import Answered, Claimed, Closing, Decision, Judged, Rating, Shown, Timeliness, Verdict
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Meeting
from scrutiny.papers import words

OWED = {
    "response": "Response due",
    "extension": "Extended to",
    "action": "Action due",
    "recommendation": "Due",
}


@dataclass
class Row:
    """A recommendation as it stood on the day, with what was said of it last."""

    recommendation: Recommendation
    stood: Standing
    claim: ProgressUpdate | None = None
    judgement: Judgement | None = None
    answered_on: date | None = None
    asked: int = 0
    answered: int = 0
    changes: list[str] = field(default_factory=list)

    @property
    def rating(self):
        """The rating that members see."""
        return Shown(self.stood.rating)

    @property
    def response(self):
        """What those who were asked said."""
        return Answered(self.stood.response)

    @property
    def timeliness(self):
        """What the dates say."""
        return Timeliness(self.stood.timeliness)

    @property
    def due(self):
        """ "Action due 30 June 2025", or "No date"."""
        if self.stood.due_on == NO_DAY:
            return "No date"
        return f"{OWED.get(self.stood.due_kind, 'Due')} {words.day(self.stood.due_on)}"

    @property
    def slipped(self):
        """ "slipped 3 times, 214 days", or ""."""
        return slips.words(self.stood.slips, self.stood.slip_days)

    @property
    def judged(self):
        """The committee's last judgement with its day, or "Not yet judged"."""
        verdict = Judged(self.stood.judgement)
        if self.judgement is None or verdict in (Judged.NONE, Judged.WITHDRAWN):
            return verdict.words
        return f"{verdict.words}, {words.day(self.judgement.meeting.date)}"


@dataclass
class Watched:
    """What a committee watched on a day; `since` is the day from which changes count, or None."""

    on: date
    since: date | None
    rule: standing.Rule
    open: list[Row] = field(default_factory=list)
    closed: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def by_review(self):
        """The open rows under each review, in order: [(review, rows)]."""
        found = {}
        for row in self.open:
            found.setdefault(row.recommendation.review_id, (row.recommendation.review, []))[1].append(row)
        return list(found.values())


def last_met(body, on, meeting=None):
    """The day of the committee's last formal meeting before `on` and before `meeting`; None when there was none."""
    before = min([on, *([meeting.date] if meeting else [])])
    met = Meeting.objects.filter(body=body, kind=Meeting.Kind.FORMAL, date__lt=before)
    return met.order_by("-date").values_list("date", flat=True).first()


def of_body(body, on, *, since=None, meeting=None):
    """What the body watched on `on`: its own recommendations, commissioned or conducted, as a Watched.

    `since` is a day: what was recorded after it and up to `on` is told as changed, and what was closed meanwhile.
    `meeting` is the one at which decisions are sought.
    """
    mine = Q(review__commissioned_by=body) | Q(review__conducted_by=body)
    keys = list(Recommendation.objects.filter(mine).values_list("pk", flat=True))
    now = {one.recommendation_id: one for one in as_at.standings(keys, on)}
    before = {one.recommendation_id: one for one in as_at.standings(keys, since)} if since else {}
    watched = Watched(on, since, facts.rule_of(body.council_id))
    shut = {pk for pk, one in now.items() if since and not one.is_open and (pk not in before or before[pk].is_open)}
    wanted = {pk for pk, one in now.items() if one.is_open} | shut
    rows = _rows(wanted, now, on)
    watched.open = [row for row in rows if row.stood.is_open]
    watched.closed = [row for row in rows if not row.stood.is_open]
    if since:
        _add_changes(rows, before, since, on)
        watched.changed = [row for row in watched.open if row.changes]
    if meeting is not None:
        watched.proposals = list(
            Proposal.objects.filter(meeting=meeting, recorded_on__lte=on, recommendation__binned_at__isnull=True)
            .filter(recommendation__review__binned_at__isnull=True)
            .select_related("recommendation__review", "into__review")
            .order_by("recommendation__review_id", "recommendation__order", "recommendation_id")
        )
    return watched


def _rows(keys, now, on):
    found = (
        Recommendation.objects.filter(pk__in=keys)
        .select_related("review")
        .prefetch_related("limbs")
        .order_by("review__agreed_at", "review_id", "order", "pk")
    )
    rows = {one.pk: Row(one, now[one.pk]) for one in found}
    updates = ProgressUpdate.objects.accepted(on).filter(action__recommendation__in=keys)
    for one in updates.select_related("action").order_by("as_at", "settled_on", "pk"):
        rows[one.action.recommendation_id].claim = one
    judged = Judgement.objects.filter(recommendation__in=keys, recorded_on__lte=on).select_related("meeting")
    for one in judged.order_by("meeting__date", "pk"):
        rows[one.recommendation_id].judgement = one
    for pk in ResponseRequest.objects.filter(recommendation__in=keys, recorded_on__lte=on).values_list(
        "recommendation_id", flat=True
    ):
        rows[pk].asked += 1
    said = defaultdict(set)
    for one in _answers(keys, on):
        row = rows[one.request.recommendation_id]
        row.answered_on = max(filter(None, [row.answered_on, one.response.received_on]))
        said[row.recommendation.pk].add(one.request_id)
    for pk, requests in said.items():
        rows[pk].answered = len(requests)
    return list(rows.values())


def _answers(keys, on):
    """The answers that counted on `on`."""
    return (
        Answer.objects.filter(request__recommendation__in=keys, response__recorded_on__lte=on)
        .filter(Q(response__withdrawn_on__isnull=True) | Q(response__withdrawn_on__gt=on))
        .select_related("response", "request__addressee__body")
        .order_by("response__received_on", "response_id", "limb__order", "pk")
    )


def _add_changes(rows, before, since, on):
    """Tell in sentences what was recorded of each row after `since`, and how it stands otherwise than then."""
    by_pk = {row.recommendation.pk: row for row in rows}
    for pk, row in by_pk.items():
        if pk not in before:
            row.changes.append(f"Sent to {row.stood.addressees}, {words.day(row.stood.sent_on)}.")
    _add_answers(by_pk, since, on)
    _add_updates(by_pk, since, on)
    _add_moves(by_pk, since, on)
    _add_endings(by_pk, since, on)
    judged = Judgement.objects.filter(recommendation__in=by_pk, recorded_on__gt=since, recorded_on__lte=on)
    for one in judged.select_related("meeting").order_by("meeting__date", "pk"):
        said = f"The committee decided on {words.day(one.meeting.date)}: {Verdict(one.kind).words.lower()}"
        by_pk[one.recommendation_id].changes.append(f"{said}{verdict_facts(one)}.")
    for pk, row in by_pk.items():
        row.changes += _differences(before.get(pk), row.stood)


def _add_answers(by_pk, since, on):
    told = {}
    for one in _answers(list(by_pk), on):
        if one.response.recorded_on > since:
            key = (one.request.recommendation_id, str(one.request.addressee), one.response.received_on)
            told.setdefault(key, []).append(Decision(one.decision).words.lower())
    for (pk, who, day), said in told.items():
        by_pk[pk].changes.append(f"{who} answered on {words.day(day)}: {words.joined(dict.fromkeys(said))}.")


def _add_updates(by_pk, since, on):
    updates = ProgressUpdate.objects.accepted(on).filter(action__recommendation__in=by_pk, settled_on__gt=since)
    latest = {}
    for one in updates.select_related("action").order_by("as_at", "settled_on", "pk"):
        latest[one.action_id] = one
    for one in latest.values():
        said = f"Progress as at {words.day(one.as_at)}: {Rating(one.rating).words.lower()}."
        by_pk[one.action.recommendation_id].changes.append(said)


def _add_moves(by_pk, since, on):
    moved = DateRevision.objects.filter(action__recommendation__in=by_pk, revised_on__gt=since, revised_on__lte=on)
    for one in moved.select_related("action").order_by("revised_on", "pk"):
        start = f" from {partial_dates.in_words(one.before_on)}" if one.before_on else ""
        said = f"Date moved{start} to {partial_dates.in_words(one.due_on)}: {one.why.rstrip('.')}."
        by_pk[one.action.recommendation_id].changes.append(said)


def _add_endings(by_pk, since, on):
    ended = Action.objects.filter(recommendation__in=by_pk, closed_on__gt=since, closed_on__lte=on)
    for one in ended.order_by("closed_on", "pk"):
        how = Closing(one.closing).words.lower()
        by_pk[one.recommendation_id].changes.append(f"An action ended on {words.day(one.closed_on)}: {how}.")


def _differences(then, now):
    """What the summary says otherwise than it did: the rating, and what has become overdue."""
    said = []
    if then and then.rating != now.rating and now.is_open:
        said.append(f"Rating now: {Shown(now.rating).words.lower()}; before: {Shown(then.rating).words.lower()}.")
    late = Timeliness.OVERDUE
    if now.timeliness == late and (then is None or then.timeliness != late):
        said.append(f"Overdue since {words.day(now.due_on + timedelta(days=1))}.")
    return said


def verdict_facts(one):
    """To when, to whom, into what: the rest of the sentence of a judgement or a proposal."""
    said = f" ({words.day(one.extend_to)})" if one.extend_to else ""
    said += f" to {one.escalate_to}" if one.escalate_to else ""
    return said + (f", {one.into.label or 'one without a number'} of “{one.into.review}”" if one.into_id else "")


def is_behind(row):
    """Whether another action of the recommendation is further behind than the one of which was said last."""
    claimed = Claimed(row.stood.claimed)
    return row.claim is not None and claimed is not Claimed.NOTHING and claimed.value != row.claim.rating
