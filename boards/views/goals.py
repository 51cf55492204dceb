"""Pages of goals: one, a whole list pasted at once, moving, the bin, and actions under a goal."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from boards import goal_rows
from boards.actions import business_plans, goals
from boards.forms.goals import GoalForm, PasteGoalsForm
from boards.models import Goal
from recommendations.actions import owners
from recommendations.forms.doing import ActionForm
from recommendations.rules import action_lines
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done
from scrutiny.views.bodies import form_page

from .business_plans import plan_crumbs, plan_of
from .room import in_and_out, thing_of


def goal_of(request, pk):
    """The goal, for somebody who may change it; 404 or 403 otherwise."""
    found = Goal.objects.select_related("business_plan__board__council", "business_plan__plan", "parent")
    return thing_of(request, found, pk, lambda goal: goal.business_plan.board, writes=True)


def at(goal):
    """The goal's place on its plan's page."""
    return f"{goal.business_plan.get_absolute_url()}#goal-{goal.pk}"


def _drafting(form, key, request, version=0):
    form.drafts_for(key, request.user, version, use=query.choice(request, "draft", ("1",)) == "1")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_add(request, pk):
    """Add an aim, objective or priority; ?under= places it."""
    plan = plan_of(request, pk, writes=True)
    rows = goal_rows.of_plan(plan, timezone.localdate()).rows
    form = GoalForm(bound(request), rows=rows)
    if not form.is_bound:
        form.initial["parent"] = query.number(request, "under")
    _drafting(form, f"new-goal:{pk}", request)
    goal = done(form, request.user, lambda: goals.add_goal(plan, by=request.user, **form.values))
    if goal:
        drafts.forget(request.user, f"new-goal:{pk}:")
        messages.success(request, "It has been added.")
        return redirect(plan if goal is ALREADY else at(goal))
    title = "Add an aim, objective or priority"
    return form_page(request, form, title, "Add", plan_crumbs(plan), plan.get_absolute_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goals_paste(request, pk):
    """Paste a whole list: first it shows how it is understood, then adds it."""
    plan = plan_of(request, pk, writes=True)
    form = PasteGoalsForm(bound(request))
    if "add" in request.POST and done(form, request.user, lambda: goals.paste(plan, form.lines, by=request.user)):
        number = len(form.lines)
        if number:
            messages.success(request, f"{number} {'has' if number == 1 else 'have'} been added.")
        return redirect(plan)
    lines = form.lines if form.is_bound and form.is_valid() else []
    context = {"plan": plan, "form": form, "lines": lines, "crumbs": plan_crumbs(plan)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "boards/plan_goals_paste.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request, pk):
    """Change a goal, and say how it got on in the year."""
    goal = goal_of(request, pk)
    plan = goal.business_plan
    form = GoalForm(bound(request), rows=goal_rows.of_plan(plan, timezone.localdate()).rows, goal=goal)
    _drafting(form, f"goal:{pk}", request, goal.version)
    if done(form, request.user, lambda: goals.change_goal(goal, form.seen_version, by=request.user, **form.values)):
        drafts.forget(request.user, f"goal:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(at(goal))
    title = f"Change this {goal.get_kind_display().lower()}"
    return form_page(request, form, title, "Save", plan_crumbs(plan), at(goal))


@require_POST
@signed_in
def goal_move(request, pk):
    """Move a goal up or down among those beside it."""
    goal = goal_of(request, pk)
    direction = request.POST.get("direction")
    if direction in ("up", "down"):
        goals.move_goal(goal, direction, by=request.user)
    return redirect(at(goal))


@require_POST
@signed_in
def goal_bin(request, pk):
    """Put a goal in the bin with what is under it, or take it out."""
    goal = goal_of(request, pk)
    plan = goal.business_plan
    return in_and_out(
        request, goal, f"“{goal}”", goals.bin_goal, goals.restore_goal, back=at(goal), home=plan.get_absolute_url()
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_action_add(request, pk):
    """Add an action under a goal; it is followed like any other."""
    goal = goal_of(request, pk)
    plan = goal.business_plan
    form = ActionForm(bound(request), council=plan.board.council)
    if not form.is_bound:
        last = (
            plan.plan.actions.order_by("order", "pk").values_list("label", flat=True).last() if plan.plan_id else None
        )
        form.initial["label"] = "1" if last is None else action_lines.next_label(last)
    _drafting(form, f"goal-action:{pk}", request)
    if done(form, request.user, lambda: _add(goal, form, request.user)):
        drafts.forget(request.user, f"goal-action:{pk}:")
        messages.success(request, "The action has been added.")
        return redirect(at(goal))
    title = f"Add an action under this {goal.get_kind_display().lower()}"
    return form_page(request, form, title, "Add action", plan_crumbs(plan), at(goal), lead=str(goal))


def _add(goal, form, by):
    values = form.cleaned_data
    owner = owners.chosen(goal.business_plan.board.council, values["owner"], values["new_owner"], by=by)
    dates = {"due_on": values["due_on"], "due_event": values["due_event"]}
    return business_plans.add_action(goal, **form.words, **dates, owner=owner, by=by)


def _described(name, words):
    def describe(rest, user):
        key = rest.partition(":")[0]
        found = Goal.objects.visible_to(user).filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        return found and drafts.Described(words.format(found), f"{reverse(name, args=[found.pk])}?draft=1")

    return describe


drafts.describes("goal")(_described("boards:goal-edit", "Goal “{}”"))
drafts.describes("goal-action")(_described("boards:goal-action-add", "A new action under “{}”"))


@drafts.describes("new-goal")
def _draft_of_new_goal(rest, user):
    key = rest.partition(":")[0]
    if not key.isdigit() or len(key) > 9:
        return None
    return drafts.Described("A new aim, objective or priority", f"{reverse('boards:goal-add', args=[key])}?draft=1")
