"""Putting recommendations in the bin and back, while their labels are not fixed."""

from django.db import transaction
from django.utils import timezone

from recommendations.models import Recommendation
from scrutiny.actions.ordering import locked
from scrutiny.engine import audit
from scrutiny.refused import Refused

from . import standings
from .labels import follow


@transaction.atomic
def bin_recommendation(recommendation, by):
    """Put a recommendation in the bin; raises Refused once its label is fixed, since it is then withdrawn instead."""
    review = locked(recommendation.review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    if recommendation.is_label_fixed:
        raise Refused("This recommendation has been agreed, so it cannot be put in the bin. Withdraw it instead.")
    if recommendation.binned_at is not None:
        return False
    rows = Recommendation.objects.filter(pk=recommendation.pk)
    rows.update(binned_at=timezone.now(), binned_by=by)
    audit.record(recommendation, "put in the bin", by=by)
    follow(review)
    standings.refresh([recommendation], is_recorded=False)
    return True


@transaction.atomic
def restore_recommendation(recommendation, by):
    """Put a recommendation back where it was; in a draft it takes the label of its place."""
    review = locked(recommendation.review)
    if recommendation.section.binned_at is not None:
        raise Refused(f"Its section, “{recommendation.section}”, is in the bin. Put the section back first.")
    if not Recommendation.objects.binned().filter(pk=recommendation.pk).update(binned_at=None, binned_by=None):
        return False
    audit.record(recommendation, "put back", by=by)
    follow(review)
    standings.refresh([recommendation], is_recorded=False)
    return True
