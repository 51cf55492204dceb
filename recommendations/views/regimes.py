"""A council's time limits and the days on which its offices are closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations.actions import regimes as actions
from recommendations.actions import sending
from recommendations.forms.regimes import HolidayForm, RegimeForm
from recommendations.forms.sending import regime_label
from recommendations.models import Holiday, Regime
from recommendations.rules import deadlines
from scrutiny import permissions
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Council
from scrutiny.refused import Refused
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.administration import administration_crumb
from scrutiny.views.bodies import form_page


def list_url(council_pk):
    """The page of a council's time limits."""
    return reverse("recommendations:regime-list", args=[council_pk])


def _administered(request, council):
    if not permissions.can_administer(request.user, council):
        raise PermissionDenied
    wear(request, council)
    request.place = "scrutiny:administration"
    return council


def _crumbs(council):
    return [administration_crumb(), {"label": "Time limits and holidays", "url": list_url(council.pk)}]


@require_safe
@signed_in
def regime_list(request, pk):
    """The time limits, with what each gives for something received today, and the holidays of a year."""
    council = _administered(request, get_object_or_404(Council, pk=pk))
    actions.ensure_regimes(council)
    today = timezone.localdate()
    holidays = list(Holiday.objects.filter(council=council))
    closed = {one.on: one.name for one in holidays}
    rows = [
        {"regime": one, "words": regime_label(one), "example": _example(one, today, closed)}
        for one in Regime.objects.filter(council=council).order_by("-is_active", "pk")
    ]
    years = sorted({one.on.year for one in holidays} | {today.year})
    year = query.words(request, "year", most=4)
    year = int(year) if year.isascii() and year.isdigit() and int(year) in years else today.year
    days, source = deadlines.AGENDA.get(council.nation, deadlines.AGENDA_ELSEWHERE)
    context = {
        "shown": council,
        "rows": rows,
        "years": [{"year": one, "current": one == year} for one in years],
        "year": year,
        "holidays": [one for one in holidays if one.on.year == year],
        "agenda": {"days": days, "source": source},
        "crumbs": [administration_crumb()],
    }
    return render(request, "recommendations/regime_list.html", context)


def _example(regime, today, closed):
    """The sum of something sent and received today."""
    try:
        return sending.work_out(regime, sent_on=today, received_on=today, holidays=closed).sum
    except Refused as problem:
        return str(problem)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def regime_edit(request, pk):
    """Change a time limit; live dates move."""
    regime = get_object_or_404(Regime.objects.select_related("council"), pk=pk)
    council = _administered(request, regime.council)
    form = RegimeForm(bound(request), instance=Regime.objects.get(pk=pk))
    saved = done(form, request.user, lambda: actions.change_regime(regime, by=request.user, **form.values))
    if saved:
        if saved is not ALREADY:
            messages.success(request, f"The time limit has been saved. {_moved(saved[1])}")
        return redirect(list_url(council.pk))
    lead = (
        "Requests sent under it that still wait for an answer move to the new date; each keeps its earlier date with "
        "your reason. What was answered keeps the date under which it was answered."
    )
    url = list_url(council.pk)
    return form_page(request, form, f"Change “{regime.name}”", "Save", _crumbs(council), url, lead=lead)


def _moved(number):
    if not number:
        return "No live date changes."
    return "1 live date has moved." if number == 1 else f"{number:,} live dates have moved."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def holiday_add(request, pk):
    """Add a day on which the offices are closed."""
    council = _administered(request, get_object_or_404(Council, pk=pk))
    form = HolidayForm(bound(request))
    made = done(
        form,
        request.user,
        lambda: actions.add_holiday(council, form.cleaned_data["day"], form.cleaned_data["name"], by=request.user),
    )
    if made:
        if made is ALREADY:
            return redirect(list_url(council.pk))
        messages.success(request, f"{made[0]} has been added. {_moved(made[1])}")
        return redirect(f"{list_url(council.pk)}?year={made[0].on.year}")
    lead = "Dates counted in working or clear days pass over it: those that wait for an answer move at once."
    return form_page(request, form, "Add a holiday", "Add holiday", _crumbs(council), list_url(council.pk), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def holiday_remove(request, pk):
    """Take a day out of the list, after asking."""
    holiday = get_object_or_404(Holiday.objects.select_related("council"), pk=pk)
    council = _administered(request, holiday.council)
    back = f"{list_url(council.pk)}?year={holiday.on.year}"
    if request.method == "POST":
        said = str(holiday)
        moved = actions.remove_holiday(holiday, by=request.user)
        messages.success(request, f"{said} is no longer a holiday. {_moved(moved)}")
        return redirect(back)
    lead = "Dates counted in working or clear days then count it: those that wait for an answer move at once."
    return form_page(request, None, f"Take out {holiday}?", "Take out", _crumbs(council), back, lead=lead, danger=True)
