"""Forms of a council's time limits and holidays."""

from django import forms

from recommendations.models import Regime
from recommendations.rules.deadlines import STARTS
from scrutiny.engine.forms import DateField, GovForm, GovModelForm, OnceMixin, PlainCharField

WHY = "It is kept beside every date that moves, and shown with it."


class RegimeForm(OnceMixin, GovModelForm):
    """A time limit, and why it changes; `values` are what the action takes."""

    class Meta:
        model = Regime
        fields = ["name", "amount", "unit", "counts_first_day", "starts_from", "source", "is_active"]

    amount = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=999,
        error_messages={
            "required": "Enter how many, such as 28",
            "invalid": "Enter a whole number, such as 28",
            "min_value": "Enter a number of 1 or more",
            "max_value": "Enter a number of 999 or less",
        },
    )
    starts_from = forms.ChoiceField(
        label="Counted from",
        choices=[(words, words[:1].upper() + words[1:]) for words in STARTS],
        widget=forms.RadioSelect,
    )
    why = PlainCharField(label="Why it changes", max_length=500, help_text=WHY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["counts_first_day"].label = "The first day counts"
        self.fields["counts_first_day"].help_text = "As in “two months beginning with the day of receipt”."
        self.fields["unit"].help_text = (
            "Working and clear days pass over weekends and the council’s holidays; of clear days neither the first nor "
            "the last counts."
        )
        self.fields["source"].help_text = "Printed at the end of the sum. For example, SI 2013/218."
        self.fields["is_active"].label = "Offer it when recommendations are sent"

    @property
    def values(self):
        """What regimes.change_regime takes."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "why")}


class HolidayForm(OnceMixin, GovForm):
    """A day on which the offices are closed."""

    day = DateField(label="Day", help_text="For example, 24 12 2026. Weekends are never counted and need no entry.")
    name = PlainCharField(label="What it is", max_length=100, help_text="For example, Offices closed over Christmas.")

    def clean_day(self):
        """A day of these times: nothing is due in another century."""
        day = self.cleaned_data["day"]
        if day is not None and not 1990 <= day.year <= 2100:
            raise forms.ValidationError("Enter a day between 1990 and 2100")
        return day
