"""Writing the forward look: adding, changing, moving, placing what waits, outcomes, carrying into the next year."""

from django.db import transaction
from django.utils import timezone

from recommendations import programme
from recommendations.models import ForwardItem
from recommendations.rules import municipal
from recommendations.rules.programme import DROPPED, PLANNED, TAKEN
from scrutiny.engine import audit, versions
from scrutiny.models import Body
from scrutiny.refused import Refused

Source = ForwardItem.Source
FIELDS = (
    "meeting", "title", "detail", "lead", "minutes", "source", "source_words", "finding", "recommendation", "board",
    "note",
)  # fmt: skip
MOST_MINUTES = 600
NAMED = {Source.FINDING: "finding", Source.RECOMMENDATION: "recommendation", Source.BOARD: "board"}


@transaction.atomic
def add_item(body, year, *, title, by, **fields):
    """Add a ForwardItem at the end of its meeting's list, or of what is not placed yet; gives it.

    `fields` are those of FIELDS. An item at a meeting belongs to the municipal year of the meeting. Raises Refused.
    """
    _lock(body)
    values = _checked(body, {**fields, "title": title})
    meeting = values.get("meeting")
    item = ForwardItem(council_id=body.council_id, body=body, year=_year(year, meeting), **values)
    item.order = _last(body, item.year, meeting) + 1
    item._history_user = by
    item.save()
    audit.record(item, "added", by=by, after=_said(item))
    return item


@transaction.atomic
def change_item(item, seen_version, *, by, **fields):
    """Save the given fields of an item; one that changes its meeting goes to the end there.

    Raises Refused, or versions.Stale when somebody saved first.
    """
    _lock(item.body)
    now = ForwardItem.objects.get(pk=item.pk)
    values = _checked(item.body, {name: fields.get(name, getattr(now, name)) for name in FIELDS})
    values = {name: values[name] for name in values if name in fields or name in NAMED.values()}
    meeting = values.get("meeting", now.meeting)
    if meeting != now.meeting:
        _refuse_settled(now)
        values["year"] = _year(now.year, meeting)
        values["order"] = _last(item.body, values["year"], meeting) + 1
    return versions.save_text(item, seen_version, by, **values)


@transaction.atomic
def put(item, meeting, position=None, *, by):
    """Move an item to a meeting (None is "not placed yet"), at a position from 0, or at the end; gives it.

    Raises Refused for an item of which it was said what became of it, and for a meeting that is not the committee's.
    """
    _lock(item.body)
    item = _locked(item)
    if getattr(meeting, "pk", None) != item.meeting_id:
        _refuse_settled(item)
        _check_meeting(item.body, meeting)
    before = _said(item)
    year = _year(item.year, meeting)
    others = [one for one in _list(item.body, year, meeting) if one.pk != item.pk]
    others.insert(len(others) if position is None else max(0, min(position, len(others))), item)
    if (item.meeting_id, item.year) != (getattr(meeting, "pk", None), year):
        # A form that was opened before would put it back without knowing: its version moves on.
        item = versions.save_text(item, item.version, by, verb="moved", meeting=meeting, year=year)
        others = [item if one.pk == item.pk else one for one in others]
    moved = False
    for at, one in enumerate(others, start=1):
        if one.order != at:
            one.order, one._history_user = at, by
            one.save(update_fields=["order"])
            moved = True
    if moved and before == _said(item):
        audit.record(item, "moved", by=by, after={"place": others.index(item) + 1})
    return item


@transaction.atomic
def move(item, direction, *, by, on=None):
    """Move an item one place "up" or "down" in its list, or to the meeting "earlier" or "later"; gives it.

    Before the first meeting there is none; after the last stands what is not placed yet. From there "earlier" is the
    next meeting to come. Raises Refused.
    """
    on = on or timezone.localdate()
    _lock(item.body)
    item = _locked(item)
    if direction in ("up", "down"):
        row = [one.pk for one in _list(item.body, item.year, item.meeting)]
        at = row.index(item.pk) + (1 if direction == "down" else -1)
        return put(item, item.meeting, at, by=by) if 0 <= at < len(row) else item
    meetings = programme.meetings_of(item.body, item.year)
    places = [one.pk for one in meetings]
    if item.meeting_id is None:
        if direction == "later":
            return item
        coming = next((one for one in meetings if one.date >= on), None)
        if coming is None:
            raise Refused("There is no meeting to come in this year. Add a meeting first")
        return put(item, coming, by=by)
    if item.meeting_id not in places:
        raise Refused("This meeting is of another year now. Choose a meeting on the item’s own page")
    at = places.index(item.meeting_id) + (1 if direction == "later" else -1)
    if at < 0:
        raise Refused("There is no earlier meeting in this year")
    return put(item, meetings[at] if at < len(meetings) else None, by=by)


@transaction.atomic
def place_waiting(body, year, thing, meeting=None, *, by):
    """Make an item of a finding for the forward look, or of a recommendation due at an occasion; gives it."""
    _lock(body)
    kind = thing._meta.model_name
    if ForwardItem.objects.kept().filter(**{kind: thing}).exists():
        raise Refused("This is in the forward look already")
    return add_item(body, year, title=programme.title_of(thing), meeting=meeting, source=kind, **{kind: thing}, by=by)


@transaction.atomic
def set_outcome(item, outcome, *, note="", by, on=None):
    """Say that an item was taken, or taken off with a note why, or that it is planned after all; gives it."""
    on = on or timezone.localdate()
    item = _locked(item)
    note = " ".join(note.split())[:300]
    if outcome == TAKEN and item.meeting is None:
        raise Refused("It is placed at no meeting yet. Place it first, or take it off", "outcome")
    if outcome == TAKEN and item.meeting.date > on:
        raise Refused(f"Its meeting is on {_day(item.meeting.date)}. It cannot have been taken yet", "outcome")
    if outcome == DROPPED and not note:
        raise Refused("Say why it is taken off", "note")
    verb = {TAKEN: "said was taken", DROPPED: "took off", PLANNED: "planned again"}[outcome]
    return versions.save_text(item, item.version, by, verb=verb, outcome=outcome, outcome_note=note)


@transaction.atomic
def to_bin(item, *, by):
    """Put an item that was added by mistake in the bin; restore brings it back."""
    item = _locked(item)
    if item.binned_at is None:
        item.binned_at, item.binned_by = timezone.now(), by
        item.save(update_fields=["binned_at", "binned_by"])
        audit.record(item, "put in the bin", by=by)
    return item


@transaction.atomic
def restore(item, *, by):
    """Bring an item back from the bin."""
    item = _locked(item)
    if item.binned_at is not None:
        item.binned_at = item.binned_by = None
        item.save(update_fields=["binned_at", "binned_by"])
        audit.record(item, "restored", by=by)
    return item


@transaction.atomic
def carry(body, year, *, by, on=None):
    """Carry into the next year what was not taken and stands at no coming meeting; gives the new items.

    Each old item says that it was carried, and each new one is not placed yet. Raises Refused when there is nothing.
    """
    on = on or timezone.localdate()
    _lock(body)
    left = list(programme.left_over(body, year, on))
    if not left:
        raise Refused("Everything of this year was taken or taken off, so there is nothing to carry")
    following = municipal.after(year)
    found = []
    for one in left:
        same = {name: getattr(one, name) for name in FIELDS if name != "meeting"}
        versions.save_text(
            one, one.version, by, verb="carried", outcome=DROPPED, outcome_note=f"Carried into {following}"
        )
        # Its finding, recommendation or note was good enough for this year, whatever became of it since.
        item = ForwardItem(council_id=one.council_id, body=body, year=following, **same)
        item.order = _last(body, following, None) + 1
        item._history_user = by
        item.save()
        audit.record(item, "added", by=by, after=_said(item) | {"carried from": year})
        found.append(item)
    return found


@transaction.atomic
def set_rule(body, *, most_items, most_minutes, by):
    """How much the committee takes on at one meeting; gives the ForwardRule."""
    _lock(body)
    rule = programme.rule_of(body)
    before = {"items": rule.most_items, "minutes": rule.most_minutes}
    rule.most_items, rule.most_minutes = most_items, most_minutes
    rule.save()
    after = {"items": most_items, "minutes": most_minutes}
    if before != after:
        audit.record(rule, "changed", by=by, before=before, after=after)
    return rule


def _checked(body, values):
    """The values of an item as they are kept; raises Refused."""
    values["title"] = " ".join(values.get("title", "").split())
    if not values["title"]:
        raise Refused("Enter the title", "title")
    minutes = values.get("minutes")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Refused(f"Minutes must be from 1 to {MOST_MINUTES}", "minutes")
    _check_meeting(body, values.get("meeting"))
    source = values.get("source") or Source.OTHER
    for kind, name in NAMED.items():
        if source == kind and values.get(name) is None:
            raise Refused("Choose where it came from", "source")
        # A recommendation may stand beside a request: the one that a member’s note is on.
        if source != kind and not (name == "recommendation" and source == Source.REQUEST):
            values[name] = None
    for name in ("finding", "recommendation"):
        thing = values.get(name)
        if thing is not None and thing.review.council_id != body.council_id:
            raise Refused("This belongs to another council. Choose something of this council", "source")
    board = values.get("board")
    if board is not None and board.council_id != body.council_id:
        raise Refused("This body belongs to another council. Choose one of this council", "source")
    return values


def _check_meeting(body, meeting):
    if meeting is not None and not programme.may_hold(body, meeting):
        raise Refused("This meeting is of another body. Choose one of the committee’s own meetings", "meeting")


def _refuse_settled(item):
    if item.outcome != PLANNED:
        was = "was taken" if item.outcome == TAKEN else "was taken off"
        raise Refused(f"“{item.title}” {was}. Say that it is planned after all before you move it", "meeting")


def _lock(body):
    """The order of items is counted by one writer at a time."""
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)


def _locked(item):
    found = ForwardItem.objects.select_for_update(of=("self",)).select_related("body__council", "meeting__body")
    return found.get(pk=item.pk)


def _year(year, meeting):
    return municipal.year_of(meeting.date) if meeting is not None else year


def _list(body, year, meeting):
    """The items of one list in order, those in the bin left out."""
    found = ForwardItem.objects.kept().filter(body=body, meeting=meeting)
    return list((found.filter(year=year) if meeting is None else found).order_by("order", "pk"))


def _last(body, year, meeting):
    return max((one.order for one in _list(body, year, meeting)), default=0)


def _said(item):
    return {"title": item.title, "meeting": str(item.meeting or ""), "year": item.year}


def _day(on):
    return f"{on.day} {on:%B %Y}"
