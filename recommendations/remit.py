"""Whose recommendations a committee decides: its own, its sub-committees', and those of bodies it carries on."""

from scrutiny.models import Body, BodyParent
from scrutiny.models.body import Succession


def deciding(review):
    """The primary keys of the bodies that may decide of the review's recommendations.

    Its commissioning and conducting bodies, those above them, and those that succeeded any of these.
    """
    upward = _links(review.council_id)
    return _reached({review.commissioned_by_id, review.conducted_by_id}, upward)


def under(body):
    """The primary keys of the bodies whose reviews' recommendations `body` may decide; itself among them."""
    downward = {}
    for low, highs in _links(body.council_id).items():
        for high in highs:
            downward.setdefault(high, set()).add(low)
    return _reached({body.pk}, downward)


def _links(council):
    """From each body of scrutiny to those above it and to those that carry it on: {pk: {pk}}."""
    found = {}
    scrutiny = {"child__council": council, "child__kind__in": Body.SCRUTINY_KINDS}
    pairs = [*BodyParent.objects.filter(**scrutiny).values_list("child_id", "parent_id")]
    pairs += Succession.objects.filter(predecessor__council=council).values_list("predecessor_id", "successor_id")
    for low, high in pairs:
        found.setdefault(low, set()).add(high)
    return found


def _reached(start, links):
    found, waiting = set(), list(start)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(links.get(pk, ()))
    return found
