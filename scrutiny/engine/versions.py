"""Saving a text that somebody else may have saved meanwhile."""

from django.db import transaction
from django.db.models import F

from . import audit


class Stale(Exception):
    """Somebody saved first: carries the thing as it is now and what was about to be saved."""

    def __init__(self, current, mine):
        super().__init__("Somebody else has saved this since you opened it.")
        self.current = current
        self.mine = mine


@transaction.atomic
def save_text(thing, seen_version, by, *, verb="changed", **fields):
    """Save `fields` on `thing` if its version is still `seen_version`; audit and keep history.

    Returns the thing as saved. Raises Stale(current, mine) and changes nothing when the version has moved on.
    The version is checked inside the UPDATE, so that two saves at once cannot both win.
    """
    model = type(thing)
    moved = model._base_manager.filter(pk=thing.pk, version=seen_version).update(version=F("version") + 1)
    current = model._base_manager.get(pk=thing.pk)
    if not moved:
        raise Stale(current, fields)
    before = {name: _plain(getattr(current, name)) for name in fields}
    for name, value in fields.items():
        setattr(current, name, value)
    current._history_user = by
    current.save(update_fields=list(fields))
    after = {name: _plain(getattr(current, name)) for name in fields}
    if before != after:
        audit.record(current, verb, by=by, before=before, after=after)
    return current


def _plain(value):
    """A value as JSON can hold it."""
    return str(value) if hasattr(value, "pk") or hasattr(value, "url") else value
