"""Forms of who serves on a body."""

from django import forms

from scrutiny.actions.memberships import already_serves
from scrutiny.actions.people import known_by_name
from scrutiny.engine.forms import GovForm, OnceMixin, PartialDateField, PlainCharField
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Membership
from scrutiny.rules import bodies as rules
from scrutiny.rules.member_lines import same_name

NEW = "new"
LEFT_FIRST = "They would leave before they joined. Check both dates"


class WhoMixin:
    """Finding the person meant by a name: one known, a new one, or asking when several have the name."""

    def init_who(self, field, council):
        """`field` is the name's field; the answer to "which of them?" is in `<field>_is`."""
        self.who_field, self.council = field, council

    def who_choices(self, known, *, least=2):
        """Ask which person is meant when at least `least` people have the name."""
        if len(known) >= least:
            choices = [(str(person.pk), described(person)) for person in known]
            self.fields[f"{self.who_field}_is"] = forms.ChoiceField(
                label="Which person is this?",
                choices=[*choices, (NEW, "Somebody else, not known here yet")],
                widget=forms.RadioSelect,
                required=False,
                initial=choices[0][0] if len(known) == 1 else None,
            )

    def who(self, known):
        """(person or None, problem): the person meant; None with no problem is somebody new."""
        answer = self.data.get(self.add_prefix(f"{self.who_field}_is"), "")
        for person in known:
            if str(person.pk) == answer:
                return person, ""
        if answer == NEW or not known:
            return None, ""
        if len(known) == 1:
            return known[0], ""
        name = self.cleaned_data[self.who_field]
        return None, f"{self.council} knows {len(known)} people called {name}. Choose which one below"


def described(person):
    """A person in a choice between people of one name: title, name, post, and where they serve."""
    bodies = [one.body.name for one in person.memberships.all() if not one.has_left]
    about = ", ".join([*([person.post] if person.post else []), *bodies[:3]])
    return f"{person} ({about})" if about else str(person)


class MemberForm(OnceMixin, WhoMixin, GovForm):
    """One member: who, in which role, since when."""

    title = PlainCharField(label="Title", max_length=60, required=False, help_text="Such as Councillor, Dr or Mrs.")
    name = PlainCharField(label="Name", max_length=200, help_text="Without the title, such as Jane Smith.")
    role = forms.ChoiceField(label="Role", choices=Membership.Role.choices, initial=Membership.Role.MEMBER)
    role_words = PlainCharField(
        label="Role as printed",
        max_length=60,
        required=False,
        help_text="Only when other words are printed, such as Chairman.",
    )
    is_interim = forms.BooleanField(label="Interim", required=False)
    capacity = PlainCharField(
        label="Capacity", max_length=200, required=False, help_text="Such as parent governor, or lead member."
    )
    joined = PartialDateField(label="When they joined", required=False)
    reason_joined = PlainCharField(
        label="Why they joined",
        max_length=300,
        required=False,
        help_text="Printed in the report of a review that they joined midway, for example: following her election.",
    )

    def __init__(self, *args, body, **kwargs):
        self.body = body
        super().__init__(*args, **kwargs)
        self.init_who("name", body.council)
        self.fields["name"].widget.attrs["list"] = "known-people"

    def clean(self):
        """Find the person; refuse one who is a member already."""
        values = super().clean()
        if "name" not in values:
            return values
        known = known_by_name(self.council, [values["name"]]).get(same_name(values["name"]), [])
        self.who_choices(known)
        values["person"], problem = self.who(known)
        if values["person"] and self.body.memberships.current().filter(person=values["person"]).exists():
            problem = already_serves(values["person"], self.body)
        if problem:
            self.add_error("name", problem)
        values["role_words"] = values.get("role_words") or rules.role_words(values.get("role"), self.council.chair_word)
        return values

    @property
    def values(self):
        """What memberships.add_member takes."""
        return {name: value for name, value in super().values.items() if name != "name_is"}


class MembershipForm(GovForm):
    """Corrects a membership; of one that has ended also its end."""

    title = PlainCharField(label="Title at the time", max_length=60, required=False)
    role = forms.ChoiceField(label="Role", choices=Membership.Role.choices)
    role_words = PlainCharField(
        label="Role as printed",
        max_length=60,
        required=False,
        help_text="Only when other words are printed, such as Chairman.",
    )
    is_interim = forms.BooleanField(label="Interim", required=False)
    capacity = PlainCharField(label="Capacity", max_length=200, required=False)
    joined = PartialDateField(label="When they joined", required=False)
    reason_joined = PlainCharField(
        label="Why they joined",
        max_length=300,
        required=False,
        help_text="Printed in the report of a review that they joined midway, for example: following her election.",
    )
    serves = forms.BooleanField(label="They have not left after all", required=False)
    left = PartialDateField(label="When they left", required=False)
    reason_left = PlainCharField(label="Why they left", max_length=300, required=False)
    prints_reason = forms.BooleanField(label="Print the reason for leaving", required=False)

    ENDING = ("serves", "left", "reason_left", "prints_reason")
    REASONS = ("reason_joined", "reason_left", "prints_reason")

    def __init__(self, *args, membership, reads_reasons, **kwargs):
        self.membership = membership
        names = [name for name in self.base_fields if name != "serves"]
        kwargs["initial"] = {name: getattr(membership, name) for name in names}
        super().__init__(*args, **kwargs)
        hidden = set() if membership.has_left else set(self.ENDING)
        for name in hidden if reads_reasons else hidden | set(self.REASONS):
            del self.fields[name]

    def clean(self):
        """Refuse an end before the start, and a second membership at once."""
        values = super().clean()
        if values.pop("serves", False):
            values |= {"has_left": False, "left": ""}
            others = self.membership.body.memberships.current().filter(person=self.membership.person_id)
            if others.exclude(pk=self.membership.pk).exists():
                self.add_error("serves", f"{self.membership.person.name} has joined again since. End that one first")
        elif partial_dates.definitely_before(values.get("left", ""), values.get("joined", "")):
            self.add_error("left", LEFT_FIRST)
        return values


class EndMembershipForm(OnceMixin, WhoMixin, GovForm):
    """When and why somebody left, and who came instead."""

    left = PartialDateField(label="When they left", required=False)
    reason_left = PlainCharField(
        label="Why they left",
        max_length=300,
        required=False,
        help_text="Seen by the council’s scrutiny and monitoring officers. Printed only when you tick the box below.",
    )
    prints_reason = forms.BooleanField(label="Print the reason for leaving", required=False)
    replacement = PlainCharField(
        label="Name of who came instead",
        max_length=200,
        required=False,
        help_text="Without the title. Somebody not known here yet is added.",
    )
    replacement_title = PlainCharField(label="Their title", max_length=60, required=False)
    replacement_capacity = PlainCharField(label="Their capacity", max_length=200, required=False)
    replacement_joined = PartialDateField(
        label="When they joined", required=False, help_text="Left empty, it is when the other left."
    )

    def __init__(self, *args, membership, reads_reasons, **kwargs):
        self.membership = membership
        kwargs["initial"] = {"replacement_capacity": membership.capacity}
        super().__init__(*args, **kwargs)
        self.init_who("replacement", membership.body.council)
        self.fields["replacement"].widget.attrs["list"] = "known-people"
        if not reads_reasons:
            del self.fields["reason_left"], self.fields["prints_reason"]

    def clean(self):
        """Find who came instead; refuse an end before the start and somebody who follows themselves."""
        values = super().clean()
        values.setdefault("reason_left", "")
        values.setdefault("prints_reason", False)
        if partial_dates.definitely_before(values.get("left", ""), self.membership.joined):
            joined = partial_dates.in_words(self.membership.joined)
            self.add_error("left", f"They joined in {joined}. {LEFT_FIRST}")
        values["successor"] = self._successor(values)
        return values

    def _successor(self, values):
        """None, a running Membership, or what memberships.add_member takes."""
        name, joined = values.get("replacement"), values.get("replacement_joined", "")
        if not name:
            if joined and "replacement" not in self.errors:
                self.add_error("replacement", "Enter the name of who came instead, or take out when they joined")
            return None
        known = known_by_name(self.council, [name]).get(same_name(name), [])
        self.who_choices(known)
        person, problem = self.who(known)
        if problem:
            self.add_error("replacement", problem)
            return None
        if person is not None and person.pk == self.membership.person_id:
            self.add_error("replacement", f"{person.name} cannot be replaced by themselves. Enter somebody else")
            return None
        running = person and self.membership.body.memberships.current().filter(person=person).first()
        if running and joined:
            self.add_error(
                "replacement_joined", f"{person.name} is a member already. Take this out, or correct their own entry"
            )
        return running or {
            "person": person,
            "name": name,
            "title": values.get("replacement_title", ""),
            "role": self.membership.role,
            "role_words": self.membership.role_words,
            "capacity": values.get("replacement_capacity", ""),
            "joined": joined or values.get("left", ""),
        }

    @property
    def values(self):
        """What memberships.end_membership takes."""
        return {name: self.cleaned_data[name] for name in ("left", "reason_left", "prints_reason", "successor")}
