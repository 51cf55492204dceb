"""Writing a council's settings and its glossary."""

from django.db import transaction

from scrutiny import registry
from scrutiny.engine import audit
from scrutiny.models import Council, GlossaryTerm


@transaction.atomic
def add_council(*, name, by=None, **fields):
    """A new Council; `fields` are others of it (short_name, nation, accent). `by` is None while there is nobody yet."""
    council = Council.objects.create(name=name, **fields)
    audit.record(council, "added", by=by, after={"name": name} | fields)
    for call in registry.on_council_added:
        call(council)
    return council


@transaction.atomic
def change_council(council, *, by, **fields):
    """Save the given settings of a council and return it as saved."""
    council = Council.objects.select_for_update().get(pk=council.pk)
    before = {name: getattr(council, name) for name in fields}
    for name, value in fields.items():
        setattr(council, name, value)
    council.save(update_fields=list(fields))
    if before != fields:
        audit.record(council, "changed", by=by, before=before, after=fields)
    return council


@transaction.atomic
def add_term(council, *, acronym, meaning, body, by):
    """A new GlossaryTerm of `council`; `body` is the body it names, or None."""
    term = GlossaryTerm.objects.create(council=council, acronym=acronym, meaning=meaning, body=body)
    audit.record(council, "added to the glossary", by=by, after={"term": str(term)})
    return term


@transaction.atomic
def add_terms(council, terms, *, by):
    """Add several terms, pairs of acronym and meaning, and return how many were new; those held already are left."""
    held = {
        (acronym.casefold(), meaning.casefold())
        for acronym, meaning in council.glossary.values_list("acronym", "meaning")
    }
    added = 0
    for acronym, meaning in terms:
        key = (acronym.casefold(), meaning.casefold())
        if key not in held:
            held.add(key)
            add_term(council, acronym=acronym, meaning=meaning, body=None, by=by)
            added += 1
    return added


@transaction.atomic
def change_term(term, *, acronym, meaning, body, by):
    """Save a glossary term and return it."""
    term = GlossaryTerm.objects.select_for_update(of=("self",)).select_related("council").get(pk=term.pk)
    before = str(term)
    term.acronym, term.meaning, term.body = acronym, meaning, body
    term.save(update_fields=["acronym", "meaning", "body"])
    if before != str(term):
        audit.record(term.council, "changed the glossary", by=by, before={"term": before}, after={"term": str(term)})
    return term


@transaction.atomic
def remove_term(term, *, by):
    """Take a term out of the glossary."""
    audit.record(term.council, "removed from the glossary", by=by, before={"term": str(term)})
    term.delete()
