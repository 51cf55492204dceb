"""Forms of a meeting's agenda and of its packs."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from scrutiny.actions import agenda as actions
from scrutiny.engine.forms import DateField, GovForm, OnceMixin, PlainCharField
from scrutiny.papers.words import day

FIRST_YEAR = 1990
NUMBER_HELP = "For example 7 or 7f. Leave it empty and it is counted from the item before."
WAS_BEFORE = "Yes, it was before the meeting of {day}"


class ItemForm(OnceMixin, GovForm):
    """One item of an agenda: its number, its title, and a yes where the meeting is past."""

    title = PlainCharField(label="Title", max_length=250)
    number = PlainCharField(label="Item number", max_length=20, required=False, help_text=NUMBER_HELP)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args, meeting, item=None, paper=None, today=None, **kwargs):
        if item is not None:
            kwargs["initial"] = {"title": item.title, "number": item.number}
        elif paper is not None:
            kwargs["initial"] = {"title": actions.public_title(paper)}
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "Everybody may read the titles of an agenda."
        if item is None and actions.is_past(meeting, today):
            self.fields["confirmed"].label = WAS_BEFORE.format(day=day(meeting.date))
            self.fields["confirmed"].help_text = "This meeting is past. What is added now is added to its record."
        else:
            del self.fields["confirmed"]


PUBLIC, EXEMPT = "public", "exempt"


class PackForm(OnceMixin, GovForm):
    """Which edition of a pack to issue, and the day that it speaks of."""

    edition = forms.ChoiceField(
        label="For whom",
        choices=((PUBLIC, "For everybody: without what is exempt"), (EXEMPT, "For members: with what is exempt")),
        widget=forms.RadioSelect,
        initial=PUBLIC,
    )
    as_at = DateField(
        label="As at",
        help_text="The date that the papers speak of, usually today.",
        error_messages={"required": "Enter the date that the papers speak of"},
    )

    def clean_as_at(self):
        """A date of this age of the world, and not far ahead."""
        as_at = self.cleaned_data["as_at"]
        if not as_at.year >= FIRST_YEAR or as_at > timezone.localdate() + timedelta(days=366):
            raise ValidationError(f"The date must be in {FIRST_YEAR} or later, and not more than a year ahead")
        return as_at
