"""Writing users, their passwords and their roles."""

import secrets

from django.db import transaction

from scrutiny.engine import audit
from scrutiny.engine.models import User
from scrutiny.models import Council, Person, Role
from scrutiny.refused import Refused

LAST_ADMINISTRATOR = (
    "{user} is the only administrator of {council} who may sign in. Make somebody else an administrator first."
)


@transaction.atomic
def add_user(*, username, full_name, email, by, person=None):
    """A new User (who is `person`, if given) and the password with which they sign in first, told only here."""
    password = a_password()
    user = User.objects.create_user(username=username, password=password, full_name=full_name, email=email)
    _is_person(user, person)
    audit.record(user, "added", by=by, after={"username": username, "full_name": full_name, "email": email}
                 | ({"person": str(person)} if person else {}))  # fmt: skip
    return user, password


@transaction.atomic
def change_user(user, *, by, full_name, email, is_active, person=None):
    """Save a user's name, e-mail, whether they may sign in, and which person they are; returns the user.

    Raises Refused when a council would be left with no administrator who may sign in.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active and not is_active:
        for role in user.roles.filter(kind=Role.Kind.ADMINISTRATOR).select_related("council"):
            _refuse_if_last(role, "is_active")
    before = {"full_name": user.full_name, "email": user.email, "is_active": user.is_active, "person": _person_of(user)}
    user.full_name, user.email, user.is_active = full_name, email, is_active
    user.save(update_fields=["full_name", "email", "is_active"])
    _is_person(user, person)
    after = {
        "full_name": full_name,
        "email": email,
        "is_active": is_active,
        "person": str(person) if person else None,
    }
    if before != after:
        audit.record(user, "changed", by=by, before=before, after=after)
    return user


@transaction.atomic
def give_password(user, *, by):
    """Give a user a new password, which ends their sessions; returns it, and it is told only here."""
    user = User.objects.select_for_update().get(pk=user.pk)
    password = a_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(user, "given a new password", by=by)
    return password


@transaction.atomic
def add_role(user, *, council, kind, body, by):
    """Give a user a role in `council` (of `body`, for officers); returns the Role."""
    role = Role.objects.create(user=user, council=council, kind=kind, body=body)
    audit.record(council, "gave a role", by=by, after=_in_words(role))
    return role


@transaction.atomic
def remove_role(role, *, by):
    """Take a role away; raises Refused for the last administrator of a council who may sign in."""
    if role.kind == Role.Kind.ADMINISTRATOR:
        _refuse_if_last(role)
    audit.record(role.council, "took away a role", by=by, before=_in_words(role))
    role.delete()


def a_password():
    """Five syllable pairs such as "bamo-kilu-reta-sopi-nudo": easy to read out, 63 bits."""
    syllables = [consonant + vowel for consonant in "bdfghjklmnprstvz" for vowel in "aeiou"]
    return "-".join(secrets.choice(syllables) + secrets.choice(syllables) for _ in range(5))


def _refuse_if_last(role, field=None):
    Council.objects.select_for_update().get(pk=role.council_id)  # two administrators leaving at once
    others = Role.objects.filter(council=role.council_id, kind=Role.Kind.ADMINISTRATOR, user__is_active=True)
    if not others.exclude(user=role.user_id).exists():
        raise Refused(LAST_ADMINISTRATOR.format(user=role.user, council=role.council), field)


def _person_of(user):
    person = Person.objects.filter(user=user).first()
    return str(person) if person else None


def _is_person(user, person):
    Person.objects.filter(user=user).exclude(pk=getattr(person, "pk", None)).update(user=None)
    if person is not None and person.user_id != user.pk:
        person.user = user
        person.save(update_fields=["user"])


def _in_words(role):
    return {"user": f"{role.user} ({role.user.username})", "role": role.get_kind_display()} | (
        {"body": str(role.body)} if role.body else {}
    )
