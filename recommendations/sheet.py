"""The recommendations before a meeting, each with where it stands: for the sheet, its page and what was decided."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from recommendations import facts, remit
from recommendations.models import Judgement, Proposal, Recommendation, ResponseRequest
from recommendations.querysets import followed_q
from recommendations.rules import standing, verdicts
from recommendations.rules.words import Judged, Verdict
from scrutiny.access import access_of
from scrutiny.engine import text
from scrutiny.papers.words import day

MOST = 60  # rows on a page


@dataclass
class Row:
    """A recommendation with how it stands on a day, and what the facts suggest that a meeting decide."""

    recommendation: Recommendation
    stood: standing.Stood
    last: Judgement | None
    suggestion: verdicts.Suggestion | None
    on: date
    proposal: Proposal | None = None
    judgement: Judgement | None = None

    @property
    def name(self):
        """Its label, else its first words: how a row is called."""
        return self.recommendation.label or str(self.recommendation)

    @property
    def addressees(self):
        """Who was asked, in words."""
        return ", ".join(str(one) for one in self.recommendation.its_addressees)

    @property
    def axes(self):
        """The four axes as pairs of name and words: what they said, what is claimed, what was decided, the dates."""
        return [
            ("Response", self.stood.response.words),
            ("Progress claimed", self.stood.claimed.words),
            ("Last decision", self.decided),
            ("Dates", verdicts.when_in_words(self.stood, self.on)),
        ]

    @property
    def decided(self):
        """What the committee decided last, and when: "Extended to 1 March 2025, 12 June 2024"."""
        if self.last is None or self.stood.judgement is Judged.WITHDRAWN:
            return self.stood.judgement.words
        return f"{past(self.last, self.recommendation.review_id)}, {day(self.last.meeting.date)}"


def before(body, *, sent_by=None):
    """What `body` may decide of, sent by a day: its own recommendations, its sub-committees', those it inherited."""
    bodies = remit.under(body)
    sent = ResponseRequest.objects.filter(recommendation=OuterRef("pk"))
    if sent_by is not None:
        sent = sent.filter(sent_on__lte=sent_by)
    mine = Q(review__commissioned_by__in=bodies) | Q(review__conducted_by__in=bodies)
    return (
        Recommendation.objects.kept()
        .filter(mine, Exists(sent), review__agreed_at__isnull=False, review__binned_at__isnull=True)
        .order_by("review_id", "order", "pk")
    )


def after(found, pk):
    """Those that follow the recommendation `pk` in the order of `before`; all when it is unknown."""
    last = Recommendation.objects.filter(pk=pk).values_list("review_id", "order").first()
    if last is None:
        return found
    review, order = last
    return found.filter(
        Q(review__gt=review) | Q(review=review, order__gt=order) | Q(review=review, order=order, pk__gt=pk)
    )


def seen_by(found, user):
    """Those of the recommendations that the user may follow; sorted out as single rows only where some come twice."""
    found = found.filter(followed_q(user))
    return found.distinct() if access_of(user).responsible_bodies else found


def opened(found):
    """Those of the recommendations that are open today."""
    return found.filter(standing__is_open=True)


def rows(recommendations, on, meeting_on=None, rule=None):
    """A Row for each recommendation of a queryset as it stood on `on`, in a fixed number of queries.

    `meeting_on` is the day for which something is suggested (`on` unless given).
    """
    found = list(
        recommendations.select_related("review").prefetch_related(
            Prefetch("addressees", _addressees(), to_attr="its_addressees")
        )
    )
    known = facts.read(found, on)
    judged = last_judgements([one.pk for one in found], on)
    if rule is None:
        rule = facts.rule_of(found[0].review.council_id) if found else standing.Rule()
    made = []
    for one in found:
        stood = standing.stood(known[one.pk], on, rule)
        suggestion = verdicts.suggest(stood, known[one.pk], meeting_on or on)
        made.append(Row(one, stood, judged.get(one.pk), suggestion, on))
    return made


def _addressees():
    model = Recommendation._meta.get_field("addressees").related_model
    return model.objects.select_related("body").order_by("order", "pk")


def last_judgements(keys, on):
    """What was decided last of each recommendation, as known on `on`: {pk: Judgement}."""
    found = Judgement.objects.filter(recommendation__in=keys, recorded_on__lte=on)
    current = {}
    for one in found.select_related("meeting", "into__review").order_by("meeting__date", "pk"):
        current.setdefault(one.recommendation_id, {})[one.meeting_id] = one
    return {pk: list(by_meeting.values())[-1] for pk, by_meeting in current.items()}


def with_proposals(made, meeting, on=None):
    """Give each Row what is proposed for it at `meeting` (as known on `on`, when given); returns the rows."""
    found = Proposal.objects.filter(meeting=meeting, recommendation__in=[row.recommendation.pk for row in made])
    if on is not None:
        found = found.filter(recorded_on__lte=on)
    proposals = {one.recommendation_id: one for one in found.select_related("into__review")}
    for row in made:
        row.proposal = proposals.get(row.recommendation.pk)
    return made


def decided(meeting, on=None):
    """What the meeting decided, as known on `on`: Judgements with what each shows, a correction in place of the first.

    Each has `first_said`, the entries that it corrects, newest first.
    """
    found = Judgement.objects.filter(meeting=meeting)
    if on is not None:
        found = found.filter(recorded_on__lte=on)
    found = found.select_related("recommendation__review", "into__review").order_by(
        "recommendation__review_id", "recommendation__order", "recommendation_id", "pk"
    )
    last = {}
    for one in found:
        one.first_said = [last[one.recommendation_id]] if one.recommendation_id in last else []
        if one.first_said:
            one.first_said += one.first_said[0].first_said
        last[one.recommendation_id] = one
    return list(last.values())


def in_words(one, own_review=None):
    """A judgement or proposal as printed: "Extend to 1 March 2025", "Close: merged into (3) of Parking"."""
    verdict = Verdict(one.kind)
    if verdict is Verdict.EXTEND and one.extend_to:
        return f"Extend to {day(one.extend_to)}"
    if verdict is Verdict.ESCALATE and one.escalate_to:
        return f"Escalate to {one.escalate_to}"
    if one.into is not None and verdict in (Verdict.MERGED, Verdict.SUPERSEDED):
        done = "merged into" if verdict is Verdict.MERGED else "superseded by"
        return f"Close: {done} {called(one.into, own_review)}"
    return verdict.words


def past(one, own_review=None):
    """A judgement as something done: "Extended to 1 March 2025", "Merged into (3)"."""
    verdict = Verdict(one.kind)
    if verdict is Verdict.EXTEND:
        return f"Extended to {day(one.extend_to)}"
    if verdict is Verdict.ESCALATE:
        return f"Escalated to {one.escalate_to}"
    if one.into is not None:
        return f"{'Merged into' if verdict is Verdict.MERGED else 'Superseded by'} {called(one.into, own_review)}"
    return Judged(verdict.value).words


def called(one, own_review=None):
    """Another recommendation by its label, with its review where that differs: "(3) of “Parking”"."""
    name = one.label or f"“{short(one)}”"
    return name if one.review_id == own_review else f"{name} of “{one.review}”"


def short(one, most=90):
    """The first words of a recommendation, without marks."""
    said = " ".join(text.to_plain(one.text).split())
    return said if len(said) <= most else said[: most - 1].rsplit(" ", 1)[0] + "…"


def counts(meetings):
    """How many were proposed for and decided at each meeting: {pk: (proposed, decided)}."""
    keys = [one.pk for one in meetings]
    proposed = dict(Proposal.objects.filter(meeting__in=keys).values_list("meeting").annotate(Count("pk")).order_by())
    made = Judgement.objects.filter(meeting__in=keys).values_list("meeting")
    judged = dict(made.annotate(Count("recommendation", distinct=True)).order_by())
    return {pk: (proposed.get(pk, 0), judged.get(pk, 0)) for pk in keys}
