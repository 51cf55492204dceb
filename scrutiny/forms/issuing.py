"""The form with which an edition of a paper is issued."""

from datetime import timedelta

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from scrutiny.engine.forms import DateField, GovForm, OnceMixin, PlainCharField

FIRST_YEAR = 1990  # older papers than any this system could be asked to print


class IssueForm(OnceMixin, GovForm):
    """As at which date an edition speaks, and what changed since the one before."""

    as_at = DateField(
        label="As at",
        help_text="The date that the paper speaks of, usually today or the day of the meeting.",
        error_messages={"required": "Enter the date that the paper speaks of"},
    )
    note = PlainCharField(
        label="What changed",
        required=False,
        max_length=500,
        help_text="Printed on the front page, for example: figures in section 3 corrected.",
    )

    which = forms.ChoiceField(
        label="Which edition?",
        widget=forms.RadioSelect,
        initial="public",
        choices=(
            Choice("public", "The public edition", hint="What is exempt is left out, and said to be."),
            Choice("exempt", "With what is exempt", hint="For the committee’s members and officers, never published."),
        ),
    )
    field_order = ("which",)

    def __init__(self, *args, has_editions, issued=None, **kwargs):
        """`issued` is given where there are two kinds of edition: whether each of those issued holds what is exempt."""
        super().__init__(*args, **kwargs)
        self.issued = issued
        if issued is None:
            del self.fields["which"]
        self.fields["as_at"].required = True
        if has_editions:
            self.fields["note"].required = issued is None
            self.fields["note"].error_messages["required"] = "Say what changed since the edition before"
        else:
            del self.fields["note"]

    def clean(self):
        """What changed is said of every edition but the first of its kind."""
        cleaned = super().clean()
        if self.issued is not None and (cleaned.get("which") == "exempt") in self.issued and not cleaned.get("note"):
            self.add_error("note", "Say what changed since the edition before")
        return cleaned

    def clean_as_at(self):
        """A date of this age of the world, and not far ahead."""
        as_at = self.cleaned_data["as_at"]
        if as_at.year < FIRST_YEAR:
            raise ValidationError(f"The date must be in {FIRST_YEAR} or later")
        if as_at > timezone.localdate() + timedelta(days=366):
            raise ValidationError("The date cannot be more than a year ahead")
        return as_at
