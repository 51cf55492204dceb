"""The agenda of a meeting: its items in order, the papers that wait to be put on it, and its packs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions, registry
from scrutiny.actions import agenda as actions
from scrutiny.engine import once
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.agenda import ItemForm
from scrutiny.models import AgendaItem, Pack
from scrutiny.rules.agenda import numbers

from .acting import ALREADY, bound, done, or_404, wear
from .bodies import form_page
from .meetings import meeting_crumbs, meeting_of


def agenda_of(request, pk, *, to_edit=False):
    """The meeting, for somebody who may read (or, with `to_edit`, change) its agenda; 404 or 403 otherwise."""
    meeting = meeting_of(request, pk)
    may = permissions.can_edit_agenda if to_edit else permissions.can_read_agenda
    if not may(request.user, meeting):
        raise PermissionDenied
    return meeting


def agenda_crumbs(meeting):
    """The way up from a page under an agenda."""
    return [*meeting_crumbs(meeting), {"label": "Agenda", "url": reverse("scrutiny:agenda", args=[meeting.pk])}]


@require_safe
@signed_in
def agenda(request, pk):
    """The items in order with their papers, what waits, by when the agenda must be out, and the packs."""
    meeting = agenda_of(request, pk)
    can_edit = permissions.can_edit_agenda(request.user, meeting)
    items = list(meeting.agenda.select_related("paper__review", "paper__body"))
    counted = numbers(item.number for item in items)
    rows = [
        _row(request.user, item, number, first=place == 0, last=place == len(items) - 1)
        for place, (item, number) in enumerate(zip(items, counted, strict=True))
    ]
    waiting = [_waiting(one) for one in actions.waiting(meeting)] if can_edit else []
    days = [found for found in (call(meeting) for call in registry.agenda_days) if found]
    context = {
        "meeting": meeting,
        "crumbs": meeting_crumbs(meeting),
        "rows": rows,
        "waiting": waiting,
        "planned": _planned(meeting, items, waiting) if can_edit and not actions.is_past(meeting) else [],
        "packs": list(Pack.objects.visible_to(request.user).filter(meeting=meeting).for_list()),
        "can_edit": can_edit,
        "is_past": actions.is_past(meeting),
        "days": [{"deadline": one, "is_late": one.on < timezone.localdate() < meeting.date} for one in days if one.on],
    }
    return render(request, "scrutiny/agenda.html", context)


def _row(user, item, number, *, first, last):
    """One item as the page shows it; the paper's own page only for those who may open it."""
    paper = item.paper
    opens = paper is not None and permissions.can_read_paper(user, paper)
    return {
        "item": item,
        "number": number,
        "paper": paper if opens else None,
        "paper_title": paper.title if opens and paper.title != item.title else "",
        "is_draft": paper is not None and paper.is_draft,
        "is_exempt": paper is not None and paper.is_exempt,
        "has_paper": paper is not None,
        "first": first,
        "last": last,
    }


def _waiting(paper):
    """A paper that is before the meeting and not on its agenda."""
    return {"paper": paper, "title": actions.public_title(paper), "whose": paper.committee, "is_draft": paper.is_draft}


def _planned(meeting, items, waiting):
    """The titles of what the committee planned for the meeting, but for what is on its agenda or waits with a paper."""
    known = {title.casefold() for title in [item.title for item in items] + [one["title"] for one in waiting]}
    return [title for call in registry.agenda_plans for title in call(meeting) if title.casefold() not in known]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_add(request, pk):
    """Put an item on the agenda: one of its own, or a paper that waits (`paper`), which takes one button."""
    meeting = agenda_of(request, pk, to_edit=True)
    asked = (request.POST if request.method == "POST" else request.GET).get("paper", "")
    paper = None
    if asked:
        key = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        paper = actions.waiting(meeting).filter(pk=key).first()
        if paper is None:
            if not once.seen(request.POST.get("once"), request.user):
                messages.error(request, actions.NOT_WAITING)
            return redirect("scrutiny:agenda", pk=meeting.pk)
    form = ItemForm(_filled(request, paper), meeting=meeting, paper=paper)
    item = done(form, request.user, lambda: actions.add_item(meeting, paper=paper, by=request.user, **form.values))
    if item:
        if item is not ALREADY:
            messages.success(request, f"“{item.title}” is on the agenda.")
        return redirect("scrutiny:agenda", pk=meeting.pk)
    context = {
        "title": "Add a paper to the agenda" if paper else "Add an item",
        "submit": "Add to the agenda",
        "form": form,
        "paper": paper,
        "cancel": reverse("scrutiny:agenda", args=[meeting.pk]),
        "crumbs": agenda_crumbs(meeting),
    }
    return render(request, "scrutiny/agenda_item.html", context, status=422 if form.is_bound else 200)


def _filled(request, paper):
    """What was posted; the one button of a paper that waits posts no title, and means the paper's own."""
    data = bound(request)
    if data is not None and paper is not None and "title" not in data:
        data = data.copy()
        data["title"] = actions.public_title(paper)
    return data


def _item(request, pk):
    """The item, for an officer of the body that meets; 404 or 403 otherwise."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body__council"), pk=pk)
    or_404(permissions.can_read_agenda(request.user, item.meeting))
    if not permissions.can_edit_agenda(request.user, item.meeting):
        raise PermissionDenied
    wear(request, item.meeting.body.council)
    return item


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_edit(request, pk):
    """Change an item's number and title."""
    item = _item(request, pk)
    form = ItemForm(bound(request), meeting=item.meeting, item=item)
    saved = done(form, request.user, lambda: actions.change_item(item, by=request.user, **form.values))
    if saved:
        messages.success(request, "The item has been saved.")
        return redirect("scrutiny:agenda", pk=item.meeting_id)
    back = reverse("scrutiny:agenda", args=[item.meeting_id])
    return form_page(request, form, "Change the item", "Save", agenda_crumbs(item.meeting), back)


@require_POST
@signed_in
def item_move(request, pk):
    """Move an item up or down."""
    item = _item(request, pk)
    actions.move_item(item, request.POST.get("direction", ""), by=request.user)
    return redirect(f"{reverse('scrutiny:agenda', args=[item.meeting_id])}#item-{item.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_remove(request, pk):
    """Take an item off the agenda, after asking."""
    item = _item(request, pk)
    if request.method == "POST":
        if actions.remove_item(item, by=request.user):
            messages.success(request, f"“{item.title}” is no longer on the agenda.")
        return redirect("scrutiny:agenda", pk=item.meeting_id)
    context = {
        "crumbs": agenda_crumbs(item.meeting),
        "heading": f"Take “{item.title}” off the agenda?",
        "text": "Its paper stays as it is and can be put on again. Packs that were issued keep it.",
        "action_url": request.path,
        "button_label": "Take it off",
        "cancel_url": reverse("scrutiny:agenda", args=[item.meeting_id]),
        "danger": True,
    }
    return render(request, "scrutiny/agenda_confirm.html", context)
