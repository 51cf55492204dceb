"""Forms of a paper: its details, its sections, and the issuing of an edition."""

from datetime import timedelta

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from scrutiny import registry
from scrutiny.engine.forms import (
    DateField,
    GovForm,
    GovModelForm,
    MarkdownField,
    OnceMixin,
    PlainCharField,
    VersionMixin,
)
from scrutiny.models import Meeting, Paper, Section
from scrutiny.papers.words import day

FIRST_YEAR = 1990  # older papers than any this system could be asked to print


class MeetingChoice(forms.ModelChoiceField):
    """A meeting, named by its day and body."""

    def label_from_instance(self, meeting):
        """ "12 March 2026, Transport Committee"."""
        return f"{day(meeting.date)}, {meeting.body.name}"


class PaperForm(VersionMixin, GovModelForm):
    """What stands on a paper's front page, and whether it is numbered."""

    class Meta:
        model = Paper
        fields = ("title", "subtitle", "meeting", "item_number", "author", "is_numbered", "has_contents")
        field_classes = {"meeting": MeetingChoice}
        labels = {"meeting": "For the meeting of", "item_number": "Agenda item", "author": "Report by"}
        help_texts = {
            "item_number": "As the agenda has it, for example 7 or 7f.",
            "is_numbered": "Sections become 1, 2, 3 and their paragraphs 1.1, 1.2, and the numbers follow the order.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        review = self.instance.review
        meetings = Meeting.objects.none()
        if review is not None:
            of_its_bodies = Q(body__in=[review.commissioned_by_id, review.conducted_by_id])
            meetings = Meeting.objects.filter(of_its_bodies | Q(pk=self.instance.meeting_id)).select_related("body")
        field = self.fields["meeting"]
        field.queryset, field.empty_label = meetings.order_by("-date", "-pk"), "No meeting"
        if review is not None and not review.is_draft:
            self.fields["is_numbered"].disabled = True
            self.fields["is_numbered"].help_text = "The review is agreed, so its numbers stay as they are."


class SectionForm(VersionMixin, GovForm):
    """A section's heading and its text; what the text is for depends on the kind."""

    heading = PlainCharField(
        max_length=250,
        required=False,
        help_text="Leave it blank to run on under the section before, without a heading.",
    )
    is_numbered = forms.BooleanField(required=False, label="Number this section")
    text = MarkdownField(required=False, rows=14)

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "heading": section.heading,
            "text": section.text,
            "is_numbered": section.is_numbered,
            "version": section.version,
        } | self.initial
        fixed = section.review is not None and not section.review.is_draft
        if not section.paper.is_numbered or fixed:
            # Once agreed, numbers have been quoted; in a paper without numbers there is nothing to choose.
            del self.fields["is_numbered"]
        field = self.fields["text"]
        field.say_optional = False
        field.label = TEXT_LABELS.get(section.kind, "Text before it")
        hint = TEXT_HINTS.get(section.kind, "")
        if section.kind == "written" and section.paper.is_numbered:
            hint = "Begin a paragraph with {{unnumbered}} to print it without a number."
        field.help_text = " ".join(filter(None, [hint, field.help_text]))


TEXT_LABELS = {
    "written": "Text",
    "contact": "Whom to ask",
    "members_and_witnesses": "Officers",
    "recommendations": "Lead-in",
}
TEXT_HINTS = {
    "witnesses": "These words replace the words of thanks.",
    "contact": "Leave it blank to print the review's contact, or the council's.",
    "members_and_witnesses": "One a line. Leave it blank to print the support that the scope planned.",
    "recommendations": "What comes before the list, such as “The committee recommends:”.",
}


class AddSectionForm(OnceMixin, GovForm):
    """A new section: its kind, heading and place."""

    kind = forms.ChoiceField(
        label="What kind of section?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of section to add"},
    )
    heading = PlainCharField(
        max_length=250, required=False, help_text="Leave it blank for the usual heading. You can change it later."
    )
    after = forms.ModelChoiceField(
        Section.objects.none(), required=False, label="Put it after", empty_label="The last one"
    )

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        # What people write comes first; the rest fills itself.
        blocks = sorted(registry.blocks.values(), key=lambda block: (not block.is_entered, block.kind != "written"))
        self.fields["kind"].choices = [Choice(block.kind, block.name, hint=block.help) for block in blocks]
        self.fields["after"].queryset = Section.objects.kept().filter(paper=paper).in_order()
        self.fields["after"].say_optional = False

    def clean(self):
        """Written text has no usual heading, so it needs one."""
        cleaned = super().clean()
        block = registry.blocks.get(cleaned.get("kind"))
        if block and not block.default_heading and not cleaned.get("heading") and "heading" not in self.errors:
            self.add_error("heading", "Enter a heading: written text has no usual one")
        return cleaned


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

    def __init__(self, *args, has_editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_at"].required = True
        if has_editions:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = "Say what changed since the edition before"
        else:
            del self.fields["note"]

    def clean_as_at(self):
        """A date of this age of the world, and not far ahead."""
        as_at = self.cleaned_data["as_at"]
        if as_at.year < FIRST_YEAR:
            raise ValidationError(f"The date must be in {FIRST_YEAR} or later")
        if as_at > timezone.localdate() + timedelta(days=366):
            raise ValidationError("The date cannot be more than a year ahead")
        return as_at
