"""Writing bodies: add, change, rename, end."""

from django.db import transaction

from scrutiny.engine import audit, versions
from scrutiny.models import Body, BodyParent, Council, FormerName, Succession
from scrutiny.refused import Refused
from scrutiny.rules import bodies as rules

CIRCLE = "“{parent}” already stands under “{body}”, so it cannot be above it as well. Choose another body."


@transaction.atomic
def add_body(council, *, parents=(), by, **fields):
    """A new Body of `council` under `parents`; `fields` are kind, name, abbreviation, purpose, starts_on."""
    body = Body(council=council, **fields)
    body._history_user = by
    body.save()
    BodyParent.objects.bulk_create(BodyParent(child=body, parent=parent) for parent in parents)
    audit.record(body, "added", by=by, after=fields | {"parents": _names(parents)})
    return body


@transaction.atomic
def change_body(body, seen_version, *, parents, by, **fields):
    """Save what a body is and under which `parents` (bodies) it stands; returns it.

    Raises versions.Stale when somebody saved first, and Refused when it would come to stand under itself.
    """
    # Two people moving two bodies under one another at once would each see nothing wrong: one after the other.
    Council.objects.select_for_update().get(pk=body.council_id)
    through = rules.would_be_own_ancestor(
        body.pk, [parent.pk for parent in parents], BodyParent.objects.values_list("child_id", "parent_id")
    )
    if through:
        parent = next(parent for parent in parents if parent.pk == through)
        raise Refused(CIRCLE.format(parent=parent, body=body), "parents")
    body = versions.save_text(body, seen_version, by, **fields)
    before = list(Body.objects.filter(child_links__child=body).order_by("name"))
    if {one.pk for one in before} != {one.pk for one in parents}:
        body.parent_links.exclude(parent__in=parents).delete()
        known = {one.pk for one in before}
        BodyParent.objects.bulk_create(
            BodyParent(child=body, parent=parent) for parent in parents if parent.pk not in known
        )
        audit.record(body, "moved", by=by, before={"parents": _names(before)}, after={"parents": _names(parents)})
    return body


@transaction.atomic
def rename_body(body, seen_version, *, name, abbreviation, until, by):
    """Give a body another name and keep the old one as its name `until` a date (partial-date text); returns it.

    Raises versions.Stale when somebody saved first.
    """
    old_name, old_abbreviation = body.name, body.abbreviation
    body = versions.save_text(body, seen_version, by, verb="renamed", name=name, abbreviation=abbreviation)
    FormerName.objects.create(body=body, name=old_name, abbreviation=old_abbreviation, until=until)
    return body


@transaction.atomic
def correct_former_names(body, *, by, kept):
    """Set a body's former names to `kept`: (FormerName, name, until) of those that stay; the others are removed."""
    before = [f"{one.name} until {one.until}" for one in body.former_names.all()]
    body.former_names.exclude(pk__in=[one.pk for one, _, _ in kept]).delete()
    for former, name, until in kept:
        former.name, former.until = name, until
        former.save(update_fields=["name", "until"])
    after = [f"{one.name} until {one.until}" for one in FormerName.objects.filter(body=body)]
    if before != after:
        audit.record(
            body, "corrected former names", by=by, before={"former names": before}, after={"former names": after}
        )


@transaction.atomic
def end_body(body, seen_version, *, ends_on, ending, successors, by):
    """Say when and how a body ended and which bodies carry on its work; a blank `ends_on` opens it again.

    Returns the body; raises versions.Stale when somebody saved first.
    """
    verb = "ended" if ends_on else "opened again"
    before = _names(Body.objects.filter(inheritances__predecessor=body).order_by("name"))
    body = versions.save_text(body, seen_version, by, verb=verb, ends_on=ends_on, ending=ending if ends_on else "")
    body.successions.all().delete()
    successors = list(successors) if ends_on else []
    Succession.objects.bulk_create(Succession(predecessor=body, successor=one) for one in successors)
    if before != _names(successors):
        audit.record(
            body, "named successors", by=by, before={"successors": before}, after={"successors": _names(successors)}
        )
    return body


def _names(bodies):
    return sorted(str(body) for body in bodies)
