"""Papers that belong to a committee and to no review: begun from a template, shared with members, said to be final."""

from django.db import transaction
from django.utils import timezone

from scrutiny import registry
from scrutiny.engine import audit
from scrutiny.models import Edition, Paper
from scrutiny.refused import Refused

from .papers import add_sections_of, lock, renumber_sections, save_paper

LONGEST_TITLE = 250


def template_of(key):
    """The registered kind of a committee's paper; raises Refused for one that is not known."""
    found = registry.paper_templates.get(key)
    if found is None or found.for_review:
        raise Refused("That kind of paper is not known. Choose one from the list.", "template")
    return found


@transaction.atomic
def make_paper(body, template, *, title="", meeting=None, item_number="", author="", about=None, by):
    """A new paper of the committee `body` with the sections of a registered kind. Returns the Paper, a draft.

    `about` holds what the kind asks for by name (see registry.PaperTemplate); without a `title` the kind gives one.
    Raises Refused for an unknown kind, and for a meeting of another body.
    """
    chosen = template_of(template)
    about = about or {}
    _refuse_meeting_of_others(body, meeting)
    title = " ".join(title.split()) or (chosen.titled(about) if chosen.titled else chosen.name)
    paper = Paper(
        council_id=body.council_id,
        body=body,
        template=template,
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        meeting=meeting,
        item_number=item_number,
        author=author,
        has_contents=chosen.has_contents,
        is_numbered=bool(chosen.numbering),
        numbering=chosen.numbering or Paper.Numbering.BY_SECTION,
    )
    paper._history_user = by
    paper.save()
    add_sections_of(paper, chosen, by=by, about=about)
    if chosen.bind:
        chosen.bind(paper, about)
    audit.record(paper, "made the paper", by=by, after={"title": paper.title, "kind": chosen.name, **_plain(about)})
    renumber_sections(paper)
    return paper


@transaction.atomic
def change_paper(paper, seen_version, *, about=None, by, **fields):
    """Save the details of a committee's paper, and what it is about; raises versions.Stale. Returns the Paper."""
    _refuse_meeting_of_others(paper.body, fields.get("meeting"))
    saved = save_paper(paper, seen_version, by=by, **fields)
    chosen = registry.paper_templates.get(paper.template)
    if about and chosen and chosen.bind:
        before = chosen.bound(saved)
        chosen.bind(saved, about)
        after = chosen.bound(Paper.objects.get(pk=saved.pk))
        if before != after:
            audit.record(saved, "changed what it is about", by=by, before=_plain(before), after=_plain(after))
    return saved


@transaction.atomic
def share(paper, *, by, at=None):
    """Let the committee's members read the paper while it is put together; gives whether they could not before."""
    return _set(paper, "shared_at", at or timezone.now(), "shared with members", by)


@transaction.atomic
def stop_sharing(paper, *, by):
    """Keep the paper to its officers again; final editions stay with the members."""
    return _set(paper, "shared_at", None, "stopped sharing with members", by)


@transaction.atomic
def make_final(paper, *, by, at=None):
    """Say that the paper is final: editions issued from now on are no drafts; gives whether it was a draft."""
    return _set(paper, "final_at", at or timezone.now(), "made the paper final", by)


@transaction.atomic
def make_draft(paper, *, by):
    """Take the paper back to a draft; what was issued stays as it was issued."""
    return _set(paper, "final_at", None, "made the paper a draft again", by)


@transaction.atomic
def put_in_bin(paper, *, by, at=None):
    """Put a paper begun by mistake in the bin; gives whether it was not there yet.

    Raises Refused for a review's report, and for a paper of which a final edition was issued: that stays.
    """
    _lock_own(paper)
    if Edition.objects.filter(paper=paper).exclude(is_draft=True, published_at=None).exists():
        raise Refused("A final edition of this paper has been issued, so the paper stays.")
    if not Paper.objects.kept().filter(pk=paper.pk).update(binned_at=at or timezone.now(), binned_by=by):
        return False
    audit.record(paper, "put the paper in the bin", by=by)
    return True


@transaction.atomic
def put_back(paper, *, by):
    """Take a paper out of the bin, as it was; gives whether it was there."""
    _lock_own(paper)
    if not Paper.objects.binned().filter(pk=paper.pk).update(binned_at=None, binned_by=None):
        return False
    audit.record(paper, "took the paper out of the bin", by=by)
    return True


def _lock_own(paper):
    if paper.review_id:
        raise Refused("This paper is the report of a review: share, agree or put away the review instead.")
    lock(None, paper)


def _set(paper, field, at, verb, by):
    _lock_own(paper)
    if Paper.objects.binned().filter(pk=paper.pk).exists():
        raise Refused("This paper is in the bin. Put it back first.")
    rows = Paper.objects.filter(pk=paper.pk, **{f"{field}__isnull": at is not None})
    if not rows.update(**{field: at}):
        return False
    setattr(paper, field, at)
    audit.record(paper, verb, by=by)
    return True


def _refuse_meeting_of_others(body, meeting):
    if meeting is not None and meeting.body_id != body.pk:
        raise Refused("That is a meeting of another body. Choose one of this committee’s.", "meeting")


def _plain(values):
    return {name: None if value is None else str(value) for name, value in values.items()}
