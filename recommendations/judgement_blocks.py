"""Blocks about decisions: the sheet printed before a meeting, what it decided, and what earlier stages recommended."""

from collections import Counter

from django.db.models import Prefetch
from django.utils import timezone

from recommendations import sheet
from recommendations.models import Proposal, Recommendation
from recommendations.rules import earlier as stages
from recommendations.rules import verdicts
from recommendations.rules.words import Shown, Verdict
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Review
from scrutiny.papers import words


def judgement_sheet(section, as_at):
    """What the paper's meeting is asked to decide, with an empty column for what it decides."""
    meeting = section.paper.meeting
    if meeting is None:
        return None
    asked = Proposal.objects.filter(meeting=meeting, recorded_on__lte=as_at).values("recommendation")
    found = Recommendation.objects.kept().filter(pk__in=asked).order_by("review_id", "order", "pk")
    rows = sheet.with_proposals(sheet.rows(found, as_at, meeting.date), meeting, as_at)
    if not rows:
        return None
    return {
        "intro_html": text.to_html(section.text),
        "parts_of": _by_review(
            rows,
            lambda row: row.recommendation,
            lambda row: {
                **_naming(row.recommendation),
                "axes": [{"name": name, "words": said} for name, said in row.axes],
                "proposal": sheet.in_words(row.proposal, row.recommendation.review_id),
                "why": row.proposal.why,
            },
        ),
    }


def judgements(section, as_at):
    """What the paper's meeting decided, with minute, evidence, vote and dissent, and how often it decided what."""
    meeting = section.paper.meeting
    decided = sheet.decided(meeting, as_at) if meeting is not None else []
    if not decided:
        return None
    return {
        "intro_html": text.to_html(section.text),
        "counted": _counted(decided),
        "parts_of": _by_review(
            decided,
            lambda one: one.recommendation,
            lambda one: {
                **_naming(one.recommendation),
                "decision": sheet.in_words(one, one.recommendation.review_id),
                "evidence_html": text.to_html(one.evidence),
                "minute": one.minute_reference,
                "vote": one.vote,
                "dissent_html": text.to_html(one.dissent),
            },
        ),
    }


def _counted(decided):
    """How often what was decided, in a sentence whose figures add up: "... four recommendations: two closed as ..."."""
    kinds = Counter(Verdict(one.kind) for one in decided)
    said = [words.count(kinds[kind], words_of, words_of) for kind, words_of in _DONE.items() if kinds[kind]]
    total = words.count(len(decided), "recommendation", "recommendations")
    return f"The committee decided on {total}: {words.joined(said)}."


_DONE = {
    Verdict.IMPLEMENTED: "closed as implemented",
    Verdict.SUPERSEDED: "closed as superseded",
    Verdict.MERGED: "closed as merged into another",
    Verdict.NOT_FEASIBLE: "closed as no longer feasible with the risk accepted",
    Verdict.NOT_IMPLEMENTED: "closed as not implemented",
    Verdict.CONTINUE: "to be monitored further",
    Verdict.EXTEND: "extended to a later date",
    Verdict.ESCALATE: "escalated",
    Verdict.REOPEN: "reopened",
}


def _naming(one):
    return {"label": one.label or "", "html": text.to_html(one.text), "addressees": _addressees(one)}


def _addressees(one):
    return words.joined(str(each) for each in getattr(one, "its_addressees", ()))


def _by_review(things, recommendation_of, shape):
    """A table for each review: [{caption, rows}]."""
    tables = []
    for thing in things:
        review = recommendation_of(thing).review
        if not tables or tables[-1]["review"] != review.pk:
            tables.append({"review": review.pk, "caption": review.title, "rows": []})
        tables[-1]["rows"].append(shape(thing))
    return [{"caption": one["caption"], "rows": one["rows"]} for one in tables]


def earlier_recommendations(section, as_at):
    """What earlier stages of the review recommended and what became of it, a table for each stage."""
    review = section.paper.review
    found = before(review, as_at) if review is not None else []
    if not found:
        return None
    return {"intro_html": text.to_html(section.text), "parts_of": found}


def before(review, as_at):
    """The register of the stages before a review: [{caption, rows}], the oldest stage first, as at a day.

    A row has label, html, limbs, addressees, response, rating, when, decided, again (what repeats it) and pk. Only
    stages that were agreed by then are there.
    """
    previous = dict(Review.objects.filter(council=review.council_id).values_list("pk", "previous_id"))
    keys = stages.chain(review.pk, {**previous, review.pk: review.previous_id})
    if not keys:
        return []
    reviews = Review.objects.kept().filter(pk__in=keys, agreed_at__isnull=False).in_bulk()
    agreed = [reviews[pk] for pk in keys if pk in reviews and timezone.localdate(reviews[pk].agreed_at) <= as_at]
    headings = stages.headings([(one.stage, one.title, _year(one)) for one in agreed])
    found = Recommendation.objects.kept().filter(review__in=agreed).order_by("order", "pk")
    rows = sheet.rows(found.prefetch_related(Prefetch("limbs", to_attr="its_limbs")), as_at)
    again = _again([row.recommendation.pk for row in rows], [*keys, review.pk], review)
    tables = []
    for one, heading in zip(agreed, headings, strict=True):
        shaped = [_earlier(row, again) for row in rows if row.recommendation.review_id == one.pk]
        if shaped:
            tables.append({"caption": heading, "rows": shaped})
    return tables


def _earlier(row, again):
    one = row.recommendation
    letters = one.limb_style == one.LimbStyle.LETTERS
    limbs = [{"label": limb.label if letters else "", "html": text.to_html(limb.text)} for limb in one.its_limbs]
    return {
        "pk": one.pk,
        **_naming(one),
        "limbs": limbs,
        "response": row.stood.response.words,
        "rating": row.stood.rating.words,
        "colour": COLOURS.get(row.stood.rating, ""),
        "when": "" if row.stood.rating is Shown.CLOSED else verdicts.when_in_words(row.stood, row.on),
        "decided": row.decided,
        "again": again.get(one.pk, ""),
    }


COLOURS = {
    Shown.GREEN: "green",
    Shown.AMBER_GREEN: "amber-green",
    Shown.AMBER: "amber",
    Shown.AMBER_RED: "amber-red",
    Shown.RED: "red",
}


def _again(keys, reviews, own):
    """What repeats each: {pk: "Recommended again as (3)"}; a later stage than the next is named by its title."""
    found = {}
    later = Recommendation.objects.active().filter(restates__in=keys, review__in=reviews).select_related("review")
    for one in later.order_by("review_id", "order"):
        label = one.label or "a recommendation without a number"
        where = "" if one.review_id == own.pk else f" of “{one.review}”"
        found.setdefault(one.restates_id, []).append(f"{label}{where}")
    return {pk: stages.again(labels) for pk, labels in found.items()}


def _year(review):
    """The year in which a review was agreed or endorsed, in figures."""
    if review.endorsed:
        return str(partial_dates.parse(review.endorsed).latest().year)
    return str(timezone.localdate(review.agreed_at).year)


registry.add_block(
    registry.Block(
        "judgement_sheet",
        "Decisions sought",
        "papers/blocks/judgement_sheet.html",
        judgement_sheet,
        "Decisions sought",
        in_reports=False,
        help="What the paper’s meeting is asked to decide of each recommendation, with room to write what it decides.",
    )
)
registry.add_block(
    registry.Block(
        "judgements",
        "Decisions made",
        "papers/blocks/judgements.html",
        judgements,
        "Decisions made",
        in_reports=False,
        help="What the paper’s meeting decided of each recommendation, with minute, vote and dissent.",
    )
)
registry.add_block(
    registry.Block(
        "earlier_recommendations",
        "Recommendations of earlier stages",
        "papers/blocks/earlier_recommendations.html",
        earlier_recommendations,
        "What was recommended before",
        in_committee_papers=False,
        help="What the stages before this review recommended, and what became of it.",
    )
)
