"""Forms of a paper: its details and its sections."""

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms
from django.db.models import Q

from scrutiny import registry
from scrutiny.engine.forms import (
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
from .past import FOR_PAST, ask_about_past, check_past

MEETINGS_OFFERED = 200


class MeetingChoice(forms.ModelChoiceField):
    """A meeting, named by its day and body."""

    def label_from_instance(self, meeting):
        """ "12 March 2026, Transport Committee"."""
        return f"{day(meeting.date)}, {meeting.body.name}"


NOT_NUMBERED = "none"
NUMBERS = (
    Choice(NOT_NUMBERED, "Not numbered"),
    Choice(
        Paper.Numbering.BY_SECTION,
        "By section: 1, 1.1, 1.2",
        hint="Below a second heading 3.1 the paragraphs are 3.1.1, 3.1.2.",
    ),
    Choice(
        Paper.Numbering.THROUGH,
        "Through the paper: 1, 2, 3",
        hint="Paragraphs run on whatever the section; headings have no number.",
    ),
)


class PaperForm(VersionMixin, GovModelForm):
    """What stands on a paper's front page, and how it is numbered."""

    numbers = forms.ChoiceField(
        label="Sections and paragraphs",
        choices=NUMBERS,
        widget=forms.RadioSelect,
        help_text="The numbers follow the order, so that none is there twice.",
        required=False,
    )
    is_for_past = forms.BooleanField(label=FOR_PAST, required=False)

    class Meta:
        model = Paper
        fields = (
            *("title", "subtitle", "meeting", "item_number", "says_part", "delegated"),
            *("presenter", "author", "wards", "has_contents", "appendix_word", "appendix_style"),
        )
        field_classes = {"meeting": MeetingChoice}
        labels = {
            "meeting": "For the meeting of",
            "item_number": "Agenda item",
            "presenter": "Report from",
            "author": "Author",
            "wards": "Wards affected",
            "says_part": "Say whether it is part I or part II of the agenda",
            "delegated": "Delegated",
            "appendix_word": "Word for an appendix",
            "appendix_style": "Appendices are",
        }
        help_texts = {
            "item_number": "As the agenda has it, for example 7 or 7f.",
            "presenter": "Whoever presents it, such as the director or the portfolio holder.",
            "author": "Whoever wrote it, with their post.",
            "wards": "For example: All, or County-wide.",
            "appendix_word": "For example: Appendix, Annex or Schedule.",
        }
        widgets = {
            "delegated": forms.RadioSelect,
            "appendix_style": forms.RadioSelect,
            "item_number": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
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
        self.initial.setdefault("numbers", self.instance.numbers)
        self.fields["numbers"].say_optional = self.fields["delegated"].say_optional = False
        for name in ("appendix_word", "appendix_style"):  # left blank, they stay as they are
            self.fields[name].required = self.fields[name].say_optional = False
        if review is not None and not review.is_draft:
            # Its numbers have been quoted.
            del self.fields["numbers"]
        # A report of a review is often for a meeting that has agreed it; a meeting that stays has been asked about.
        chosen = field.queryset if body is not None else field.queryset.none()
        ask_about_past(self, rows=chosen.exclude(pk=self.instance.meeting_id))
        self.helper.layout = self._layout()

    def clean(self):
        """A meeting that has been held is confirmed when it is chosen."""
        return check_past(self, super().clean())

    def _layout(self):
        """The fields in groups."""
        groups = (
            ("What it is", (*self.about, "title", "subtitle")),
            ("On the agenda", ("meeting", "is_for_past", "item_number", "says_part", "delegated")),
            ("Whose it is", ("presenter", "author", "wards")),
            ("How it is laid out", ("numbers", "has_contents", "appendix_word", "appendix_style")),
        )
        placed = [(words, [name for name in names if name in self.fields]) for words, names in groups]
        known = {name for _, names in placed for name in names}
        rest = [name for name, field in self.fields.items() if name not in known and not field.widget.is_hidden]
        placed[-1][1].extend(rest)
        return Layout(
            *(Fieldset(*names, legend=words, legend_size=Size.MEDIUM, legend_tag="h3") for words, names in placed)
        )

    @property
    def values(self):
        """What the action takes: the numbers as the paper keeps them."""
        values = super().values
        values.pop("is_for_past", None)
        values = {name: value for name, value in values.items() if value or not name.startswith("appendix_")}
        if chosen := values.pop("numbers", ""):
            values["is_numbered"] = chosen != NOT_NUMBERED
            if chosen != NOT_NUMBERED:
                values["numbering"] = chosen
        return values

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
    author = PlainCharField(max_length=200, required=False, help_text="Whoever wrote it, with their post.")
    is_for_past = forms.BooleanField(label=FOR_PAST, required=False)

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
        # A paper that needs its meeting tells of one that has been held.
        ask_about_past(self, rows=[] if template.needs_meeting else meetings)

    def clean(self):
        """A meeting that has been held is confirmed."""
        return check_past(self, super().clean())

    @property
    def values(self):
        """What the action takes."""
        values = super().values
        values.pop("is_for_past", None)
        about = {name: values.pop(name) for name in self.about}
        return {**values, "about": about}


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
        if (
            block
            and block.is_entered
            and not block.default_heading
            and not cleaned.get("heading")
            and "heading" not in self.errors
        ):
            self.add_error("heading", "Enter a heading: written text has no usual one")
        return cleaned
