"""Issuing a meeting's pack, making it public, and taking it back."""

import hashlib

from django.db import transaction
from django.utils import timezone

from scrutiny.engine import audit, once
from scrutiny.models import Meeting, Pack, Paper
from scrutiny.papers import packs, words
from scrutiny.refused import Refused

from .papers import refresh_numbers

_TRIES = 3
CHANGED = object()  # something was changed while the pack was being printed


def issue(meeting, *, as_at, with_exempt=False, by, at=None, token=""):
    """Freeze the agenda and its papers as they stand: PDF, SHA-256 and the next number. Returns the Pack.

    `token` is the form's (see engine.once): when it was handled before, nothing is issued and None is returned. The
    PDF is made between two transactions, as an edition's is (see actions.editions.issue). Raises engine.pdf.Problem
    when it cannot be printed, Refused when there is nothing to print, or nothing exempt, or it keeps changing.
    """
    at = at or timezone.now()
    for _ in range(_TRIES):
        number, shaped = _as_it_stands(meeting, as_at, with_exempt, at, by)
        printed = packs.to_pdf(shaped)
        pack = Pack(
            meeting=meeting,
            number=number,
            is_exempt=with_exempt,
            as_at=as_at,
            issued_at=at,
            issued_by=by,
            is_draft=shaped.is_draft,
            pdf=printed.data,
            sha256=hashlib.sha256(printed.data).hexdigest(),
            pages=printed.pages,
        )
        kept = _keep(pack, shaped, at, token)
        if kept is not CHANGED:
            return kept
    raise Refused("A paper was changed while the pack was being printed, so nothing was issued. Issue it again.")


@transaction.atomic
def _as_it_stands(meeting, as_at, with_exempt, at, by):
    """The next pack's number and the shaped pack, the papers' numbers renewed."""
    meeting = _locked(meeting)
    _refuse_unprintable(meeting, by)
    for paper in Paper.objects.filter(agenda_items__meeting=meeting).order_by("pk"):
        refresh_numbers(paper)
    before = Pack.objects.filter(meeting=meeting).defer("pdf").order_by("-number").first()
    number = before.number + 1 if before else 1
    shaped = packs.shape(meeting, as_at, with_exempt=with_exempt, edition_line=_line(number, at, meeting, with_exempt))
    if with_exempt and not any(part.is_private for part in shaped.parts):
        raise Refused("None of the papers has anything exempt. Issue the pack for everybody.", "edition")
    return number, shaped


@transaction.atomic
def _keep(pack, shaped, at, token):
    """Save the pack if the papers still say what was printed, and give it; else CHANGED, or None (see issue)."""
    _locked(pack.meeting)
    if token and not once.first_time(token, pack.issued_by):
        return None
    number, now = _as_it_stands(pack.meeting, pack.as_at, pack.is_exempt, at, pack.issued_by)
    if number != pack.number or now != shaped:
        transaction.set_rollback(True)  # the token is still to be used
        return CHANGED
    pack.save()
    after = {"pack": number, "exempt": pack.is_exempt, "sha256": pack.sha256, "pages": pack.pages}
    audit.record(pack, "issued the pack", by=pack.issued_by, after=after)
    return pack


def _line(number, at, meeting, with_exempt):
    """What the front says of the pack: its number and day, and which pack of the same kind it replaces."""
    line = f"Pack {number}, issued {words.day(timezone.localdate(at))}."
    same = Pack.objects.filter(meeting=meeting, is_exempt=with_exempt).defer("pdf").order_by("-number").first()
    if same:
        line += f" Replaces pack {same.number} of {words.day(timezone.localdate(same.issued_at))}."
    return line


def _refuse_unprintable(meeting, by):
    """Raise Refused for an empty agenda, and for a paper that is in the bin or somebody else's draft."""
    items = list(meeting.agenda.select_related("paper__review"))
    if not items:
        raise Refused("There is nothing on the agenda yet. Add an item first.")
    mine = set(Paper.objects.visible_to(by).filter(agenda_items__meeting=meeting).values_list("pk", flat=True))
    for item in items:
        paper = item.paper
        if paper is None:
            continue
        if paper.binned_at is not None or (paper.review_id and paper.review.binned_at is not None):
            raise Refused(f"The paper of “{item.title}” is in the bin. Put it back, or take the item off the agenda.")
        if paper.is_draft and paper.pk not in mine:
            raise Refused(
                f"The paper of “{item.title}” is another committee’s draft. It can be printed when it is final."
            )


@transaction.atomic
def publish(pack, *, by, at=None):
    """Make a pack public. Returns whether it was not public yet; raises Refused for drafts and what is exempt."""
    pack = _locked_pack(pack)
    if pack.is_exempt:
        raise Refused("This pack holds what is exempt, so it is never published. Issue and publish one for everybody.")
    if pack.is_draft:
        raise Refused("This pack holds drafts. When its papers are final, issue a new pack and publish that.")
    if pack.published_at is not None:
        return False
    pack.published_at = at or timezone.now()
    pack.save(update_fields=["published_at"])
    audit.record(pack, "published the pack", by=by, after={"pack": pack.number})
    return True


@transaction.atomic
def withdraw(pack, *, by):
    """Take a pack out of public view; it stays as issued. Returns whether it was public."""
    pack = _locked_pack(pack)
    if pack.published_at is None:
        return False
    pack.published_at = None
    pack.save(update_fields=["published_at"])
    audit.record(pack, "withdrew the pack from publication", by=by, before={"pack": pack.number})
    return True


def _locked(meeting):
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    return Meeting.objects.select_related("body__council").get(pk=meeting.pk)


def _locked_pack(pack):
    _locked(pack.meeting)
    return Pack.objects.defer("pdf").get(pk=pack.pk)
