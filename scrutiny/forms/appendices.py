"""The forms of what stands behind a paper, and of the further meetings to which it goes."""

from io import BytesIO

import pikepdf
from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from PIL import Image

from scrutiny.engine.forms import CheckedFileField, GovForm, OnceMixin, PlainCharField, VersionMixin
from scrutiny.models import Appendix
from scrutiny.papers.words import day

from .choosing import RowField
from .exemption import ExemptMixin
from .past import ask_about_past, check_past

MOST_PIXELS = 60_000_000
DAMAGED = "The file is damaged and cannot be read. Open it, save it again, and choose the new one"
HINTS = {
    "file": "A picture is printed on a page of its own. A PDF goes along with the paper as an attached file.",
    "paper": "With its own numbers, on new pages; what may not be published of it stays out of the public edition.",
    "elsewhere": "In the list of appendices only.",
}


class AppendixForm(OnceMixin, ExemptMixin, VersionMixin, GovForm):
    """One appendix; `values` are what the actions take."""

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect, initial="file")
    title = PlainCharField(label="Title", max_length=250, help_text="Without its number, which is counted.")
    is_labelled = forms.BooleanField(label="Number it", required=False, initial=True)
    file = CheckedFileField(label="File", required=False, kinds=("pdf", "png", "jpg"))
    described = PlainCharField(
        label="What the picture shows",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for a picture, for readers who cannot see it.",
    )
    printed = RowField(label="Which paper", required=False)
    link = forms.URLField(
        label="Web address",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Leave it blank for what is circulated separately.",
    )
    field_order = ("kind", "title", "is_labelled", "file", "described", "printed", "link")

    def __init__(self, *args, papers, appendix=None, **kwargs):
        super().__init__(*args, thing=appendix, **kwargs)
        self.appendix = appendix
        offered = [(value, words) for value, words in Appendix.Kind.choices if value != "paper" or papers]
        self.fields["kind"].choices = [Choice(value, words, hint=HINTS[value]) for value, words in offered]
        if papers:
            self.fields["printed"].offer(papers, lambda one: one.title, "Choose a paper")
        else:
            del self.fields["printed"]
        for name in ("file", "described", "printed"):
            if name in self.fields:
                self.fields[name].say_optional = False
        if appendix is not None:
            names = ("kind", "title", "is_labelled", "described", "printed", "link", "version")
            self.initial = {name: getattr(appendix, name) for name in names} | self.initial
            if appendix.file:
                self.fields["file"].label = "Replace the file"
                self.fields["file"].help_text = f"Now: {appendix.file_name}. {self.fields['file'].help_text}"

    def clean_file(self):
        """A file that opens: a picture that is whole and of a size to print, a PDF without a password."""
        file = self.cleaned_data["file"]
        if file:
            try:
                _open(file)
            finally:
                file.seek(0)
        return file

    def clean_link(self):
        """A web address that a browser opens as a page."""
        link = self.cleaned_data["link"]
        if link and not link.lower().startswith(("http://", "https://")):
            raise ValidationError("Enter the web address as one that begins with https://")
        return link

    def clean(self):
        """What each kind needs."""
        cleaned = super().clean()
        kind, file = cleaned.get("kind"), cleaned.get("file")
        has_file = self.appendix is not None and bool(self.appendix.file)
        if kind == "file":
            if not file and not has_file and "file" not in self.errors:
                self.add_error("file", "Choose the file: a PDF or a picture")
            name = file.name if file else self.appendix.file_name if has_file else ""
            if name and not name.lower().endswith(".pdf") and not cleaned.get("described"):
                self.add_error("described", "Say what the picture shows, for readers who cannot see it")
        if kind == "paper" and not cleaned.get("printed") and "printed" not in self.errors:
            self.add_error("printed" if "printed" in self.fields else None, "Choose the paper to print")
        return cleaned

    @property
    def values(self):
        """What the actions take."""
        values = super().values
        values["uploaded"] = values.pop("file", None)
        values.setdefault("printed", None)
        return values


def _open(file):
    """Raise ValidationError for a file that does not open, or that is too much to print."""
    data = file.read()
    try:
        if file.kind == "pdf":
            with pikepdf.open(BytesIO(data)) as document:
                if not len(document.pages):
                    raise ValidationError("The PDF has no pages. Choose another")
            return
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("The picture is too large to print. Save it smaller and choose that")
            picture.verify()
    except pikepdf.PasswordError as locked:
        raise ValidationError("The PDF is protected with a password. Save it without one and choose that") from locked
    except (pikepdf.PdfError, OSError, SyntaxError, ValueError, RuntimeError, Image.DecompressionBombError) as bad:
        raise ValidationError(DAMAGED) from bad


class FurtherMeetingForm(OnceMixin, GovForm):
    """A second meeting to which a paper goes."""

    meeting = RowField(label="To the meeting of")
    item_number = PlainCharField(
        label="Agenda item",
        max_length=20,
        required=False,
        help_text="As the agenda has it, for example 7 or 7f.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    is_for_past = forms.BooleanField(label="Yes, it is for a meeting that has been held", required=False)

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(meetings, lambda one: f"{day(one.date)}, {one.body.name}", "Choose a meeting")
        self.fields["meeting"].error_messages["required"] = "Choose the meeting to which the paper goes too"
        ask_about_past(self, rows=meetings)

    def clean(self):
        """A meeting that has been held is confirmed."""
        return check_past(self, super().clean())

    @property
    def values(self):
        """What the action takes."""
        values = super().values
        values.pop("is_for_past", None)
        return values
