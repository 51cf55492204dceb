"""A meeting's agenda with its papers as one document: what its front says, and the HTML of each part.

The public edition has what everybody may read. The exempt edition has the same, and behind it, on pages of their own,
what is exempt: so that the pages that may be read by all have the same words in both.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from scrutiny.engine import pdf
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Council, Paper
from scrutiny.rules.agenda import numbers

from . import exemption, people, printing, words
from . import paper as papers

RUNNING_TITLE = 60


@dataclass(frozen=True)
class Pack:
    """What is printed: `front` for papers/pack_front.html, the parts, the files along with them; if it has drafts."""

    front: dict
    parts: tuple[pdf.Part, ...]
    attachments: tuple[pdf.Attachment, ...]
    is_draft: bool


def shape(meeting, as_at, *, with_exempt=False, edition_line=""):
    """The pack of `meeting` (with its body and council) on `as_at`; see Pack. Read-only."""
    items = list(meeting.agenda.all())
    found = _read([one.paper_id for one in items if one.paper_id])
    rows, public, private, attachments, has_drafts = [], [], [], [], False
    for item, number in zip(items, numbers(one.number for one in items), strict=True):
        row = {"number": number, "title": item.title, "note": "", "key": "", "exempt_key": "", "by": ""}
        rows.append(row)
        paper = found.get(item.paper_id)
        if paper is None:
            continue
        has_drafts = has_drafts or paper.is_draft
        row["by"] = f"Report by {paper.author}." if paper.author and not paper.is_exempt else ""
        row["note"] = "Draft." if paper.is_draft else ""
        if paper.is_exempt:
            row["note"] = exemption.notice([paper], "This paper")[0]
        else:
            shaped = _for_meeting(papers.shape(paper, as_at, is_draft=paper.is_draft), meeting, number)
            row["key"] = f"item-{item.pk}"
            public.append(_part(row["key"], shaped, f"{number}. {item.title}", attachments))
            attachments += printing.attached(paper)
        if with_exempt and meeting.body_id not in exemption.bodies_of(paper):
            # Another committee's: its members alone read it, so it is sent apart.
            row["note"] += " Its exempt part is not in this pack." if exemption.has_exempt(paper) else ""
        elif with_exempt:
            shaped = exempt_part(paper, as_at, meeting, number)
            if shaped is not None:
                row["exempt_key"] = f"exempt-{item.pk}"
                title = f"{number}. {item.title}" + ("" if paper.is_exempt else ": exempt part")
                private.append(_part(row["exempt_key"], shaped, title, attachments, is_private=True))
    front = _front(meeting, as_at, rows, with_exempt=bool(private), is_draft=has_drafts, edition_line=edition_line)
    return Pack(front, (*public, *private), tuple(attachments), has_drafts)


def _read(keys):
    """Papers by key, each fresh: nothing that was shaped for somebody else is on it."""
    found = Paper.objects.filter(pk__in=keys)
    found = found.select_related("review__commissioned_by", "review__conducted_by", "body", "council", "meeting")
    return {paper.pk: paper for paper in found}


def exempt_part(paper, as_at, meeting, number):
    """What of a paper only members may read, shaped as a paper of its own; None when there is nothing."""
    if not exemption.has_exempt(paper):
        return None
    fresh = _read([paper.pk])[paper.pk]
    fresh.shows_exempt = True
    shaped = _for_meeting(papers.shape(fresh, as_at, is_draft=fresh.is_draft), meeting, number)
    if not fresh.is_exempt:
        kept = [block for block in shaped["blocks"] if block.get("is_exempt")]
        if not kept:
            return None
        shaped["blocks"] = _levelled(kept)
        shaped["paper"] |= {"subtitle": "Exempt part", "contents": False}
    # All of it is exempt, its first page too: no page of it begins anew where an exempt block does.
    for block in shaped["blocks"]:
        block["is_exempt"] = False
    shaped["paper"]["status"] = "exempt-draft" if fresh.is_draft else "exempt"
    return shaped


def _levelled(blocks):
    """Blocks taken from among others, with levels that leave none out below the title."""
    last = 0
    for block in blocks:
        block["is_continued"] = False
        if block["heading"]:
            last = block["level"] = min(block["level"], last + 1)
    return blocks


def _for_meeting(shaped, meeting, number):
    """A shaped paper with the day and the item number that it has at this meeting."""
    head = shaped["paper"]
    head["date_line"], head["item_line"] = f"Meeting of {words.day(meeting.date)}", f"Item {number}"
    if head["status"] != "draft":
        head["status_line"] = ""  # the pack is what is issued
    return shaped


def _part(key, shaped, title, attachments, *, is_private=False):
    """A shaped paper as a part; the files of its appendices join `attachments`, each once."""
    html = papers.page(shaped)
    pictures, files = printing.behind(shaped)
    attachments += [one for one in files if one not in attachments]
    return pdf.Part(key, html, title, {name: data for name, data in pictures.items() if name in html}, is_private)


def _front(meeting, as_at, rows, *, with_exempt, is_draft, edition_line):
    body, council = meeting.body, meeting.body.council
    name = body.name_on(meeting.date)
    at = f" at {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return {
        "title": f"Agenda: {name}, {words.day(meeting.date)}",
        "council_name": council.name,
        "committee": name,
        "when_line": f"{meeting.date:%A} {words.day(meeting.date)}{at}",
        "place": meeting.place,
        "members": members_of(body, council, meeting.date),
        "rows": rows,
        "status": "draft" if is_draft else "final",
        "draft_line": "Draft: one or more of the papers are not final yet" if is_draft else "",
        "exempt_line": papers.HOLDS_EXEMPT.replace("edition", "pack") if with_exempt else "",
        "edition_line": edition_line,
        "running_title": f"Agenda of {words.day(meeting.date)}",
        "accent": council.accent,
        "language": "cy" if council.language == Council.Language.WELSH else "en-GB",
        "as_at": as_at,
    }


def members_of(body, council, on):
    """Who served on a body on a day, the chair first: rows of {name, role}."""
    day = on.isoformat()
    return [
        {"name": one.printed_name, "role": people.printed_role(one, council)}
        for one in body.memberships.for_list()
        if not partial_dates.definitely_before(one.left, day)
        and not partial_dates.definitely_before(day, one.joined)
        and not (one.has_left and not one.left)
    ]


def to_pdf(shaped):
    """The pack printed: engine.pdf.Printed. Raises engine.pdf.Problem, which may be shown."""
    return pdf.print_parts(
        shaped.parts,
        front=lambda starts, pages: front_page(shaped, starts),
        front_title="Agenda",
        foot=printing.foot(shaped.front["language"]),
        attachments=shaped.attachments,
        as_at=shaped.front["as_at"],
    )


def front_page(shaped, starts):
    """The HTML of the pages before the papers, from the page on which each part begins."""
    rows = [
        {**row, "page": starts.get(row["key"], ""), "exempt_page": starts.get(row["exempt_key"], "")}
        for row in shaped.front["rows"]
    ]
    return render_to_string("papers/pack_front.html", {"paper": {**shaped.front, "rows": rows}})
