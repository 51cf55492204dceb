"""A whole paper as its templates take it (templates/papers/base.html), and as the HTML they make of it."""

import re
from itertools import pairwise

from django.template.loader import render_to_string
from django.utils.text import Truncator

from scrutiny.models import Council

from . import outline, reference, words

DRAFT_STATUS = "Draft: not yet agreed by the committee"
DRAFT_PAPER = "Draft: not yet final"
NOT_ISSUED = "Copy for checking: not yet issued"


def shape(paper, as_at, *, is_draft=True, edition_line="", note=""):
    """What a paper says on `as_at` (a date): {"paper": ..., "blocks": [...]} for templates/papers/.

    `is_draft` marks every page; `edition_line` says which edition it is and what it replaces, `note` what changed.
    Read-only, in the same number of queries for one finding and for hundreds.
    """
    review = paper.review
    council = paper.council
    meeting = paper.meeting
    head = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "council_name": council.name,
        "committee": committee_line(review, as_at) if review else paper.body.name_on(as_at) if paper.body else "",
        "date_line": f"Meeting of {words.day(meeting.date)}" if meeting else "",
        "item_line": _item_line(paper.item_number),
        "author_line": f"Report by {paper.author}" if paper.author else "",
        "status": "draft" if is_draft else "final",
        "status_line": (DRAFT_STATUS if review else DRAFT_PAPER) if is_draft else "" if edition_line else NOT_ISSUED,
        "as_at_line": "" if review else f"As at {words.day(as_at)}",
        "edition_line": edition_line,
        "change_line": f"What changed: {note}" if note else "",
        "accent": council.accent,
        "language": "cy" if council.language == Council.Language.WELSH else "en-GB",
        "running_title": Truncator(paper.title).chars(60, truncate="…"),
        "as_at": as_at,
        "metadata": {"description": paper.subtitle, "keywords": []},
    }
    blocks = printed_blocks(paper, as_at)
    head["contents"] = paper.has_contents and sum(bool(block["heading"]) for block in blocks) > 1
    return {"paper": head, "blocks": blocks}


def printed_blocks(paper, as_at):
    """The blocks in order of print; a section's parts follow it one level down."""
    blocks = []
    for part in outline.parts(paper, as_at):
        if part.is_printed:
            # A second level with no heading above it is printed as a first.
            level = part.section.level if any(block["heading"] for block in blocks) else 1
            blocks.extend(blocks_of(part, level))
    attached = reference.attachments(paper)
    if attached:
        items = [{"title": one.title, "where": one.file_name, "href": ""} for one in attached]
        block = _block("attached-files", 1, "", "Attached files", "papers/blocks/background_papers.html")
        blocks.append({**block, "data": {"items": items}})
    for before, after in pairwise(blocks):
        before["is_continued"] = not after["heading"]
    return blocks


def blocks_of(part, level=1):
    """The blocks of one outline.Part that has data: the section itself, then its parts one level down."""
    section, data = part.section, dict(part.data)
    template = data.pop("template", part.block.template)
    parts = data.pop("parts", [])
    anchor = f"section-{section.pk}"
    number = section.number if section.paper.is_numbered and section.heading else ""
    block = _block(anchor, level, number, section.heading, template)
    if section.heading or data or template:
        yield {**block, "data": data, "appendix": section.kind == "scope" and bool(section.heading)}
    for place, below in enumerate(parts, start=1):
        # A part may stand below a section that has no heading; then its own is the first level.
        here = level + 1 if section.heading else level
        block = _block(f"{anchor}-{place}", here, below.get("number", ""), below["heading"], below["template"])
        yield {**block, "data": below["data"]}


def _block(anchor, level, number, heading, template):
    return {"id": anchor, "level": level, "number": number, "heading": heading, "template": template}


def committee_line(review, as_at):
    """Whose paper it is, under the names the bodies had on `as_at`."""
    commissioned, conducted = review.commissioned_by.name_on(as_at), review.conducted_by.name_on(as_at)
    if review.commissioned_by_id == review.conducted_by_id:
        return commissioned
    return f"{conducted} of {words.the(commissioned)}"


def _item_line(item_number):
    item_number = item_number.strip()
    return f"Item {item_number}" if item_number and not re.match(r"(?i)item\b", item_number) else item_number


def page(shaped):
    """The shaped paper as one HTML document, for scrutiny.engine.pdf.render."""
    return render_to_string("papers/base.html", shaped)


def article(shaped):
    """The shaped paper as a piece of a web page, saying what its PDF says."""
    return render_to_string("papers/parts/paper.html", shaped)
