"""A whole paper as its templates take it (templates/papers/base.html), and as the HTML they make of it."""

import re
import textwrap
from itertools import pairwise

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from scrutiny.models import Council
from scrutiny.rules import contents as rules

from . import appendices, exemption, outline, reference, words

DRAFT_STATUS = "Draft: not yet agreed by the committee"
DRAFT_PAPER = "Draft: not yet final"
NOT_ISSUED = "Copy for checking: not yet issued"
_LEFT_OUT = "papers/blocks/left_out.html"
RUNNING_TITLE = 68
ENDS = ("contact",)  # kinds of section that do not begin a page where that can be helped
HOLDS_EXEMPT = "Not for publication: this edition holds exempt information"


def shape(paper, as_at, *, is_draft=True, edition_line="", note="", above=()):
    """What a paper says on `as_at` (a date): {"paper": ..., "blocks": [...], "files": ...} for templates/papers/.

    What is exempt is left out, and said to be, unless `paper.shows_exempt`. `files` are those that it shows or that
    go along with it, {name: Appendix}; `above` the keys of the papers behind which it is printed. `is_draft` marks
    every page; `edition_line` says which edition it is and what it replaces, `note` what changed. Read-only, in the
    same number of queries for one finding and for hundreds.
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
        "meeting_lines": _meeting_lines(paper, as_at),
        **_whose(paper),
        "part_line": _part_line(paper),
        "status": "draft" if is_draft else "final",
        "status_line": (DRAFT_STATUS if review else DRAFT_PAPER) if is_draft else "" if edition_line else NOT_ISSUED,
        "as_at_line": "" if review else f"As at {words.day(as_at)}",
        "edition_line": edition_line,
        "change_line": f"What changed: {note}" if note else "",
        "accent": council.accent,
        "language": "cy" if council.language == Council.Language.WELSH else "en-GB",
        "running_title": _running(paper.title),
        "as_at": as_at,
        "metadata": {"description": paper.subtitle, "keywords": []},
    }
    head["exempt_line"] = HOLDS_EXEMPT if paper.shows_exempt and exemption.has_exempt(paper) else ""
    if paper.is_exempt and not paper.shows_exempt:
        return _kept_back(paper, head)
    blocks, files = printed_blocks(paper, as_at, above)
    head["contents"] = paper.has_contents and sum(bool(block["heading"]) for block in blocks) > 1
    if head["contents"]:
        _settle_contents(head, blocks)
    return {"paper": head, "blocks": blocks, "files": files}


_LINES = ("as_at_line", "from_line", "author_line", "wards_line", "status_line", "exempt_line", "edition_line")


def _settle_contents(head, blocks):
    """Keep the contents on the front page where that can be: what a section makes by itself is named if there is room.

    Bookmarks name everything in any case. Rows that are still too many stand closer together.
    """
    lines = [head[name] for name in (*_LINES, "change_line") if head[name]]
    lines += [one["day"] for one in head["meeting_lines"]] or [head["date_line"] or head["item_line"]]
    lines += [" ".join(head["part_line"])] if head["part_line"] else []
    room = rules.room(head["title"], head["subtitle"], filter(None, lines))
    listed = [block for block in blocks if block["heading"]]
    if rules.height(block["heading"] for block in listed) <= room:
        return
    for block in listed:
        block["is_unlisted"] = bool(block.get("is_part")) and block["level"] > 1
    named = [block["heading"] for block in listed if not block["is_unlisted"]]
    head["contents_close"] = rules.height(named) > room


def usual_day(paper, today):
    """The day as at which a paper is printed unless another is asked for: today, or the day of the meeting it was for.

    The last of its meetings counts, and only for a paper that was final by then: one that is typed in later would
    tell nothing of what is entered for it. A review's report is always as at today.
    """
    if paper.review_id or paper.final_at is None:
        return today
    days = [one.meeting.date for one in paper.also_to.select_related("meeting")]
    days += [paper.meeting.date] if paper.meeting_id else []
    last = max(days, default=today)
    return last if timezone.localdate(paper.final_at) <= last < today else today


def _running(title):
    """The title as the head of each page has it: cut between words where it is longer than that line."""
    cut = textwrap.shorten(title, RUNNING_TITLE, placeholder="…")
    return cut if len(cut) > 1 else Truncator(title).chars(RUNNING_TITLE, truncate="…")


def _kept_back(paper, head):
    """A paper that is exempt as a whole, for those who may not read it: where it would be, and why it is not."""
    told = {"title": "Not for publication", "running_title": "Not for publication", "metadata": {}}
    blank = ("subtitle", "from_line", "author_line", "wards_line", "change_line")
    block = _left_out(1, exemption.notice([paper], "This paper"))
    return {
        "paper": {**head, **told, **dict.fromkeys(blank, ""), "contents": False},
        "blocks": [block],
        "files": {},
    }


def printed_blocks(paper, as_at, above=()):
    """The blocks in order of print, and the files that they need; a section's parts follow it one level down.

    Where sections that are exempt stand together, the public edition says so once, whatever their number.
    """
    blocks, hidden, told = [], [], 0
    by_section = {part.section.pk: part for part in outline.parts(paper, as_at)}
    for section in [*outline.every_section(paper), None]:
        if section is not None and section.set_apart is not None and not paper.shows_exempt:
            if not section.is_dropped and outline.data_of(section, as_at) is not None:
                hidden.append(section.set_apart)
            continue
        part = by_section[section.pk] if section is not None else None
        if part is not None and not part.is_printed:
            continue
        if hidden:
            told += 1
            blocks.append(_left_out(told, exemption.notice(hidden)))
            hidden = []
        if part is not None:
            # A second level with no heading above it is printed as a first.
            level = part.section.level if any(block["heading"] for block in blocks) else 1
            blocks.extend(_marked(section, blocks_of(part, level)))
    behind, files = appendices.blocks(paper, as_at, above)
    attached = reference.attachments(paper)
    if attached:
        items = [{"title": one.title, "where": one.file_name, "href": ""} for one in attached]
        block = _block("attached-files", 1, "", "Attached files", "papers/blocks/background_papers.html")
        blocks.append({**block, "data": {"items": items}, "runs_on": True})
    blocks += behind
    for before, after in pairwise(blocks):
        before["is_continued"] = not after["heading"]
    return blocks, files


def _left_out(number, sentences):
    """The block that stands where something exempt was left out."""
    return {**_block(f"left-out-{number}", 1, "", "", _LEFT_OUT), "data": {"sentences": sentences}}


def _marked(section, blocks):
    """The blocks of a section; those of an exempt one on pages of their own, the first saying why."""
    says_why = section.set_apart is section  # what stands below it need not say it again
    for place, block in enumerate(blocks):
        if section.set_apart is not None:
            mark = exemption.marked(section) if says_why and place == 0 else ""
            block |= {"is_exempt": True, "exempt": mark}
        yield block


def blocks_of(part, level=1):
    """The blocks of one outline.Part that has data: the section itself, then its parts one level down."""
    section, data = part.section, dict(part.data)
    template = data.pop("template", part.block.template)
    parts = data.pop("parts", [])
    anchor = f"section-{section.pk}"
    number = section.number if section.paper.is_numbered and section.heading else ""
    block = _block(anchor, level, number, section.heading, template)
    if section.heading or data or template:
        is_appendix = section.kind == "scope" and bool(section.heading)
        yield {**block, "data": data, "appendix": is_appendix, "runs_on": section.kind in ENDS}
    for place, below in enumerate(parts, start=1):
        # A part may stand below a section that has no heading; then its own is the first level.
        here = level + 1 if section.heading else level
        block = _block(f"{anchor}-{place}", here, below.get("number", ""), below["heading"], below["template"])
        yield {**block, "data": below["data"], "is_part": True}


def _block(anchor, level, number, heading, template):
    return {"id": anchor, "level": level, "number": number, "heading": heading, "template": template}


def committee_line(review, as_at):
    """Whose paper it is, under the names the bodies had on `as_at`."""
    commissioned, conducted = review.commissioned_by.name_on(as_at), review.conducted_by.name_on(as_at)
    if review.commissioned_by_id == review.conducted_by_id:
        return commissioned
    return f"{conducted} of {words.the(commissioned)}"


def _whose(paper):
    """Whose report it is: who presents it apart from who wrote it, where both are said."""
    wards_section = any(one.kind == "wards" and not one.is_dropped for one in outline.sections(paper))
    author = f"Report by {paper.author}" if paper.author else ""
    return {
        "from_line": f"Report from {paper.presenter}" if paper.presenter else "",
        "author_line": f"Author: {paper.author}" if paper.author and paper.presenter else author,
        "wards_line": f"Wards affected: {paper.wards}" if paper.wards and not wards_section else "",
    }


def _part_line(paper):
    """Which part of the agenda it stands in and whether it is delegated, as parts of a line."""
    part = ("Part II" if paper.is_exempt else "Part I") if paper.says_part else ""
    delegated = paper.get_delegated_display() if paper.delegated else ""
    return [words for words in (part, delegated) if words]


def _meeting_lines(paper, as_at):
    """Each meeting to which a paper goes with its body and item, earliest first; [] where it goes to one or none."""
    further = list(paper.also_to.select_related("meeting__body"))
    if not further:
        return []
    rows = [(one.meeting, one.item_number) for one in further]
    rows += [(paper.meeting, paper.item_number)] if paper.meeting else []
    rows.sort(key=lambda row: (row[0].date, row[0].pk))
    return [
        {"body": meeting.body.name_on(as_at), "day": words.day(meeting.date), "item": _item_line(item)}
        for meeting, item in rows
    ]


def _item_line(item_number):
    item_number = item_number.strip()
    return f"Item {item_number}" if item_number and not re.match(r"(?i)item\b", item_number) else item_number


def page(shaped):
    """The shaped paper as one HTML document, for scrutiny.engine.pdf.render."""
    return render_to_string("papers/base.html", shaped)


def article(shaped):
    """The shaped paper as a piece of a web page, saying what its PDF says."""
    return appendices.on_the_web(render_to_string("papers/parts/paper.html", shaped))
