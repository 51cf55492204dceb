"""Pages of the forward look: the year, moving, outcomes, the bin, how much fits, carrying over, the calendar."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recommendations import awaiting, programme, programme_calendar
from recommendations.actions import forward as actions
from recommendations.forms.forward import OutcomeForm, RuleForm
from recommendations.models import ForwardItem
from recommendations.rules import municipal
from recommendations.rules.programme import PLANNED
from scrutiny import permissions
from scrutiny.engine import once, query
from scrutiny.engine.views.access import signed_in, wants_json
from scrutiny.models import Meeting
from scrutiny.refused import Refused
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import body_crumbs, form_page
from scrutiny.views.committee import committee_of, room

BINNED_SHOWN = 20


def year_asked(request, today):
    """The municipal year of the address, else the present one."""
    asked = query.words(request, "year", most=7)
    return asked if municipal.is_year(asked) else municipal.year_of(today)


def list_url(body, year, at=""):
    """The address of a year's forward look."""
    anchor = f"#{at}" if at else ""
    return f"{reverse('recommendations:forward-list', args=[body.pk])}?year={year}{anchor}"


def item_of(request, pk):
    """The item (404 when invisible), which the user may change (403 when not)."""
    found = ForwardItem.objects.visible_to(request.user).select_related(
        "body__council", "meeting__body", "finding__section__paper__review", "recommendation__review", "board", "note"
    )
    item = get_object_or_404(found, pk=pk)
    if not permissions.is_officer_for(request.user, item.body):
        raise PermissionDenied
    wear(request, item.body.council)
    return item


def year_crumbs(body, year):
    """The way up from a page under a year."""
    return [*body_crumbs(body), {"label": f"Forward look {year}", "url": list_url(body, year)}]


@require_safe
@signed_in
def forward_list(request, pk):
    """A committee's forward look for one municipal year, with what waits and what does not go together."""
    body = committee_of(request, pk, permissions.serves)
    today = timezone.localdate()
    year = year_asked(request, today)
    found = programme.read(body, year, request.user, today)
    writes = permissions.is_officer_for(request.user, body)
    waits = awaiting.waiting(body, request.user, today, with_notes=writes)
    coming = [one for one in found.meetings if one.date >= today]
    binned = ForwardItem.objects.filter(body=body, year=year).binned()[:BINNED_SHOWN] if writes else []
    columns = [_column(column, at, len(found.columns), today) for at, column in enumerate(found.columns)]
    left = [one for c in found.columns for one in c.items if one.outcome == PLANNED and _is_over(c.meeting, today)]
    context = room(
        request,
        body,
        "forward",
        year=year,
        years=[{"year": one, "current": one == year} for one in _years(body, year, today)],
        columns=columns,
        conflicts=found.conflicts,
        waiting=waits,
        coming=coming,
        binned=binned,
        can_carry=writes and bool(left) and today >= municipal.last_day(year).replace(month=3, day=1),
        following=municipal.after(year),
        can_place=sum(one.kind != "note" for one in waits),
    )
    return render(request, "recommendations/forward_list.html", context)


def _years(body, year, today):
    return sorted({*programme.years_of(body, today), year})


def _is_over(meeting, today):
    return meeting is None or meeting.date < today


def _column(column, at, count, today):
    """A column as the template shows it; each item knows which buttons do something."""
    last = len(column.items) - 1
    for place, item in enumerate(column.items):
        item.is_first, item.is_last = place == 0, place == last
        item.is_settled = item.outcome != PLANNED
    return {
        "meeting": column.meeting,
        "key": f"meeting-{column.meeting.pk}" if column.meeting else "not-placed",
        "list": str(column.meeting.pk) if column.meeting else "none",
        "items": column.items,
        "conflicts": column.conflicts,
        "minutes": column.minutes,
        "is_past": column.meeting is not None and column.meeting.date < today,
        "has_earlier": at > 0,
        "has_later": at < count - 1,
    }


@require_POST
@signed_in
def forward_move(request, pk):
    """Move an item: by buttons (`way`: up, down, earlier, later), or by dragging (`id`, `list`, `position`)."""
    item = item_of(request, pk)
    try:
        if request.POST.get("way") in ("up", "down", "earlier", "later"):
            moved = actions.move(item, request.POST["way"], by=request.user)
        else:
            moved = _drag(request, item)
    except Refused as refused:
        return _moved(request, item, f"{refused}.", 409)
    return _moved(request, moved, "", 200)


def _drag(request, item):
    """Put a dragged item where it was dropped; raises Refused when the place makes no sense."""
    wanted, place = request.POST.get("list", ""), request.POST.get("position", "")
    meeting = None
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
    if is_number:
        meeting = Meeting.objects.filter(pk=wanted).select_related("body").first()
    if not (place.isascii() and place.isdigit() and len(place) < 6) or (wanted != "none" and meeting is None):
        raise Refused("It cannot be put there. Load the page again and use the buttons")
    return actions.put(item, meeting, int(place) - 1, by=request.user)


def _moved(request, item, problem, status):
    """JSON for the script, the page for a button."""
    if wants_json(request):
        return JsonResponse({"error": problem} if problem else {}, status=status)
    if problem:
        messages.error(request, problem)
    return redirect(list_url(item.body, item.year, f"item-{item.pk}"))


@require_POST
@signed_in
def forward_place(request, pk):
    """Give what waits a place: one finding or recommendation, or all of them."""
    body = committee_of(request, pk, permissions.is_officer_for)
    year = year_asked(request, timezone.localdate())
    rows = [
        one
        for one in awaiting.waiting(body, request.user, timezone.localdate(), with_notes=False)
        if "all" in request.POST or f"{one.kind}-{one.thing.pk}" == request.POST.get("place", "")
    ]
    wanted = request.POST.get(f"meeting-{request.POST.get('place', '')}", "")
    meetings = {str(one.pk): one for one in programme.meetings_of(body, year)}
    try:
        with transaction.atomic():
            placed = [
                actions.place_waiting(
                    body, year, one.thing, one.meeting if "all" in request.POST else meetings.get(wanted),
                    by=request.user,
                )
                for one in rows
            ]  # fmt: skip
    except Refused as refused:
        messages.error(request, f"{refused}.")
        return redirect(list_url(body, year))
    if len(placed) == 1:
        messages.success(request, f"“{placed[0].title}” has been placed.")
        return redirect(list_url(body, placed[0].year, f"item-{placed[0].pk}"))
    if placed:
        messages.success(request, f"{len(placed)} items have been placed.")
    else:
        messages.info(request, "It has a place already.")
    return redirect(list_url(body, year))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forward_outcome(request, pk):
    """Say what became of an item."""
    item = item_of(request, pk)
    back = list_url(item.body, item.year, f"item-{pk}")
    form = OutcomeForm(bound(request), item=item)
    saved = done(
        form,
        request.user,
        lambda: actions.set_outcome(item, form.chosen, note=form.cleaned_data["note"], by=request.user),
    )
    if saved:
        if saved is not ALREADY:
            messages.success(request, "What became of it has been recorded.")
        return redirect(back)
    title = f"What became of “{item.title}”?"
    return form_page(request, form, title, "Save", year_crumbs(item.body, item.year), back)


@require_POST
@signed_in
def forward_bin(request, pk):
    """Put an item that was added by mistake in the bin, or bring it back (`back`)."""
    item = item_of(request, pk)
    if "back" in request.POST:
        actions.restore(item, by=request.user)
        messages.success(request, f"“{item.title}” is back.")
        return redirect(list_url(item.body, item.year, f"item-{pk}"))
    actions.to_bin(item, by=request.user)
    messages.success(request, f"“{item.title}” is in the bin, at the end of this page. You can bring it back.")
    return redirect(list_url(item.body, item.year))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forward_rule(request, pk):
    """How much the committee takes on at one meeting."""
    body = committee_of(request, pk, permissions.is_officer_for)
    wear(request, body.council)
    rule = programme.rule_of(body)
    year = year_asked(request, timezone.localdate())
    initial = {"initial": {"most_items": rule.most_items, "most_minutes": rule.most_minutes}}
    form = RuleForm(bound(request), **initial)
    if done(form, request.user, lambda: actions.set_rule(body, by=request.user, **form.values)):
        messages.success(request, "The limits have been saved.")
        return redirect(list_url(body, year))
    lead = "A meeting with more than this is shown as overfull. Nothing is forbidden: you decide what to move."
    title = "How much fits into one meeting"
    return form_page(request, form, title, "Save", year_crumbs(body, year), list_url(body, year), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forward_carry(request, pk):
    """Ask, then carry what was not taken into the next year."""
    body = committee_of(request, pk, permissions.is_officer_for)
    wear(request, body.council)
    today = timezone.localdate()
    year = year_asked(request, today)
    following = municipal.after(year)
    if request.method == "POST":
        try:
            with transaction.atomic():
                if once.first_time(request.POST.get("once", ""), request.user):
                    number = len(actions.carry(body, year, by=request.user))
                    messages.success(request, f"{number} item{'' if number == 1 else 's'} carried into {following}.")
        except Refused as refused:
            messages.info(request, f"{refused}.")
            return redirect(list_url(body, year))
        return redirect(list_url(body, following))
    left = programme.left_over(body, year, today)
    context = {
        "title": f"Carry what was not taken into {following}?",
        "submit": "Carry them over",
        "left": left,
        "following": following,
        "crumbs": year_crumbs(body, year),
        "cancel": list_url(body, year),
    }
    return render(request, "recommendations/forward_carry.html", context)


@require_safe
@signed_in
def forward_calendar(request, pk):
    """The meetings of a year with their items, for a calendar."""
    body = committee_of(request, pk, permissions.serves)
    year = year_asked(request, timezone.localdate())
    response = HttpResponse(programme_calendar.of_year(body, year), content_type="text/calendar; charset=utf-8")
    name = slugify(f"{body.name} {year.replace('/', '-')}")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
