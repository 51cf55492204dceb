"""The field for a file."""

from django import forms
from django.core.exceptions import ValidationError

from scrutiny.engine import uploads
from scrutiny.engine.rules import words


class CheckedFileField(forms.FileField):
    """A file of at most 20 MB whose bytes are what its name says; `kind` is set on the cleaned file ("pdf", ...).

    `kinds` narrows what is taken, for example ("pdf", "docx").
    """

    widget = forms.FileInput

    def __init__(self, *, kinds=tuple(uploads.KINDS), **kwargs):
        self.kinds = kinds
        names = ", ".join(uploads.KINDS[kind] for kind in kinds)
        size = uploads.LARGEST // 1024 // 1024
        kwargs.setdefault("help_text", f"{names[:1].upper()}{names[1:]}; at most {size} MB.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        """What the browser offers to choose from."""
        extensions = [f".{kind}" for kind in self.kinds] + ([".jpeg"] if "jpg" in self.kinds else [])
        return super().widget_attrs(widget) | {"accept": ",".join(extensions)}

    def to_python(self, data):
        """The uploaded file with a clean name; raises ValidationError in plain words."""
        file = super().to_python(data)
        if file is None:
            return None
        try:
            file.kind = uploads.check(file.name, file, self.kinds)
        except uploads.UploadRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        file.name = _tidy(file.name)
        return file


def _tidy(name):
    """A file's name without what cannot be seen, at most 150 characters with its ending."""
    stem, _, ending = words.clean(name).replace("\n", " ").rpartition(".")
    return f"{stem.strip()[: 149 - len(ending)] or 'file'}.{ending.lower()}"
