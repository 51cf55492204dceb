"""Blocks of the forward look, a table for each meeting, and of a consultation: who was asked and what they replied."""

from recommendations import consulting, programme
from recommendations.models import Consultation, ForwardItem
from recommendations.rules import municipal
from recommendations.rules.programme import DROPPED, TAKEN
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.papers import words

FORWARD = "papers/blocks/forward_look.html"
CONSULTATION = "papers/blocks/consultation.html"
LONG = 900


def forward_look(section, as_at):
    """A municipal year's items by meeting as they stood on `as_at`, with what is not placed yet at the end.

    Only meetings in public are printed, and of what is exempt only that there is something.
    """
    body = section.paper.committee
    if body is None:
        return None
    year = section.choice if municipal.is_year(section.choice) else municipal.year_of(as_at)
    items = programme.items_of(body, year, as_at)
    meetings = {one.pk: one for one in programme.meetings_of(body, year)}
    meetings |= {one.meeting_id: one.meeting for one in items if one.meeting_id}
    public = [one for one in meetings.values() if one.kind == "formal"]
    tables = [
        _table(meeting, body, [one for one in items if one.meeting_id == meeting.pk], as_at)
        for meeting in sorted(public, key=lambda one: (one.date, str(one.starts_at or ""), one.pk))
    ]
    loose = [one for one in items if one.meeting_id is None and one.outcome != DROPPED]
    if loose:
        tables.append({"caption": "Not placed yet", "rows": [_row(one) for one in loose], "none": ""})
    off = [one for one in items if one.outcome == DROPPED and _is_public(one)]
    if not tables and not off:
        return None
    placed = sum(len(table["rows"]) for table in tables) - len(loose)
    rest = f", and {words.count(len(loose), 'item', 'items')} not placed yet" if loose else ""
    lead = (
        f"The programme of {year} as at {words.day(as_at)}: {words.count(placed, 'item', 'items')} at "
        f"{words.count(len(public), 'meeting', 'meetings')}{rest}."
    )
    return {
        "intro_html": text.to_html(section.text),
        "lead": lead,
        "tables": tables,
        "dropped": [
            {"title": programme.public_title(one), "note": "" if programme.is_exempt(one) else one.outcome_note}
            for one in off
        ],
    }


def _is_public(item):
    return item.meeting is None or item.meeting.kind == "formal"


def _table(meeting, body, items, as_at):
    caption = words.day(meeting.date)
    if meeting.body_id != body.pk:
        caption = f"{caption}, {meeting.body.name}"
    kept = [one for one in items if one.outcome != DROPPED]
    none = "No item was taken." if meeting.date < as_at else "No item is planned yet."
    return {"caption": caption, "rows": [_row(one) for one in kept], "none": none}


def _row(item):
    exempt = programme.is_exempt(item)
    return {
        "title": programme.public_title(item),
        "detail_html": "" if exempt else text.to_html(item.detail),
        "lead": "" if exempt else item.lead,
        "source": "" if exempt else programme.came_from(item),
        "outcome": "Taken" if item.outcome == TAKEN else "",
        "note": "" if exempt or item.outcome != TAKEN else item.outcome_note,
        "is_long": len(item.detail) > LONG,
    }


def years(section):
    """The municipal years whose forward look a section may print; the usual one is that of the day it is printed."""
    body = section.paper.committee
    known = set()
    if body is not None:
        found = ForwardItem.objects.kept().filter(body=body).order_by()
        known = set(found.values_list("year", flat=True).distinct())
    return [("", "The year in which it is printed"), *((one, one) for one in sorted(known))]


def consultation(section, as_at):
    """Who was asked, when, and what each replied, with who is silent, as known on `as_at`."""
    one = _consultation(section)
    if one is None or one.sent_on > as_at:
        return None
    rows = consulting.heard(one, as_at)
    report = f" on the report “{one.edition.title}”" if one.edition_id else ""
    closed = f" The consultation was closed on {words.day(one.closed_on)}." if _is_closed(one, as_at) else ""
    lead = (
        f"Comments{report} were asked for on {words.day(one.sent_on)}, by {words.day(one.due_on)}. "
        f"{consulting.counted(rows)}{closed}"
    )
    return {
        "intro_html": text.to_html(section.text),
        "lead": lead,
        "caption": f"{one.title}: replies as at {words.day(as_at)}",
        "rows": [
            {
                "name": row.consultee.name,
                "asked": words.day(row.consultee.asked_on),
                "silent": "" if row.replies else _silence(one, as_at),
                "replies": [
                    {
                        "said": reply.get_stance_display(),
                        "html": text.to_html(reply.text),
                        "note": _note(reply),
                    }
                    for reply in row.replies
                ],
                "is_long": sum(len(reply.text) for reply in row.replies) > LONG,
            }
            for row in rows
        ],
    }


def _is_closed(one, as_at):
    return one.closed_on is not None and one.closed_on <= as_at


def _silence(one, as_at):
    return "No reply" if as_at > one.due_on or _is_closed(one, as_at) else f"Awaited, by {words.day(one.due_on)}"


def _note(reply):
    by = f"Decided by {reply.decided_by}. " if reply.decided_by else ""
    apart = " The reply is a document of its own." if reply.document_name and not reply.text else ""
    return f"{by}Received {words.day(reply.replied_on)}.{apart}"


def _consultation(section):
    """The consultation that a section chose, else the one that its paper is about; only of the paper's committee."""
    if section.choice.isascii() and section.choice.isdigit() and len(section.choice) < 10:
        return _of(section.paper).filter(pk=section.choice).first()
    subject = getattr(section.paper, "subject", None)
    if subject is None or subject.consultation_id is None:
        return None
    return _of(section.paper).filter(pk=subject.consultation_id).first()


def _of(paper):
    found = Consultation.objects.filter(body=paper.committee).select_related("edition")
    return found.defer("edition__html", "edition__pdf")


def consultations(section):
    """The consultations of a paper's committee."""
    found = _of(section.paper).order_by("-sent_on", "-pk")[:100]
    return [("", "The one that the paper is about"), *((str(one.pk), one.title) for one in found)]


registry.add_block(
    registry.Block(
        "forward_look",
        "Forward look",
        FORWARD,
        forward_look,
        "Forward look",
        help="What the committee means to take up at which meeting of a municipal year, a table for each meeting.",
        in_reports=False,
        choices=years,
    )
)
registry.add_block(
    registry.Block(
        "consultation",
        "Consultation",
        CONSULTATION,
        consultation,
        "What was replied",
        help="Who was asked to comment on a report, when, and what they replied, with who is silent.",
        choices=consultations,
    )
)
