"""Writing what others said of a board, and its case reviews: counts, themes and lessons, never a name."""

from django.db import transaction

from boards.actions.business_plans import put_back, set_aside
from boards.models import CaseReviews, Inspection
from boards.rules import cases, years
from recommendations.actions import plans
from recommendations.models import Plan
from scrutiny.engine import audit, versions
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Body
from scrutiny.refused import Refused

FIELDS = ("kind", "inspector", "subject", "began", "ended", "judgement", "findings", "link")
COUNTS = ("started", "finished", "published")
REVIEW_FIELDS = ("year", "kind", *COUNTS, "explained", "themes", "lessons")
TWICE = "Reviews of this kind are entered for the year already. Change those instead"
TOO_MANY = 10_000


@transaction.atomic
def add_inspection(board, *, by, **fields):
    """A new Inspection of `board`; `fields` are those of FIELDS. Raises Refused."""
    inspection = Inspection(board=board, **fields)
    _check_inspection(inspection)
    inspection._history_user = by
    inspection.save()
    audit.record(inspection, "added", by=by, after={name: fields.get(name) for name in FIELDS if fields.get(name)})
    return inspection


@transaction.atomic
def change_inspection(inspection, seen_version, *, by, **fields):
    """Save the given fields of an inspection; raises versions.Stale and Refused."""
    fields = {name: fields[name] for name in FIELDS if name in fields}
    would_be = Inspection(**{name: getattr(inspection, name) for name in (*FIELDS, "lifted_on")} | fields)
    _check_inspection(would_be)
    return versions.save_text(inspection, seen_version, by, **fields)


@transaction.atomic
def lift(inspection, lifted_on, seen_version, *, by):
    """Say on which day a notice was lifted, a partial date ("" is not yet); raises versions.Stale and Refused."""
    if inspection.kind != Inspection.Kind.NOTICE:
        raise Refused("Only a notice is lifted", "lifted_on")
    if partial_dates.definitely_before(lifted_on, inspection.began):
        given = partial_dates.in_words(inspection.began)
        raise Refused(f"The notice was given in {given}. It cannot have been lifted before", "lifted_on")
    return versions.save_text(inspection, seen_version, by, verb="lifted", lifted_on=lifted_on)


@transaction.atomic
def plan_of_inspection(inspection, *, by):
    """The plan in which what an inspection recommended is followed like any other action, made when there is none."""
    found = Inspection.objects.select_for_update(of=("self",)).select_related("board__council").get(pk=inspection.pk)
    if found.plan_id is None:
        others = Inspection.Kind.PEER_REVIEW, Inspection.Kind.EXTERNAL_REVIEW
        source = Plan.Source.EXTERNAL_REVIEW if found.kind in others else Plan.Source.INSPECTION
        title = f"Recommendations of {found}"[:250]
        named = f"{found.get_kind_display()} of {found.board}"[:250]
        found.plan = plans.make_plan(found.board, title=title, source=source, source_words=named, by=by)
        found._history_user = by
        found.save(update_fields=["plan"])
    return found.plan


@transaction.atomic
def plan_of_case_reviews(reviews, *, by):
    """The plan in which the actions from a year's case reviews are followed, made when there is none."""
    found = CaseReviews.objects.select_for_update(of=("self",)).select_related("board__council").get(pk=reviews.pk)
    if found.plan_id is None:
        title = f"Actions from {found.get_kind_display().lower()}, {found.year}"
        named = str(found.board)[:250]
        found.plan = plans.make_plan(found.board, title=title, source=Plan.Source.OTHER, source_words=named, by=by)
        found._history_user = by
        found.save(update_fields=["plan"])
    return found.plan


@transaction.atomic
def add_case_reviews(board, *, by, **fields):
    """The counts of a year's reviews of one kind with what was learned; `fields` are those of REVIEW_FIELDS."""
    Body.objects.select_for_update(of=("self",)).get(pk=board.pk)
    reviews = CaseReviews(board=board, **fields)
    reviews.year = _check_reviews(reviews)
    reviews._history_user = by
    reviews.save()
    said = {name: getattr(reviews, name) for name in ("year", "kind", *COUNTS)}
    audit.record(reviews, "added", by=by, after=said)
    return reviews


@transaction.atomic
def change_case_reviews(reviews, seen_version, *, by, **fields):
    """Save the given fields of a year's reviews; raises versions.Stale and Refused."""
    Body.objects.select_for_update(of=("self",)).get(pk=reviews.board_id)
    fields = {name: fields[name] for name in REVIEW_FIELDS if name in fields}
    would_be = CaseReviews(board=reviews.board, **{name: getattr(reviews, name) for name in REVIEW_FIELDS} | fields)
    fields["year"] = _check_reviews(would_be, reviews.pk)
    return versions.save_text(reviews, seen_version, by, **fields)


@transaction.atomic
def bin_thing(thing, *, by):
    """Put an inspection or a year's case reviews in the bin."""
    return set_aside(thing, by)


@transaction.atomic
def restore_thing(thing, *, by):
    """Take an inspection or a year's case reviews out of the bin; raises Refused where others are entered meanwhile."""
    if isinstance(thing, CaseReviews):
        _check_reviews(thing, thing.pk)
    return put_back(thing, by)


def _check_inspection(one):
    if one.kind not in Inspection.Kind.values:
        raise Refused("Choose what it was", "kind")
    for name, missing in (("inspector", "Enter who inspected"), ("subject", "Enter what was inspected")):
        if not getattr(one, name).strip():
            raise Refused(missing, name)
    for name in ("began", "ended"):
        try:
            partial_dates.in_words(getattr(one, name))
        except ValueError as problem:
            raise Refused(str(problem).rstrip("."), name) from problem
    if partial_dates.definitely_before(one.ended, one.began):
        raise Refused("The end is before the start. Check both dates", "ended")
    if one.lifted_on and one.kind != Inspection.Kind.NOTICE:
        raise Refused("The notice was lifted. Take that date out before you change what it was", "kind")
    if partial_dates.definitely_before(one.lifted_on, one.began):
        lifted = partial_dates.in_words(one.lifted_on)
        raise Refused(f"The notice was lifted in {lifted}. It cannot have been given after", "began")


def _check_reviews(one, pk=None):
    """Check a year's counts beside those of the other years of their kind; gives the year as it is kept."""
    try:
        year = years.tidy(one.year)
    except years.YearError as problem:
        raise Refused(str(problem), "year") from problem
    if one.kind not in CaseReviews.Kind.values:
        raise Refused("Choose the kind of review", "kind")
    for name in COUNTS:
        if not 0 <= getattr(one, name) <= TOO_MANY:
            raise Refused(f"Enter a number from 0 to {TOO_MANY:,}", name)
    beside = CaseReviews.objects.kept().filter(board=one.board, kind=one.kind).exclude(pk=pk)
    if beside.filter(year=year).exists():
        raise Refused(TWICE, "year")
    others = list(beside.values_list(*COUNTS, "explained"))
    wrong = cases.amiss([*(row[:3] for row in others), tuple(getattr(one, name) for name in COUNTS)])
    if wrong and not one.explained.strip() and not any(row[3] for row in others):
        field, words = wrong
        raise Refused(f"{words}. Check the counts, or say below why they differ", field)
    return year
