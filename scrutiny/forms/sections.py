"""Forms of a paper's sections: one that is there, and a new one."""

from django import forms

from scrutiny import registry
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.engine.forms.fields import MARKDOWN_HINT
from scrutiny.models import Section

from .choosing import RowField

START = "start"  # the place before the first section


class SectionForm(VersionMixin, GovForm):
    """A section's heading and its text; what the text is for depends on the kind."""

    heading = PlainCharField(
        max_length=250,
        required=False,
        help_text="Leave it blank to run on under the section before, without a heading.",
    )
    level = forms.TypedChoiceField(
        label="Where its heading stands",
        choices=Section.LEVELS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    is_numbered = forms.BooleanField(required=False, label="Number this section")
    choice = forms.ChoiceField(label="What it shows", widget=forms.RadioSelect, required=False)
    text = MarkdownField(required=False, rows=14)

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "heading": section.heading,
            "text": section.text,
            "is_numbered": section.is_numbered,
            "level": section.level,
            "choice": section.choice,
            "version": section.version,
        } | self.initial
        fixed = section.review is not None and not section.review.is_draft
        if not section.paper.is_numbered or fixed:
            # Once agreed, numbers have been quoted; in a paper without numbers there is nothing to choose.
            del self.fields["is_numbered"]
        if fixed:
            del self.fields["level"]
        else:
            self.fields["level"].say_optional = False
        self.level_now = section.level
        self._offer_choices(section)
        field = self.fields["text"]
        field.say_optional = False
        field.label = TEXT_LABELS.get(section.kind, "Text before it")
        hint = TEXT_HINTS.get(section.kind, "")
        if section.kind == "written" and section.paper.is_numbered:
            hint = "Begin a paragraph with {{unnumbered}} to print it without a number."
        is_list = section.kind == "asks"
        if section.kind == "background_papers" and section.review is None:
            # A committee's own paper has no evidence to list, so they are typed.
            field.label, hint, is_list = "Background papers", "One a line.", True
        marks = "" if is_list else field.help_text
        field.help_text = " ".join(filter(None, [hint, marks]))
        if is_list:
            # Each line is an item, which the preview of a text would run together.
            field.widget.attrs["data-no-preview"] = ""

    def clean_level(self):
        """The level chosen; the one that it has where none is said."""
        return self.cleaned_data["level"] or self.level_now

    def _offer_choices(self, section):
        """What of its kind the section may show, where its kind leaves that open."""
        block = registry.blocks.get(section.kind)
        choices = block.choices(section) if block and block.choices else []
        if choices:
            self.fields["choice"].choices = choices
            self.fields["choice"].say_optional = False
        else:
            del self.fields["choice"]


TEXT_LABELS = {
    "written": "Text",
    "asks": "What members are asked to do",
    "wards": "Wards affected",
    "contact": "Whom to ask",
    "members_and_witnesses": "Officers",
    "recommendations": "Lead-in",
}
TEXT_HINTS = {
    "asks": "First the words that lead in, ending with a colon; then one ask a line.",
    "wards": "Leave it blank to print the wards of the paper’s details.",
    "witnesses": "These words replace the words of thanks.",
    "contact": "Leave it blank to print the review's contact, or the council's.",
    "members_and_witnesses": "One a line. Leave it blank to print the support that the scope planned.",
    "recommendations": "What comes before the list, such as “The committee recommends:”.",
}


class PlaceField(RowField):
    """Where a new section stands: after one of the paper's, at the start (START), or at the end (None)."""

    def offer(self, rows, label_of=str, empty="The last one"):
        """Offer the places: the end, the start where there is another section, and after each."""
        super().offer(rows, label_of, empty)
        if self.rows:
            self.choices = [self.choices[0], (START, "At the start, before the first"), *self.choices[1:]]

    def clean(self, value):
        """The section after which it stands, START, or None."""
        row = super().clean(value)
        return START if row is None and self.to_python(value) == START else row


class AddSectionForm(OnceMixin, GovForm):
    """A new section: its kind, heading, text and place; `values` are what actions.papers.add_section takes."""

    kind = forms.ChoiceField(
        label="What kind of section?", error_messages={"required": "Choose what kind of section to add"}
    )
    heading = PlainCharField(
        max_length=250, required=False, help_text="Leave it blank for the usual heading. You can change it later."
    )
    level = forms.TypedChoiceField(
        label="Where its heading stands",
        choices=Section.LEVELS,
        coerce=int,
        empty_value=1,
        initial=1,
        required=False,
        widget=forms.RadioSelect,
    )
    text = MarkdownField(
        required=False,
        rows=14,
        help_text=f"You can write it later. A section that fills itself prints your text too. {MARKDOWN_HINT}",
    )
    after = PlaceField(label="Put it after", required=False)

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        # Most sections are written text, so that one stands first and is chosen.
        fitting = sorted(
            (block for block in registry.blocks.values() if block.fits(paper)), key=lambda one: one.kind != "written"
        )
        self.blocks = {
            "You write it": [block for block in fitting if block.is_entered],
            "It fills itself": sorted((one for one in fitting if not one.is_entered), key=lambda one: one.name),
        }
        self.fields["kind"].choices = [
            (words, [(one.kind, one.name) for one in blocks]) for words, blocks in self.blocks.items()
        ]
        self.fields["after"].offer(list(Section.objects.kept().filter(paper=paper).in_order()))
        self.fields["after"].say_optional = self.fields["level"].say_optional = False
        if paper.review is not None and not paper.review.is_draft:
            del self.fields["level"]  # its numbers have been quoted

    def clean(self):
        """Written text has no usual heading, so it needs one."""
        cleaned = super().clean()
        block = registry.blocks.get(cleaned.get("kind"))
        if (
            block
            and block.is_entered
            and not block.default_heading
            and not cleaned.get("heading")
            and "heading" not in self.errors
        ):
            self.add_error("heading", "Enter a heading: written text has no usual one")
        return cleaned

    @property
    def values(self):
        """What the action takes: the place in its own words, no heading for the usual one."""
        values = super().values
        place = values.pop("after")
        values["is_first"] = place == START
        values["after"] = None if place == START else place
        return values | {"heading": values["heading"] or None}
