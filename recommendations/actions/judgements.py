"""What a committee decides of recommendations at a meeting; nothing else closes one."""

import math

from django.db import transaction
from django.utils import timezone

from recommendations import remit
from recommendations.models import Judgement, Proposal, Recommendation, ResponseRequest
from recommendations.rules import verdicts
from recommendations.rules.words import Verdict
from scrutiny.actions.ordering import locked
from scrutiny.engine import audit
from scrutiny.papers.words import day
from scrutiny.refused import Refused

from . import standings
from .recommendations import relate

DETAILS = ("extend_to", "escalate_to", "into")


class RowsRefused(Refused):
    """Raised when some of several rows cannot be saved; `rows` is {recommendation pk: Refused}. Nothing was saved."""

    def __init__(self, rows):
        super().__init__("Nothing has been saved yet. Put right what is said beside the rows.")
        self.rows = rows


@transaction.atomic
def propose(recommendation, meeting, *, kind, why="", extend_to=None, escalate_to="", into=None, by, on=None):
    """Put on a meeting's sheet what an officer proposes that it decide; a second proposal replaces the first.

    Raises Refused where the meeting could not decide so, or has been held before `on` (the day of recording).
    Returns the Proposal.
    """
    on = on or timezone.localdate()
    review = locked(recommendation.review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    details = {"extend_to": extend_to, "escalate_to": escalate_to.strip(), "into": into}
    _check_meeting(recommendation, review, meeting)
    if meeting.date < on:
        raise Refused(f"The meeting was on {day(meeting.date)}. Enter what it decided instead.", "meeting")
    verdict = _verdict(kind)
    _check(recommendation, review, meeting, verdict, details, on)
    before = Proposal.objects.filter(recommendation=recommendation, meeting=meeting).first()
    said = {"kind": verdict, "why": why.strip(), **details, "recorded_on": on, "by": by}
    proposal, _ = Proposal.objects.update_or_create(recommendation=recommendation, meeting=meeting, defaults=said)
    audit.record(proposal, "proposed", by=by, before=before and _plain(before), after=_plain(proposal))
    return proposal


@transaction.atomic
def unpropose(recommendation, meeting, *, by):
    """Take a proposal off a meeting's sheet; returns whether there was one. The audit keeps what it said."""
    locked(recommendation.review)
    proposal = Proposal.objects.filter(recommendation=recommendation, meeting=meeting).first()
    if proposal is None:
        return False
    audit.record(proposal, "took off the sheet", by=by, before=_plain(proposal))
    proposal.delete()
    return True


@transaction.atomic
def judge(
    recommendation,
    meeting,
    *,
    kind,
    extend_to=None,
    escalate_to="",
    into=None,
    minute_reference="",
    evidence="",
    vote="",
    dissent="",
    by,
    on=None,
):
    """Record what the committee decided of a recommendation at `meeting`; returns the Judgement.

    `kind` is a rules.words.Verdict; `into` the recommendation that it is merged into or superseded by. Raises Refused,
    with the field, for what cannot have been decided: see the checks below.
    """
    on = on or timezone.localdate()
    judgement = _judge(
        recommendation,
        meeting,
        kind,
        {"extend_to": extend_to, "escalate_to": escalate_to.strip(), "into": into},
        {"minute_reference": minute_reference, "evidence": evidence, "vote": vote, "dissent": dissent},
        by=by,
        on=on,
    )
    standings.refresh(_touched(judgement), on=on)
    return judgement


@transaction.atomic
def judge_all(meeting, rows, *, by, on=None):
    """Record several judgements of one meeting, all or none: `rows` are pairs of a recommendation and judge's words.

    Raises RowsRefused with what is wrong with each. Returns the Judgements.
    """
    on = on or timezone.localdate()
    made, refused = [], {}
    for recommendation, said in rows:
        said = dict(said)
        details = {name: said.pop(name, "" if name == "escalate_to" else None) for name in DETAILS}
        try:
            with transaction.atomic():
                made.append(_judge(recommendation, meeting, said.pop("kind"), details, said, by=by, on=on))
        except Refused as problem:
            refused[recommendation.pk] = problem
    if refused:
        raise RowsRefused(refused)
    standings.refresh({one.pk: one for judgement in made for one in _touched(judgement)}.values(), on=on)
    return made


@transaction.atomic
def correct(judgement, *, kind, why, by, on=None, **said):
    """Record that a meeting decided something else than was entered: the first entry is kept, with the reason.

    `said` is as for `judge`. Raises Refused for what `judge` refuses, without a reason, and for an entry that was
    corrected already. Returns the new Judgement.
    """
    on = on or timezone.localdate()
    if not why.strip():
        raise Refused("Say why it is corrected: the first entry is kept beside it.", "why")
    details = {name: said.pop(name, "" if name == "escalate_to" else None) for name in DETAILS}
    details["escalate_to"] = details["escalate_to"].strip()
    made = _judge(
        judgement.recommendation, judgement.meeting, kind, details, said, by=by, on=on, corrects=judgement, why=why
    )
    standings.refresh([*_touched(judgement), *_touched(made)], on=on)
    return made


def _judge(recommendation, meeting, kind, details, said, *, by, on, corrects=None, why=""):
    """Check and save one judgement, without bringing the summary up."""
    review = locked(recommendation.review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    _check_meeting(recommendation, review, meeting)
    if meeting.date > on:
        raise Refused(f"The meeting is on {day(meeting.date)}. Record what it decides once it has met.", "meeting")
    recorded = Judgement.objects.filter(recommendation=recommendation, meeting=meeting)
    if corrects is None and recorded.exists():
        raise Refused("This meeting has decided of it already. Correct what was recorded instead.", "kind")
    if corrects is not None and recorded.filter(corrects=corrects).exists():
        raise Refused("Somebody has corrected this already. Look at what it says now.", "kind")
    verdict = _verdict(kind)
    _check(recommendation, review, meeting, verdict, details, on)
    judgement = Judgement.objects.create(
        recommendation=recommendation,
        meeting=meeting,
        kind=verdict,
        recorded_on=on,
        by=by,
        corrects=corrects,
        correction=why.strip(),
        **details,
        **{name: (value or "").strip() for name, value in said.items()},
    )
    _relate(recommendation, by)
    verb = "corrected the judgement" if corrects else "judged"
    audit.record(judgement, verb, by=by, before=corrects and _plain(corrects), after=_plain(judgement), note=why)
    return judgement


def _verdict(kind):
    try:
        return Verdict(kind)
    except ValueError:
        raise Refused("Choose what was decided.", "kind") from None


def _check_meeting(recommendation, review, meeting):
    """Refuse a meeting that is missing or of another body, and what was not sent by then."""
    if meeting is None:
        raise Refused("Choose the meeting: only a committee decides of a recommendation.", "meeting")
    if meeting.body_id not in remit.deciding(review):
        raise Refused(
            f"This recommendation is not before {meeting.body}. Choose a meeting of its committee.", "meeting"
        )
    if recommendation.binned_at is not None or recommendation.is_withdrawn:
        raise Refused("This recommendation was withdrawn. Reinstate it first.", "kind")
    sent = ResponseRequest.objects.filter(recommendation=recommendation).order_by("sent_on").first()
    if sent is None:
        raise Refused("This recommendation has not been sent to anybody yet. Send it first.", "meeting")
    if meeting.date < sent.sent_on:
        raise Refused(f"It was sent on {day(sent.sent_on)}, after the meeting. Check both dates.", "meeting")


def _check(recommendation, review, meeting, verdict, details, on):
    """Refuse details that do not go with the verdict, and a verdict that does not go with what was decided before."""
    wrong = verdicts.problem(verdict, meeting.date, **details)
    if wrong:
        raise Refused(*wrong)
    known = _current(recommendation)
    own = next((at for at, one in known if one.meeting_id == meeting.pk), (meeting.date, math.inf))
    earlier = [Verdict(one.kind) for at, one in known if at < own]
    later = [Verdict(one.kind) for at, one in known if at > own]
    if out := verdicts.out_of_turn(verdict, earlier, later):
        raise Refused(out, "kind")
    if details["into"] is not None:
        _check_into(recommendation, review, details["into"], on)


def _check_into(recommendation, review, into, on):
    into = Recommendation.objects.select_related("review").get(pk=into.pk)
    if into.pk == recommendation.pk:
        raise Refused("Choose another recommendation than this one.", "into")
    if into.review.council_id != review.council_id:
        raise Refused("That recommendation is another council’s. Choose one of this council.", "into")
    if into.binned_at or into.review.binned_at or into.review.agreed_at is None:
        raise Refused("That recommendation has not been agreed. Choose one that has.", "into")
    if into.is_withdrawn or verdicts.is_closed([Verdict(one.kind) for _, one in _current(into)]):
        raise Refused("That recommendation is closed. Choose one that is open.", "into")


def _current(recommendation):
    """What stands of each meeting, in the order of recommendations.facts: [(place, Judgement)].

    A place is the meeting's day and the number of what was recorded of it first; a correction takes that place.
    """
    rows = Judgement.objects.filter(recommendation=recommendation).select_related("meeting", "into")
    found = {}
    for one in rows.order_by("meeting__date", "pk"):
        place = found[one.meeting_id][0] if one.meeting_id in found else (one.meeting.date, one.pk)
        found[one.meeting_id] = (place, one)
    return list(found.values())


def _relate(recommendation, by):
    """Have the recommendation's relations follow what stands last; relations that officers made stay."""
    last = _current(recommendation)[-1][1]
    made = Judgement.objects.filter(recommendation=recommendation, into__isnull=False)
    absorbing = set(made.filter(kind=Verdict.MERGED).values_list("into_id", flat=True))
    merged_into = recommendation.merged_into
    if last.kind == Verdict.MERGED:
        merged_into = last.into
    elif recommendation.merged_into_id in absorbing:
        merged_into = None
    if merged_into != recommendation.merged_into:
        same = {"restates": recommendation.restates, "supersedes": recommendation.supersedes}
        relate(recommendation, by=by, merged_into=merged_into, **same)
    for one in {judgement.into for judgement in made.filter(kind=Verdict.SUPERSEDED).select_related("into")}:
        wanted = last.kind == Verdict.SUPERSEDED and last.into_id == one.pk
        _set_supersedes(one, recommendation, wanted, by)


def _set_supersedes(newer, older, wanted, by):
    """Say, or say no longer, that one replaces the other; one that replaces a third already is left as it is."""
    now = newer.supersedes
    if wanted and now is None:
        now = older
    elif not wanted and now == older:
        now = None
    if now != newer.supersedes:
        relate(newer, by=by, supersedes=now, restates=newer.restates, merged_into=newer.merged_into)


def _touched(judgement):
    return [judgement.recommendation, *([judgement.into] if judgement.into_id else [])]


def _plain(one):
    """A judgement or proposal as the audit keeps it."""
    names = ("minute_reference", "evidence", "vote", "dissent", "why")
    said = {
        "decision": one.get_kind_display(),
        "meeting": str(one.meeting),
        "extend_to": one.extend_to.isoformat() if one.extend_to else "",
        "escalate_to": one.escalate_to,
        "into": str(one.into or ""),
        **{name: getattr(one, name, "") for name in names},
    }
    return {name: value for name, value in said.items() if value}
