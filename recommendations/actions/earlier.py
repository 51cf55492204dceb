"""Carrying forward: a review that follows another begins with what that one recommended."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from recommendations.models import Recommendation, ResponseRequest
from scrutiny.actions import papers

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
