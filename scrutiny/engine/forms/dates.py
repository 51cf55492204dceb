"""Dates typed into three boxes: day, month and year."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from scrutiny.engine.rules import partial_dates

from .messages import asked_for, name_of

_PARTS = ("day", "month", "year")


class DateInput(forms.MultiWidget):
    """Three labelled boxes (GOV.UK date input); their ids end in _0, _1 and _2."""

    template_name = "engine/widgets/date.html"

    def __init__(self, attrs=None):
        boxes = [forms.TextInput(attrs={"class": f"govuk-input govuk-date-input__input govuk-input--width-{width}"})
                 for width in (2, 2, 4)]  # fmt: skip
        super().__init__(boxes, attrs)

    def decompress(self, value):
        """The three texts for a date, for "2011-07" or for nothing."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        year, month, day = (str(value or "").split("-") + ["", "", ""])[:3]
        return [day.lstrip("0"), month.lstrip("0"), year]

    def get_context(self, name, value, attrs):
        """The widget's context, with the label of each box and the keyboard it wants."""
        context = super().get_context(name, value, attrs)
        for part, box in zip(_PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = part.capitalize()
            # A month may be typed by name, so only the others ask a phone for its number pad.
            if part != "month":
                box["attrs"]["inputmode"] = "numeric"
        return context


class PartialDateField(forms.MultiValueField):
    """A date of which the day, or the day and the month, may be blank; a month may be typed by name.

    The cleaned value is text: "2011", "2011-07", "2011-07-05", or "" when all three boxes are blank.
    """

    widget = DateInput

    def __init__(self, *, max_length=None, **kwargs):
        # A model's field says how long the kept text may be, which three boxes have no use for.
        kwargs.setdefault("help_text", "For example, 27 3 2025. Leave the day, or the day and month, blank if unknown.")
        boxes = [forms.CharField(required=False, validators=[]) for _ in _PARTS]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value):
        """The date; raises ValidationError in plain words and remembers which box is wrong."""
        for box in self.fields:
            box.widget.errors = []
        if value is None or isinstance(value, str | date):
            value = self.widget.decompress(value)
        typed = [str(part or "").strip() for part in [*value, "", "", ""][:3]]
        if not any(typed):
            if self.required:
                raise ValidationError(self._missing(), code="required")
            return self.nothing()
        try:
            return self.read(*typed)
        except partial_dates.PartialDateError as problem:
            message = f"{name_of(self)}: {_uncapitalised(str(problem))}"
            if problem.part in _PARTS:
                self.fields[_PARTS.index(problem.part)].widget.errors = [message]
            raise ValidationError(message, code="invalid") from problem

    def nothing(self):
        """The cleaned value of three blank boxes."""
        return ""

    def read(self, day, month, year):
        """The cleaned value of what was typed; raises PartialDateError."""
        return partial_dates.from_parts(day, month, year).text()

    def has_changed(self, initial, data):
        """Whether the boxes differ from those at first."""
        before = [str(part or "") for part in self.widget.decompress(initial)]
        return before != [str(part or "").strip() for part in (data or ["", "", ""])]

    def _missing(self):
        given = self.error_messages["required"]
        standard = forms.Field.default_error_messages["required"]
        return f"Enter {asked_for(self)}" if given == standard else given


class DateField(PartialDateField):
    """A whole date; the cleaned value is a datetime.date, or None when all three boxes are blank."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "For example, 27 3 2025.")
        super().__init__(**kwargs)

    def nothing(self):
        """The cleaned value of three blank boxes."""
        return None

    def read(self, day, month, year):
        """The date; raises PartialDateError when a part is missing or the date does not exist."""
        for part, typed in zip(_PARTS, (day, month, year), strict=True):
            if not typed:
                raise partial_dates.PartialDateError(f"Enter the {part}.", part)
        return partial_dates.from_parts(day, month, year).earliest()


def _uncapitalised(sentence):
    """A sentence to stand after a colon, without its full stop."""
    return (sentence[:1].lower() + sentence[1:]).removesuffix(".")
