"""Fields for words: one line, a text in limited Markdown, a list of lines."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from scrutiny.engine.rules import words

from .messages import asked_for, name_of

NUL_CODE = "null_characters_not_allowed"
MARKDOWN_HINT = "You can use bold, italics, lists, quotations and links. Leave a blank line between paragraphs."


class PlainCharField(forms.CharField):
    """One line of words, at most `max_length` characters.

    What cannot be seen is removed (see engine.rules.words); control characters are refused, and the text shown again
    is without them. The cleaned value is trimmed, with no line ends.
    """

    one_line = True

    def __init__(self, *, max_length=200, missing="", **kwargs):
        if missing:
            kwargs.setdefault("error_messages", {})["required"] = missing
        super().__init__(**kwargs)
        self.most = max_length
        self.validators = [check for check in self.validators if getattr(check, "code", "") != NUL_CODE]

    def to_python(self, value):
        """The words, cleaned; raises ValidationError when they hold control characters or are too long."""
        if value is None or value in self.empty_values:
            return self.empty_value
        typed = str(value)
        cleaned = words.clean(typed)
        if self.one_line:
            cleaned = cleaned.replace("\n", " ").replace("\t", " ")
        cleaned = cleaned.strip() if self.strip else cleaned
        self._refuse_control_characters(typed)
        if self.most and len(cleaned) > self.most:
            raise ValidationError(
                f"{name_of(self)} must be {self.most:,} characters or fewer: it has {len(cleaned):,}",
                code="max_length",
            )
        return cleaned or self.empty_value

    def bound_data(self, data, initial):
        """What to show again after a problem: the words without control characters."""
        shown = super().bound_data(data, initial)
        return words.clean(shown) if isinstance(shown, str) else shown

    def _refuse_control_characters(self, typed):
        bad = [mark for mark in words.control_characters(typed) if unicodedata.category(mark.text) in ("Cc", "Cs")]
        if not bad:
            return
        code = f"U+{ord(bad[0].text):04X}"
        before = words.clean(typed[: bad[0].start])[-20:].strip()
        place = f"after “{before}”" if before else "at the start"
        raise ValidationError(
            f"{name_of(self)} has a character that cannot be kept ({code}, {place}). "
            "It has been taken out below: check the words around it and save again",
            code="control_characters",
        )


class MarkdownField(PlainCharField):
    """A text in limited Markdown, of at most `max_length` characters; its textarea carries the editor."""

    one_line = False

    def __init__(self, *, max_length=50_000, rows=10, **kwargs):
        kwargs.setdefault("help_text", MARKDOWN_HINT)
        kwargs["widget"] = _area(kwargs.get("widget"), rows)
        super().__init__(max_length=max_length or 50_000, **kwargs)

    def widget_attrs(self, widget):
        """The marks by which the page's script finds the textarea."""
        return super().widget_attrs(widget) | {
            "data-editor": "",
            "data-preview-url": reverse_lazy("engine:text-preview"),
        }


def _area(widget, rows):
    """The textarea of a text: the one given, or one with so many rows."""
    return forms.Textarea(attrs={"rows": rows}) if widget in (None, forms.Textarea) else widget


class LinesField(PlainCharField):
    """A list with one item a line; the cleaned value is a list of texts, blank lines left out."""

    one_line = False

    def __init__(self, *, max_lines=200, max_length=200, rows=5, **kwargs):
        kwargs["widget"] = _area(kwargs.get("widget"), rows)
        kwargs.setdefault("help_text", "Put each one on a line of its own.")
        super().__init__(max_length=None, empty_value=[], **kwargs)
        self.max_lines, self.longest_line = max_lines, max_length

    def prepare_value(self, value):
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        """The items; raises ValidationError when there are too many or one is too long."""
        if isinstance(value, list | tuple):
            value = "\n".join(value)
        text = super().to_python(value) or ""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > self.max_lines:
            raise ValidationError(f"Enter {self.max_lines} lines or fewer: there are {len(lines)}", code="max_lines")
        for place, line in enumerate(lines, start=1):
            if len(line) > self.longest_line:
                raise ValidationError(
                    f"Line {place} of {asked_for(self)} must be {self.longest_line} characters or fewer: "
                    f"it has {len(line)}",
                    code="max_length",
                )
        return lines

    def has_changed(self, initial, data):
        """Whether the items differ from those at first."""
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True
