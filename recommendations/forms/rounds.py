"""Forms of update rounds: opening one, sending an answer back, the ladder."""

from django import forms
from django.core.exceptions import ValidationError

from recommendations.models import LadderStep
from recommendations.rules.chasing import OWNER, PAPER, Step
from scrutiny.engine.forms import DateField, GovForm, MarkdownField, OnceMixin, PlainCharField

SPARE = 2  # blank rows at the end of the ladder
MOST_DAYS = 365


class RoundForm(OnceMixin, GovForm):
    """What is asked of whom: everything that the body follows, one plan or one review."""

    title = PlainCharField(label="Title", max_length=250, help_text="Owners read it, such as “Update for March 2027”.")
    about = forms.ChoiceField(label="Which actions")
    as_at = DateField(label="Progress as at")
    due_on = DateField(label="Answers due by")
    message = MarkdownField(
        label="A word to the owners", required=False, rows=3, max_length=3000, help_text="It stands in every e-mail."
    )

    def __init__(self, *args, plans, reviews, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = {f"plan-{plan.pk}": plan for plan in plans}
        self.reviews = {f"review-{review.pk}": review for review in reviews}
        groups = [("all", "All that the committee follows")]
        if self.plans:
            groups.append(("Action plans", [(key, str(plan)) for key, plan in self.plans.items()]))
        if self.reviews:
            groups.append(("Reviews", [(key, str(review)) for key, review in self.reviews.items()]))
        self.fields["about"].choices = groups

    @property
    def scope(self):
        """The plan and the review chosen: one of them, or neither."""
        about = self.cleaned_data.get("about", "")
        return {"plan": self.plans.get(about), "review": self.reviews.get(about)}


class LadderForm(GovForm):
    """The steps of a council's ladder, a row each, with some to spare; `steps` are what was entered."""

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        rows = max(len(steps) + SPARE, self._sent())
        for at in range(rows):
            step = steps[at] if at < len(steps) else None
            choices = [("", "Nobody"), *LadderStep.Who.choices]
            self.fields[f"who-{at}"] = forms.ChoiceField(
                label="Who hears", choices=choices, required=False, initial=step.who if step else ""
            )
            self.fields[f"days-{at}"] = PlainCharField(
                label="Days", max_length=20, required=False, initial=str(abs(step.days)) if step else ""
            )
            self.fields[f"side-{at}"] = forms.ChoiceField(
                label="Before or after",
                choices=[("after", "after it was due"), ("before", "before it is due")],
                required=False,
                initial="before" if step and step.days < 0 else "after",
            )
            for name in ("who", "days", "side"):
                self.fields[f"{name}-{at}"].say_optional = False

    def _sent(self):
        """How many rows came back, within reason."""
        sent = [name[4:] for name in self.data if name.startswith("who-") and name[4:].isascii() and name[4:].isdigit()]
        return min(max([int(number[:3]) + 1 for number in sent], default=0), 40)

    @property
    def rows(self):
        """The bound fields of each row."""
        number = sum(name.startswith("who-") for name in self.fields)
        return [{name: self[f"{name}-{at}"] for name in ("who", "days", "side")} for at in range(number)]

    def clean(self):
        """Each row in which somebody is named needs days; only the owner hears before it is due."""
        cleaned = super().clean()
        self.steps = []
        for at in range(len(self.rows)):
            who, days = cleaned.get(f"who-{at}"), cleaned.get(f"days-{at}", "")
            if not who:
                continue
            if not (days.isascii() and days.isdigit() and len(days) < 4 and int(days) <= MOST_DAYS):
                self.add_error(f"days-{at}", f"Step {at + 1}: enter the days as a number from 0 to {MOST_DAYS}")
                continue
            number = -int(days) if cleaned.get(f"side-{at}") == "before" else int(days)
            if number < 0 and who != OWNER:
                self.add_error(f"side-{at}", f"Step {at + 1}: only the owner is told before an answer is due")
                continue
            self.steps.append(Step(number, who))
        if not self.errors and not self.steps:
            raise ValidationError("Leave at least one step: without any an owner is asked once and never again")
        if not self.errors and len(set(self.steps)) != len(self.steps):
            raise ValidationError("Two steps are the same. Take one out, or change its days")
        if not self.errors and sum(step.who == PAPER for step in self.steps) > 1:
            raise ValidationError("It is printed once. Take one of the two steps out")
        return cleaned
