"""Forms of indicators: what is measured, the values of several periods at once, and a revision."""

from django import forms

from boards.actions.indicators import Entry, already
from boards.forms.fields import NumberField
from boards.models import Indicator, IndicatorValue
from boards.rules import periods
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin

Series = IndicatorValue.Series
FIELDS = ("name", "definition", "about", "unit", "good", "target", "target_words", "source")
ROWS = 8


class IndicatorForm(VersionMixin, OnceMixin, GovForm):
    """What is measured, in which unit, which way is good, and what is aimed at."""

    name = PlainCharField(
        label="Name", max_length=250, error_messages={"required": "Enter the name of the indicator"},
        help_text="Such as “Conferences held in time”.",
    )  # fmt: skip
    definition = MarkdownField(label="Definition", rows=4, required=False)
    about = forms.ChoiceField(
        label="What it is about",
        choices=Indicator.About.choices,
        widget=forms.RadioSelect,
        initial=Indicator.About.PERFORMANCE,
        help_text="Attendance and quoracy are counted from who came to the board’s meetings, where that is recorded.",
    )
    unit = PlainCharField(
        label="Unit", max_length=40, required=False, help_text="As it is printed after the number: %, children, days.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip
    good = forms.ChoiceField(
        label="Which way is good?", choices=Indicator.Good.choices, widget=forms.RadioSelect, initial=Indicator.Good.UP
    )
    target = NumberField(label="Target", required=False, help_text="A number. Leave it blank where there is none.")
    target_words = PlainCharField(
        label="Target in words", max_length=200, required=False, help_text="Where it is no number: within one month."
    )
    source = PlainCharField(label="Where the figures come from", max_length=200, required=False)

    def __init__(self, *args, indicator=None, **kwargs):
        if indicator is not None:
            kwargs["initial"] = {name: getattr(indicator, name) for name in (*FIELDS, "version")}
        super().__init__(*args, **kwargs)

    def clean(self):
        """A target is a number or words, not both."""
        values = super().clean()
        if values.get("target") is not None and values.get("target_words"):
            self.add_error("target_words", "Give the target as a number or in words, not both")
        return values


class ValuesForm(OnceMixin, GovForm):
    """The values of several periods: a row for each period, a box for each series; `entries` are Entry.

    `suggested` fills the first rows in: pairs of a period and a number, with a note.
    """

    SERIES = tuple(Series)

    def __init__(self, *args, indicator, suggested=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator, self.entries = indicator, []
        for place in range(max(ROWS, len(suggested) + 2)):
            given = suggested[place] if place < len(suggested) else ("", None, "")
            self._box(f"period_{place}", PlainCharField(label="Period", max_length=80, required=False), given[0])
            for series in Series:
                box = NumberField(label=series.label, required=False)
                box.unit = indicator.unit
                self._box(f"{series.value}_{place}", box, given[1] if series == Series.OWN else None)
            self._box(f"note_{place}", PlainCharField(label="Note", max_length=300, required=False), given[2])
        self.number_of_rows = place + 1

    def _box(self, name, field, initial):
        field.say_optional, field.initial = False, initial
        self.fields[name] = field

    def clean(self):
        """Gather the rows that were filled; each wrong box is named."""
        values = super().clean()
        there = {(one.series, one.period.casefold()) for one in self.indicator.values.filter(revised_by=None)}
        for place in range(self.number_of_rows):
            names = [f"period_{place}", *(f"{one.value}_{place}" for one in Series)]
            if not any(name in self.errors for name in names):
                self._gather(place, values, there)
        if not self.entries and not self.errors:
            raise forms.ValidationError("Nothing is filled in. Enter at least one period with its value")
        return values

    def _gather(self, place, values, there):
        period = periods.tidy(values.get(f"period_{place}") or "")
        note = values.get(f"note_{place}") or ""
        found = {one: values.get(f"{one.value}_{place}") for one in Series}
        found = {one: number for one, number in found.items() if number is not None}
        if not period:
            if found or note:
                self.add_error(f"period_{place}", f"Enter the period of this value. {periods.HOW}")
            return
        if not found:
            self.add_error(f"own_{place}", f"Enter the value for {period}")
            return
        try:
            periods.ends(period)
        except periods.PeriodError as problem:
            self.add_error(f"period_{place}", str(problem))
            return
        for one, number in found.items():
            if (one, period.casefold()) in there:
                self.add_error(f"period_{place}", already(period, one))
                return
            there.add((one, period.casefold()))
            self.entries.append(
                Entry(one.value, period, number, note if one == min(found, key=list(Series).index) else "", place)
            )

    @property
    def rows(self):
        """For the page: the boxes of each row."""
        for place in range(self.number_of_rows):
            boxes = [self[f"period_{place}"], *(self[f"{one.value}_{place}"] for one in Series), self[f"note_{place}"]]
            yield {"place": place + 1, "boxes": boxes, "errors": [error for box in boxes for error in box.errors]}


class ReviseForm(OnceMixin, GovForm):
    """Another value for a period, and why."""

    value = NumberField(label="Value", error_messages={"required": "Enter the revised value"})
    why = PlainCharField(
        label="Why it is revised", max_length=300, error_messages={"required": "Say why the value is revised"}
    )
    note = PlainCharField(label="Note", max_length=300, required=False)

    def __init__(self, *args, value, **kwargs):
        super().__init__(*args, initial={"value": value.value, "note": value.note}, **kwargs)
        self.fields["value"].unit = value.indicator.unit
