"""Putting a meeting's agenda together: its items, their order and their numbers.

Every write locks the meeting's row first, so that two officers at once leave one order.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from scrutiny.engine import audit
from scrutiny.models import AgendaItem, Meeting, Paper
from scrutiny.papers import words
from scrutiny.refused import Refused

from .ordering import put_in_order

NOT_BEFORE_IT = (
    "That paper is not before this meeting. Give the paper this meeting first, in its details or among its further "
    "meetings."
)

NOT_WAITING = "That paper is on the agenda already, or it is not before this meeting."


def waiting(meeting):
    """The papers that are before this meeting, or go to it too, and are not on its agenda yet; by title."""
    return (
        Paper.objects.kept()
        .filter(Q(meeting=meeting) | Q(also_to__meeting=meeting), Q(review=None) | Q(review__binned_at=None))
        .exclude(agenda_items__meeting=meeting)
        .select_related("body", "review")
        .distinct()
        .order_by("item_number", "title", "pk")
    )


@transaction.atomic
def add_item(meeting, *, title="", number="", paper=None, confirmed=False, by, today=None):
    """Put an item at the end of the agenda: `title` of its own, or `paper` with the title that the public may know.

    An agenda of a meeting that has been held says so first: `confirmed` is the officer's yes. Raises Refused.
    """
    _lock(meeting)
    if paper is not None:
        if not waiting(meeting).filter(pk=paper.pk).exists():
            on_it = meeting.agenda.filter(paper=paper).exists()
            raise Refused("This paper is on the agenda already." if on_it else NOT_BEFORE_IT, "paper")
        number = number or _number_of(paper, meeting)
    if is_past(meeting, today) and not confirmed:
        raise Refused(
            f"This meeting was on {words.day(meeting.date)}, which is past. Say that the item was before it.",
            "confirmed",
        )
    items = list(meeting.agenda.all())
    item = AgendaItem(meeting=meeting, title=title or public_title(paper), paper=paper)
    item.number = _free(items, number) if paper is not None else _checked(items, number)
    item.order = max((one.order for one in items), default=0) + 1
    item.save()
    audit.record(item, "put the item on the agenda", by=by, after=_said(item))
    return item


def is_past(meeting, today=None):
    """Whether the meeting was before today."""
    return meeting.date < (today or timezone.localdate())


def public_title(paper):
    """What an agenda calls a paper: of one that is exempt as a whole only what the public is told."""
    if paper.is_exempt:
        return paper.exempt_summary[:250] or "Exempt item"
    return paper.title


@transaction.atomic
def change_item(item, *, title, number, by):
    """Give an item another title or number. Raises Refused for a number that another item has."""
    _lock(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    before = _said(item)
    item.title, item.number = title, _checked(item.meeting.agenda.exclude(pk=item.pk), number)
    if _said(item) != before:
        item.save()
        audit.record(item, "changed the item of the agenda", by=by, before=before, after=_said(item))
    return item


@transaction.atomic
def move_item(item, direction, *, by):
    """Move an item one place "up" or "down"; gives whether it moved."""
    _lock(item.meeting)
    items = list(item.meeting.agenda.all())
    here = next((place for place, one in enumerate(items) if one.pk == item.pk), None)
    if here is None:
        return False
    to = here + {"up": -1, "down": 1}.get(direction, 0)
    if to == here or not 0 <= to < len(items):
        return False
    items.insert(to, items.pop(here))
    put_in_order(items, AgendaItem)
    audit.record(item, "moved the item of the agenda", by=by, before={"place": here + 1}, after={"place": to + 1})
    return True


@transaction.atomic
def remove_item(item, *, by):
    """Take an item off the agenda; its paper stays as it is. Gives whether it was there."""
    _lock(item.meeting)
    found = AgendaItem.objects.filter(pk=item.pk).first()
    if found is None:
        return False
    audit.record(found, "took the item off the agenda", by=by, before=_said(found))
    found.delete()
    return True


def _number_of(paper, meeting):
    """The item number that the paper has for this meeting, "" where it has none."""
    if paper.meeting_id == meeting.pk:
        return _plain(paper.item_number)
    further = paper.also_to.filter(meeting=meeting).first()
    return _plain(further.item_number) if further else ""


def _plain(number):
    """ "Item 7f" as "7f"."""
    number = number.strip()
    return number[4:].strip() if number.casefold().startswith("item") else number


def _checked(others, number):
    """The number, if no other item was given it; raises Refused."""
    number = _plain(number)
    other = next((one for one in others if number and one.number.casefold() == number.casefold()), None)
    if other is not None:
        raise Refused(f"“{other.title}” has the number {number} already. Leave it empty to have it counted.", "number")
    return number


def _free(others, number):
    """The number that a paper brings along, "" where another item has it."""
    return "" if any(one.number.casefold() == number.casefold() for one in others) else number


def _said(item):
    return {"title": item.title, "number": item.number, "paper": item.paper_id}


def _lock(meeting):
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
