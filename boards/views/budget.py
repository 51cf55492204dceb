"""Pages of the pooled budget: a year beside the one before, and entering a year for all partners at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from boards.actions import budget as actions
from boards.budget import budget_of, years_entered
from boards.forms.budget import BudgetForm, YearForm
from boards.permissions import can_edit_board, can_read_board
from boards.rules import years
from scrutiny.engine.views.access import signed_in
from scrutiny.refused import Refused
from scrutiny.views.acting import bound, done

from .room import board_crumbs, board_of, room


def budget_url(board, year=""):
    """The address of a board's budget, in a year when one is given."""
    address = reverse("boards:budget", args=[board.pk])
    return f"{address}?{urlencode({'year': year})}" if year else address


def _year_asked(request):
    """The year in the address as it is kept; "" when there is none or it is no year."""
    try:
        return years.tidy(request.GET.get("year", ""))
    except years.YearError:
        return ""


@signed_in
@require_safe
def budget(request, pk):
    """What each partner gives this year beside last year: table, chart and sums."""
    board = board_of(request, pk, can_read_board)
    entered = years_entered(board)
    year = _year_asked(request) or (entered[0] if entered else years.of(timezone.localdate()))
    shown = sorted({year, *entered}, reverse=True)
    found = budget_of(board, year)
    return render(
        request,
        "boards/budget.html",
        room(
            request,
            board,
            "budget",
            budget=found,
            chart=found.chart,
            years=[{"label": one, "url": budget_url(board, one), "current": one == year} for one in shown],
            edit_url=f"{reverse('boards:budget-edit', args=[board.pk])}?{urlencode({'year': year})}",
        ),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request, pk):
    """Enter what all partners give in a year; asks for the year first when the address has none that can be."""
    board = board_of(request, pk, can_edit_board)
    asked = YearForm({"year": request.GET["year"]} if "year" in request.GET else None)
    crumbs = board_crumbs(board, ("Budget", budget_url(board)))
    if asked.is_valid():
        try:
            actions.check_year(asked.cleaned_data["year"], timezone.localdate())
        except Refused as problem:
            asked.add_error("year", str(problem))
    if not asked.is_valid():
        context = {"board": board, "form": asked, "crumbs": crumbs, "cancel": budget_url(board)}
        return render(request, "boards/budget_year.html", context, status=422 if asked.is_bound else 200)
    year = asked.cleaned_data["year"]
    found = budget_of(board, year)
    form = BudgetForm(bound(request), budget=found, version=actions.version_of(board, year))

    def act():
        today = timezone.localdate()
        return actions.save_year(board, year, form.seen_version, form.entries, by=request.user, on=today)

    if done(form, request.user, act):
        messages.success(request, f"The budget of {year} has been saved.")
        return redirect(budget_url(board, year))
    status = 409 if form.stale else 422 if form.is_bound else 200
    context = {"board": board, "form": form, "year": year, "crumbs": crumbs, "cancel": budget_url(board, year)}
    return render(request, "boards/budget_edit.html", context, status=status)
