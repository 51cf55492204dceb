"""The form of how a council's ratings are shown."""

from django import forms

from recommendations.models import MonitoringRule
from scrutiny.engine.forms import GovForm, OnceMixin


class RatingRuleForm(OnceMixin, GovForm):
    """How many points, the colour of what is complete, and when a date is soon."""

    scale = forms.ChoiceField(label="Ratings", choices=MonitoringRule.Scale.choices, widget=forms.RadioSelect)
    blue_for_complete = forms.BooleanField(
        label="Show what is complete as blue, with the word “Complete” in place of “Green”",
        required=False,
    )
    due_soon_days = forms.IntegerField(
        label="A date is due soon within how many days?",
        min_value=1,
        max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Enter a whole number of days, such as 28",
            "min_value": "Enter at least 1 day",
            "max_value": "Enter 365 days or fewer",
        },
    )

    def __init__(self, *args, rule, **kwargs):
        kwargs["initial"] = {
            "scale": rule.scale,
            "blue_for_complete": rule.blue_for_complete,
            "due_soon_days": rule.due_soon_days,
        }
        super().__init__(*args, **kwargs)

    @property
    def values(self):
        """What rating_rule.change_rule takes."""
        return {name: self.cleaned_data[name] for name in ("scale", "blue_for_complete", "due_soon_days")}
