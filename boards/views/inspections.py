"""Pages of inspections, notices and case reviews."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.actions import inspections as actions
from boards.forms.inspections import CaseReviewsForm, InspectionForm, LiftForm
from boards.models import CaseReviews, Inspection
from boards.permissions import can_edit_board, can_read_board
from boards.rules import years
from recommendations import plan_rows
from recommendations.rules import ratings
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, in_and_out, room, thing_of


def inspection_of(request, pk, *, writes=False):
    """The inspection, for somebody who may see it, and change it if it `writes`."""
    found = Inspection.objects.select_related("board__council", "plan")
    return thing_of(request, found, pk, lambda one: one.board, writes=writes)


def reviews_of(request, pk):
    """A year's case reviews, for somebody who may change them."""
    found = CaseReviews.objects.select_related("board__council", "plan")
    return thing_of(request, found, pk, lambda one: one.board, writes=True)


def list_url(board):
    """The address of a board's inspections and case reviews."""
    return reverse("boards:inspection-list", args=[board.pk])


def list_crumbs(board):
    """The way up from a page under the list."""
    return board_crumbs(board, ("Inspections and reviews", list_url(board)))


@signed_in
@require_safe
def inspection_list(request, pk):
    """What others said of the board, newest first, then its case reviews by year; and what is in the bin."""
    board = board_of(request, pk, can_read_board)
    inspections = Inspection.objects.filter(board=board)
    reviews = CaseReviews.objects.filter(board=board).select_related("plan")
    context = room(
        request,
        board,
        "inspections",
        inspections=list(inspections.kept()),
        reviews=list(reviews.kept()),
        binned=[],
        binned_reviews=[],
    )
    if context["can_write"]:
        context |= {"binned": list(inspections.binned()), "binned_reviews": list(reviews.binned())}
    return render(request, "boards/inspection_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_add(request, pk):
    """Add an inspection, review or notice."""
    board = board_of(request, pk, can_edit_board)
    wear(request, board.council)
    form = InspectionForm(bound(request))
    form.drafts_for(f"inspection:new-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    one = done(form, request.user, lambda: actions.add_inspection(board, by=request.user, **form.values))
    if one:
        drafts.forget(request.user, f"inspection:new-{pk}:")
        messages.success(request, "It has been added.")
        return redirect(list_url(board) if one is ALREADY else one)
    title = "Add an inspection, review or notice"
    return form_page(request, form, title, "Add", list_crumbs(board), list_url(board))


@signed_in
@require_safe
def inspection_show(request, pk):
    """One inspection: what it found, and how what it recommended stands."""
    one = inspection_of(request, pk)
    rows = plan_rows.of_plan(one.plan, timezone.localdate()) if one.plan_id else []
    context = room(
        request,
        one.board,
        "inspections",
        inspection=one,
        actions=rows,
        lines=[{"line": line, "colour": ratings.colour(line.rating)} for line in plan_rows.summary(rows)],
    )
    context["writes"] = context["can_write"] and one.binned_at is None
    context["crumbs"] = list_crumbs(one.board)
    return render(request, "boards/inspection_show.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_edit(request, pk):
    """Change what is said of an inspection."""
    one = inspection_of(request, pk, writes=True)
    form = InspectionForm(bound(request), inspection=one)
    use = query.choice(request, "draft", ("1",)) == "1"
    form.drafts_for(f"inspection:{pk}", request.user, one.version, use=use)
    if done(
        form, request.user, lambda: actions.change_inspection(one, form.seen_version, by=request.user, **form.values)
    ):
        drafts.forget(request.user, f"inspection:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(one)
    crumbs = [*list_crumbs(one.board), {"label": str(one), "url": one.get_absolute_url()}]
    return form_page(request, form, f"Change “{one}”", "Save", crumbs, one.get_absolute_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_lift(request, pk):
    """Say when a notice was lifted."""
    one = inspection_of(request, pk, writes=True)
    if one.kind != Inspection.Kind.NOTICE and request.method != "POST":
        messages.info(request, "Only a notice is lifted.")
        return redirect(one)
    form = LiftForm(bound(request), inspection=one)

    def act():
        return actions.lift(one, form.cleaned_data["lifted_on"], form.seen_version, by=request.user)

    if done(form, request.user, act):
        messages.success(request, "The changes have been saved.")
        return redirect(one)
    crumbs = [*list_crumbs(one.board), {"label": str(one), "url": one.get_absolute_url()}]
    return form_page(request, form, "When was the notice lifted?", "Save", crumbs, one.get_absolute_url())


@require_POST
@signed_in
def inspection_bin(request, pk):
    """Put an inspection in the bin, or take it out."""
    one = inspection_of(request, pk, writes=True)
    home = list_url(one.board)
    return in_and_out(request, one, f"“{one}”", actions.bin_thing, actions.restore_thing, back=one, home=home)


@require_POST
@signed_in
def inspection_plan(request, pk):
    """Begin to follow what an inspection recommended: its plan, made when there is none, ready for pasting."""
    one = inspection_of(request, pk, writes=True)
    plan = actions.plan_of_inspection(one, by=request.user)
    return redirect("recommendations:plan-paste", plan.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def case_reviews_add(request, pk):
    """Add a year's counts of one kind of case review, with what was learned."""
    board = board_of(request, pk, can_edit_board)
    wear(request, board.council)
    form = CaseReviewsForm(bound(request))
    if not form.is_bound:
        form.initial["year"] = years.of(timezone.localdate())
    form.drafts_for(f"case-reviews:new-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if done(form, request.user, lambda: actions.add_case_reviews(board, by=request.user, **form.values)):
        drafts.forget(request.user, f"case-reviews:new-{pk}:")
        messages.success(request, "The case reviews of the year have been added.")
        return redirect(f"{list_url(board)}#case-reviews")
    return _reviews_page(request, form, board, "Add a year’s case reviews", "Add")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def case_reviews_edit(request, pk):
    """Change a year's counts and what was learned."""
    reviews = reviews_of(request, pk)
    form = CaseReviewsForm(bound(request), reviews=reviews)
    use = query.choice(request, "draft", ("1",)) == "1"
    form.drafts_for(f"case-reviews:{pk}", request.user, reviews.version, use=use)
    if done(
        form,
        request.user,
        lambda: actions.change_case_reviews(reviews, form.seen_version, by=request.user, **form.values),
    ):
        drafts.forget(request.user, f"case-reviews:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(f"{list_url(reviews.board)}#case-reviews")
    return _reviews_page(request, form, reviews.board, f"Change {reviews}", "Save")


def _reviews_page(request, form, board, title, submit):
    lead = "Only counts, themes and lessons are kept. Never enter anything by which a child or adult could be known."
    return form_page(request, form, title, submit, list_crumbs(board), list_url(board), lead=lead)


@require_POST
@signed_in
def case_reviews_bin(request, pk):
    """Put a year's case reviews in the bin, or take them out."""
    one = reviews_of(request, pk)
    home = list_url(one.board)
    return in_and_out(request, one, f"“{one}”", actions.bin_thing, actions.restore_thing, back=home, home=home)


@require_POST
@signed_in
def case_reviews_plan(request, pk):
    """Begin to follow the actions that came from a year's case reviews."""
    plan = actions.plan_of_case_reviews(reviews_of(request, pk), by=request.user)
    return redirect("recommendations:plan-paste", plan.pk)


def _described(kind, model, words, add, edit):
    @drafts.describes(kind)
    def describe(rest, user):
        key = rest.partition(":")[0]
        if key.startswith("new-") and key[4:].isdigit() and len(key) < 14:
            return drafts.Described(f"New: {words}", f"{reverse(add, args=[key[4:]])}?draft=1")
        found = model.objects.visible_to(user).filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        return found and drafts.Described(f"{words}: {found}", f"{reverse(edit, args=[found.pk])}?draft=1")

    return describe


_described("inspection", Inspection, "Inspection", "boards:inspection-add", "boards:inspection-edit")
_described("case-reviews", CaseReviews, "Case reviews", "boards:case-reviews-add", "boards:case-reviews-edit")
