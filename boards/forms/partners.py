"""Forms of a board's partners."""

from django import forms

from scrutiny.engine.forms import GovForm, LinesField, OnceMixin, PartialDateField
from scrutiny.engine.rules import partial_dates

BACKWARDS = "It would leave before it joined. Check both dates"
REQUIRED_BY_LAW = "The law says that they must be partners"


class PartnersForm(OnceMixin, GovForm):
    """Partners by their names, one a line."""

    names = LinesField(
        label="Names of the partners",
        rows=8,
        max_lines=100,
        help_text="Put each one on a line of its own, with an abbreviation in brackets if it has one. "
        "Those the council knows are found; the others are added to its bodies as agencies.",
        error_messages={"required": "Enter the name of at least one partner"},
    )
    joined = PartialDateField(label="When they joined", required=False)
    is_statutory = forms.BooleanField(label=REQUIRED_BY_LAW, required=False, initial=True)


class PartnerForm(OnceMixin, GovForm):
    """When one partner joined and left, and its place in the list."""

    joined = PartialDateField(label="When it joined", required=False)
    left = PartialDateField(
        label="When it left", required=False, help_text="It stays in the list of the years in which it was a partner."
    )
    is_statutory = forms.BooleanField(label="The law says that it must be a partner", required=False)
    place = forms.ChoiceField(label="Place in the list")

    def __init__(self, *args, partner, places, **kwargs):
        """`places` are the keys of the board's partners in order."""
        initial = {name: getattr(partner, name) for name in ("joined", "left", "is_statutory")}
        kwargs["initial"] = initial | {"place": str(places.index(partner.pk) + 1)}
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(number), str(number)) for number in range(1, len(places) + 1)]

    def clean(self):
        """Refuse dates that run backwards."""
        values = super().clean()
        if partial_dates.definitely_before(values.get("left", ""), values.get("joined", "")):
            self.add_error("left", BACKWARDS)
        return values

    @property
    def values(self):
        """What change_partner takes."""
        values = super().values
        return values | {"place": int(values["place"])}
