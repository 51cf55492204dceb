"""Forms of a paper: its details, and a new one of a committee."""

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms
from django.db.models import Q

from scrutiny import registry
from scrutiny.engine.forms import (
    GovForm,
    GovModelForm,
    OnceMixin,
    PlainCharField,
    VersionMixin,
)
from scrutiny.models import Meeting, Paper
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
