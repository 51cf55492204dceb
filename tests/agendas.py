"""A meeting with an agenda of papers, for the tests of agendas and packs."""

from datetime import date, time, timedelta

from django.utils import timezone

from scrutiny.models import AgendaItem, Meeting, Pack, Paper, Section
from tests import factories as make

ON = date(2026, 3, 2)
EXEMPT = {"exempt_paragraph": 3, "exempt_reason": "Bidders would learn the price.", "exempt_until": date(2030, 3, 1)}
TABLE = "| Road | Crossings |\n|---|---|\n| Mill Lane | 3 |\n| Ash Street | 5 |"
CANARY = "Quillfeather"  # stands in what is exempt, and nowhere else


def meeting_of(body, on=date(2026, 3, 12)):
    """A formal meeting of `body`."""
    return Meeting.objects.create(body=body, date=on, starts_at=time(14, 30), place="County Hall, Room 2")


def paper_of(meeting, title, sections, *, is_final=True, **fields):
    """A committee's numbered paper before `meeting`; `sections` are (heading, text, more fields)."""
    fields = {"is_numbered": True, "has_contents": len(sections) > 2} | fields
    paper = make.make_paper(meeting.body, title, meeting=meeting, **fields)
    if is_final:
        Paper.objects.filter(pk=paper.pk).update(final_at="2026-03-01T12:00Z")
        paper.refresh_from_db()
    for order, (heading, text, more) in enumerate(sections, start=1):
        Section.objects.create(paper=paper, kind="written", heading=heading, text=text, order=order, **more)
    return paper


def agenda_of(meeting, *entries):
    """The AgendaItems of `meeting`: titles, or papers."""
    items = []
    for order, entry in enumerate(entries, start=1):
        title, paper = (entry, None) if isinstance(entry, str) else (entry.title, entry)
        items.append(AgendaItem.objects.create(meeting=meeting, order=order, title=title, paper=paper))
    return items


def full(body):
    """A meeting with four items: one without a paper, a paper of three sections, one partly exempt, one wholly."""
    meeting = meeting_of(body)
    roads = paper_of(
        meeting,
        "Crossings near schools",
        [
            ("Background", "The Committee asked for figures.", {}),
            ("Figures", f"Counted in May.\n\n{TABLE}", {}),
            ("Next steps", "A second count.", {}),
        ],
        author="Head of Roads",
    )
    contract = paper_of(
        meeting,
        "Bus contract",
        [("Purpose", "To choose an operator.", {}), ("Prices", f"{CANARY} asks for less.", EXEMPT)],
    )
    secret = paper_of(
        meeting, "A dispute", [("Advice", f"{CANARY} may sue.", {})], exempt_summary="Legal advice", **EXEMPT
    )
    items = agenda_of(meeting, "Apologies for absence", roads, contract, secret)
    AgendaItem.objects.filter(pk=items[3].pk).update(title="Legal advice")
    return meeting


def pack_of(meeting, by, *, is_published=False, **fields):
    """A Pack of `meeting` as it was issued."""
    fields = {"number": meeting.packs.count() + 1, "is_draft": False, "sha256": "0" * 64, "pages": 1} | fields
    fields |= {"as_at": ON, "issued_at": timezone.now(), "issued_by": by, "pdf": b"%PDF-1.7 %%EOF"}
    return Pack.objects.create(meeting=meeting, published_at=timezone.now() if is_published else None, **fields)


def give(world, state):
    """Give the World of the access tests a meeting with items and packs of each kind."""
    cast = world.cast
    world.agenda_meeting = meeting_of(cast.sub_committee, timezone.localdate() + timedelta(days=60))
    world.agenda_item, _ = agenda_of(world.agenda_meeting, "Apologies for absence", "Minutes")
    world.pack = pack_of(world.agenda_meeting, cast.officer, is_published=state == "published")
    world.exempt_pack = pack_of(world.agenda_meeting, cast.officer, is_exempt=True)
    world.draft_pack = pack_of(world.agenda_meeting, cast.officer, is_draft=True)


def grow(meeting, by, number):
    """One more of everything that an agenda lists."""
    paper = paper_of(meeting, f"On the agenda {number}", [("Background", "Text.", {})])
    AgendaItem.objects.create(meeting=meeting, order=number + 10, title=paper.title, paper=paper)
    paper_of(meeting, f"Waits {number}", [("Background", "Text.", {})], is_final=False)
    pack_of(meeting, by, is_published=number % 2 == 0)
    pack_of(meeting, by, is_exempt=True)
