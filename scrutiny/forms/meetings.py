"""Forms of meetings and attendance."""

from datetime import time

from django import forms

from scrutiny.actions.people import known_by_name
from scrutiny.engine.forms import DateField, GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.models import Attendance, Meeting, Membership
from scrutiny.rules import bodies as rules
from scrutiny.rules.member_lines import family_name, same_name

from .choosing import RowField

MEETING_FIELDS = ("date", "starts_at", "kind", "place", "notes")
TAKEN = "This body already has a meeting of this kind then. Open that one, or choose another time"


class TimeField(PlainCharField):
    """A time of day as people write it: "19:00", "7pm", "7.30 pm"; the cleaned value is a time or None."""

    def to_python(self, value):
        """The time; raises ValidationError in plain words."""
        if isinstance(value, time):
            return value
        typed = super().to_python(value)
        if not typed:
            return None
        digits = typed.lower().replace(" ", "").replace(".", ":").replace("noon", "pm")
        half = digits[-2:] if digits[-2:] in ("am", "pm") else ""
        hour, _, minute = digits.removesuffix(half).partition(":")
        hour, minute = hour or "x", minute or "00"
        if hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(hour) < 3:
            number = int(hour) % 12 + 12 * (half == "pm") if half and 0 < int(hour) < 13 else int(hour)
            if number < 24 and len(minute) == 2 and int(minute) < 60 and not (half and int(hour) not in range(1, 13)):
                return time(number, int(minute))
        raise forms.ValidationError(f"“{typed[:20]}” is not a time. Write it like 19:00 or 7pm", code="invalid")

    def prepare_value(self, value):
        """A time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MeetingForm(OnceMixin, VersionMixin, GovForm):
    """When, where and how a body meets."""

    date = DateField(label="Date")
    starts_at = TimeField(label="Start time", required=False, max_length=20, help_text="For example, 19:00.")
    kind = forms.ChoiceField(
        label="Kind", choices=Meeting.Kind.choices, widget=forms.RadioSelect, initial=Meeting.Kind.FORMAL
    )
    place = PlainCharField(label="Place", max_length=200, required=False)
    notes = MarkdownField(label="Notes", required=False, max_length=20_000, rows=5)

    def __init__(self, *args, body, meeting=None, **kwargs):
        self.body, self.meeting = body, meeting
        if meeting is not None:
            names = (*MEETING_FIELDS, "version")
            kwargs["initial"] = {name: getattr(meeting, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["kind"].help_text = "Formal meetings are shown to the public; the others only to those inside."
        self.fields["notes"].help_text += " The public does not see them."

    def clean(self):
        """Refuse a second meeting of the same kind at the same time."""
        values = super().clean()
        if {"date", "starts_at", "kind"} <= values.keys():
            same = self.body.meetings.filter(
                date=values["date"], starts_at=values["starts_at"], kind=values["kind"]
            ).exclude(pk=getattr(self.meeting, "pk", None))
            if same.exists():
                self.add_error("date", TAKEN)
        return values


OTHERS_BLANK, OTHERS_MOST = 4, 200
Status = Attendance.Status


class AttendanceForm(GovForm):
    """Who came: a choice for each member on the day, and others by name.

    After it is made, `members` and `others` hold the rows for the page: (membership, bound fields).
    """

    def __init__(self, *args, meeting, start_present=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.known = {entry.person_id: entry for entry in meeting.attendance.select_related("person", "stands_in_for")}
        self.serving = self._serving()
        regular = [one for one in self.serving if one.role != Membership.Role.SUBSTITUTE]
        self.absent_for = [one.person for one in regular]
        for one in self.serving:
            self._add_member(one, start_present)
        ours = {one.person_id for one in self.serving}
        self.extra = [entry for pk, entry in self.known.items() if pk not in ours]
        count = len(self.extra) + OTHERS_BLANK
        if self.is_bound:
            places = [name.removeprefix("other_") for name in self.data if name.startswith("other_")]
            sent = [int(place) for place in places if place.isascii() and place.isdigit() and len(place) < 4]
            count = min(max([count, *(place + 1 for place in sent)]), OTHERS_MOST)
        self.places = range(count)
        for place in self.places:
            self._add_other(place, self.extra[place] if place < len(self.extra) else None)

    def _serving(self):
        memberships = self.meeting.body.memberships.for_list()
        on_the_day, seen = [], set()
        for one in memberships:
            if one.person_id not in seen and rules.served_on(self.meeting.date, one.joined, one.left, one.has_left):
                seen.add(one.person_id)
                on_the_day.append(one)
        return on_the_day

    def _add_member(self, one, start_present):
        entry = self.known.get(one.person_id)
        is_substitute = one.role == Membership.Role.SUBSTITUTE
        choices = [(Status.PRESENT, "Present"), (Status.REMOTE, "Remotely"), (Status.APOLOGIES, "Apologies")]
        choices += [(Status.SUBSTITUTE, "As substitute")] if is_substitute else [(Status.ABSENT, "Absent")]
        if entry and entry.status not in [value for value, _ in choices]:
            choices.append((entry.status, entry.get_status_display()))
        start = Status.PRESENT if start_present and not is_substitute else ""
        key = one.person_id
        self.fields[f"member_{key}"] = forms.ChoiceField(
            label=f"{one.printed_name}, {one.printed_role.lower()}",
            choices=[*choices, ("", "Not recorded")],
            widget=forms.RadioSelect,
            required=False,
            initial=entry.status if entry else start,
        )
        self.fields[f"member_{key}"].say_optional = False
        if is_substitute:
            self._add_stands_in(f"for_{key}", entry, without=key)

    def _add_other(self, place, entry):
        self.fields[f"other_{place}"] = PlainCharField(
            label="Name",
            max_length=200,
            required=False,
            initial=str(entry.person.name) if entry else "",
            widget=forms.TextInput(attrs={"list": "known-people"}),
        )
        self.fields[f"title_{place}"] = PlainCharField(
            label="Title", max_length=60, required=False, initial=entry.person.title if entry else ""
        )
        self.fields[f"as_{place}"] = PlainCharField(
            label="As", max_length=200, required=False, initial=entry.capacity if entry else ""
        )
        self.fields[f"status_{place}"] = forms.ChoiceField(
            label="Attendance",
            choices=[one for one in Status.choices if one[0] != Status.ABSENT],
            required=False,
            initial=entry.status if entry else Status.PRESENT,
        )
        self._add_stands_in(f"instead_{place}", entry)

    def _add_stands_in(self, name, entry, without=None):
        self.fields[name] = RowField(
            [person for person in self.absent_for if person.pk != without],
            label="Instead of",
            required=False,
            empty="Nobody",
            initial=entry.stands_in_for if entry else None,
        )

    def clean(self):
        """Gather the rows; refuse somebody named twice and somebody who stands in without being a substitute."""
        values = super().clean()
        rows, seen = [], set()
        for one in self.serving:
            status = values.get(f"member_{one.person_id}")
            if status:
                old = self.known.get(one.person_id)
                instead = values.get(f"for_{one.person_id}") if status == Status.SUBSTITUTE else None
                capacity = old.capacity if old else ""
                rows.append({"person": one.person, "status": status, "stands_in_for": instead, "capacity": capacity})
                seen.add(one.person_id)
        names = [values.get(f"other_{place}", "") for place in self.places]
        found = known_by_name(self.meeting.body.council, [name for name in names if name])
        ours = {one.person_id for one in self.serving}
        for place, name in enumerate(names):
            row = self._other(place, name, found, values) if name else None
            if row is None:
                continue
            key = row["person"].pk if row["person"] else same_name(name)
            if key in ours:
                self.add_error(
                    f"other_{place}", f"{name} is in the list of members above. Choose there, and blank this"
                )
            elif key in seen:
                self.add_error(f"other_{place}", f"{name} is in the list twice. Blank one of them")
            else:
                seen.add(key)
                rows.append(row)
        values["rows"] = rows
        return values

    def _other(self, place, name, found, values):
        status = values.get(f"status_{place}") or Status.PRESENT
        instead = values.get(f"instead_{place}")
        if instead and status != Status.SUBSTITUTE:
            self.add_error(f"status_{place}", f"Choose Substitute for {name}, or choose nobody under “Instead of”")
            return None
        known = found.get(same_name(name), [])
        was = self.extra[place].person if place < len(self.extra) else None
        if was is not None and was in known:
            known = [was]
        if len(known) > 1:
            titles = values.get(f"title_{place}", "")
            known = [one for one in known if titles and one.title == titles] or known
        if len(known) > 1:
            choices = ", ".join(f"{one}" + (f" ({one.post})" if one.post else "") for one in known)
            self.add_error(
                f"other_{place}", f"There are {len(known)} people of this name: {choices}. Enter the title too"
            )
            return None
        return {
            "person": known[0] if known else None,
            "name": name,
            "title": values.get(f"title_{place}", ""),
            "family_name": family_name(name)[:100],
            "status": status,
            "stands_in_for": instead,
            "capacity": values.get(f"as_{place}", ""),
        }

    @property
    def member_rows(self):
        """For the page: the choice of each member, and for substitutes the box for whom they stand in."""
        return [
            {"choice": self[f"member_{one.person_id}"], "one": one, "instead": self._bound(f"for_{one.person_id}")}
            for one in self.serving
        ]

    @property
    def other_rows(self):
        """For the page: the boxes of each other person."""
        names = ("other", "title", "as", "status", "instead")
        return [{name: self[f"{name}_{place}"] for name in names} for place in self.places]

    def _bound(self, name):
        return self[name] if name in self.fields else None
