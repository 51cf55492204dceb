"""Forms of the pooled budget: choosing a year, and what every partner gives in it."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from boards.forms.fields import YearField
from boards.models import Contribution
from boards.rules import money
from scrutiny.engine.forms import GovForm, LinesField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.engine.forms.base import STALE


class PoundsField(PlainCharField):
    """Pounds and pence as people type them; the cleaned value is a Decimal, or None for nothing typed."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value):
        """The amount; raises ValidationError in the words of the rules."""
        try:
            return money.parse(super().to_python(value))
        except money.AmountError as problem:
            raise ValidationError(str(problem), code="amount") from None

    def run_validators(self, value):
        """Nothing more to check: the rules have."""

    def prepare_value(self, value):
        """An amount as it stands in a box; what was typed stays as it was typed."""
        return money.typed(value) if isinstance(value, Decimal) else value


class YearForm(GovForm):
    """The year whose budget is entered; its cleaned value is "2013/14"."""

    year = YearField(label="Which year?")


class BudgetForm(OnceMixin, VersionMixin, GovForm):
    """A box for pounds and one for things in kind for each partner; `entries` are what the action takes."""

    say_optional = False

    def __init__(self, *args, budget, version, **kwargs):
        """`budget` is the boards.budget.Budget as it is now."""
        kwargs["initial"] = {"version": version}
        super().__init__(*args, **kwargs)
        self.rows = budget.rows
        for row in self.rows:
            key = row.partner.pk
            self.fields[f"pounds_{key}"] = PoundsField(label=f"Pounds given by {row.name}", initial=row.line.now)
            self.fields[f"in_kind_{key}"] = LinesField(
                label=f"Given in kind by {row.name}",
                required=False,
                rows=2,
                max_lines=20,
                max_length=Contribution._meta.get_field("in_kind").max_length,
                initial=row.in_kind,
                help_text="",
            )

    @property
    def boxes(self):
        """For each partner: the row and its two bound boxes."""
        for row in self.rows:
            key = row.partner.pk
            yield {"row": row, "pounds": self[f"pounds_{key}"], "in_kind": self[f"in_kind_{key}"]}

    @property
    def entries(self):
        """By partner: the pounds or None, and the list of things in kind."""
        keys = [row.partner.pk for row in self.rows]
        return {key: (self.cleaned_data[f"pounds_{key}"], self.cleaned_data[f"in_kind_{key}"]) for key in keys}

    def show_stale(self, stale):
        """Say that somebody saved the year first and show their figures; the next save goes over them."""
        self.add_error(None, STALE)
        theirs = []
        for name in (name for key in self.entries for name in (f"pounds_{key}", f"in_kind_{key}")):
            field, now, mine = self.fields[name], getattr(stale.current, name, ""), self.cleaned_data[name]
            typed = "; ".join(mine) if isinstance(mine, list) else money.typed(mine)
            if now != typed:
                theirs.append({"label": field.label, "text": now or "Left blank", "html": None})
        self.stale = {"current": stale.current, "theirs": theirs}
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stale.current.version)
