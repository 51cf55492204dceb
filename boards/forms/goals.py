"""Forms of goals: one, and a whole list pasted at once."""

from django import forms

from boards.models import Goal
from boards.rules import goals as rules
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.forms.choosing import RowField

FIELDS = ("kind", "parent", "text", "progress")


class GoalForm(VersionMixin, OnceMixin, GovForm):
    """An aim, objective or priority; for one that is there, also how it got on."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Goal.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    text = MarkdownField(label="Text", rows=3, max_length=5_000, error_messages={"required": "Enter what the goal is"})
    parent = RowField(label="Stands under", required=False)
    progress = MarkdownField(label="Progress in the year", rows=8, required=False)

    def __init__(self, *args, rows, goal=None, **kwargs):
        if goal is not None:
            kwargs["initial"] = {name: getattr(goal, name) for name in (*FIELDS, "version")}
        super().__init__(*args, **kwargs)
        found = [
            row for row in rows if row.goal.kind != Goal.Kind.PRIORITY and (goal is None or row.goal.pk != goal.pk)
        ]
        names = {row.goal.pk: f"{row.name}: {row.goal}" for row in found}
        self.fields["parent"].offer([row.goal for row in found], lambda one: names[one.pk], "Nothing: it stands on top")
        if goal is None:
            del self.fields["progress"]

    def clean(self):
        """Refuse a place where such a goal cannot stand."""
        values = super().clean()
        kind, parent = values.get("kind"), values.get("parent")
        if kind and parent and not rules.may_stand_under(kind, parent.kind):
            self.add_error("parent", f"{kind.capitalize()} cannot stand under {parent.kind}. Choose another place")
        return values


class PasteGoalsForm(OnceMixin, GovForm):
    """A whole list of goals; `lines` are rules.goals.Line."""

    pasted = PlainCharField(
        label="Aims, objectives and priorities",
        max_length=200_000,
        error_messages={"required": "Paste the list, one aim, objective or priority on each line"},
        help_text="One on each line. Begin a line with “Aim:”, “Objective:” or “Priority:”, put such a word on a line "
        "above the list, or set a line in to place it under the one above.",
        widget=forms.Textarea(attrs={"rows": 14}),
        strip=False,
    )
    pasted.one_line = False
    default = forms.ChoiceField(
        label="Lines that do not say what they are",
        choices=[(one.value, f"are {words}") for one, words in zip(
            Goal.Kind, ("aims", "objectives", "priorities"), strict=True)],
        initial=Goal.Kind.PRIORITY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the other lines are"},
    )  # fmt: skip
    lines = ()

    def clean(self):
        """Read the list; refused when it holds nothing, too much, or a line that is too long."""
        values = super().clean()
        typed, default = values.get("pasted"), values.get("default")
        if not typed or not default:
            return values
        lines = rules.read(typed, default)
        if not lines:
            self.add_error("pasted", "There is nothing in this list. Put one aim, objective or priority on each line")
        elif len(lines) > rules.MOST:
            self.add_error("pasted", f"There are {len(lines)} lines. Paste {rules.MOST} or fewer at a time")
        elif long := next((place for place, line in enumerate(lines, 1) if len(line.text) > 5_000), None):
            self.add_error("pasted", f"Line {long} is too long. Keep each to 5,000 characters or fewer")
        else:
            self.lines = lines
        return values
