"""Forms of users and their roles."""

import re

from django import forms

from scrutiny.access import access_of
from scrutiny.engine.forms import GovForm, OnceMixin, PlainCharField
from scrutiny.engine.models import User
from scrutiny.models import Body, Council, Person, Role

from .choosing import CouncilField, RowField, body_label

_USERNAME = re.compile(r"[\w.@+-]+")


def _people_offered(administrator, user=None):
    """People of the administrator's councils who are no user yet, or are this one."""
    people = Person.objects.filter(council__in=access_of(administrator).administrator_of, user=None)
    if user is not None:
        people = people | Person.objects.filter(user=user)
    return people.for_list()


class UserForm(OnceMixin, GovForm):
    """Who signs in. A sign-in name is chosen once."""

    username = PlainCharField(
        label="Sign-in name", max_length=150, help_text="Letters, figures and . @ + - _ only, such as jane.smith."
    )
    full_name = PlainCharField(label="Full name", max_length=200)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    person = RowField(
        label="Which person in the directory is this?",
        required=False,
        help_text="A councillor or co-opted member may read what their committees share. Officers need no entry here.",
    )
    is_active = forms.BooleanField(label="May sign in", required=False)

    def __init__(self, *args, administrator, user=None, **kwargs):
        self.user = user
        if user is not None:
            kwargs["initial"] = {
                "full_name": user.full_name,
                "email": user.email,
                "is_active": user.is_active,
                "person": getattr(user, "person", None),
            }
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(_people_offered(administrator, user), _person_label, "None of them")
        del self.fields["username" if user else "is_active"]

    def clean_username(self):
        """Refuse signs that cannot be typed everywhere, and names that are taken."""
        username = self.cleaned_data["username"]
        if not _USERNAME.fullmatch(username):
            raise forms.ValidationError("The sign-in name may have letters, figures and . @ + - _ only, and no spaces")
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(f"Somebody already signs in as {username}. Choose another sign-in name")
        return username


def _person_label(person):
    return f"{person} ({person.post})" if person.post else str(person)


class RoleForm(OnceMixin, GovForm):
    """What a user may do in a council."""

    username = PlainCharField(label="Sign-in name", max_length=150, help_text="Of somebody who has one already.")
    kind = forms.ChoiceField(label="Role", choices=Role.Kind.choices, widget=forms.RadioSelect)
    council = CouncilField()
    body = RowField(
        label="Body",
        required=False,
        help_text="For a scrutiny officer: their committee, which includes what stands under it. "
        "For a responsible officer: the directorate or agency that answers.",
    )

    def __init__(self, *args, administrator, **kwargs):
        super().__init__(*args, **kwargs)
        mine = access_of(administrator).administrator_of
        self.fields["council"].only(list(Council.objects.filter(pk__in=mine)))
        bodies = Body.objects.filter(council__in=mine).live().order_by("name")
        self.fields["body"].offer(bodies, body_label, "None")

    def clean(self):
        """Find the user; an officer needs a body of the council, the others have none; no role twice."""
        values = super().clean()
        user = None
        if values.get("username"):
            user = User.objects.filter(username__iexact=values["username"]).first()
            if user is None:
                self.add_error("username", f"Nobody signs in as {values['username']}. Check it, or add the user first")
        kind, body, council = values.get("kind"), values.get("body"), values.get("council")
        if kind in (Role.Kind.OFFICER, Role.Kind.RESPONSIBLE):
            if body is None:
                self.add_error("body", f"Choose the body of the {Role.Kind(kind).label.lower()}")
            elif council and body.council_id != council.pk:
                self.add_error("body", f"{body} belongs to another council. Choose a body of {council}")
        else:
            values["body"] = None
        if user and council and kind and not self.errors:
            same = Role.objects.filter(user=user, council=council, kind=kind, body=values["body"])
            if same.exists():
                self.add_error("kind", f"{user} has this role already")
        values["user"] = user
        return values

    @property
    def values(self):
        """What users.add_role takes."""
        return {name: self.cleaned_data[name] for name in ("user", "council", "kind", "body")}
