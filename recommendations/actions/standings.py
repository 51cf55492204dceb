"""Keeping the summary of how recommendations stand, in the same transaction as what changes it."""

from django.db import transaction
from django.utils import timezone

from recommendations import facts
from recommendations.models import Recommendation, Standing
from recommendations.models.standing import NO_DAY
from recommendations.rules import standing as rules
from recommendations.rules.numbering import municipal_year


@transaction.atomic
def refresh(recommendations, *, on=None):
    """Work out anew how the recommendations (objects or keys) stand on `on` (today); call it after every write.

    Only recommendations that were sent have a standing. Costs a fixed number of queries for any number of them.
    """
    on = on or timezone.localdate()
    keys = [getattr(one, "pk", one) for one in recommendations]
    found = (
        Recommendation.objects.filter(pk__in=keys, requests__isnull=False)
        .select_related("review")
        .prefetch_related("addressees__body", "actions__owner", "requests")
        .distinct()
    )
    known = facts.read(keys, on)
    councils = {}
    rows = []
    for one in found:
        review = one.review
        if review.council_id not in councils:
            councils[review.council_id] = facts.rule_of(review.council_id)
        stood = rules.stood(known[one.pk], on, councils[review.council_id])
        sent_on = min(request.sent_on for request in one.requests.all())
        addressees = list(one.addressees.all())
        owners = {action.owner_id: action.owner for action in one.actions.all() if action.owner_id}
        rows.append(
            Standing(
                recommendation=one,
                council_id=review.council_id,
                committee_id=review.commissioned_by_id,
                conducted_by_id=review.conducted_by_id,
                review=review,
                is_public=review.published_at is not None and review.binned_at is None,
                year=municipal_year(sent_on),
                label=one.label or "",
                words=one.text,
                addressees="; ".join(str(each) for each in addressees)[:500],
                addressee_id=next((each.body_id for each in addressees if each.body_id), None),
                owners="; ".join(str(each) for each in owners.values())[:500],
                owner_id=next(iter(owners), None),
                response=stood.response,
                claimed=stood.claimed,
                judgement=stood.judgement,
                timeliness=stood.timeliness,
                rating=stood.rating,
                is_open=stood.is_open,
                sent_on=sent_on,
                due_on=stood.due_on or NO_DAY,
                due_kind=stood.due_kind,
                slips=stood.slips,
                slip_days=stood.slip_days,
                changed_on=on,
            )
        )
    names = [field.name for field in Standing._meta.fields if not field.primary_key]
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["recommendation"], update_fields=names)
