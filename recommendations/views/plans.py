"""Pages of action plans: a committee's list, one plan, add, change, merge."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions as own
from recommendations import plan_rows
from recommendations.actions import plans as actions
from recommendations.forms.plans import MergeForm, PlanForm
from recommendations.models import Plan, ProgressUpdate
from recommendations.rules import ratings
from scrutiny import permissions
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import body_crumbs, form_page
from scrutiny.views.committee import committee_of, room

from .as_at import day_asked


def plan_of(request, pk, may=None):
    """The plan, for somebody who may see it (404 otherwise); 403 unless `may(user, body)`."""
    found = Plan.objects.visible_to(request.user).select_related("body__council", "merged_into")
    plan = get_object_or_404(found, pk=pk)
    if may is not None and not may(request.user, plan.body):
        raise PermissionDenied
    wear(request, plan.body.council)
    return plan


def plan_to_write(request, pk):
    """The plan, for the officer of its body; 404 or 403 otherwise."""
    return plan_of(request, pk, own.can_write_plan)


def list_url(body):
    """The address of a committee's plans."""
    return reverse("recommendations:plan-list", args=[body.pk])


def plan_crumbs(plan):
    """The way up from a page under a plan."""
    return [*list_crumbs(plan.body), {"label": plan.title, "url": plan.get_absolute_url()}]


def list_crumbs(body):
    """The way up from a plan; a board's plans have no list of their own, as each hangs under what it is of."""
    crumbs = body_crumbs(body)
    return crumbs if body.kind == body.Kind.BOARD else [*crumbs, {"label": "Action plans", "url": list_url(body)}]


@signed_in
@require_safe
def plan_list(request, pk):
    """The plans that a committee watches, those merged into others after the rest."""
    body = committee_of(request, pk, permissions.serves)
    live = Q(actions__closed_on__isnull=True, actions__isnull=False)
    found = Plan.objects.filter(body=body).select_related("merged_into")
    plans = list(found.annotate(number=Count("actions"), live=Count("actions", filter=live)))
    return render(
        request,
        "recommendations/plan_list.html",
        room(
            request,
            body,
            "plans",
            plans=[plan for plan in plans if not plan.merged_into_id],
            merged=[plan for plan in plans if plan.merged_into_id],
        ),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request, pk):
    """Add a plan that a committee watches."""
    body = committee_of(request, pk, permissions.is_officer_for)
    wear(request, body.council)
    form = PlanForm(bound(request))
    plan = done(form, request.user, lambda: actions.make_plan(body, by=request.user, **form.plan_fields))
    if plan:
        if plan is ALREADY:
            return redirect(list_url(body))
        messages.success(request, "The plan has been added. Now add its actions.")
        return redirect(plan)
    crumbs = [*body_crumbs(body), {"label": "Action plans", "url": list_url(body)}]
    return form_page(request, form, "Add an action plan", "Add plan", crumbs, list_url(body))


@signed_in
@require_safe
def plan_show(request, pk):
    """A plan, today or as at a past day: its counts with their sentences, then its actions."""
    plan = plan_of(request, pk)
    today, on = timezone.localdate(), day_asked(request)
    is_merged = bool(plan.merged_on and plan.merged_on <= on)
    rows = plan_rows.of_plan(plan, on, asked=True)
    officer = own.can_write_plan(request.user, plan.body)
    prints = permissions.is_officer_for(request.user, plan.body)
    writes = officer and not plan.merged_into_id and on == today
    waiting = _waiting(rows) if writes else {}
    for row in rows:
        row.waiting = waiting.get(row.action.pk, 0)
        row.chases = plan_rows.chases(row) if row.is_exception else ""
    lines = plan_rows.summary(rows, plan.meanings)
    context = room(
        request,
        plan.body,
        "plans",
        plan=plan,
        plan_rows=rows,
        lines=[{"line": line, "colour": ratings.colour(line.rating)} for line in lines],
        writes=writes,
        sees_owners=own.can_see_owners(request.user, plan.body.council),
        waits=sum(waiting.values()),
        silent=[row for row in rows if not row.closing and row.owner and not row.owner.email] if writes else [],
        print_url=_print_url(plan) if prints and on == today else "",
        came_in=plan.merged.filter(merged_on__lte=on).order_by("merged_on", "pk"),
        is_merged=is_merged,
        on=on,
        is_past=on < today,
    )
    context["crumbs"] = list_crumbs(plan.body)
    return render(request, "recommendations/plan_show.html", context)


def _waiting(rows):
    keys = [row.action.pk for row in rows]
    found = ProgressUpdate.objects.filter(action__in=keys, state=ProgressUpdate.State.WAITING)
    return dict(found.order_by().values_list("action_id").annotate(Count("pk")))


def _print_url(plan):
    """Where a paper with the exception report is begun."""
    address = reverse("scrutiny:committee-paper-add", args=[plan.body_id])
    return f"{address}?template=exceptions&plan={plan.pk}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request, pk):
    """Change what a plan is called, where it comes from and what its ratings mean."""
    plan = plan_to_write(request, pk)
    form = PlanForm(bound(request), plan=plan)
    if done(
        form,
        request.user,
        lambda: actions.change_plan(plan, form.seen_version, by=request.user, **form.plan_fields),
    ):
        messages.success(request, "The changes have been saved.")
        return redirect(plan)
    return form_page(request, form, "Change the plan", "Save", plan_crumbs(plan), plan.get_absolute_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_merge(request, pk):
    """Merge other plans of the committee into this one."""
    plan = plan_to_write(request, pk)
    others = Plan.objects.filter(body=plan.body_id).standing().exclude(pk=pk).annotate(number=Count("actions"))
    others = list(others) if not plan.merged_into_id else []
    form = MergeForm(bound(request), plans=others)
    if done(form, request.user, lambda: actions.merge(form.chosen, plan, by=request.user)):
        messages.success(request, "The plans have been merged. Each action says where it came from.")
        return redirect(plan)
    if not others:
        messages.info(request, "There is no other plan to merge into this one.")
        return redirect(plan)
    title = f"Merge other plans into “{plan}”"
    return form_page(request, form, title, "Merge", plan_crumbs(plan), plan.get_absolute_url())
