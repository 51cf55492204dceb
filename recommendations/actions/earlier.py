"""Carrying forward: a review that follows another begins with what that one recommended."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from recommendations.models import Recommendation, ResponseRequest
from recommendations.table import KINDS
from scrutiny.actions import papers
from scrutiny.actions.ordering import locked
from scrutiny.models import Section
from scrutiny.refused import Refused

from . import recommendations as writing

EARLIER = "earlier_recommendations"  # the kind of section; see recommendations.judgement_blocks


@transaction.atomic
def start_with_earlier(review, by):
    """Put the recommendations of the stage before first in a new review's report, if that stage sent any."""
    if review.previous_id is None:
        return
    sent = ResponseRequest.objects.filter(recommendation=OuterRef("pk"))
    if Recommendation.objects.kept().filter(Exists(sent), review=review.previous_id).exists():
        section = papers.add_section(review.report, EARLIER, by=by)
        papers.move_section(section, by=by, to=0)


@transaction.atomic
def restate(recommendation, review, *, by):
    """Recommend again, in a later stage that is still a draft, what an earlier one recommended; returns the new one.

    It starts with the same words, limbs and addressees, without date. Raises Refused when it stands there already or
    the report has no place for it.
    """
    review = locked(review)
    if not review.is_draft:
        raise Refused("This review is agreed, so nothing can be added to it.")
    if Recommendation.objects.active().filter(review=review, restates=recommendation).exists():
        raise Refused("This review recommends it again already.")
    sections = list(Section.objects.printed().filter(paper__review=review, kind__in=KINDS).in_order())
    if not sections:
        raise Refused("The report has no section of findings or recommendations. Add one first.")
    old = writing.parts(recommendation)
    made = writing.add(
        review,
        sections[0],
        recommendation.text,
        by=by,
        limbs=old["limbs"],
        addressees=old["addressees"],
        limb_style=recommendation.limb_style,
        success_measure=recommendation.success_measure,
    )
    return writing.relate(made, by=by, restates=recommendation)
