"""The tracker as at a past day: derived from what had been recorded by its end, a bounded number at a time."""

from collections import Counter

from recommendations import as_at, tracker, tracker_sql

BATCH = 250
LOOKED_AT = 1_000  # derived for one page at most
COUNTED = 1_000  # counts are given for committees that had sent no more than this


def page(body, wanted, *, public_only, size=tracker.PAGE):
    """One tracker.Page of the body's recommendations as they stood on `wanted.as_at`, the newest sent first."""
    day = wanted.as_at
    keys = tracker.keys_sent_by(day, body, wanted, public_only=public_only, most=LOOKED_AT + 1, after=wanted.after)
    found, looked, at = [], None, 0
    while at < min(len(keys), LOOKED_AT) and len(found) <= size:
        some = keys[at : min(at + BATCH, LOOKED_AT)]
        at += len(some)
        looked = some[-1]
        known = {one.pk: one for one in as_at.standings([pk for _, pk in some], day)}
        found += [(key, known[key[1]]) for key in some if key[1] in known and _is_wanted(known[key[1]], wanted)]
    rows = [row_of(one) for _, one in found[:size]]
    tracker.name_reviews(rows)
    if len(found) > size:
        return tracker.Page(rows, next=found[size - 1][0])
    if at < len(keys):
        return tracker.Page(rows, next=looked, is_cut=True)
    return tracker.Page(rows)


def counts(body, wanted, *, public_only):
    """How many had each value on the day, all the body had sent: as tracker.counts, or None when there are too many."""
    every = type(wanted)(as_at=wanted.as_at)
    keys = tracker.keys_sent_by(wanted.as_at, body, every, public_only=public_only, most=COUNTED + 1)
    if len(keys) > COUNTED:
        return None
    found = {facet: Counter() for facet in ("response", "rating", "timeliness", "judgement", "open")}
    for one in as_at.standings([pk for _, pk in keys], wanted.as_at):
        for facet in ("response", "rating", "timeliness", "judgement"):
            found[facet][getattr(one, facet)] += 1
        found["open"]["yes" if one.is_open else "no"] += 1
    return {facet: dict(values) for facet, values in found.items()}


def row_of(one):
    """A Standing as a row of the tracker."""
    return {name: getattr(one, name) for name in tracker_sql.NAMES}


def _is_wanted(one, wanted):
    """Whether it has every value asked for, as it stood that day."""
    facets = dict(wanted.facets)
    is_open = facets.pop("open", "")
    if is_open and one.is_open != (is_open == "yes"):
        return False
    if wanted.owner and wanted.owner not in one.owner_keys:
        return False
    return all(getattr(one, facet) == value for facet, value in facets.items())
