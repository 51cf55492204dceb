"""Pages of indicators: a board's list, one with its chart and table, its values by period, a revision."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import attendance, measures
from boards.actions import indicators as actions
from boards.forms.indicators import IndicatorForm, ReviseForm, ValuesForm
from boards.models import Indicator, IndicatorValue
from boards.papers.charts import chart_of
from boards.permissions import can_edit_board, can_read_board
from boards.rules import indicators as rules
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, in_and_out, room, thing_of

About = Indicator.About


def indicator_of(request, pk, *, writes=False):
    """The indicator, for somebody who may see it, and change it if it `writes`."""
    found = Indicator.objects.select_related("board__council")
    return thing_of(request, found, pk, lambda one: one.board, writes=writes)


def list_url(board):
    """The address of a board's indicators."""
    return reverse("boards:indicator-list", args=[board.pk])


def indicator_crumbs(indicator):
    """The way up from a page under an indicator."""
    board = indicator.board
    return board_crumbs(board, ("Indicators", list_url(board)), (indicator.name, indicator.get_absolute_url()))


@signed_in
@require_safe
def indicator_list(request, pk):
    """A board's indicators, each with its sentence."""
    board = board_of(request, pk, can_read_board)
    context = room(request, board, "indicators", measures=measures.of_board(board, timezone.localdate()), binned=[])
    if context["can_write"]:
        context["binned"] = list(Indicator.objects.filter(board=board).binned())
    return render(request, "boards/indicator_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_add(request, pk):
    """Add an indicator."""
    board = board_of(request, pk, can_edit_board)
    wear(request, board.council)
    form = IndicatorForm(bound(request))
    form.drafts_for(f"indicator:new-{pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    indicator = done(form, request.user, lambda: actions.add_indicator(board, by=request.user, **form.values))
    if indicator:
        drafts.forget(request.user, f"indicator:new-{pk}:")
        if indicator is ALREADY:
            return redirect(list_url(board))
        messages.success(request, "The indicator has been added. Now enter its values.")
        return redirect("boards:value-add", indicator.pk)
    crumbs = board_crumbs(board, ("Indicators", list_url(board)))
    return form_page(request, form, "Add an indicator", "Add indicator", crumbs, list_url(board))


@signed_in
@require_safe
def indicator_show(request, pk):
    """An indicator: its sentence, chart and table with what was revised, and what the attendance suggests."""
    indicator = indicator_of(request, pk)
    today = timezone.localdate()
    measure = measures.of_indicators([indicator], today)[0]
    context = room(
        request,
        indicator.board,
        "indicators",
        indicator=indicator,
        measure=measure,
        chart=chart_of(measure, f"indicator-{pk}"),
        target=_target(indicator),
        counted=counted_of(request, indicator, today),
        quorum=query.number(request, "quorum"),
    )
    context["writes"] = context["can_write"] and indicator.binned_at is None
    context["crumbs"] = board_crumbs(indicator.board, ("Indicators", list_url(indicator.board)))
    return render(request, "boards/indicator_show.html", context)


def _target(indicator):
    if indicator.target is not None:
        return rules.printed(indicator.target, indicator.unit)
    return indicator.target_words


def counted_of(request, indicator, on):
    """What the recorded attendance gives for an indicator of attendance or, with ?quorum=, of quoracy, by year."""
    if indicator.about == About.ATTENDANCE:
        return attendance.attendance(indicator.board, on)
    quorum = query.number(request, "quorum")
    if indicator.about == About.QUORACY and quorum:
        return attendance.quoracy(indicator.board, on, quorum)
    return []


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request, pk):
    """Change what an indicator measures."""
    indicator = indicator_of(request, pk, writes=True)
    form = IndicatorForm(bound(request), indicator=indicator)
    use = query.choice(request, "draft", ("1",)) == "1"
    form.drafts_for(f"indicator:{pk}", request.user, indicator.version, use=use)
    if done(
        form,
        request.user,
        lambda: actions.change_indicator(indicator, form.seen_version, by=request.user, **form.values),
    ):
        drafts.forget(request.user, f"indicator:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(indicator)
    crumbs = indicator_crumbs(indicator)
    return form_page(request, form, "Change the indicator", "Save", crumbs, indicator.get_absolute_url())


@require_POST
@signed_in
def indicator_bin(request, pk):
    """Put an indicator in the bin, or take it out."""
    one = indicator_of(request, pk, writes=True)
    home = list_url(one.board)
    return in_and_out(request, one, f"“{one}”", actions.bin_indicator, actions.restore_indicator, back=one, home=home)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def value_add(request, pk):
    """Enter the values of several periods on one page; with ?suggest=1 the attendance fills them in."""
    indicator = indicator_of(request, pk, writes=True)
    suggested = _suggested(request, indicator) if query.choice(request, "suggest", ("1",)) else []
    form = ValuesForm(bound(request), indicator=indicator, suggested=suggested)
    found = done(form, request.user, lambda: actions.add_values(indicator, form.entries, by=request.user))
    if found:
        if found is not ALREADY:
            number = len(found)
            messages.success(request, f"{number} {'value has' if number == 1 else 'values have'} been recorded.")
        return redirect(indicator)
    context = {"indicator": indicator, "form": form, "crumbs": indicator_crumbs(indicator)}
    return render(request, "boards/indicator_values.html", context, status=422 if form.is_bound else 200)


def _suggested(request, indicator):
    """The years that were counted and have no value yet: (period, number, note)."""
    there = set(indicator.values.filter(revised_by=None, series="own").values_list("period", flat=True))
    what = "attendances" if indicator.about == About.ATTENDANCE else "meetings"
    return [
        (one.year, one.percentage, f"{one.part} of {one.whole} {what}")
        for one in counted_of(request, indicator, timezone.localdate())
        if one.year not in there
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def value_revise(request, pk):
    """Give a period another value; the old one is kept with why."""
    found = IndicatorValue.objects.select_related("indicator__board__council")
    value = thing_of(request, found, pk, lambda one: one.indicator.board, writes=True)
    form = ReviseForm(bound(request), value=value)

    def act():
        fields = form.cleaned_data
        return actions.revise(value, fields["value"], why=fields["why"], note=fields["note"], by=request.user)

    indicator = value.indicator
    if done(form, request.user, act):
        messages.success(request, "The value has been revised. The earlier one is kept.")
        return redirect(indicator)
    whose = "" if value.series == "own" else f", {value.get_series_display()}"
    lead = f"{value.period}{whose}: now {rules.printed(value.value, indicator.unit)}. The earlier value is kept."
    crumbs = indicator_crumbs(indicator)
    return form_page(request, form, "Revise a value", "Revise", crumbs, indicator.get_absolute_url(), lead=lead)


@drafts.describes("indicator")
def _draft_of_indicator(rest, user):
    key = rest.partition(":")[0]
    if key.startswith("new-") and key[4:].isdigit() and len(key) < 14:
        return drafts.Described("A new indicator", f"{reverse('boards:indicator-add', args=[key[4:]])}?draft=1")
    found = Indicator.objects.visible_to(user).filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
    address = found and f"{reverse('boards:indicator-edit', args=[found.pk])}?draft=1"
    return found and drafts.Described(f"Indicator “{found}”", address)
