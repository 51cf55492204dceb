"""The recommendation monitoring report: the counts, and everything open by review, from the same rows."""

from django.utils.html import format_html, format_html_join

from recommendations import asking, monitoring
from recommendations.rules import counting, ratings
from recommendations.rules.words import Answered, Claimed, Judged, Rating, Shown, Timeliness, Verdict
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.papers import outline, words

OPEN = "papers/blocks/monitoring.html"
COUNTS = "papers/blocks/monitoring_counts.html"
PROSE = "papers/blocks/prose.html"
TABLE = "papers/blocks/table.html"
LONG = 700


def watched(paper, as_at):
    """What the paper's committee watched on `as_at`, read once for all blocks of the paper; None without one."""
    body = paper.body or (paper.review.commissioned_by if paper.review_id else None)
    if body is None:
        return None

    def read():
        subject = getattr(paper, "subject", None)
        since = subject.since if subject and subject.since else monitoring.last_met(body, as_at, paper.meeting)
        since = since if since and since < as_at else None
        return monitoring.of_body(body, as_at, since=since, meeting=paper.meeting)

    return outline.shared(paper, f"watched {as_at}", read)


def counts(section, as_at):
    """How many open recommendations there are by rating, response and timeliness, each a sentence and a table."""
    found = watched(section.paper, as_at)
    if found is None:
        return None
    total = len(found.open)
    lead = f"{_count(total, 'recommendation')} {'is' if total == 1 else 'are'} open as at {words.day(as_at)}."
    if found.since:
        shut = len(found.closed)
        lead += (
            f" {_count(shut, 'recommendation')} {'was' if shut == 1 else 'were'} closed since {words.day(found.since)}."
        )
    scale = [Shown(one.value) for one in ratings.on_scale(found.rule.scale)]
    axes = (
        ("By rating", "Rating", Shown, [row.rating for row in found.open], scale),
        ("By response", "Response", Answered, [row.response for row in found.open], ()),
        ("By date", "Date", Timeliness, [row.timeliness for row in found.open], ()),
    )
    parts = [
        {"heading": heading, "template": COUNTS, "data": _axis(name, axis, values, always)}
        for heading, name, axis, values, always in axes
        if total
    ]
    return {"intro_html": text.to_html(section.text), "lead": lead, "rows": [], "sentence": "", "parts": parts}


def _axis(name, axis, values, always):
    found = counting.counts(axis, values, always)
    return {
        "intro_html": "",
        "lead": "",
        "sentence": counting.sentence(found),
        "heading": name,
        "is_rating": axis is Shown,
        "rows": [
            {
                "words": one.value.words,
                "colour": _colour(one.value),
                "meaning": counting.meaning(one.value),
                "number": one.number,
            }
            for one in found
        ],
        "total": counting.total(found),
    }


def _colour(value):
    return ratings.colour(value.value) if isinstance(value, Shown) else ""


def _count(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def report(section, as_at):
    """Everything open by review; before it what is to be decided, what changed and what was closed."""
    found = watched(section.paper, as_at)
    if found is None:
        return None
    total = len(found.open)
    silent = _silent(section.paper.body or section.paper.review.commissioned_by, as_at, found.since)
    parts = [*_decisions(found, section.paper.meeting), *_changed(found), *_closed(found), *silent]
    for review, rows in found.by_review():
        data = {"intro_html": "", "lead": "", "rows": [_open(row) for row in rows], "caption": _caption(len(rows))}
        parts.append({"heading": review.title, "template": OPEN, "data": data})
    lead = "No recommendation of this committee is open."
    if total:
        reviews = len(found.by_review())
        lead = f"{_count(total, 'recommendation')} of {_count(reviews, 'review')} {'is' if total == 1 else 'are'} open."
    return {"intro_html": text.to_html(section.text), "lead": lead, "rows": [], "parts": parts}


def _caption(number):
    return f"{_count(number, 'open recommendation')}"


def _open(row):
    one = row.recommendation
    letters = one.limb_style == one.LimbStyle.LETTERS
    claim = row.claim
    item = {
        "label": one.label or "",
        "html": text.to_html(one.text),
        "limbs": [
            {"label": limb.label if letters else "", "html": text.to_html(limb.text)} for limb in one.limbs.all()
        ],
        "addressees": row.stood.addressees,
        "response": row.response.words,
        "response_note": _response_note(row),
        "rating": row.rating.words,
        "colour": _colour(row.rating),
        "claim": "",
        "claim_html": "",
        "claim_note": "",
        "owners": row.stood.owners,
        "due": row.due,
        "timeliness": row.timeliness.words if row.timeliness in (Timeliness.OVERDUE, Timeliness.DUE_SOON) else "",
        "is_overdue": row.timeliness is Timeliness.OVERDUE,
        "slipped": row.slipped,
        "judged": row.judged,
    }
    if claim is not None:
        item["claim"] = f"Claimed: {Rating(claim.rating).words.lower()}, as at {words.day(claim.as_at)}."
        item["claim_html"] = text.to_html(claim.commentary)
        if monitoring.is_behind(row):
            item["claim_note"] = f"The action furthest behind is {Claimed(row.stood.claimed).words.lower()}."
    item["is_long"] = len(item["html"]) + len(item["claim_html"]) > LONG or len(item["limbs"]) > 4
    return item


def _response_note(row):
    received = f"Received {words.day(row.answered_on)}." if row.answered_on else ""
    several = f"{row.answered:,} of {row.asked:,} have answered." if row.asked > 1 else ""
    return " ".join(filter(None, [received, several]))


def _named(recommendation):
    """A recommendation in a table of few words: its number and its beginning, and the review it belongs to."""
    said = words.said_in({"said": text.to_html(recommendation.text)})[0]
    said = " ".join(said.split())
    said = said if len(said) <= 140 else f"{said[:139].rsplit(' ', 1)[0]}…"
    label = format_html("<strong>{}</strong> ", recommendation.label) if recommendation.label else ""
    return format_html(
        '<p>{}{}</p><p class="paper-small">{}</p>', label, said, recommendation.review.title
    )  # fmt: skip


def _lines(sentences):
    return format_html_join("", "<p>{}</p>", ((one,) for one in sentences))


def _table(heading, columns, rows, caption):
    head = [{"heading": columns[0], "width": "wide"}, *({"heading": one} for one in columns[1:])]
    cells = [{"cells": [{"html": cell} for cell in row]} for row in rows]
    return {"heading": heading, "template": TABLE, "data": {"columns": head, "rows": cells, "caption": caption}}


def _changed(found):
    if not found.since:
        return []
    heading = f"What has changed since {words.day(found.since)}"
    rows = [(_named(row.recommendation), _lines(row.changes)) for row in found.changed]
    if not rows:
        said = "Nothing has been recorded of the open recommendations since then."
        return [{"heading": heading, "template": "papers/blocks/prose.html", "data": {"html": _lines([said])}}]
    return [_table(heading, ("Recommendation", "What changed"), rows, _count(len(rows), "recommendation"))]


def _decisions(found, meeting):
    if not found.proposals:
        return []
    rows = [
        (
            _named(one.recommendation),
            _lines([f"{Verdict(one.kind).words}{monitoring.verdict_facts(one)}."]) + text.to_html(one.why),
        )
        for one in found.proposals
    ]
    heading = f"Decisions sought on {words.day(meeting.date)}"
    return [_table(heading, ("Recommendation", "Proposed"), rows, _count(len(rows), "proposed decision"))]


def _closed(found):
    if not found.closed:
        return []
    rows = [(_named(row.recommendation), _lines([_ending(row)])) for row in found.closed]
    heading = f"Closed since {words.day(found.since)}"
    return [_table(heading, ("Recommendation", "How it ended"), rows, _count(len(rows), "closed recommendation"))]


def _silent(body, as_at, since):
    """The last rung of the ladder: owners who were asked again and again and never answered are named in print."""
    letters = asking.printed(body, as_at, since)
    if not letters:
        return []
    said = format_html_join("", "<li>{}</li>", ([" ".join(letter.body.split())] for letter in letters))
    data = {"html": format_html("<ul>{}</ul>", said)}
    return [{"heading": "Owners who have not answered", "template": PROSE, "data": data}]


def _ending(row):
    minute = row.judgement.minute_reference if row.judgement else ""
    if row.judgement is None or row.stood.judgement == Judged.WITHDRAWN:
        return "Withdrawn."
    return f"{row.judged}{f', minute {minute}' if minute else ''}."


registry.add_block(
    registry.Block(
        "monitoring_counts",
        "Counts of open recommendations",
        COUNTS,
        counts,
        "Summary",
        help="How many of the committee's recommendations are open, by rating, response and date.",
        in_reports=False,
    )
)
registry.add_block(
    registry.Block(
        "monitoring",
        "Monitoring of recommendations",
        OPEN,
        report,
        "Recommendations",
        help="Every open recommendation by review, what has changed, what is to be decided, and what was closed.",
        in_reports=False,
    )
)
