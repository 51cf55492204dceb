"""Officer reports and covering reports with implications, asks and data quality, printed and held against PDF/UA-1."""

import io
from datetime import date

import pikepdf
import pytest

from scrutiny.actions import committee_papers, headings, implications, papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import factories as make
from tests.pdf.conformance import assert_pdf_ua, tags

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

AS_AT = date(2025, 3, 20)
WRITTEN = (
    "Buses were late on **half** of the mornings that we looked at:\n\n- in the north\n- in the town\n\nThat is better."
)


def made(kind, cast, numbering):
    """A paper of a kind with everything entered."""
    body, by = cast.committee, cast.officer
    meeting = body.meetings.first() or make.make_meeting(body, date(2025, 3, 27))
    paper = committee_papers.make_paper(
        body, kind, meeting=meeting, item_number="7f", author="Olive Marsh, Scrutiny Officer", by=by
    )
    details = {"presenter": "Director of Transport", "wards": "All wards", "says_part": True, "delegated": "yes"}
    details |= {"numbering": numbering, "is_numbered": numbering != "none"}
    if numbering == "none":
        del details["numbering"]
    papers.save_paper(paper, paper.version, by=by, **details)
    for section in paper.sections.in_order():
        text = {
            "written": WRITTEN,
            "asks": "Members are asked to:\nnote the report\nask for another in a year",
            "background_papers": "Bus returns, 2024\nSchool census, January 2025",
        }.get(section.kind)
        if text:
            papers.save_section(section, section.version, text=text, by=by)
    below = papers.add_section(paper, "written", heading="What changed", text=WRITTEN, by=by,
                               after=paper.sections.filter(kind="written").first())  # fmt: skip
    papers.save_section(below, below.version, level=2, by=by)
    say(paper, cast)
    return Paper.objects.get(pk=paper.pk)


def say(paper, cast):
    """What is implied, and how good the data are."""
    money, law, *rest = headings.ensure_headings(cast.council)
    said = [implications.Said(money, "It costs £5,000.\n\nIt is met."), implications.Said(law, "A new duty.")]
    said += [implications.Said(one, is_none=True) for one in rest]
    steps = list(cast.council.quality_ratings.all())
    quality = {"sources": "School census\nBus returns", "checked_by": "Una Owner, Analyst", "rating": steps[2]}
    implications.save(paper, said, quality, by=cast.officer)


@pytest.mark.parametrize("numbering", ["by_section", "through", "none"])
def test_reports_conform_however_they_are_numbered(numbering):
    cast = make.make_cast()
    printed = []
    for kind in ("officer_report", "covering_report"):
        paper = made(kind, cast, numbering)
        shaped = shaping.shape(paper, AS_AT, is_draft=False, edition_line="Edition 1, issued 21 March 2025.")
        printed.append(printing.to_pdf(paper, shaped))
    assert_pdf_ua(printed)
    assert "H3" in tags(printed[0])


def test_bookmarks_follow_the_levels_of_the_headings():
    cast = make.make_cast()
    paper = made("officer_report", cast, "by_section")
    section = paper.sections.get(kind="implications")
    papers.save_section(section, section.version, heading="Implications", level=2, by=cast.officer)
    paper = Paper.objects.get(pk=paper.pk)
    data = printing.to_pdf(paper, shaping.shape(paper, AS_AT))
    assert_pdf_ua(data)
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        found = [(depth, one.title) for depth, one in walk(outline.root)]
    titles = [title for _, title in found]
    assert any(depth == 2 and "Financial implications" in title for depth, title in found), titles
    assert any(depth == 1 and "What changed" in title for depth, title in found), titles


def walk(items, depth=0):
    for item in items:
        yield depth, item
        yield from walk(item.children, depth + 1)
