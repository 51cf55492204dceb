"""Writing witnesses: add, change, move, and erase for good."""

from django.db import transaction
from django.db.models import Max, Q

from scrutiny.engine import audit, versions
from scrutiny.engine.models import Draft
from scrutiny.models import Witness
from scrutiny.refused import Refused

from .ordering import locked, put_in_order

ONCE_NAMED = (
    "This witness has been named here, and earlier wordings keep the name. To make them anonymous, erase this entry "
    "for good and add a new one."
)


def pasted_key(review_pk):
    """The draft key of a review's pasted list of witnesses."""
    return f"review:{review_pk}:witnesses"


@transaction.atomic
def add(review, *, by, **fields):
    """Add a witness at the end of the review's list; returns it."""
    return add_many(review, [fields], by=by)[0]


@transaction.atomic
def add_many(review, rows, *, by):
    """Add several witnesses in order; `rows` is a list of dicts of fields. Returns them."""
    locked(review)
    last = review.witnesses.aggregate(last=Max("order"))["last"] or 0
    added = []
    for order, fields in enumerate(rows, start=last + 1):
        witness = Witness(review=review, order=order, **fields)
        witness._history_user = by
        witness.save()
        audit.record(witness, "added", by=by, after={"anonymous": witness.is_anonymous})
        added.append(witness)
    return added


@transaction.atomic
def change(witness, seen_version, *, by, **fields):
    """Save a witness from the version the writer saw; raises versions.Stale when somebody saved first.

    Raises Refused when a named witness is to become anonymous: the name would stay in earlier wordings.
    """
    if fields.get("is_anonymous") and not Witness.objects.get(pk=witness.pk).is_anonymous:
        raise Refused(ONCE_NAMED)
    return versions.save_text(witness, seen_version, by, **fields)


@transaction.atomic
def move(witness, direction, *, by):
    """Move a witness one place "up" or "down" among those not in the bin; returns whether anything moved."""
    locked(witness.review)
    rows = list(Witness.objects.filter(review=witness.review_id).order_by("order", "pk"))
    kept = [one.pk for one in rows if one.binned_at is None]
    if witness.pk not in kept:
        return False
    here = kept.index(witness.pk)
    there = here + (-1 if direction == "up" else 1)
    if not 0 <= there < len(kept):
        return False
    everyone = [one.pk for one in rows]
    everyone.remove(witness.pk)
    # Places are counted among all rows, binned ones too, so that "put back" puts back where it was.
    everyone.insert(everyone.index(kept[there]) + (direction != "up"), witness.pk)
    by_pk = {one.pk: one for one in rows}
    put_in_order([by_pk[pk] for pk in everyone], Witness)
    audit.record(witness, "moved", by=by, before={"place": here + 1}, after={"place": there + 1})
    return True


@transaction.atomic
def erase(witness, *, by):
    """Remove a witness for good, with every earlier wording and unsaved draft; the audit says only that it was done."""
    locked(witness.review)
    pk = witness.pk
    audit.record(witness, "erased for good", by=by)
    Draft.objects.filter(Q(key__startswith=f"witness:{pk}:") | Q(key=pasted_key(witness.review_id))).delete()
    Witness.objects.filter(pk=pk).delete()
    # Only now: deleting the row itself adds a last wording to its history.
    Witness.history.filter(id=pk).delete()
