"""Pages of progress updates: giving one, all of a plan at once, settling one, and the files that came with them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions as own
from recommendations import plan_rows
from recommendations.actions import rounds
from recommendations.actions import updates as actions
from recommendations.forms.updates import ProgressForm, SettleForm, UpdateForm
from recommendations.models import Action, ProgressUpdate
from recommendations.rules import ratings
from scrutiny.engine import drafts, query
from scrutiny.engine.text import to_plain
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.views.acting import bound, done
from scrutiny.views.bodies import form_page

from .doing import action_crumbs, action_of, action_to_write, council_of
from .plans import plan_crumbs, plan_to_write


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def update_add(request, pk):
    """Give an update of an action; an officer's counts at once."""
    action = action_to_write(request, pk)
    if action.closed_on and request.method != "POST":
        messages.info(request, "The action is closed: no update can be given of it.")
        return redirect(action)
    limbs = list(action.recommendation.limbs.all()) if action.recommendation_id else []
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UpdateForm(*sent, ratings=actions.ratings_of(council_of(action)), limbs=limbs)
    form.drafts_for(f"new-update:{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")

    def act():
        return actions.give(action, evidence=form.cleaned_data["evidence"], by=request.user, **form.given)

    if done(form, request.user, act):
        drafts.forget(request.user, f"new-update:{pk}:")
        messages.success(request, "The update has been saved.")
        return redirect(action)
    crumbs = action_crumbs(action, request.user)
    return form_page(
        request, form, "Give an update", "Save the update", crumbs, action.get_absolute_url(), lead=_in_short(action)
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_progress(request, pk):
    """Enter updates of all of a plan's open actions on one page; only the rows that were filled are saved."""
    plan = plan_to_write(request, pk)
    rows = [row for row in plan_rows.of_plan(plan, timezone.localdate()) if not row.action.closed_on]
    form = ProgressForm(bound(request), ratings=actions.ratings_of(plan.council), rows=rows)
    if done(form, request.user, lambda: _give_all(form, request.user)):
        number = len(getattr(form, "filled", ()))
        if number:
            messages.success(request, f"{number} {'update has' if number == 1 else 'updates have'} been saved.")
        return redirect(plan)
    if not rows and not form.is_bound:
        messages.info(request, "There is no open action to give progress of.")
        return redirect(plan)
    context = {"plan": plan, "form": form, "crumbs": plan_crumbs(plan)}
    return render(request, "recommendations/plan_progress.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _give_all(form, by):
    values = form.cleaned_data
    for action, said in form.filled:
        actions.give(action, as_at=values["as_at"], given_by=values["given_by"], by=by, **said)
    return True


def _in_short(action):
    """An action as a page under it names it."""
    return Truncator(f"{action.label} {to_plain(action.text)}".strip()).chars(300, truncate="…")


def _update_of(request, pk):
    """The update and its action, for somebody who may see both; 404 otherwise."""
    seen = Action.objects.visible_to(request.user)
    found = ProgressUpdate.objects.filter(action__in=seen).select_related("settled_by", "limb")
    update = get_object_or_404(found, pk=pk)
    action = action_of(request, update.action_id)
    if update.state != ProgressUpdate.State.ACCEPTED and not own.can_read_waiting(request.user, action):
        raise Http404
    return update, action


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def update_settle(request, pk):
    """Accept an owner's update, or send it back with a remark."""
    update, action = _update_of(request, pk)
    if not own.can_write_action(request.user, action):
        raise PermissionDenied
    form = SettleForm(bound(request))

    def act():
        if "send_back" in request.POST:
            return rounds.send_back(update, form.cleaned_data["remark"], by=request.user)
        return actions.accept(update, by=request.user)

    if done(form, request.user, act):
        accepted = ProgressUpdate.objects.get(pk=pk).state == ProgressUpdate.State.ACCEPTED
        said = "The update has been accepted." if accepted else "The update has been sent back with your remark."
        messages.success(request, said)
        return redirect(action)
    update.refresh_from_db()
    update.colour = ratings.colour(update.rating)
    context = {
        "update": update,
        "action": action,
        "named": _in_short(action),
        "form": form,
        "is_waiting": update.state == ProgressUpdate.State.WAITING,
        "crumbs": action_crumbs(action, request.user),
    }
    return render(request, "recommendations/update_settle.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def update_evidence(request, pk):
    """The file that came with an update, to be saved under the name it came with, never shown as a page."""
    update, action = _update_of(request, pk)
    if not own.can_read_evidence(request.user, action):
        raise Http404
    return to_be_saved(update.evidence, update.evidence_name, "evidence")


@drafts.describes("new-update")
def _draft_of_update(rest, user):
    pk = rest.partition(":")[0]
    found = Action.objects.visible_to(user).filter(pk=pk).first() if pk.isdigit() and len(pk) < 10 else None
    address = found and f"{reverse('recommendations:update-add', args=[found.pk])}?draft=1"
    return found and drafts.Described(f"An update of “{found}”", address)
