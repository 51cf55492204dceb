"""How a review went: sessions and meetings held, matters covered, and its scope as planned beside what happened."""

from django.utils.html import escape

from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import EvidenceItem, Meeting
from scrutiny.rules import planned

from . import outline, people, words


def process(section, as_at):
    """The sessions held and the meetings of the group, up to `as_at`, after the section's own text."""
    sessions, meetings = sessions_held(section.paper, as_at), meetings_held(section.paper, as_at)
    rows = [(one.date or "9999", one.title, one.get_kind_display(), one.place) for one in sessions] + [
        (one.date.isoformat(), f"{one.get_kind_display()} of the {_short_kind(section)}", "", one.place)
        for one in meetings
        if one.kind != Meeting.Kind.PRIVATE
    ]
    rows.sort(key=lambda row: row[0])
    private = sum(one.kind == Meeting.Kind.PRIVATE for one in meetings)
    note = ""
    if private:
        held = words.count(private, "private meeting", "private meetings")
        note = f"The {_short_kind(section)} {'also ' if rows else ''}held {held}."
    if not rows:
        written = section.text.strip()
        if not written and not note:
            return None
        return {
            "template": "papers/blocks/prose.html",
            "html": text.to_html("\n\n".join(filter(None, [written, note]))),
        }
    has_places = any(place for *_, place in rows)
    return {
        "intro_html": text.to_html(section.text),
        "columns": [
            {"heading": "Date", "width": "date"},
            {"heading": "What was held", "width": "wide" if has_places else ""},
            *([{"heading": "Where"}] if has_places else []),
        ],
        "rows": [{"cells": [{"html": cell} for cell in _cells(*row)[: 3 if has_places else 2]]} for row in rows],
        "note": note,
        "kind": "plain",
    }


def _cells(on, title, kind, place):
    date = partial_dates.in_words(on) if on != "9999" else "Date not recorded"
    what = title if not kind or kind.casefold() in title.casefold() else f"{title} ({kind.lower()})"
    return [escape(date), escape(what), escape(place)]


def _short_kind(section):
    """What a paper calls the group after its first mention: "sub-committee", "topic group"."""
    return section.review.conducted_by.get_kind_display().lower()


def sessions_held(paper, as_at):
    """The kept evidence sessions not surely later than `as_at`, by date."""
    review = paper.review
    if review is None:
        return []
    found = outline.shared(paper, "sessions", lambda: list(review.sessions.kept().order_by("date", "pk")))
    return [one for one in found if not partial_dates.definitely_before(as_at.isoformat(), one.date)]


def meetings_held(paper, as_at):
    """The meetings that a group held for this review: those of a conducting body of its own while the review ran.

    A committee that conducts its own review meets on much else, so its meetings are not counted; nor is a meeting
    that already stands there as a session.
    """
    review = paper.review
    if review is None or not review.started or review.conducted_by_id == review.commissioned_by_id:
        return []
    start = partial_dates.parse(review.started).earliest()
    end = min([as_at, *(partial_dates.parse(one).latest() for one in [review.endorsed] if one)])

    def read():
        return list(Meeting.objects.filter(body=review.conducted_by_id, date__gte=start).order_by("date", "pk"))

    told = {one.meeting_id for one in sessions_held(paper, as_at)}
    return [one for one in outline.shared(paper, "meetings", read) if one.date <= end and one.pk not in told]


def matters_covered(section, as_at):
    """What the review covered, as a list, after the section's own text."""
    matters = section.review.matters_covered.strip() if section.review else ""
    items = words.items_of(matters) if matters else []
    if items:
        return {"intro_html": text.to_html(section.text), "items": items}
    written = "\n\n".join(filter(None, [section.text.strip(), matters]))
    return {"template": "papers/blocks/prose.html", "html": text.to_html(written)} if written else None


PLAIN = (
    ("objective", "Objective"),
    ("outcome", "Outcome"),
    ("constraints", "Constraints"),
    ("method", "Method"),
    ("support", "Support"),
    ("priorities", "Council priorities"),
    ("principles", "Scrutiny principles"),
)


def scope(section, as_at):
    """The scope as it was agreed, then evidence, witnesses, dates and members as planned and as they were."""
    scope_row = people.scope_of(section.paper)
    if scope_row is None:
        return _text_alone(section)
    rows = [
        {"heading": heading, "planned_html": words.typed_html(getattr(scope_row, name)), "actual_html": ""}
        for name, heading in PLAIN
        if getattr(scope_row, name).strip()
    ]
    both = [row for row in _compared(section.paper, scope_row, as_at) if row["planned_html"] or row["actual_html"]]
    if not rows and not any(row["planned_html"] for row in both):
        return _text_alone(section)  # no scope was written, so there is nothing to compare with
    parts = []
    if both:
        data = {"intro_html": "", "rows": both, "same_text": "None recorded", "actual_heading": "What happened"}
        for row in both:
            row["planned_html"] = row["planned_html"] or words.list_html(["Not stated"])
        template = "papers/blocks/scope.html"
        parts = [{"heading": "Planned and actual" if rows else "", "template": template, "data": data}]
    if not rows and not parts:
        return _text_alone(section)
    data = {"intro_html": text.to_html(section.text), "rows": rows, "planned_only": True}
    if not rows:
        data = {"template": "papers/blocks/prose.html", "html": data["intro_html"]}
    return {**data, "parts": parts, "planned_heading": "As agreed"}


def _compared(paper, scope_row, as_at):
    """Rows of what was planned beside what happened."""
    witnesses = [one.printed_name for one in people.heard(paper)]
    members = [one.printed_name for one in people.memberships(paper, as_at)]
    evidence = [one.title for one in open_evidence(paper)]
    held = [
        ", ".join(filter(None, [partial_dates.in_words(one.date), one.title])) for one in sessions_held(paper, as_at)
    ]
    return [
        _row("Evidence", scope_row.evidence_wanted, evidence, words.list_html(evidence)),
        _row("Witnesses", scope_row.planned_witnesses, witnesses, _people_html(scope_row.planned_witnesses, witnesses)),
        _row("Dates", scope_row.dates, held, words.list_html(held)),
        _row("Membership", scope_row.planned_members, members, _people_html(_one_a_line(scope_row), members)),
    ]


def _row(heading, typed, actual, actual_html):
    return {
        "heading": heading,
        "planned_html": words.list_html(words.lines_of(typed)),
        "actual_html": actual_html if actual else "",
    }


def _one_a_line(scope_row):
    """Planned members typed on one line with commas, one a line."""
    typed = scope_row.planned_members.strip()
    return typed if "\n" in typed else typed.replace(", ", "\n")


def _people_html(typed, came):
    """Who came, and in words how that differs from the plan."""
    difference = planned.compare([one.name for one in planned.parse_lines(typed)], came)
    said = words.list_html(came)
    if typed.strip() and difference.missing:
        said += words.list_html([f"Planned, but not there: {words.joined(difference.missing)}."])
    if typed.strip() and difference.extra:
        said += words.list_html([f"Not planned: {words.joined(difference.extra)}."])
    return said


def open_evidence(paper):
    """The kept evidence that anybody may read about: exempt and confidential items are never in a paper."""
    review = paper.review
    if review is None:
        return []

    def read():
        return list(review.evidence.kept().filter(access=EvidenceItem.Access.OPEN).order_by("order", "pk"))

    return outline.shared(paper, "evidence", read)


def _text_alone(section):
    if not section.text.strip():
        return None
    return {"template": "papers/blocks/prose.html", "html": text.to_html(section.text)}
