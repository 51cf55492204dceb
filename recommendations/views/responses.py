"""Responses: entering one, reading it with the reply itself, and withdrawing what was entered wrongly."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import exchanges, permissions
from recommendations.actions import responses as actions
from recommendations.forms.responses import ResponseForm, WithdrawResponseForm
from recommendations.models import Answer, Limb, Response, ResponseRequest
from recommendations.rules.words import Decision
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.models import Review
from scrutiny.permissions import can_read_inside
from scrutiny.views.acting import ALREADY, bound, done, or_404, wear
from scrutiny.views.workspace import review_to_edit, workspace

from .sending import SAID_KINDS, action_url, life_url


@drafts.describes("new-response")
def _draft_of_response(rest, user):
    """What a draft of a response is of: the key goes on with the review's number."""
    key = rest.partition(":")[0]
    if not key.isdigit() or len(key) > 9:
        return None
    review = Review.objects.visible_to(user).filter(pk=key).first()
    if review is None:
        return None
    url = reverse("recommendations:response-add", args=[review.pk])
    return drafts.Described(f"A response to “{review}”", f"{url}?draft=1")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def response_add(request, pk):
    """Enter what came back; one response may answer several recommendations, and their parts apart."""
    review = review_to_edit(request, pk)
    asked = [] if review.binned_at else _asked(review)
    if not asked:
        messages.info(request, "Nobody has been asked yet. Record first that the recommendations were sent.")
        return redirect(life_url(review))
    names = _names(asked)
    to = query.words(request, "to", most=20)
    chosen = [one for one in asked if one.group == to] or asked
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ResponseForm(*sent, asked=chosen)
    prefix = f"new-response:{review.pk}"
    form.drafts_for(prefix, request.user, use=query.choice(request, "draft", ("1",)) == "1")

    def act():
        values = {**form.values}
        answers = values.pop("answers")
        return actions.respond(answers, by=request.user, **values)

    made = done(form, request.user, act)
    if made:
        drafts.forget(request.user, f"{prefix}:")
        if made is not ALREADY:
            messages.success(request, "The response has been recorded.")
            return redirect("recommendations:response-show", made.pk)
        return redirect(life_url(review))
    context = workspace(
        request,
        review,
        "responses",
        form=form,
        groups=_grouped(form, names),
        names=[{"key": key, "name": name, "current": key == to} for key, name in names.items()],
        cancel=life_url(review),
    )
    return render(request, "recommendations/response_add.html", context, status=422 if form.is_bound else 200)


def _asked(review):
    """The requests that may be answered, by who was asked; each with `limbs_here`, `group` and what was `said` last."""
    found = (
        ResponseRequest.objects.filter(
            recommendation__review=review,
            recommendation__withdrawn_at__isnull=True,
            recommendation__binned_at__isnull=True,
        )
        .select_related("recommendation", "addressee__body")
        .prefetch_related(Prefetch("recommendation__limbs", Limb.objects.order_by("order")))
        .order_by("recommendation__order", "addressee__order", "pk")
    )
    found = list(found[:500])
    said = exchanges.answers_of([one.pk for one in found], timezone.localdate())
    groups = {}
    for one in found:
        key = one.addressee.body_id or str(one.addressee).casefold()
        one.group = groups.setdefault(key, str(len(groups) + 1))
        one.limbs_here = list(one.recommendation.limbs.all())
        one.said = list(exchanges.newest(said.get(one.pk, [])).values())
    return sorted(found, key=lambda one: int(one.group))


def _names(asked):
    """{group: name} of those who were asked."""
    return {one.group: str(one.addressee) for one in asked}


def _grouped(form, names):
    """The boxes by who was asked: [{name, rows}]."""
    groups = {}
    for row in form.rows:
        groups.setdefault(row["request"].group, []).append(row)
    return [{"key": key, "name": names[key], "rows": several} for key, several in groups.items()]


def _response(request, pk):
    """The response with `its_answers` that the user may follow, and `is_whole`: whether those are all of them.

    404 when the user follows none of the recommendations, or when it was withdrawn and they are not inside the review.
    """
    user = request.user
    found = Response.objects.select_related("review__council", "review__commissioned_by", "review__conducted_by")
    response = get_object_or_404(found, pk=pk)
    mine = set(ResponseRequest.objects.visible_to(user).filter(answers__response=response).values_list("pk", flat=True))
    answers = list(
        Answer.objects.filter(response=response)
        .select_related("request__recommendation", "request__addressee__body", "limb")
        .prefetch_related("actions")
        .order_by("request__recommendation__order", "request__addressee__order", "limb__order", "pk")
    )
    response.its_answers = [one for one in answers if one.request_id in mine]
    response.is_whole = len(response.its_answers) == len(answers)
    response.is_inside = user.is_authenticated and can_read_inside(user, response.review)
    or_404(response.its_answers)
    or_404(response.withdrawn_on is None or response.is_inside)
    wear(request, response.review.council)
    return response


@require_safe
def response_show(request, pk):
    """What was answered, by whom and when; who follows only some of the recommendations sees those answers alone."""
    response = _response(request, pk)
    review, user = response.review, request.user
    may = user.is_authenticated and permissions.can_record_responses(user, review) and review.binned_at is None
    promised = exchanges.promised_of(
        {one.request.recommendation_id for one in response.its_answers}, timezone.localdate()
    )
    for one in response.its_answers:
        one.tag = SAID_KINDS[one.decision]
        one.life_url = reverse("recommendations:life", args=[one.request.recommendation_id])
        one.action_url = action_url(one.request.recommendation, one) if may and response.withdrawn_on is None else ""
        one.lacks_commitment = one.decision == Decision.IN_PRINCIPLE and not any(
            each.commits
            and each.action.recommendation_id == one.request.recommendation_id
            and each.request_id in (None, one.request_id)
            for each in promised.values()
        )
        one.promised = [promised.get(action.pk) for action in one.actions.all() if action.pk in promised]
    more = {
        "response": response,
        "may": may,
        "reads_whole": response.is_whole or response.is_inside,
        "title": f"Response of {response.decided_by or _who(response)}",
    }
    if response.is_inside:
        context = workspace(request, review, "responses", **more)
    else:
        crumbs = [{"label": "Recommendations", "url": reverse("recommendations:home")}]
        context = {"review": review, "tabs": [], "crumbs": crumbs, **more}
    return render(request, "recommendations/response_show.html", context)


def _who(response):
    """Those who answered, in words."""
    return ", ".join(dict.fromkeys(str(one.request.addressee) for one in response.its_answers))


@require_safe
def response_document(request, pk):
    """The reply itself, to be saved under the name it came with; the browser is told never to show it as a page.

    It speaks of everything it answers, so only who follows all of those recommendations may open it.
    """
    response = _response(request, pk)
    or_404(response.is_whole or response.is_inside)
    return to_be_saved(response.document, response.document_name, "response")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def response_withdraw(request, pk):
    """Say that a response was entered wrongly; it is kept and no longer counts."""
    response = _response(request, pk)
    if not permissions.can_record_responses(request.user, response.review):
        raise PermissionDenied
    form = WithdrawResponseForm(bound(request))
    saved = done(form, request.user, lambda: actions.withdraw(response, form.cleaned_data["why"], by=request.user))
    if saved:
        if saved is not ALREADY:
            messages.success(request, "The response has been withdrawn. Enter it again if it belongs elsewhere.")
        return redirect(life_url(response.review))
    context = workspace(
        request,
        response.review,
        "responses",
        form=form,
        title="Withdraw this response?",
        lead="Its answers no longer count, from today. What counted before today stays as it was, and the response "
        "is kept with your reason.",
        submit="Withdraw it",
        danger=True,
        cancel=reverse("recommendations:response-show", args=[pk]),
    )
    return render(request, "recommendations/form_page.html", context, status=422 if form.is_bound else 200)
