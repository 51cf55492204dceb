"""One recommendation's page: how it stands, who was asked, what is being done, and its story, as at a day."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from recommendations import facts, lineage
from recommendations.models import Owner
from recommendations.rules import questions, ratings, slips, standing
from recommendations.rules import story as rules
from recommendations.rules.words import Claimed, Rating
from recommendations.story_events import Event, events, verdict_facts
from recommendations.story_rows import PUBLIC, Reader, Rows, sum_then
from scrutiny.engine.text import to_html
from scrutiny.models import Section
from scrutiny.papers import words
from scrutiny.permissions import can_read_inside, is_officer_of, serves

QUESTIONS = 3


@dataclass
class Told:
    """A story: `is_known` is whether it had been agreed by then; without that the rest is empty."""

    recommendation: object
    on: date
    is_known: bool = True
    stood: standing.Stood | None = None
    axes: list = field(default_factory=list)
    rating: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    rests_on: str = ""  # the findings' numbers, for those who may not read their words
    questions: list = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    proposals: list = field(default_factory=list)
    lineage: list = field(default_factory=list)
    repeated: str = ""
    outcome: str = ""


def reader_of(user, review):
    """The Reader that `user` is of the review's recommendations."""
    inside = serves(user, review.commissioned_by) or serves(user, review.conducted_by)
    return Reader(findings=can_read_inside(user, review), inside=inside, officer=is_officer_of(user, review))


def read(recommendation, on, user=None, reader=PUBLIC):
    """The story of a recommendation (found with `for_page` and its review) as at `on`: a Told.

    `user` None is for what is printed. Costs the same number of queries for a short life and a long one.
    """
    others = lineage.related(recommendation, on, user)
    rows = Rows(recommendation, on)
    first_sent = min((one.sent_on for one in rows.requests), default=None)
    agreed = timezone.localdate(recommendation.review.agreed_at)
    if on < min([agreed, *(one.recorded_on for one in rows.requests)]):
        return Told(recommendation, on, is_known=False)
    reader = Reader(reader.findings, reader.inside, reader.officer, frozenset(one.pk for one in others))
    reader = _naming(reader, rows, recommendation, user)
    known = facts.read([recommendation.pk, *(one.pk for one in others)], on)
    rule = facts.rule_of(recommendation.review.council_id)
    mine = known[recommendation.pk]
    stood = standing.stood(mine, on, rule)
    for one in others:
        one.stood = standing.stood(known[one.pk], on, rule)
        one.rating = rating_of(one.stood.rating)
    found = _findings(recommendation)
    years = lineage.repeats(recommendation, others, first_sent)
    judged = rows.judgements[-1].meeting.date if rows.judgements else None
    return Told(
        recommendation,
        on,
        stood=stood,
        axes=axes(stood, on),
        rating=rating_of(stood.rating),
        asked=_asked(rows, mine, on),
        actions=_actions(rows, on),
        findings=found if reader.findings else [],
        rests_on="" if reader.findings else words.joined(one["label"] for one in found if one["label"]),
        questions=_questions(stood, mine, rows, years, on) if reader.inside else [],
        events=events(recommendation, rows, on, reader),
        proposals=_proposals(rows, reader) if reader.inside else [],
        lineage=others,
        repeated=rules.repeated(years),
        outcome=rules.outcome(stood, on, judged),
    )


def _naming(reader, rows, recommendation, user):
    """The reader, who may also be told the names of what judgements and proposals point to, if they may follow it."""
    wanted = {one.into_id for one in (*rows.judgements, *rows.proposals) if one.into_id} - reader.named
    if not wanted:
        return reader
    known = type(recommendation).objects
    known = known.followed_by(user) if user else known.filter(review=recommendation.review_id)
    named = frozenset(known.filter(pk__in=wanted).values_list("pk", flat=True))
    return Reader(reader.findings, reader.inside, reader.officer, reader.named | named)


def rating_of(value):
    """A rating as templates show it: its word, and the colour of the mark beside it ("" for none)."""
    return {"text": value.words, "colour": ratings.colour(value.value)}


def axes(stood, on):
    """The four axes, each as a word: never mixed into one."""
    claimed = rating_of(stood.claimed) if stood.claimed is not Claimed.NOTHING else {"text": stood.claimed.words}
    when = rules.timely(stood, on)
    due = f"{rules.due_words(stood)}" if stood.is_open else ""
    return [
        {"name": "Response", "text": stood.response.words, "note": ""},
        {"name": "Claimed progress", "note": "", **claimed},
        {"name": "Judgement", "text": stood.judgement.words, "note": ""},
        {
            "name": "Timeliness",
            "text": when,
            "note": due[:1].upper() + due[1:] if due else "",
            "more": slips.words(stood.slips, stood.slip_days),
        },
    ]


def _asked(rows, mine, on):
    """Who was asked, what they have said, and by when they were to say it with the sum."""
    found = []
    for request, asked in zip(rows.requests, mine.asked, strict=True):
        said = standing.answer_of(asked)
        late = not asked.is_answered and asked.due_on is not None and asked.due_on < on
        found.append(
            {
                "who": str(request.addressee),
                "said": said.words,
                "is_late": late,
                "due": rules.day(asked.due_on) if asked.due_on else "",
                "late": rules.lateness(asked.due_on, on) if late else "",
                "sum": sum_then(request, on),
                "regime": request.regime.name,
                "is_answered": asked.is_answered,
            }
        )
    return found


def _actions(rows, on):
    """What is being done as known on the day: owner, date with its slips, the newest claim."""
    owed = facts.of_actions([one.pk for one in rows.actions], on)
    owners = _owners(rows.actions)
    found = []
    for action in rows.actions:
        one = owed[action.pk].undertaking
        ratings = list(dict.fromkeys(one.ratings))
        worst = min((Claimed(rating.value) for rating in ratings), key=list(Claimed).index, default=None)
        owner = owners.get(owed[action.pk].owner_id)
        found.append(
            {
                "pk": action.pk,
                "label": action.label,
                "html": to_html(action.text),
                "owner": str(owner) if owner else "",
                "due": rules.day(one.due_on) if one.due_on else action.due_event,
                "late": rules.lateness(one.due_on, on) if one.due_on and not one.closing and one.due_on < on else "",
                "slipped": slips.words(one.slips, one.slip_days),
                "rating": rating_of(worst) if worst else None,
                "meaning": Rating(worst.value).meaning if worst else "",
                "closing": one.closing.words if one.closing else "",
            }
        )
    return found


def _owners(actions):
    """Every owner that the actions ever had, by key; all were read with the actions."""
    found: dict[int, Owner] = {}
    for action in actions:
        for owner in (action.owner, *(each for one in action.handovers.all() for each in (one.before, one.owner))):
            if owner is not None:
                found[owner.pk] = owner
    return found


def _findings(recommendation):
    """The printed findings it rests on."""
    linked = [link.finding for link in recommendation.its_links if link.finding.binned_at is None]
    printed = Section.objects.printed().filter(pk__in={one.section_id for one in linked})
    kept = set(printed.values_list("pk", flat=True))
    return [{"label": one.label, "html": to_html(one.text)} for one in linked if one.section_id in kept]


def _questions(stood, mine, rows, years, on):
    """What the facts suggest to ask, the most telling first."""
    asked = list(zip(rows.requests, mine.asked, strict=True))
    said = [one.as_at for one in rows.updates if _counts(one, on) and one.source != one.Source.SYSTEM]
    open_ = [one for one in rows.actions if one.owner and not (one.closed_on and one.closed_on <= on)]
    given = [one for one in rows.answers if one.decision == "rejected"]
    known = questions.Known(
        "",
        stood,
        asked=len(asked),
        waiting=[questions.Waiting(str(one.addressee), each.due_on) for one, each in asked if not each.is_answered],
        decisions=[decision for _, each in asked for decision in each.decisions],
        owners=[one.owner.name for one in open_],
        silent=[item.ask.owner.name for item in rows.asked if item.ask.silent_on and item.ask.silent_on <= on]
        if stood.claimed is Claimed.NO_DATA
        else [],
        said_on=max(said, default=None),
        has_actions=bool(rows.actions),
        has_reasons=any(one.reasons or one.response.reasons for one in given),
        is_complete=standing.is_complete(mine.undertakings),
        repeats=years,
    )
    return [one.text for one in questions.about(known, on)[:QUESTIONS]]


def _counts(update, on):
    return update.state == update.State.ACCEPTED and update.settled_on <= on


def _proposals(rows, reader):
    """What officers propose that the committee decide at a coming meeting."""
    return [
        {"words": one.get_kind_display(), "meeting": one.meeting, "facts": verdict_facts(one, reader), "why": one.why}
        for one in rows.proposals
    ]
