"""Boxes that the forms of boards share: a financial year, a number with its unit."""

from django import forms
from django.core.exceptions import ValidationError

from boards.rules import indicators, years
from scrutiny.engine.forms import PlainCharField

SHORT = {"class": "govuk-input--width-10"}


class YearField(PlainCharField):
    """A year from April to March; the cleaned value is as it is kept, "2013/14"."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Year")
        kwargs.setdefault("help_text", "From April to March, such as 2013/14.")
        kwargs.setdefault("error_messages", {}).setdefault("required", "Enter the year, such as 2013/14")
        super().__init__(max_length=100, widget=forms.TextInput(attrs=SHORT), **kwargs)

    def to_python(self, value):
        """The year, tidied; raises ValidationError for anything else."""
        typed = super().to_python(value)
        if not typed:
            return typed
        try:
            return years.tidy(typed)
        except years.YearError as problem:
            raise ValidationError(str(problem)) from problem


class NumberField(PlainCharField):
    """A number as people type it, with its `unit` or without; the cleaned value is a Decimal or None."""

    unit = ""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", **SHORT}))
        super().__init__(max_length=100, empty_value=None, **kwargs)

    def prepare_value(self, value):
        """A Decimal without the zeros at its end."""
        return indicators.printed(value).replace(",", "") if hasattr(value, "quantize") else value

    def to_python(self, value):
        """The number; raises ValidationError in plain words."""
        typed = super().to_python(value)
        if typed is None:
            return None
        try:
            return indicators.number(typed, self.unit)
        except indicators.NumberError as problem:
            raise ValidationError(str(problem)) from problem
