"""What earlier stages of a review recommended and what became of it, and recommending it again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from recommendations import judgement_blocks
from recommendations.actions import earlier as actions
from recommendations.models import Recommendation
from recommendations.views import table as page
from scrutiny.engine import once
from scrutiny.engine.views.access import signed_in
from scrutiny.permissions import can_edit
from scrutiny.refused import Refused
from scrutiny.views.workspace import review_inside, review_to_edit, workspace


@require_safe
@signed_in
def earlier_list(request, pk):
    """The recommendations of the stages before a review, as they stand today."""
    review = review_inside(request, pk)
    parts = judgement_blocks.before(review, timezone.localdate())
    context = workspace(request, review, "earlier") | {
        "parts": parts,
        "may_restate": can_edit(request.user, review) and review.is_draft,
    }
    return render(request, "recommendations/judgement_earlier.html", context)


@require_POST
@signed_in
def recommendation_restate(request, pk):
    """Recommend again what an earlier stage recommended, and go to where its words can be changed."""
    review = review_to_edit(request, pk)
    known = {row["pk"] for part in judgement_blocks.before(review, timezone.localdate()) for row in part["rows"]}
    number = request.POST.get("recommendation", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and int(number) in known):
        messages.error(request, "That recommendation is not of an earlier stage. Choose one from the list.")
        return redirect("recommendations:earlier-list", pk=review.pk)
    try:
        if not once.first_time(request.POST.get("once"), request.user):
            return redirect(page.table_url(review))
        made = actions.restate(Recommendation.objects.get(pk=number), review, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("recommendations:earlier-list", pk=review.pk)
    messages.success(request, "It is recommended again. Change its words as you need.")
    at = f"recommendation-{made.pk}"
    return redirect(page.table_url(review, at, edit=at))
