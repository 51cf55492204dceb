"""Writing who owes progress on actions."""

from django.db import transaction

from recommendations.models import Owner
from scrutiny.engine import audit
from scrutiny.refused import Refused

FIELDS = ("name", "post", "email", "manager_name", "manager_email", "body", "is_active")
TWICE = "There is already an owner of this name and post. Choose that one, or give another post"


@transaction.atomic
def add_owner(council, *, name, by, **fields):
    """A new Owner of `council`; `fields` are those of FIELDS. Raises Refused for a name and post that are there."""
    if not name.strip():
        raise Refused("Enter the owner’s name", "name")
    owner = Owner(council=council, name=name.strip(), **fields)
    _check(owner)
    owner.save()
    audit.record(owner, "added", by=by, after=_plain(owner, FIELDS))
    return owner


@transaction.atomic
def change_owner(owner, *, by, **fields):
    """Save the given fields of an owner; returns it. Raises Refused for a name and post that are there."""
    owner = Owner.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    before = _plain(owner, fields)
    for name, value in fields.items():
        setattr(owner, name, value)
    _check(owner)
    after = _plain(owner, fields)
    if before != after:
        owner.save(update_fields=list(fields))
        audit.record(owner, "changed", by=by, before=before, after=after)
    return owner


def chosen(council, owner, typed, *, by):
    """The Owner that was chosen, or the one of the `typed` words, or None; see `named`."""
    return named(council, typed, by=by) if typed else owner


@transaction.atomic
def named(council, typed, *, by):
    """The council's owner of these words ("Una Fell, Head of Schools", or the name alone), made when there is none."""
    name, _, post = (part.strip()[:200] for part in typed.partition(","))
    name = name or post
    known = Owner.objects.filter(council=council, name__iexact=name)
    found = known.filter(post__iexact=post) if post else known
    one = found.order_by("-is_active", "pk").first()
    return one or add_owner(council, name=name, post=post, by=by)


def _check(owner):
    same = Owner.objects.filter(council=owner.council_id, name=owner.name, post=owner.post).exclude(pk=owner.pk)
    if same.exists():
        raise Refused(TWICE, "name")
    if owner.body_id and owner.body.council_id != owner.council_id:
        raise Refused("This body belongs to another council. Choose one of this council", "body")


def _plain(owner, names):
    return {name: str(value) if hasattr(value := getattr(owner, name), "pk") else value for name in names}
