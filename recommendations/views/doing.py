"""Pages of actions: adding under a plan or a recommendation, pasting several, one action, and what is done to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions as own
from recommendations import plan_rows
from recommendations.actions import doing, owners
from recommendations.forms.doing import ActionForm, ActionWordsForm, CloseForm, DateForm, HandOverForm
from recommendations.forms.plans import PasteForm
from recommendations.models import Action, Answer, ProgressUpdate, Recommendation
from recommendations.rules import action_lines, ratings
from scrutiny.engine import drafts, query
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page

from .plans import plan_crumbs, plan_to_write

UNDER = ("plan__body__council", "came_from", "recommendation__review__council", "owner", "answer__response")


def action_of(request, pk):
    """The action, for somebody who may see it; 404 otherwise."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related(*UNDER), pk=pk)
    wear(request, council_of(action))
    return action


def action_to_write(request, pk):
    """The action, for the officer who may change it; 404 or 403 otherwise."""
    action = action_of(request, pk)
    if not own.can_write_action(request.user, action):
        raise PermissionDenied
    return action


def council_of(action):
    """The council an action belongs to."""
    return action.plan.council if action.plan_id else action.recommendation.review.council


def life_url(recommendation):
    """The page that tells a recommendation's life."""
    return reverse("recommendations:life", args=[recommendation.pk])


def action_crumbs(action, user, *, at_it=False):
    """The way up from an action: its plan where the user may see that, else its recommendation."""
    if action.plan_id and own.can_read_plan(user, action.plan.body):
        crumbs = plan_crumbs(action.plan)
    else:
        one = action.recommendation
        crumbs = [{"label": f"Recommendation {one.label or ''}".strip(), "url": life_url(one)}]
    number = f"Action {action.label}" if action.label else "Action"
    return crumbs if at_it else [*crumbs, {"label": number, "url": action.get_absolute_url()}]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request, pk):
    """Add an action to a plan; afterwards the form is ready for the next."""
    plan = plan_to_write(request, pk)
    if plan.merged_into_id:
        messages.info(request, f"This plan was merged into “{plan.merged_into}”. Add the action there.")
        return redirect(plan)
    rows = list(plan.actions.order_by("order", "pk").values_list("label", flat=True))
    form = ActionForm(bound(request), council=plan.council)
    if not form.is_bound:
        form.initial["label"] = action_lines.next_label(rows[-1]) if rows else "1"
    form.drafts_for(f"new-action:plan-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    added = done(form, request.user, lambda: _add(form, request.user, plan.council, plan=plan))
    if added:
        drafts.forget(request.user, f"new-action:plan-{pk}:")
        if "finish" in request.POST:
            return redirect(plan)
        if added is not ALREADY:
            messages.success(request, f"Action {added.label} has been added." if added.label else "Added.")
        return redirect("recommendations:action-add", pk)
    context = {
        "plan": plan,
        "form": form,
        "number": len(rows),
        "crumbs": plan_crumbs(plan),
        "title": f"Add an action to “{plan}”",
    }
    return render(request, "recommendations/action_add.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_add_under(request, pk):
    """Add an action under a recommendation, or (with ?answer=) under an answer to it."""
    found = Recommendation.objects.followed_by(request.user).select_related("review__council")
    one = get_object_or_404(found, pk=pk)
    if not own.can_add_action(request.user, one):
        raise PermissionDenied
    wear(request, one.review.council)
    answers = Answer.objects.filter(request__recommendation=one, response__withdrawn_on__isnull=True)
    answer = answers.select_related("response", "request__addressee").filter(pk=query.number(request, "answer")).first()
    form = ActionForm(bound(request), council=one.review.council)
    if not form.is_bound and answer is None:
        form.initial["text"] = one.text
    form.drafts_for(f"new-action:under-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    act = {"answer": answer} if answer else {"recommendation": one}
    added = done(form, request.user, lambda: _add(form, request.user, one.review.council, **act))
    if added:
        drafts.forget(request.user, f"new-action:under-{pk}:")
        messages.success(request, "The action has been added.")
        return redirect(life_url(one) if added is ALREADY else added)
    label = f"recommendation {one.label}" if one.label else "the recommendation"
    lead = (
        f"What was promised in answer to {label}."
        if answer
        else f"What {label} asks, to be followed whether or not somebody has promised it."
    )
    crumbs = [{"label": f"Recommendation {one.label or ''}".strip(), "url": life_url(one)}]
    title = f"Add an action under {label}"
    return form_page(request, form, title, "Add action", crumbs, life_url(one), lead=lead)


def _add(form, by, council, **under):
    values = form.cleaned_data
    owner = owners.chosen(council, values["owner"], values["new_owner"], by=by)
    dates = {"due_on": values["due_on"], "due_event": values["due_event"]}
    return doing.add_action(**under, **form.words, **dates, owner=owner, by=by)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_paste(request, pk):
    """Paste several actions: first it shows how they are understood, then adds them."""
    plan = plan_to_write(request, pk)
    if plan.merged_into_id:
        return redirect(plan)
    form = PasteForm(bound(request))
    if "add" in request.POST and done(form, request.user, lambda: _add_lines(plan, form.lines, request.user)):
        number = len(getattr(form, "lines", ()))
        if number:
            messages.success(request, f"{number} {'action has' if number == 1 else 'actions have'} been added.")
        return redirect(plan)
    lines = form.lines if form.is_bound and form.is_valid() else []
    status = 422 if form.is_bound and form.errors else 200
    context = {"plan": plan, "form": form, "lines": lines, "crumbs": plan_crumbs(plan)}
    return render(request, "recommendations/plan_paste.html", context, status=status)


@transaction.atomic
def _add_lines(plan, lines, by):
    for line in lines:
        owner = owners.named(plan.council, line.owner, by=by) if line.owner else None
        doing.add_action(
            plan=plan,
            text=line.text,
            owner=owner,
            due_on=line.due_on,
            due_event=line.due_event,
            label=line.label,
            by=by,
        )
    return True


@require_safe
def action_show(request, pk):
    """An action: its date with every earlier one, its owners, and what was said of it, newest first."""
    action = action_of(request, pk)
    today = timezone.localdate()
    council = council_of(action)
    updates = ProgressUpdate.objects.filter(action=action).select_related("limb", "entered_by", "settled_by")
    if not own.can_read_waiting(request.user, action):
        updates = updates.filter(state=ProgressUpdate.State.ACCEPTED)
    updates = list(updates.order_by("-as_at", "-pk"))
    for one in updates:
        one.colour = ratings.colour(one.rating)
    State = ProgressUpdate.State
    context = {
        "action": action,
        "row": plan_rows.of_action(action, council, today),
        "revisions": _revisions(action),
        "handovers": list(action.handovers.select_related("before", "owner", "by")),
        "updates": [one for one in updates if one.state != State.WAITING],
        "waiting": [one for one in updates if one.state == State.WAITING],
        "writes": own.can_write_action(request.user, action),
        "reads_files": own.can_read_evidence(request.user, action),
        "reads_names": own.can_read_evidence(request.user, action),
        "sees_plan": action.plan_id and own.can_read_plan(request.user, action.plan.body),
        "life": life_url(action.recommendation) if action.recommendation_id else "",
        "crumbs": action_crumbs(action, request.user, at_it=True),
    }
    return render(request, "recommendations/action_show.html", context)


def _revisions(action):
    """Every move of the date, newest first, each with by how much it moved."""
    found = list(action.revisions.select_related("by"))
    for one in found:
        one.from_words, one.to_words = (partial_dates.in_words(text) for text in (one.before_on, one.due_on))
    return found[::-1]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request, pk):
    """Change the words of an action."""
    action = action_to_write(request, pk)
    form = ActionWordsForm(bound(request), action=action)
    use = query.choice(request, "draft", ("1",)) == "1"
    form.drafts_for(f"action:{pk}", request.user, action.version, use=use)
    if done(
        form,
        request.user,
        lambda: doing.change_action(action, form.seen_version, by=request.user, **form.words),
    ):
        drafts.forget(request.user, f"action:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(action)
    return _page(request, action, form, "Change the action", "Save")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_date(request, pk):
    """Move the date of an action; every earlier one is kept."""
    action = action_to_write(request, pk)
    form = DateForm(bound(request))
    if done(form, request.user, lambda: doing.revise_date(action, by=request.user, **form.values)):
        messages.success(request, "The date has been moved. Every earlier date is kept.")
        return redirect(action)
    row = plan_rows.of_action(action, council_of(action), timezone.localdate())
    lead = f"Now {row.due_sentence}." if row.due else "It has no date yet."
    return _page(request, action, form, "Move the date", "Move the date", lead=lead)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_hand_over(request, pk):
    """Give an action another owner."""
    action = action_to_write(request, pk)
    form = HandOverForm(bound(request), council=council_of(action), action=action)
    if done(form, request.user, lambda: _hand_over(action, form.cleaned_data, request.user)):
        messages.success(request, "The action has been handed over.")
        return redirect(action)
    return _page(
        request, action, form, "Hand the action over", "Hand over", lead=f"Owner now: {action.owner or 'nobody'}."
    )


def _hand_over(action, values, by):
    owner = owners.chosen(council_of(action), values["owner"], values["new_owner"], by=by)
    return doing.hand_over(action, owner, why=values["why"], by=by)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def action_close(request, pk):
    """Say how an action ended."""
    action = action_to_write(request, pk)
    form = CloseForm(bound(request))
    if done(form, request.user, lambda: doing.close_action(action, by=request.user, **form.values)):
        messages.success(request, "The action has been closed.")
        return redirect(action)
    lead = "The recommendation stays open: only the committee closes it." if action.recommendation_id else ""
    return _page(request, action, form, "Close the action", "Close the action", lead=lead)


def _page(request, action, form, title, submit, **more):
    crumbs = action_crumbs(action, request.user)
    return form_page(request, form, title, submit, crumbs, action.get_absolute_url(), **more)


@drafts.describes("action")
def _draft_of_action(rest, user):
    pk = rest.partition(":")[0]
    found = Action.objects.visible_to(user).filter(pk=pk).first() if pk.isdigit() and len(pk) < 10 else None
    return found and drafts.Described(
        f"Action “{found}”", f"{reverse('recommendations:action-edit', args=[found.pk])}?draft=1"
    )


@drafts.describes("new-action")
def _draft_of_new_action(rest, user):
    kind, _, pk = rest.partition(":")[0].partition("-")
    if kind not in ("plan", "under") or not pk.isdigit() or len(pk) > 9:
        return None
    name = "action-add" if kind == "plan" else "action-add-under"
    return drafts.Described("A new action", f"{reverse(f'recommendations:{name}', args=[pk])}?draft=1")
