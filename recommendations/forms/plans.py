"""Forms of plans: their details, merging, and several actions pasted at once."""

from django import forms

from recommendations.models import Plan
from recommendations.rules import action_lines, exceptions
from recommendations.rules.words import Rating
from scrutiny.engine.forms import GovForm, OnceMixin, PartialDateField, PlainCharField, VersionMixin

PLAN_FIELDS = ("title", "source", "source_words", "started")


class PlanForm(VersionMixin, OnceMixin, GovForm):
    """What a plan is and where it comes from; for one that is there, also what its ratings mean."""

    title = PlainCharField(label="Title", max_length=250, error_messages={"required": "Enter the title of the plan"})
    source = forms.ChoiceField(
        label="Where it comes from",
        choices=Plan.Source.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the plan comes from"},
    )
    source_words = PlainCharField(
        label="Named", max_length=250, required=False, help_text="Such as the report or inspection it answers."
    )
    started = PartialDateField(label="Agreed", required=False)

    def __init__(self, *args, plan=None, **kwargs):
        if plan is not None:
            kwargs["initial"] = {name: getattr(plan, name) for name in (*PLAN_FIELDS, "version")}
        super().__init__(*args, **kwargs)
        if plan is not None:
            for rating in Rating:
                self.fields[f"meaning_{rating}"] = PlainCharField(
                    label=f"{rating.words} means",
                    max_length=300,
                    required=False,
                    initial=plan.meanings.get(rating.value, ""),
                    help_text=f"Printed after the count. Left blank: {exceptions.default(rating)}.",
                )

    @property
    def plan_fields(self):
        """What the actions take."""
        values = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        named = [name for name in self.fields if name.startswith("meaning_")]
        if named:
            values["meanings"] = {name.removeprefix("meaning_"): self.cleaned_data[name] for name in named}
        return values


class MergeForm(OnceMixin, GovForm):
    """Which plans go into this one."""

    plans = forms.MultipleChoiceField(
        label="Plans to merge into this one",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose the plans that go into this one",
            "invalid_choice": "One of the plans can no longer be merged. Choose again",
        },
        help_text="Their actions move to the end of this plan, and each keeps where it came from. "
        "The old plans stay, with a note of where they went.",
    )

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(plan.pk): plan for plan in plans}
        self.fields["plans"].choices = [
            (key, f"{plan.title} ({plan.number} {'action' if plan.number == 1 else 'actions'})")
            for key, plan in self.rows.items()
        ]

    @property
    def chosen(self):
        """The plans that were chosen, in order."""
        return [self.rows[key] for key in self.cleaned_data["plans"]]


class PasteForm(OnceMixin, GovForm):
    """Several actions at once; `lines` are action_lines.Line."""

    pasted = PlainCharField(
        label="Actions",
        max_length=200_000,
        error_messages={"required": "Paste the actions, one on each line"},
        help_text="One on each line, or a table copied from Word or Excel with the columns number, action, owner, "
        "date. An owner who is not known yet is added.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    pasted.one_line = False

    def clean_pasted(self):
        """The text; refused when it holds no action, too many, or one that is too long."""
        typed = self.cleaned_data["pasted"]
        self.lines = action_lines.read(typed)
        if not self.lines:
            raise forms.ValidationError("There is no action in this text. Paste one on each line")
        if len(self.lines) > action_lines.MOST:
            raise forms.ValidationError(
                f"There are {len(self.lines)} actions. Paste {action_lines.MOST} or fewer at a time"
            )
        return typed
