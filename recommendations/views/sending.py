"""What becomes of a review's recommendations: the room of responses, sending, and a later notice."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import exchanges, permissions
from recommendations.actions import sending as actions
from recommendations.forms.sending import ReceiptForm, SendForm
from recommendations.models import ResponseRequest
from scrutiny.engine.views.access import signed_in
from scrutiny.permissions import can_edit
from scrutiny.refused import Refused
from scrutiny.views.acting import ALREADY, bound, done
from scrutiny.views.workspace import review_inside, review_to_edit, workspace

from . import rows

SAID_KINDS = {
    "awaited": "",
    "none": "warn",
    "under_consideration": "info",
    "rejected": "bad",
    "noted": "info",
    "no_commitment": "warn",
    "in_principle": "info",
    "in_part": "info",
    "accepted": "good",
    "not_asked": "quiet",
}


KEPT = ("once", "sent_on_", "received_on_", "regime_")


def life_url(review, at=""):
    """The room of responses, at a recommendation when given."""
    return reverse("recommendations:review-life", args=[review.pk]) + (f"#{at}" if at else "")


@require_safe
@signed_in
def review_life(request, pk):
    """What was asked of whom, by when, and what they answered; for a draft, what will happen."""
    review = review_inside(request, pk)
    on = timezone.localdate()
    may = can_edit(request.user, review) and review.binned_at is None
    told = [] if review.is_draft else exchanges.read(review, on)
    for one in told:
        _show(one, may)
    waiting = [row for one in told if not one.is_withdrawn for row in one.exchanges if row.request is None]
    asked = [row for one in told for row in one.exchanges if row.request]
    context = workspace(
        request,
        review,
        "responses",
        told=told,
        on=on,
        may=may,
        counts=_counts(asked),
        to_send=len(waiting),
        nobody=[one.recommendation for one in told if not one.exchanges and not one.is_withdrawn],
        withdrawn=review.responses.filter(withdrawn_on__isnull=False).order_by("withdrawn_on", "pk"),
    )
    return render(request, "recommendations/review_life.html", context)


def _show(told, may):
    """Add what the page needs to a recommendation and its exchanges."""
    one = told.recommendation
    told.limbs_html = rows.limbs_html(one)
    told.life_url = reverse("recommendations:life", args=[one.pk])
    for row in told.exchanges:
        row.tag = SAID_KINDS[row.said]
        for answer in row.answers:
            answer.action_url = action_url(one, answer) if may else ""


def action_url(recommendation, answer):
    """Where an action is added under an answer."""
    return f"{reverse('recommendations:action-add-under', args=[recommendation.pk])}?answer={answer.pk}"


def _counts(asked):
    """What came and what did not, in figures that add up to all that were asked."""
    overdue = sum(row.is_overdue for row in asked)
    came = sum(row.late.startswith("Answered") for row in asked)
    return {"asked": len(asked), "answered": came, "overdue": overdue, "waiting": len(asked) - came - overdue}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request, pk):
    """Send a review's recommendations: the days and the time limits, then the dates to check, then it is recorded."""
    review = review_to_edit(request, pk)
    if review.binned_at is not None:
        messages.info(request, "This review is in the bin. Put it back before you send its recommendations.")
        return redirect(life_url(review))
    if review.is_draft:
        messages.info(request, "Agree the review first: only recommendations that the committee has agreed are sent.")
        return redirect(life_url(review))
    waiting = actions.to_send(review)
    nobody = actions.without_addressee(review)
    regimes = actions.ensure_regimes(review.council)
    groups = _groups(waiting)
    asked = [(key, name, actions.default_regime(several[0], regimes)) for key, name, several in groups]
    form = SendForm(bound(request), asked=asked, regimes=regimes, initial={"sent_on": timezone.localdate()})
    frame = workspace(
        request,
        review,
        "responses",
        form=form,
        groups=groups,
        nobody=nobody,
        submit="Work out the dates",
        cancel=life_url(review),
    )
    if request.POST.get("do") == "send":
        made = done(form, request.user, lambda: _send(review, form, groups, request.user))
        if made:
            if made is not ALREADY:
                said = "1 request has" if len(made) == 1 else f"{len(made)} requests have"
                messages.success(request, f"{said} been recorded. The dates are below.")
            return redirect(life_url(review))
    elif form.is_valid() and request.POST.get("do") == "change":
        return render(request, "recommendations/send.html", frame)
    elif form.is_valid() and (dates := _dates(review, form, groups)):
        # Nothing is recorded before the dates were seen.
        kept = [(name, value) for name, value in request.POST.items() if name.startswith(KEPT)]
        return render(request, "recommendations/send_check.html", frame | {"dates": dates, "kept": kept})
    return render(request, "recommendations/send.html", frame, status=422 if form.is_bound else 200)


def _groups(waiting):
    """Those who are asked, each once, with their Addressees: [(key, name, [Addressee])]."""
    found = {}
    for one in waiting:
        key = f"body{one.body_id}" if one.body_id else f"name{str(one).casefold()}"
        found.setdefault(key, []).append(one)
    return [(str(place), str(several[0]), several) for place, several in enumerate(found.values(), start=1)]


def _chosen(form, groups):
    """{addressee pk: Regime} as chosen."""
    chosen = form.chosen()
    return {one.pk: chosen[key] for key, _, several in groups for one in several}


def _send(review, form, groups, by):
    values = form.cleaned_data
    return actions.send(
        review,
        sent_on=values["sent_on"],
        received_on=values["received_on"],
        regimes=_chosen(form, groups),
        by=by,
    )


def _dates(review, form, groups):
    """The dates that would be recorded, for those who are asked; None with the reason on the form."""
    values, chosen = form.cleaned_data, form.chosen()
    sent_on, received_on = values["sent_on"], values["received_on"] or values["sent_on"]
    if not groups:
        form.add_error(None, "There is nobody to ask. Say first to whom the recommendations are addressed")
        return None
    try:
        actions.check_days(review, sent_on, received_on, timezone.localdate())
        calendar = actions.Calendar(review.council)
        return [
            {
                "name": name,
                "recommendations": [one.recommendation for one in several],
                "regime": chosen[key],
                "due": calendar.work_out(
                    chosen[key], several[0], review.commissioned_by_id, sent_on=sent_on, received_on=received_on
                ),
            }
            for key, name, several in groups
        ]
    except Refused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def request_receipt(request, pk):
    """Record that a request was received on another day, or by a later notice."""
    found = ResponseRequest.objects.visible_to(request.user).select_related(
        "recommendation__review__council", "addressee__body", "regime"
    )
    asked = get_object_or_404(found, pk=pk)
    if not permissions.can_record_responses(request.user, asked.recommendation.review):
        raise PermissionDenied
    review = asked.recommendation.review
    at = f"recommendation-{asked.recommendation_id}"
    form = ReceiptForm(bound(request), initial={"received_on": asked.received_on})

    def act():
        return actions.set_receipt(
            asked, form.cleaned_data["received_on"], why=form.cleaned_data["why"], by=request.user
        )

    saved = done(form, request.user, act)
    if saved:
        if saved is not ALREADY:
            messages.success(request, f"{asked.addressee}: {saved.sum}")
        return redirect(life_url(review, at))
    context = workspace(
        request,
        review,
        "responses",
        form=form,
        title=f"When {asked.addressee} received recommendation {asked.recommendation.label or ''}".strip(),
        lead=f"Now: {asked.sum} The date is worked out anew, and what stood before is kept.",
        submit="Save",
        cancel=life_url(review, at),
    )
    return render(request, "recommendations/form_page.html", context, status=422 if form.is_bound else 200)
