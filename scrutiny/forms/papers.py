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

from .choosing import RowField

FIRST_YEAR = 1990  # older papers than any this system could be asked to print
MEETINGS_OFFERED = 200


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

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        review, body = self.instance.review, self.instance.body
        meetings = Q(pk=self.instance.meeting_id)
        if review is not None:
            meetings |= Q(body__in=[review.commissioned_by_id, review.conducted_by_id])
        elif body is not None:
            meetings |= Q(body=body)
        field = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(meetings).select_related("body").order_by("-date", "-pk")
        field.empty_label = "No meeting"
        self.about = []
        if review is None and body is not None:
            self._ask_about(user, body)
        if review is not None and not review.is_draft:
            self.fields["is_numbered"].disabled = True
            self.fields["is_numbered"].help_text = "The review is agreed, so its numbers stay as they are."

    def _ask_about(self, user, body):
        template = registry.paper_templates.get(self.instance.template)
        if template is None:
            return
        self.fields["meeting"].required = template.needs_meeting
        about = template.fields(user, body) if template.fields else {}
        self.about = list(about)
        self.initial |= template.bound(self.instance) if about else {}
        self.fields = {**about, **self.fields}


class CommitteePaperForm(OnceMixin, GovForm):
    """A new paper of a committee: what it is about, and what stands on its front page.

    `values` are what actions.committee_papers.make_paper takes, with what the kind asks for under `about`.
    """

    title = PlainCharField(max_length=250, required=False)
    meeting = RowField(label="For the meeting of", required=False)
    item_number = PlainCharField(
        label="Agenda item",
        max_length=20,
        required=False,
        help_text="As the agenda has it, for example 7 or 7f.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    author = PlainCharField(label="Report by", max_length=200, required=False)

    def __init__(self, *args, template, user, body, **kwargs):
        super().__init__(*args, **kwargs)
        about = template.fields(user, body) if template.fields else {}
        self.about = list(about)
        self.fields = {**about, **self.fields}
        usual = "to name the paper after what it is about" if template.titled else f"for “{template.name}”"
        self.fields["title"].help_text = f"Leave it blank {usual}."
        meetings = Meeting.objects.visible_to(user).filter(body=body).select_related("body").order_by("-date", "-pk")
        self.fields["meeting"].required = template.needs_meeting
        self.fields["meeting"].offer(
            list(meetings[:MEETINGS_OFFERED]),
            lambda meeting: f"{day(meeting.date)}, {meeting.get_kind_display().lower()}",
            "Choose a meeting" if template.needs_meeting else "No meeting",
        )
        self.fields["meeting"].error_messages["required"] = "Choose the meeting for which the paper is"

    @property
    def values(self):
        """What the action takes."""
        values = super().values
        about = {name: values.pop(name) for name in self.about}
        return {**values, "about": about}


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
        fitting = [block for block in registry.blocks.values() if block.fits(paper)]
        blocks = sorted(fitting, key=lambda block: (not block.is_entered, block.kind != "written"))
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
