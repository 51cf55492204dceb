"""A briefing as paper: the data of its block, and two sides that members can print."""

from django.template.loader import render_to_string

from recommendations.rules import story as rules
from scrutiny.engine import pdf
from scrutiny.papers import printing, words

TEMPLATE = "papers/blocks/briefing.html"
# How many lines of each list are printed: fewer until it fits on two sides.
TRIES = (8, 6, 5, 4, 3, 2)
SIDES = 2


def lead(found):
    """The figures in a sentence."""
    said = words.joined(f"{number:,} {name}" for name, number, _ in found.figures)
    since = f"the meeting of {rules.day(found.since)}" if found.last else rules.day(found.since)
    return f"{said[:1].upper()}{said[1:]}. What is told as changed is what was recorded since {since}."


def parts(found, most):
    """The lists as papers/blocks/briefing.html takes them, at most `most` lines of each."""
    return [
        {
            "heading": part.heading,
            "lead": part.lead,
            "none": part.none,
            "caption": _caption(part, most),
            "rows": [
                {
                    "label": line.label,
                    "about": line.about,
                    "said": line.said,
                    "note": line.note,
                    "rating": line.rating.words if line.rating else "",
                    "colour": line.colour,
                }
                for line in part.lines[:most]
            ],
            "more": _more(part, most),
        }
        for part in found.parts
    ]


def _caption(part, most):
    every = len(part.lines)
    return f"{every} in all" if every <= most else f"{most} of {every}"


def _more(part, most):
    """What is said of the lines that are left out, "" when there are none."""
    left = len(part.lines) - most
    if left < 1:
        return ""
    return f"And {left} more in the tracker." if part.key in ("changed", "late", "red") else f"And {left} more."


def on_two_sides(found):
    """The PDF's bytes, with as many lines of each list as two sides hold; raises engine.pdf.Problem."""
    data = b""
    for most in TRIES:
        data = pdf.render(page(found, most), as_at=found.on)
        if printing.page_count(data) <= SIDES:
            break
    return data


def page(found, most):
    """The briefing as one HTML document for scrutiny.engine.pdf."""
    body, council = found.body, found.body.council
    meeting = (
        f"For the meeting of {rules.day(found.meeting.date)}" if found.meeting else "No meeting is in the calendar"
    )
    paper = {
        "title": "Since you last met",
        "subtitle": "",
        "council_name": council.name,
        "committee": body.name_on(found.on),
        "date_line": meeting,
        "item_line": "",
        "as_at_line": f"As at {rules.day(found.on)}",
        "author_line": "",
        "status": "final",
        "status_line": "",
        "edition_line": "",
        "change_line": "",
        "accent": council.accent,
        "language": "en-GB",
        "running_title": f"Since you last met, as at {rules.day(found.on)}",
        "contents": False,
        "as_at": found.on,
        "metadata": {"description": f"{body.name}: what changed since the last meeting", "keywords": []},
    }
    blocks = []
    for number, part in enumerate(parts(found, most)):
        block = {"id": f"part-{number}", "level": 1, "number": "", "heading": part["heading"], "template": TEMPLATE}
        blocks.append({**block, "data": {**part, "intro_html": ""}})
    context = {"paper": paper, "blocks": blocks, "lead": lead(found)}
    return render_to_string("recommendations/briefing_paper.html", context)
