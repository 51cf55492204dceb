"""Writing who serves on a body: join, change, leave with a successor, take out a mistake."""

from django.db import transaction
from django.db.models import Max

from scrutiny.actions.people import add_person
from scrutiny.engine import audit
from scrutiny.models import Body, Membership
from scrutiny.refused import Refused

# Why somebody left may be their health: the audit, which is for ever, says only that a reason was given.
_NOT_IN_AUDIT = ("reason_joined", "reason_left")


@transaction.atomic
def add_member(body, *, by, person=None, name="", title="", **fields):
    """A new Membership of `body`: of `person`, or of a new person called `name`.

    `fields` are those of Membership (role, role_words, is_interim, capacity, joined, left, reason_joined). Raises
    Refused when the person already serves there.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)  # so that orders do not clash
    if person is None:
        person = add_person(body.council, name=name, title=title, by=by)
    fields["has_left"] = bool(fields.get("left"))
    if not fields["has_left"] and body.memberships.current().filter(person=person).exists():
        raise Refused(already_serves(person, body), "name")
    last = body.memberships.aggregate(last=Max("order"))["last"] or 0
    membership = Membership.objects.create(
        body=body, person=person, title=title or person.title, order=last + 1, **fields
    )
    audit.record(membership, "joined", by=by, after=_for_audit({"title": membership.title} | fields))
    return membership


def already_serves(person, body):
    """The plain message for somebody who would be a member twice at once."""
    return f"{person.name} is already a member of {body}. Say when they left first, or choose somebody else."


@transaction.atomic
def add_members(body, rows, *, by):
    """Memberships for `rows` (dicts as add_member takes them), all or none."""
    return [add_member(body, by=by, **row) for row in rows]


@transaction.atomic
def change_membership(membership, *, by, **fields):
    """Save the given fields of a membership; a `left` date says that they have left. Returns it as saved.

    Raises Refused when that would make the person a member twice at once.
    """
    membership = _locked(membership)
    if fields.get("left"):
        fields["has_left"] = True
    serving = not fields.get("has_left", membership.has_left)
    others = membership.body.memberships.current().filter(person=membership.person_id).exclude(pk=membership.pk)
    if serving and others.exists():
        raise Refused(already_serves(membership.person, membership.body))
    before = {name: getattr(membership, name) for name in fields}
    for name, value in fields.items():
        setattr(membership, name, value)
    membership.save(update_fields=list(fields))
    if before != fields:
        audit.record(membership, "changed", by=by, before=_for_audit(before), after=_for_audit(fields))
    return membership


@transaction.atomic
def end_membership(membership, *, left, reason_left, prints_reason, successor, by):
    """Say that a member left (`left` may be "" when the date is not known), why, and who came instead.

    `successor` is None, a Membership of the same body that already runs, or a dict as add_member takes it; it joins
    with the member's role. Returns the ended membership; raises Refused when they would follow
    themselves, or have left already.
    """
    membership = _locked(membership)
    if membership.has_left:
        raise Refused(f"Somebody has said already that {membership.printed_name} left. Correct it on its own page.")
    fields = {"left": left, "has_left": True, "reason_left": reason_left, "prints_reason": prints_reason}
    before = {name: getattr(membership, name) for name in fields}
    for name, value in fields.items():
        setattr(membership, name, value)
    membership.save(update_fields=list(fields))
    if isinstance(successor, dict):
        person = successor.get("person")
        if person is not None and person.pk == membership.person_id:
            raise Refused(f"{person.name} cannot be replaced by themselves. Choose somebody else.", "replacement")
        successor = add_member(membership.body, by=by, **successor)
    if successor is not None and successor.person_id == membership.person_id:
        raise Refused("Nobody can be replaced by themselves. Choose somebody else.", "replacement")
    membership.replaced_by = successor
    membership.save(update_fields=["replaced_by"])
    after = fields | ({"replaced_by": str(successor)} if successor else {})
    audit.record(membership, "left", by=by, before=_for_audit(before), after=_for_audit(after))
    return membership


@transaction.atomic
def remove_membership(membership, *, by):
    """Take out a membership that was entered by mistake; what it said stays in the audit."""
    membership = _locked(membership)
    names = ("title", "role", "role_words", "capacity", "joined", "left", "has_left", "reason_left")
    before = {"name": membership.person.name} | {name: getattr(membership, name) for name in names}
    audit.record(membership, "removed", by=by, before=_for_audit(before), note="Entered by mistake.")
    membership.delete()


def _locked(membership):
    return Membership.objects.select_for_update(of=("self",)).select_related("person", "body").get(pk=membership.pk)


def _for_audit(fields):
    return {name: "given" if name in _NOT_IN_AUDIT and value else value for name, value in fields.items()}
