"""Forms of occasions."""

from scrutiny.engine.forms import DateField, GovForm, OnceMixin, PlainCharField
from scrutiny.forms.choosing import RowField


class OccasionForm(OnceMixin, GovForm):
    """The day on which an occasion falls."""

    name = PlainCharField(
        label="Occasion", max_length=300, error_messages={"required": "Enter the name of the occasion"}
    )
    held_on = DateField(label="Day", required=False, help_text="For example, 27 3 2027. Or choose a meeting below.")
    meeting = RowField(label="Or at the meeting", required=False, empty="No meeting")

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        named = {one.pk: f"{one.date.day} {one.date:%B %Y}, {one.body.name}" for one in meetings}
        self.fields["meeting"].offer(meetings, lambda one: named[one.pk], "No meeting")

    def clean(self):
        """The day, or that of the meeting; both must agree."""
        values = super().clean()
        meeting, day = values.get("meeting"), values.get("held_on")
        if "held_on" in self.errors:
            return values
        if meeting and day and meeting.date != day:
            self.add_error("held_on", "The meeting is on another day. Blank the day, or choose no meeting")
        elif meeting:
            values["held_on"] = meeting.date
        elif not day:
            self.add_error("held_on", "Enter the day, or choose a meeting")
        return values
