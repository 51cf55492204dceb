"""Pages of business plans: a board's list, one plan, add, change, carry over, the bin."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import goal_rows
from boards.actions import business_plans as actions
from boards.forms.business_plans import BusinessPlanForm, CarryForm
from boards.models import BusinessPlan
from boards.permissions import can_edit_board, can_read_board
from boards.rules import years
from recommendations.rules import ratings
from scrutiny.access import access_of
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, in_and_out, room, thing_of

WITH = ("board__council", "plan", "carried_from")


def plan_of(request, pk, *, writes=False):
    """The business plan, for somebody who may see it, and change it if it `writes`."""
    found = BusinessPlan.objects.select_related(*WITH)
    return thing_of(request, found, pk, lambda plan: plan.board, writes=writes)


def list_url(board):
    """The address of a board's plans."""
    return reverse("boards:business-plan-list", args=[board.pk])


def plan_crumbs(plan):
    """The way up from a page under a plan."""
    return board_crumbs(plan.board, ("Business plans", list_url(plan.board)), (plan.title, plan.get_absolute_url()))


@signed_in
@require_safe
def plan_list(request, pk):
    """A board's plans, newest year first, and those in its bin."""
    board = board_of(request, pk, can_read_board)
    plans = BusinessPlan.objects.filter(board=board).select_related("carried_from")
    context = room(request, board, "plans", plans=list(plans.kept()), binned=[], today=years.of(timezone.localdate()))
    if context["can_write"]:
        context["binned"] = list(plans.binned())
    return render(request, "boards/plan_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request, pk):
    """Add a plan for a year."""
    board = board_of(request, pk, can_edit_board)
    wear(request, board.council)
    form = BusinessPlanForm(bound(request))
    if not form.is_bound:
        form.initial["year"] = years.of(timezone.localdate())
    form.drafts_for(f"business-plan:new-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    plan = done(form, request.user, lambda: actions.add_plan(board, by=request.user, **form.values))
    if plan:
        drafts.forget(request.user, f"business-plan:new-{pk}:")
        if plan is ALREADY:
            return redirect(list_url(board))
        messages.success(request, "The plan has been added. Now add its aims, objectives and priorities.")
        return redirect(plan)
    crumbs = board_crumbs(board, ("Business plans", list_url(board)))
    return form_page(request, form, "Add a business plan", "Add plan", crumbs, list_url(board))


@signed_in
@require_safe
def plan_show(request, pk):
    """A plan: how many of its actions stand how, then its goals with their actions and progress."""
    plan = plan_of(request, pk)
    whole = goal_rows.of_plan(plan, timezone.localdate())
    context = room(
        request,
        plan.board,
        "plans",
        plan=plan,
        rows=whole.rows,
        loose=whole.loose,
        actions=whole.actions,
        lines=[{"line": line, "colour": ratings.colour(line.rating)} for line in whole.lines],
        carried_into=plan.carried_into.kept(),
        binned=[],
    )
    context["writes"] = context["can_write"] and plan.binned_at is None
    context["reports"] = _reports(request.user, plan) if context["writes"] else []
    if context["writes"]:
        context["binned"] = list(plan.goals.binned())
    context["crumbs"] = board_crumbs(plan.board, ("Business plans", list_url(plan.board)))
    return render(request, "boards/plan_show.html", context)


def _reports(user, plan):
    """Where the board's report is begun, for each committee of which the user is officer: rows of {committee, url}."""
    mine = access_of(user).officer_bodies
    committees = Body.objects.filter(pk__in=mine, kind=Body.Kind.COMMITTEE, council=plan.board.council_id).live()
    about = urlencode({"template": "board_report", "board": plan.board_id, "business_plan": plan.pk})
    return [
        {"committee": one, "url": f"{reverse('scrutiny:committee-paper-add', args=[one.pk])}?{about}"}
        for one in committees.order_by("name")
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request, pk):
    """Change a plan's year, title and introduction."""
    plan = plan_of(request, pk, writes=True)
    form = BusinessPlanForm(bound(request), plan=plan)
    use = query.choice(request, "draft", ("1",)) == "1"
    form.drafts_for(f"business-plan:{pk}", request.user, plan.version, use=use)
    if done(form, request.user, lambda: actions.change_plan(plan, form.seen_version, by=request.user, **form.values)):
        drafts.forget(request.user, f"business-plan:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(plan)
    return form_page(request, form, "Change the business plan", "Save", plan_crumbs(plan), plan.get_absolute_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_carry(request, pk):
    """Carry goals and unfinished actions over into a later year's plan."""
    plan = plan_of(request, pk, writes=True)
    rows = goal_rows.of_plan(plan, timezone.localdate()).rows
    form = CarryForm(bound(request), plan=plan, rows=rows)
    new = done(form, request.user, lambda: actions.carry_over(plan, by=request.user, **form.values))
    if new:
        if new is ALREADY:
            return redirect(list_url(plan.board))
        messages.success(request, f"Carried over into {new.year}. Each goal and action says where it came from.")
        return redirect(new)
    if not rows and not form.is_bound:
        messages.info(request, "There is nothing in this plan to carry over.")
        return redirect(plan)
    title = "Carry over into another year"
    return form_page(request, form, title, "Carry over", plan_crumbs(plan), plan.get_absolute_url())


@require_POST
@signed_in
def plan_bin(request, pk):
    """Put a plan in the bin, or take it out."""
    plan = plan_of(request, pk, writes=True)
    name = f"“{plan}”"
    home = list_url(plan.board)
    return in_and_out(request, plan, name, actions.bin_plan, actions.restore_plan, back=plan, home=home)


@drafts.describes("business-plan")
def _draft_of_plan(rest, user):
    key = rest.partition(":")[0]
    if key.startswith("new-") and key[4:].isdigit() and len(key) < 14:
        return drafts.Described("A new business plan", f"{reverse('boards:business-plan-add', args=[key[4:]])}?draft=1")
    found = BusinessPlan.objects.visible_to(user).filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
    address = found and f"{reverse('boards:business-plan-edit', args=[found.pk])}?draft=1"
    return found and drafts.Described(f"Business plan “{found}”", address)
