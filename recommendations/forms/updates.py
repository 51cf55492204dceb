"""Forms of progress updates: one, all of a plan on one page, and settling one."""

from crispy_forms_gds.layout import Layout
from django import forms
from django.utils import timezone

from recommendations.rules.exceptions import default
from scrutiny.engine.forms import CheckedFileField, DateField, GovForm, MarkdownField, OnceMixin, PlainCharField
from scrutiny.forms.choosing import RowField

FUTURE = "The day cannot be in the future. Enter the day the progress was looked at"


class AsAtMixin(forms.Form):
    """The day as at which something is said."""

    as_at = DateField(label="As at", error_messages={"required": "Enter the day the progress was looked at"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_at"].initial = timezone.localdate

    def clean_as_at(self):
        """Refuse a day to come."""
        day = self.cleaned_data["as_at"]
        if day > timezone.localdate():
            raise forms.ValidationError(FUTURE)
        return day


class UpdateForm(AsAtMixin, OnceMixin, GovForm):
    """How one action, or one part of its recommendation, gets on."""

    field_order = ["as_at", "limb", "rating", "commentary", "blocked_by", "given_by", "evidence"]
    limb = RowField(label="Which part", required=False, empty="The whole")
    rating = forms.ChoiceField(label="Rating", widget=forms.RadioSelect, error_messages={"required": "Choose a rating"})
    commentary = MarkdownField(label="Commentary", rows=4, required=False)
    blocked_by = PlainCharField(label="Held up by", max_length=500, required=False)
    given_by = PlainCharField(
        label="Given by", max_length=250, required=False, help_text="Who said it, such as the owner by e-mail."
    )
    evidence = CheckedFileField(label="Evidence", required=False)

    def __init__(self, *args, ratings, limbs=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [(one.value, f"{one.words}: {default(one)}") for one in ratings]
        if limbs:
            self.fields["limb"].offer(limbs, lambda limb: f"{limb.label} {limb.text}".strip()[:100], "The whole")
        else:
            del self.fields["limb"]

    @property
    def given(self):
        """What the action takes."""
        return {"limb": None} | {name: value for name, value in self.values.items() if name != "evidence"}


class ProgressForm(AsAtMixin, OnceMixin, GovForm):
    """All open actions of a plan on one page; only the rows that were filled are saved.

    `rows` are plan_rows.Row; `boxes` pairs each with its bound fields for the page.
    """

    given_by = PlainCharField(
        label="Given by", max_length=250, required=False, help_text="Such as whose e-mail it comes from."
    )

    def __init__(self, *args, ratings, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [("", "No update"), *((one.value, one.words) for one in ratings)]
        for row in rows:
            key = row.action.pk
            self.fields[f"rating_{key}"] = forms.ChoiceField(
                label="Rating", choices=choices, required=False, error_messages={"invalid_choice": "Choose a rating"}
            )
            self.fields[f"commentary_{key}"] = PlainCharField(
                label="Commentary",
                max_length=50_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
            )
            self.fields[f"commentary_{key}"].one_line = False
            self.fields[f"blocked_{key}"] = PlainCharField(label="Held up by", max_length=500, required=False)
            for name in ("rating", "commentary", "blocked"):
                self.fields[f"{name}_{key}"].say_optional = False
                self.fields[f"{name}_{key}"].widget.attrs["aria-describedby"] = f"action-{key}"
        self.helper.layout = Layout("as_at", "given_by")

    def clean(self):
        """Gather what was filled; a comment without a rating is asked about."""
        values = super().clean()
        self.filled = []
        for row in self.rows:
            key = row.action.pk
            rating, commentary, blocked = (values.get(f"{name}_{key}") for name in ("rating", "commentary", "blocked"))
            if rating:
                said = {"rating": rating, "commentary": commentary or "", "blocked_by": blocked or ""}
                self.filled.append((row.action, said))
            elif (commentary or blocked) and f"rating_{key}" not in self.errors:
                self.add_error(f"rating_{key}", "Choose a rating to go with what you have written")
        if not self.filled and not self.errors:
            raise forms.ValidationError("No row is filled. Choose a rating for each action that there is news of")
        return values

    @property
    def boxes(self):
        """For the page: each row with its boxes."""
        for row in self.rows:
            key = row.action.pk
            yield {"row": row, "key": key} | {
                name: self[f"{name}_{key}"] for name in ("rating", "commentary", "blocked")
            }


class SettleForm(OnceMixin, GovForm):
    """A remark for the owner, when an update is sent back."""

    remark = PlainCharField(
        label="Remark",
        max_length=5_000,
        required=False,
        help_text="What is missing or wrong. Only needed when you send it back.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    remark.one_line = False
