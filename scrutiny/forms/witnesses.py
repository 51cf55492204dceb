"""Forms of witnesses: one in full, and many from a pasted list."""

from django import forms

from scrutiny.actions.witnesses import ONCE_NAMED
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.models import Body

from .choosing import RowField
from .texts import ListTextField

MOST_AT_ONCE = 100
DESCRIBE_ONLY = "An anonymous witness has a description only. Take this out, or untick “Anonymous”"


def body_called(council, words):
    """The council's body of that name or abbreviation, or None; live ones before those that ended."""
    key = words.casefold().removeprefix("the ").strip()
    if not key:
        return None
    bodies = Body.objects.filter(council=council).order_by("ends_on", "pk")
    return next(
        (body for body in bodies if key in (body.name.casefold().removeprefix("the "), body.abbreviation.casefold())),
        None,
    )


class Describing:
    """What both forms check: an anonymous witness has a description and nothing that would name them."""

    naming = ("title", "role", "organisation")

    def check_anonymous(self, cleaned, *, extra=()):
        """Put a message by every field that an anonymous witness may not have."""
        if not cleaned.get("is_anonymous"):
            return
        for name in (*self.naming, *extra):
            if cleaned.get(name):
                self.add_error(name, DESCRIBE_ONLY)
        cleaned["is_then"] = False


class WitnessForm(Describing, OnceMixin, VersionMixin, GovForm):
    """Who gave evidence, in the role they had then; `values` are what the actions take."""

    title = PlainCharField(
        label="Title", required=False, max_length=60, help_text="As printed: Councillor, Dame, Chief Inspector."
    )
    name = PlainCharField(
        label="Name",
        max_length=200,
        help_text="For a witness who is not to be named, a description: “Front-line staff”, “A parent”.",
        missing="Enter the name, or for an anonymous witness a description",
    )
    is_anonymous = forms.BooleanField(
        label="Anonymous: only the description is kept",
        required=False,
        help_text="",
    )
    role = PlainCharField(label="Role at the time", required=False, max_length=300)
    is_then = forms.BooleanField(label="No longer in that role: print “then” before it", required=False)
    organisation = PlainCharField(label="Organisation", required=False, max_length=200)
    person = RowField(
        label="In the directory as",
        required=False,
        help_text="If this is somebody already in the list of people, such as a member of a body.",
    )
    gave = MarkdownField(label="What they gave", required=False, rows=4, max_length=20_000)
    is_thanked = forms.BooleanField(label="Thank them in the report", required=False, initial=True)

    def __init__(self, *args, review, people=(), witness=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.review, self.witness = review, witness
        if people:
            self.fields["person"].offer(people, empty="Nobody")
        else:
            del self.fields["person"]

    def clean(self):
        """Refuse what would name an anonymous witness, and making a named one anonymous."""
        cleaned = super().clean()
        if cleaned.get("is_anonymous") and self.witness and not self.witness.is_anonymous:
            self.add_error("is_anonymous", ONCE_NAMED.removesuffix("."))
            return cleaned
        self.check_anonymous(cleaned, extra=("person",))
        cleaned["body"] = body_called(self.review.council_id, cleaned.get("organisation", ""))
        return cleaned


class PastedForm(GovForm):
    """A list of witnesses as typed or pasted."""

    witnesses = ListTextField(
        label="Witnesses, one a line",
        rows=10,
        max_length=30_000,
        help_text=(
            "Title, name, then role or organisation: “Ms Jo Hill, Wenbridge Trust”, “Mr Tom Lane (then Head of "
            "Service)”, “Front-line staff (anonymous)”. You check how each line was read before anything is saved."
        ),
    )


class WitnessRowForm(Describing, GovForm):
    """One line of a pasted list as it was read, to be put right."""

    say_optional = False

    title = PlainCharField(label="Title", required=False, max_length=60)
    name = PlainCharField(
        label="Name or description", max_length=200, missing="Enter the name, or tick “Leave out this line”"
    )
    role = PlainCharField(label="Role", required=False, max_length=300)
    organisation = PlainCharField(label="Organisation", required=False, max_length=200)
    is_then = forms.BooleanField(label="No longer in that role", required=False)
    is_anonymous = forms.BooleanField(label="Anonymous", required=False)
    left_out = forms.BooleanField(label="Leave out this line", required=False)

    def full_clean(self):
        """Ask for nothing in a line that is left out."""
        if self.is_bound and self.data.get(self.add_prefix("left_out")):
            for field in self.fields.values():
                field.required = False
        super().full_clean()

    def clean(self):
        """Refuse what would name an anonymous witness."""
        cleaned = super().clean()
        if not cleaned.get("left_out"):
            self.check_anonymous(cleaned)
        return cleaned


class CheckedForm(OnceMixin, GovForm):
    """The token of the page on which a pasted list is checked."""


CheckedRows = forms.formset_factory(
    WitnessRowForm, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE, validate_max=True
)
