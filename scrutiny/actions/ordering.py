"""Keeping things in order under a lock, so that two people moving at once cannot make a gap or a double."""

from scrutiny.actions import papers
from scrutiny.models import Review
from scrutiny.refused import Refused


def locked(review):
    """The review's row, locked until the transaction ends; numbers and orders are allotted only under it."""
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk)


class Fixed(Refused):
    """Raised when the order of an agreed review is asked to change: its labels have been quoted."""


def refuse_when_agreed(review):
    """Raise Fixed, in plain words, once the review is agreed."""
    if not review.is_draft:
        raise Fixed(
            "The review is agreed, so its findings and recommendations keep their places: their numbers have been "
            "quoted. You can still correct their words."
        )


def order_changed(review):
    """Number sections and findings anew, and have labels follow, after something was added, moved or taken away."""
    papers.renumber_sections(review.report)


def put_in_order(things, model):
    """Give `things` (a list in the wished order) the orders 1, 2, 3…, writing only the rows that move."""
    moved = []
    for order, thing in enumerate(things, start=1):
        if thing.order != order:
            thing.order = order
            moved.append(thing)
    if moved:
        model._base_manager.bulk_update(moved, ["order"], batch_size=500)
