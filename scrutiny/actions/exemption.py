"""Keeping a section, or a committee's whole paper, from the public, and giving it back."""

from django.db import transaction

from scrutiny.engine import versions
from scrutiny.models import Edition
from scrutiny.papers import exemption
from scrutiny.refused import Refused

from .papers import held_by, lock, renumber_sections, save_section

NOTHING = {"exempt_paragraph": None, "exempt_reason": "", "exempt_until": None, "exempt_summary": ""}


@transaction.atomic
def set_section(section, seen_version, *, by, **fields):
    """Make a section exempt, change why, or make it public again (with NOTHING); gives the Section.

    `fields` are exempt_paragraph, exempt_reason, exempt_until and exempt_summary, together. The sections that stand
    below it go with it. Raises Refused for what is followed up in public, versions.Stale for a stale save.
    """
    lock(section.review, section.paper)
    wanted = {**NOTHING, **fields}
    if wanted["exempt_paragraph"] is not None:
        held = held_by(section)
        if held or not exemption.may_be_exempt(section):
            raise Refused(
                f"This section {f'holds {held}' if held else 'is for findings and recommendations'}, which are "
                "followed up in public. Write what is exempt in a section of written text, and make that exempt."
            )
    return save_section(section, seen_version, by=by, **wanted)


@transaction.atomic
def set_paper(paper, seen_version, *, by, **fields):
    """Make a committee's own paper exempt as a whole (part II), change why, or make it public again; gives the Paper.

    Raises Refused for a review's report, and while an edition of the paper is public; versions.Stale as above.
    """
    if paper.review_id:
        raise Refused("A review’s report is not kept back as a whole. Make the sections exempt that must be.")
    lock(None, paper)
    wanted = {**NOTHING, **fields}
    public = Edition.objects.filter(paper=paper, published_at__isnull=False).defer("html", "pdf").first()
    if wanted["exempt_paragraph"] is not None and public is not None:
        raise Refused(f"Edition {public.number} of this paper is public. Withdraw it from publication first.")
    saved = versions.save_text(paper, seen_version, by, **wanted)
    renumber_sections(saved)
    return saved


def still_public(paper):
    """The published editions that print something that is exempt now, newest first: a list without their PDFs."""
    editions = Edition.objects.filter(paper=paper, published_at__isnull=False).defer("pdf").order_by("-pk")
    return [one for one in editions if exemption.is_told_in(one.html)]
