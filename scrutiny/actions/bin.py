"""Putting things in the bin and back: nothing is deleted."""

from django.db import transaction
from django.utils import timezone

from scrutiny import registry
from scrutiny.engine import audit
from scrutiny.refused import Refused

from .ordering import locked, order_changed


def put_in_bin(kind, thing, *, by):
    """Put `thing` (of the registered TextKind `kind`) in the bin; returns whether it was not there yet.

    Raises Refused where the noun says no.
    """
    if kind.bin:
        return kind.bin(thing, by)
    return _set(kind, thing, timezone.now(), by, "put in the bin")


def put_back(kind, thing, *, by):
    """Take `thing` out of the bin, to where it was; returns whether it was there."""
    if kind.restore:
        return kind.restore(thing, by)
    return _set(kind, thing, None, by, "put back")


@transaction.atomic
def _set(kind, thing, at, by, verb):
    review = locked(kind.review_of(thing))
    rows = thing._meta.model._base_manager.filter(pk=thing.pk, binned_at__isnull=at is not None)
    if not rows.update(binned_at=at, binned_by=by if at else None):
        return False
    audit.record(thing, verb, by=by)
    if kind.is_ordered:
        order_changed(review)
    if not kind.path:
        for follow in registry.on_published:
            follow(review)
    return True


def bin_review(review, by):
    """Put a review in the bin while it is a draft; afterwards it has been agreed in public and stays."""
    if not locked_status(review).is_draft:
        raise Refused("This review has been agreed, so it cannot be put in the bin: what a committee agreed stays.")
    return _set(registry.texts["review"], review, timezone.now(), by, "put in the bin")


def bin_finding(finding, by):
    """Put a finding in the bin while the review is a draft."""
    if not locked_status(finding.review).is_draft:
        raise Refused("The review has been agreed, so its findings stay. You can still correct the words.")
    return _set(registry.texts["finding"], finding, timezone.now(), by, "put in the bin")


def restore_finding(finding, by):
    """Put a finding back, unless its section is in the bin."""
    if finding.section.binned_at is not None:
        raise Refused(f"Its section, “{finding.section}”, is in the bin. Put the section back first.")
    return _set(registry.texts["finding"], finding, None, by, "put back")


@transaction.atomic
def locked_status(review):
    """The review as it is in the database now."""
    return locked(review)
