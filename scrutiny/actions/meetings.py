"""Writing meetings and who came."""

from django.db import transaction

from scrutiny import registry
from scrutiny.actions.people import add_person
from scrutiny.engine import audit, versions
from scrutiny.models import Attendance, Meeting


@transaction.atomic
def add_meeting(body, *, by, **fields):
    """A new Meeting of `body`; `fields` are date, starts_at, kind, place, notes."""
    meeting = Meeting(body=body, **fields)
    meeting._history_user = by
    meeting.save()
    audit.record(meeting, "added", by=by, after=_plain(fields))
    _tell(meeting.body, by)
    return meeting


@transaction.atomic
def change_meeting(meeting, seen_version, *, by, **fields):
    """Save the given fields of a meeting; raises versions.Stale when somebody saved first."""
    saved = versions.save_text(meeting, seen_version, by, **fields)
    _tell(saved.body, by)
    return saved


@transaction.atomic
def record_attendance(meeting, rows, *, by):
    """Set who came to `rows`: dicts of person, status, stands_in_for (a Person or None) and capacity.

    A row whose person is None makes a new person of its name, family_name and title. Somebody who is in no row has no
    attendance recorded any more.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    people = meeting.attendance.select_related("person", "stands_in_for")
    before = {entry.person_id: entry for entry in people}
    said = {str(entry.person): _in_words(entry) for entry in before.values()}
    kept = set()
    for row in rows:
        person = row["person"] or add_person(
            meeting.body.council, by=by, **{name: row.get(name, "") for name in ("title", "name", "family_name")}
        )
        entry = before.get(person.pk) or Attendance(meeting=meeting, person=person)
        entry.status, entry.stands_in_for = row["status"], row.get("stands_in_for")
        entry.capacity = row.get("capacity", "")
        entry.save()
        kept.add(person.pk)
    meeting.attendance.exclude(person__in=kept).delete()
    now = {str(entry.person): _in_words(entry) for entry in people.all()}
    if said != now:
        changed = {name for name in said.keys() | now.keys() if said.get(name) != now.get(name)}
        audit.record(
            meeting,
            "recorded attendance",
            by=by,
            before={name: said[name] for name in sorted(changed) if name in said},
            after={name: now[name] for name in sorted(changed) if name in now},
        )


def _tell(body, by):
    """Tell the floors above that the body's calendar changed."""
    for call in registry.on_meetings_changed:
        call(body, by)


def _in_words(entry):
    words = entry.get_status_display()
    if entry.stands_in_for:
        words = f"{words} for {entry.stands_in_for}"
    return f"{words}, {entry.capacity}" if entry.capacity else words


def _plain(fields):
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in fields.items()}
