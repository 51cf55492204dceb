"""Forms of sending: when it went out, under which time limit each is asked, and a later notice."""

from scrutiny.engine.forms import DateField, GovForm, OnceMixin, PlainCharField
from scrutiny.forms.choosing import RowField


def regime_label(regime):
    """A time limit in a list of choices: "Executive of the council: 2 months, Local Government Act 2000 s.9FE"."""
    unit = regime.get_unit_display()
    if regime.amount == 1:
        unit = "ordinary meeting from then" if regime.unit == "meetings" else unit.removesuffix("s")
    source = f" ({regime.source})" if regime.source else ""
    return f"{regime.name}: {regime.amount} {unit}{source}"


class SendForm(OnceMixin, GovForm):
    """The day of sending and of receipt, and a time limit for each of those who are asked.

    `asked` is a list of (key, name, the regime that fits); `chosen` gives {key: Regime}.
    """

    sent_on = DateField(
        label="Sent on",
        help_text="The day on which it goes out, or went out. For example, 27 3 2025.",
        error_messages={"required": "Enter the day on which they were sent"},
    )
    received_on = DateField(
        label="Received on",
        required=False,
        help_text="Leave it blank if they received it on the day it was sent. A later notice can be recorded later.",
    )

    def __init__(self, *args, asked, regimes, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {}
        for key, name, fitting in asked:
            field = RowField(
                regimes, label_of=regime_label, empty=None, label=f"Time limit for {name}", initial=fitting
            )
            self.fields[f"regime_{key}"] = field
            self.keys[key] = f"regime_{key}"

    def chosen(self):
        """{key: Regime} as chosen."""
        return {key: self.cleaned_data[name] for key, name in self.keys.items()}


class ReceiptForm(OnceMixin, GovForm):
    """That a request was received on another day, or by a later notice."""

    received_on = DateField(
        label="Received on",
        help_text="The day of receipt, or of the later notice.",
        error_messages={"required": "Enter the day on which it was received"},
    )
    why = PlainCharField(
        label="Why the day changes", max_length=500, help_text="It is kept beside the date and shown with it."
    )
