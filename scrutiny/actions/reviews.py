"""Writing reviews: create, change, share, and the steps from scoping to agreed."""

from django.db import transaction
from django.utils import timezone

from scrutiny import readiness, registry
from scrutiny.engine import audit, versions
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Review, Scope
from scrutiny.refused import Refused

from .ordering import locked
from .papers import make_report


class NotReady(Refused):
    """Raised when a review is to be agreed and something must be put right first; carries the points."""

    def __init__(self, points):
        super().__init__("The review cannot be agreed yet. Put right what is listed first.")
        self.points = points


@transaction.atomic
def create(council, *, title, commissioned_by, conducted_by, by, stage=None, previous=None, **fields):
    """Start a review with its empty scope and its report; returns it.

    `previous` is the review of which this is the next stage: nothing of it is copied. `fields` are others of the
    review (trigger, started, evidence_ended, matters_covered, contact).
    """
    review = Review(
        council=council,
        title=title,
        commissioned_by=commissioned_by,
        conducted_by=conducted_by,
        stage=stage,
        previous=previous,
        **fields,
    )
    review._history_user = by
    review.save()
    scope = Scope(review=review)
    scope._history_user = by
    scope.save()
    after = {"title": title, "commissioned_by": str(commissioned_by), "conducted_by": str(conducted_by)}
    audit.record(review, "started", by=by, after=after)
    review.report = make_report(review, by=by)
    for hook in registry.on_created:
        hook(review, by)
    return review


@transaction.atomic
def change(review, seen_version, *, by, **fields):
    """Save a review's details from the version the writer saw; raises versions.Stale when somebody saved first.

    The report keeps the review's title as long as it has not been given one of its own.
    """
    before = Review.objects.get(pk=review.pk).title
    saved = versions.save_text(review, seen_version, by, **fields)
    report = getattr(saved, "report", None)
    if report and report.title == before != saved.title:
        saved.report = versions.save_text(report, report.version, by, title=saved.title)
    if not saved.is_draft:
        for follow in registry.on_published:
            follow(saved)
    return saved


@transaction.atomic
def set_status(review, status, *, by):
    """Say how far the work is: scoping, gathering evidence or drafting. Raises Refused once it is agreed."""
    review = locked(review)
    if not review.is_draft:
        raise Refused("This review has been agreed, so its status follows its report from now on.")
    if status not in Review.DRAFTS:
        raise Refused("Choose scoping, gathering evidence or drafting.")
    if review.status != status:
        before = review.get_status_display()
        review.status = status
        _save(review, ["status"], by)
        after = {"status": review.get_status_display()}
        audit.record(review, "set the status", by=by, before={"status": before}, after=after)
    return review


@transaction.atomic
def share(review, *, by, at=None):
    """Let the members of its committees read the draft; `at` is the moment (now). Returns the review."""
    review = locked(review)
    if review.binned_at is not None:
        raise Refused("This review is in the bin. Put it back before you share it.")
    if review.shared_at is None:
        review.shared_at = at or timezone.now()
        _save(review, ["shared_at"], by)
        audit.record(review, "shared with members", by=by)
    return review


@transaction.atomic
def stop_sharing(review, *, by):
    """Show the draft to its officers only again. Returns the review."""
    review = locked(review)
    if review.shared_at is not None:
        review.shared_at = None
        _save(review, ["shared_at"], by)
        audit.record(review, "stopped sharing with members", by=by)
    return review


@transaction.atomic
def agree(review, *, endorsed="", endorsed_at=None, by, at=None):
    """Record that the committee agreed the report: labels are fixed from now on. Returns the review.

    `endorsed` is a partial date ("2011-09"), `endorsed_at` the meeting, `at` the moment of recording (now). Raises
    NotReady with the blocking points, and Refused when it is agreed already or the date is before the start.
    """
    review = locked(review)
    if not review.is_draft:
        raise Refused("This review has been agreed already.")
    if review.binned_at is not None:
        raise Refused("This review is in the bin. Put it back before you agree it.")
    if partial_dates.definitely_before(endorsed, review.started):
        started = partial_dates.in_words(review.started)
        raise Refused(f"The date it was endorsed is before the review started ({started}). Check both dates.")
    blocking = [point for point in readiness.points(review) if point.blocks_agreeing]
    if blocking:
        raise NotReady(blocking)
    before = {"status": review.get_status_display()}
    review.status = Review.Status.AGREED
    review.endorsed, review.endorsed_at = endorsed, endorsed_at
    review.agreed_at, review.agreed_by = at or timezone.now(), by
    _save(review, ["status", "endorsed", "endorsed_at", "agreed_at", "agreed_by"], by)
    for hook in registry.on_agreed:
        hook(review, by)
    after = {
        "status": review.get_status_display(),
        "endorsed": partial_dates.in_words(endorsed),
        "endorsed_at": str(endorsed_at or ""),
    }
    audit.record(review, "agreed", by=by, before=before, after=after)
    return review


def _save(review, fields, by):
    review._history_user = by
    review.save(update_fields=fields)
