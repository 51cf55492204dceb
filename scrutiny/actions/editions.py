"""Issuing a paper, making an edition public, and taking it back."""

import hashlib

from django.db import transaction
from django.utils import timezone

from scrutiny import registry
from scrutiny.engine import audit, once
from scrutiny.models import Edition, Paper, Review
from scrutiny.papers import exemption, printing, words
from scrutiny.papers import paper as papers
from scrutiny.refused import Refused

from .papers import lock, refresh_numbers

_TRIES = 3
CHANGED = object()  # the paper was changed while it was being printed


def issue(paper, *, as_at, note="", by, at=None, token="", with_exempt=False):
    """Freeze the paper as it stands: HTML, PDF, SHA-256 and the next number. Returns the Edition.

    `token` is the form's (see engine.once): when it was handled before, nothing is issued and None is returned.

    `with_exempt` prints what is exempt too, for those who may read it: such an edition is counted apart and is never
    published. A paper that is exempt as a whole has no other.

    `as_at` is the date the paper speaks of, `note` says what changed since the edition before, `at` is the moment
    (now). While the review, or a committee's own paper, is a draft, the edition is a draft too. The PDF is made
    between two transactions, so that nobody waits for the printer; what was printed is kept only if it still is what
    the paper says. Raises engine.pdf.Problem when it cannot be printed, Refused when the paper keeps changing.
    """
    at = at or timezone.now()
    note = " ".join(note.split())
    for _ in range(_TRIES):
        number, shaped, is_exempt = _as_it_stands(paper, as_at, note, at, with_exempt)
        html = papers.article(shaped)
        data = printing.to_pdf(_fresh(paper), shaped)
        edition = Edition(
            paper=paper,
            number=number,
            as_at=as_at,
            issued_at=at,
            issued_by=by,
            is_draft=shaped["paper"]["status"] == "draft",
            is_exempt=is_exempt,
            note=note,
            title=shaped["paper"]["title"],
            html=html,
            pdf=data,
            sha256=hashlib.sha256(data).hexdigest(),
            pages=printing.page_count(data),
        )
        kept = _keep(edition, as_at, note, at, by, token)
        if kept is not CHANGED:
            return kept
    raise Refused("The paper was changed while it was being printed, so nothing was issued. Issue it again.")


@transaction.atomic
def _as_it_stands(paper, as_at, note, at, with_exempt):
    """The next edition's number, the shaped paper, and whether it holds what is exempt; numbers renewed."""
    lock(paper.review, paper)
    refresh_numbers(_fresh(paper))
    return _next(paper, as_at, note, at, with_exempt)


def _next(paper, as_at, note, at, with_exempt):
    paper = _fresh(paper)
    is_exempt = paper.is_exempt or (with_exempt and exemption.has_exempt(paper))
    paper.shows_exempt = is_exempt
    before = Edition.objects.filter(paper=paper, is_exempt=is_exempt).defer("html", "pdf").order_by("-number").first()
    number = before.number + 1 if before else 1
    line = edition_line(number, at, before, is_exempt=is_exempt)
    shaped = papers.shape(paper, as_at, is_draft=paper.is_draft, edition_line=line, note=note)
    return number, shaped, is_exempt


@transaction.atomic
def _keep(edition, as_at, note, at, by, token):
    """Save the edition if the paper still says what was printed, and give it; else CHANGED, or None (see issue)."""
    lock(edition.paper.review, edition.paper)
    if token and not once.first_time(token, by):
        return None
    number, shaped, is_exempt = _next(edition.paper, as_at, note, at, edition.is_exempt)
    if (number, is_exempt) != (edition.number, edition.is_exempt) or papers.article(shaped) != edition.html:
        transaction.set_rollback(True)  # the token is still to be used
        return CHANGED
    edition.save()
    after = {"edition": number, "as_at": as_at, "sha256": edition.sha256, "pages": edition.pages, "note": note}
    after |= {"with what is exempt": True} if is_exempt else {}
    audit.record(edition, "issued the edition", by=by, after=after)
    return edition


def edition_line(number, at, before=None, *, is_exempt=False):
    """What the paper prints of its edition: its number and day, and what it replaces, of its own kind."""
    line = f"{'Exempt edition' if is_exempt else 'Edition'} {number}, issued {words.day(timezone.localdate(at))}."
    if before:
        line += f" Replaces edition {before.number} of {words.day(timezone.localdate(before.issued_at))}."
    return line


@transaction.atomic
def publish(edition, *, by, at=None):
    """Make an edition of an agreed review public, and with it the review. Returns whether it was not public yet.

    A committee's own paper has no review; its final editions are published. Raises Refused for a draft edition, a
    review that is not agreed, or one in the bin.
    """
    review = lock(edition.paper.review, edition.paper)
    edition = Edition.objects.defer("html", "pdf").get(pk=edition.pk)
    if edition.is_exempt:
        raise Refused("This edition holds what is exempt, so it is never published. Publish the public edition.")
    if edition.is_draft:
        first = "Agree the review" if review else "Mark the paper as final"
        raise Refused(f"A draft edition cannot be published. {first}, issue a new edition and publish that.")
    if review is not None:
        _refuse_unpublishable(review)
    _refuse_what_is_exempt_now(edition)
    if edition.published_at is not None:
        return False
    edition.published_at = at or timezone.now()
    edition.save(update_fields=["published_at"])
    if review is not None:
        _say_published(review, review.published_at or edition.published_at, Review.Status.PUBLISHED, by)
    audit.record(edition, "published the edition", by=by, after={"edition": edition.number})
    return True


@transaction.atomic
def withdraw_publication(edition, *, by):
    """Take an edition out of public view; the last one takes the review with it. Returns whether it was public."""
    review = lock(edition.paper.review, edition.paper)
    edition = Edition.objects.defer("html", "pdf").get(pk=edition.pk)
    if edition.published_at is None:
        return False
    edition.published_at = None
    edition.save(update_fields=["published_at"])
    if review and not Edition.objects.filter(paper=edition.paper_id, published_at__isnull=False).exists():
        _say_published(review, None, Review.Status.AGREED, by)
    audit.record(edition, "withdrew the edition from publication", by=by, before={"edition": edition.number})
    return True


def _refuse_unpublishable(review):
    if review.is_draft:
        raise Refused("Only the report of an agreed review can be published. Agree the review first.")
    if review.binned_at is not None:
        raise Refused("This review is in the bin. Put it back before you publish its report.")


def _refuse_what_is_exempt_now(edition):
    """Refuse an edition that was issued before something in it was made exempt: it prints that still."""
    html = Edition.objects.values_list("html", flat=True).get(pk=edition.pk)
    if Paper.objects.get(pk=edition.paper_id).is_exempt or exemption.is_told_in(html):
        raise Refused(
            "Something that this edition prints has been made exempt since it was issued. "
            "Issue a new public edition and publish that."
        )


def _say_published(review, at, status, by):
    if (review.published_at, review.status) != (at, status):
        review.published_at, review.status = at, status
        review._history_user = by
        review.save(update_fields=["published_at", "status"])
        for follow in registry.on_published:
            follow(review)


def _fresh(paper):
    """The paper as it is in the database, with nothing kept from before."""
    return Paper.objects.select_related(
        "review__commissioned_by", "review__conducted_by", "body", "council", "meeting"
    ).get(pk=paper.pk)
