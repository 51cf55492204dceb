"""Forms of evidence: sessions, items, and who may read a restricted one."""

from django import forms

from scrutiny.engine.forms import (
    CheckedFileField,
    DateField,
    GovForm,
    MarkdownField,
    OnceMixin,
    PartialDateField,
    PlainCharField,
    VersionMixin,
)
from scrutiny.engine.rules import partial_dates
from scrutiny.models import EvidenceItem, EvidenceSession

from .choosing import RowField

# Local Government Act 1972, Schedule 12A, Part 1 (England).
PARAGRAPHS = (
    ("1", "1: information about an individual"),
    ("2", "2: information likely to reveal who an individual is"),
    ("3", "3: financial or business affairs of a person, or of the council"),
    ("4", "4: consultations or negotiations on labour relations"),
    ("5", "5: legal professional privilege"),
    ("6", "6: a proposed notice, order or direction"),
    ("7", "7: preventing, investigating or prosecuting crime"),
)
ONLY_OPEN = "Only open evidence can be printed with the report. Untick this, or make the item open"


class SessionForm(OnceMixin, VersionMixin, GovForm):
    """An occasion on which witnesses were heard; `values` are what the actions take."""

    title = PlainCharField(label="Title", max_length=200, help_text="For example, “Meeting with front-line staff”.")
    kind = forms.ChoiceField(label="Kind", choices=EvidenceSession.Kind.choices)
    date = PartialDateField(label="Date", required=False)
    meeting = RowField(
        label="At a meeting",
        required=False,
        help_text="If it took place at a meeting in the directory. Its date then counts.",
    )
    place = PlainCharField(label="Place", required=False, max_length=200)
    witnesses = forms.MultipleChoiceField(
        label="Who was heard", required=False, widget=forms.CheckboxSelectMultiple, help_text="Tick all who were there."
    )
    notes = MarkdownField(label="Notes", required=False, rows=6)

    def __init__(self, *args, witnesses, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(witness.pk): witness for witness in witnesses}
        if self.rows:
            self.fields["witnesses"].choices = [(key, str(row)) for key, row in self.rows.items()]
        else:
            del self.fields["witnesses"]
        if meetings:
            self.fields["meeting"].offer(meetings, str, "None")
        else:
            del self.fields["meeting"]

    def clean_witnesses(self):
        """The witnesses themselves."""
        return [self.rows[key] for key in self.cleaned_data["witnesses"]]

    def clean(self):
        """Take the date of the meeting; refuse another."""
        cleaned = super().clean()
        meeting, date = cleaned.get("meeting"), cleaned.get("date")
        if meeting and date is not None:
            held = meeting.date.isoformat()
            if date and not held.startswith(date):
                said = partial_dates.in_words(held)
                self.add_error("date", f"The meeting chosen was on {said}. Correct the date, or choose another meeting")
            cleaned["date"] = held
        return cleaned


class EvidenceForm(OnceMixin, VersionMixin, GovForm):
    """A thing that the review read; `values` are what the actions take."""

    title = PlainCharField(label="Title", max_length=250)
    kind = forms.ChoiceField(label="Kind", choices=EvidenceItem.Kind.choices)
    source = PlainCharField(label="From", required=False, max_length=200, help_text="Who wrote or gave it.")
    date = PartialDateField(label="Date", required=False)
    session = RowField(label="Given at", required=False)
    link = forms.URLField(
        label="Web address", required=False, max_length=500, assume_scheme="https", help_text="If it is published."
    )
    file = CheckedFileField(label="File", required=False)
    removes_file = forms.BooleanField(label="Take the file away", required=False)
    summary = MarkdownField(label="What it says", required=False, rows=5)
    access = forms.ChoiceField(
        label="Who may read it",
        choices=(
            ("open", "Open: everybody inside the review"),
            ("exempt", "Exempt: officers and members of the committee, and others by grant"),
            ("confidential", "Confidential: only those who are granted it"),
        ),
        widget=forms.RadioSelect,
        initial="open",
    )
    exempt_paragraph = forms.TypedChoiceField(
        label="Schedule 12A paragraph",
        choices=(("", "Choose a paragraph"), *PARAGRAPHS),
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Local Government Act 1972, Schedule 12A.",
    )
    exempt_reason = MarkdownField(
        label="Why the public interest is in keeping it back",
        required=False,
        rows=3,
        max_length=5000,
        help_text="",
    )
    exempt_until = DateField(label="Exempt until", required=False, help_text="For example, 27 3 2030.")
    is_background_paper = forms.BooleanField(label="List it as a background paper", required=False)
    is_appendix = forms.BooleanField(label="Attach its file to the printed report", required=False)

    def __init__(self, *args, sessions, item=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        if sessions:
            self.fields["session"].offer(sessions, str, "No session")
        else:
            del self.fields["session"]
        for name in ("exempt_paragraph", "exempt_reason", "exempt_until"):
            self.fields[name].say_optional = False
        if item is None or not item.file:
            del self.fields["removes_file"]
        else:
            self.fields["file"].label = "Replace the file"
            self.fields["file"].help_text = f"Now: {item.file_name}. {self.fields['file'].help_text}"

    def clean_link(self):
        """A web address that a browser opens as a page."""
        link = self.cleaned_data["link"]
        if link and not link.lower().startswith(("http://", "https://")):
            raise forms.ValidationError("Enter the web address as one that begins with https://")
        return link

    def clean(self):
        """What an exempt item must say, and what a restricted one may not be."""
        cleaned = super().clean()
        access = cleaned.get("access")
        if access == "exempt":
            for name, said in (
                ("exempt_paragraph", "Choose the paragraph of Schedule 12A that makes it exempt"),
                ("exempt_reason", "Say why the public interest is in keeping it back"),
                ("exempt_until", "Enter the date until which it is exempt"),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, said)
        elif access:
            cleaned |= {"exempt_paragraph": None, "exempt_reason": "", "exempt_until": None}
            for name in ("exempt_paragraph", "exempt_reason", "exempt_until"):
                self.errors.pop(name, None)
        if access and access != "open":
            for name in ("is_background_paper", "is_appendix"):
                if cleaned.get(name):
                    self.add_error(name, ONLY_OPEN)
        has_file = cleaned.get("file") or (self.item and self.item.file and not cleaned.get("removes_file"))
        if cleaned.get("is_appendix") and not has_file and "file" not in self.errors:
            self.add_error("is_appendix", "There is no file to attach. Choose a file, or untick this")
        if cleaned.get("file") and cleaned.get("removes_file"):
            self.add_error("removes_file", "You chose a new file and to take the file away. Do one of the two")
        return cleaned


class GrantForm(GovForm):
    """Who may read a restricted item, and why."""

    user = RowField(label="Who")
    reason = PlainCharField(
        label="Reason", max_length=300, help_text="Kept with the grant, and in the history of the review."
    )

    def __init__(self, *args, users, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(users, _user_label, "Choose somebody")


def _user_label(user):
    return f"{user} ({user.username})"
