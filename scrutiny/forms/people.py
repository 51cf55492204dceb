"""Forms of people."""

from django import forms

from scrutiny.actions.people import known_by_name
from scrutiny.engine.forms import GovForm, OnceMixin, PlainCharField
from scrutiny.rules.member_lines import same_name

from .choosing import CouncilField

PERSON_FIELDS = ("title", "name", "family_name", "post", "email")


class PersonForm(OnceMixin, GovForm):
    """A person; when the council knows somebody of the same name, it asks whether this is another."""

    council = CouncilField()
    title = PlainCharField(label="Title", max_length=60, required=False, help_text="Such as Councillor, Dr or Dame.")
    name = PlainCharField(label="Name", max_length=200, help_text="Without the title, such as Jane Smith.")
    family_name = PlainCharField(
        label="Family name",
        max_length=100,
        required=False,
        help_text="For sorting. If blank, the last word of the name.",
    )
    post = PlainCharField(
        label="Post", max_length=200, required=False, help_text="Such as Director of Education, if they have one."
    )
    email = forms.EmailField(label="E-mail", max_length=254, required=False, help_text="Never shown to the public.")
    is_another = forms.BooleanField(label="This is another person of the same name", required=False)

    def __init__(self, *args, user, person=None, **kwargs):
        self.person = person
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in PERSON_FIELDS}
        super().__init__(*args, **kwargs)
        if person is None:
            self.fields["council"].for_user(user)
        else:
            del self.fields["council"]
        if "is_another" not in self.data:
            self.offered = self.fields.pop("is_another")

    def clean(self):
        """Ask before a second person of the same name is made."""
        values = super().clean()
        council = self.person.council if self.person else values.get("council")
        if council is None or "name" not in values or values.get("is_another"):
            return values
        if self.person and same_name(values["name"]) == same_name(self.person.name):
            return values
        known = known_by_name(council, [values["name"]]).get(same_name(values["name"]), [])
        others = [one for one in known if one != self.person]
        if others:
            self.fields.setdefault("is_another", getattr(self, "offered", None) or self.fields.get("is_another"))
            who = ", ".join(f"{one} ({one.post})" if one.post else str(one) for one in others[:5])
            self.add_error(
                "name", f"{council} already knows {who}. If this is another person, tick the box at the end and save"
            )
        return values

    @property
    def values(self):
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("council", *PERSON_FIELDS) if name in self.cleaned_data}
