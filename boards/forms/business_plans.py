"""Forms of business plans: what a plan is, and what is carried over into the next."""

from django import forms

from boards.forms.fields import YearField
from boards.rules import years
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin

FIELDS = ("year", "title", "introduction")


class BusinessPlanForm(VersionMixin, OnceMixin, GovForm):
    """The year, title and introduction of a plan."""

    year = YearField()
    title = PlainCharField(label="Title", max_length=250, error_messages={"required": "Enter the title of the plan"})
    introduction = MarkdownField(label="Introduction", rows=6, required=False)

    def __init__(self, *args, plan=None, **kwargs):
        if plan is not None:
            kwargs["initial"] = {name: getattr(plan, name) for name in (*FIELDS, "version")}
        super().__init__(*args, **kwargs)


class CarryForm(OnceMixin, GovForm):
    """The next plan, and which goals go into it; `rows` are goal_rows.Row."""

    year = YearField()
    title = PlainCharField(label="Title", max_length=250, error_messages={"required": "Enter the title of the plan"})
    goals = forms.MultipleChoiceField(
        label="What is carried over",
        widget=forms.CheckboxSelectMultiple,
        help_text="What of their actions is unfinished goes with them, with its dates and all that was said of it.",
        error_messages={
            "required": "Choose at least one aim, objective or priority to carry over",
            "invalid_choice": "One of these is no longer in the plan. Choose again",
        },
    )

    def __init__(self, *args, plan, rows, **kwargs):
        later = years.after(plan.year)
        title = plan.title.replace(plan.year, later) if plan.year in plan.title else plan.title
        keys = [str(row.goal.pk) for row in rows]
        super().__init__(*args, initial={"year": later, "title": title, "goals": keys}, **kwargs)
        self.fields["goals"].choices = [(str(row.goal.pk), f"{row.name}: {row.goal}{_unfinished(row)}") for row in rows]

    def clean_goals(self):
        """The keys of the goals, as numbers."""
        return {int(key) for key in self.cleaned_data["goals"]}


def _unfinished(row):
    live = sum(not one.closing for one in row.actions)
    return f" ({live} open {'action' if live == 1 else 'actions'})" if live else ""
