"""Writing people."""

from django.db import transaction
from django.db.models import prefetch_related_objects

from scrutiny.engine import audit
from scrutiny.models import Person
from scrutiny.rules import member_lines


@transaction.atomic
def add_person(council, *, name, by, title="", family_name="", post="", email=""):
    """A new Person of `council`; the family name is guessed from the name when it is not given."""
    person = Person.objects.create(
        council=council,
        title=title,
        name=name,
        family_name=family_name or member_lines.family_name(name)[:100],
        post=post,
        email=email,
    )
    audit.record(person, "added", by=by, after={"title": title, "name": name, "post": post, "email": email})
    return person


@transaction.atomic
def change_person(person, *, by, **fields):
    """Save the given fields of a person and return the person as saved."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not fields.get("family_name", "given"):
        fields["family_name"] = member_lines.family_name(fields.get("name", person.name))[:100]
    before = {name: getattr(person, name) for name in fields}
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(fields))
    if before != fields:
        audit.record(person, "changed", by=by, before=before, after=fields)
    return person


def known_by_name(council, names):
    """{name as compared: [Person, ...]} of those people of `council` who have one of `names`, with their memberships.

    The number of queries does not grow with the names.
    """
    wanted = {member_lines.same_name(name) for name in names}
    found = {}
    if wanted:
        for person in Person.objects.filter(council=council).for_list():
            key = member_lines.same_name(person.name)
            if key in wanted:
                found.setdefault(key, []).append(person)
    prefetch_related_objects([person for several in found.values() for person in several], "memberships__body")
    return found
