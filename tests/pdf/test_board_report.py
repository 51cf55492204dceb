"""A board's annual report with everything that can stand in it, printed and held against PDF/UA-1."""

import io
from datetime import date

import pikepdf
import pytest

from boards.actions import business_plans
from recommendations.actions import updates
from scrutiny.actions import committee_papers, papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import board_things as things
from tests import factories as make
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
AS_AT = date(2014, 9, 12)


def full_report():
    """A paper about a board with budget, governance, a plan, indicators, inspections and case reviews."""
    cast = make.make_cast()
    board = cast.board
    things.make_profile(board, legal_basis="Children Act 2004, section 13")
    make.make_membership(board, make.make_person(cast.council, "Jo Hill"), role="chair")
    for number in range(5):
        partner = things.make_partner(board)
        things.make_contribution(partner, f"{12_000 + number * 700}")
        things.make_contribution(partner, f"{11_000 + number * 500}", "2012/13")
    for name in ("Case Group", "Training Group", "Audit Group"):
        things.make_group(board, name)
    things.make_governance_link(board, cast.executive)
    things.make_governance_link(board, cast.committee, "advises")
    plan = things.make_business_plan(board, introduction="What we mean to do.")
    aim = things.make_goal(plan, text="Every child travels safely")
    for number in range(4):
        goal = things.make_goal(plan, "priority", f"Priority words {number}", parent=aim, progress="- One\n- Two")
        for place in range(3):
            action = business_plans.add_action(
                goal, text=f"Action {number}.{place}", label=f"{number}.{place}", due_on="2014-12", by=None,
                on=date(2014, 4, 2),
            )  # fmt: skip
            if place:
                updates.give(
                    action,
                    rating="amber",
                    as_at=date(2014, 6, 1),
                    commentary="Half done.",
                    by=None,
                    on=date(2014, 6, 1),
                )
    few = things.make_indicator(board, "Conferences in time", target=75, definition="Within **15** days.")
    for year, value in ((2012, 45), (2013, 77)):
        period = f"{year}/{year % 100 + 1}"
        things.make_value(few, value, period, ends_on=f"{year + 1}-03-31")
        things.make_value(few, 68, period, series="neighbours", ends_on=f"{year + 1}-03-31")
    many = things.make_indicator(board, "Days to a visit", unit="days", good="down", target=10)
    for year in range(2005, 2014):
        for series, more in (("own", 0), ("neighbours", 3), ("england", 5)):
            things.make_value(many, 40 - (year - 2005) * 3 + more, str(year), series=series, ends_on=str(year))
    things.make_inspection(board, judgement="inadequate", findings="Weak *plans*.")
    things.make_inspection(board, "notice", lifted_on="2014-06")
    things.make_case_reviews(board, themes="Sharing what is known.")
    things.make_case_reviews(board, "2012/13")
    things.make_appearance(board, make.make_meeting(cast.committee, date(2014, 3, 1)))
    meeting = make.make_meeting(cast.committee, date(2014, 9, 26))
    about = {"board": board, "year": "2013/14", "business_plan": plan}
    paper = committee_papers.make_paper(
        cast.committee, "board_report", meeting=meeting, item_number="7", author="Olive Marsh", about=about,
        by=cast.officer,
    )  # fmt: skip
    for section in paper.sections.filter(kind="written"):
        papers.save_section(section, 1, text="The board reports *twice* a year.", by=cast.officer)
    return Paper.objects.get(pk=paper.pk)


def test_a_board_report_conforms_and_its_charts_have_words():
    paper = full_report()
    shaped = shaping.shape(paper, AS_AT, is_draft=False, edition_line="Edition 1, issued 12 September 2014.")
    pdf = printing.to_pdf(paper, shaped)
    assert_pdf_ua(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as found:
        described = [str(one["/Alt"]) for one in found.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    for words in ("Bar chart of Conferences in time", "Line chart of Days to a visit", "Pounds given by each partner",
                  "Governance of"):  # fmt: skip
        assert any(words in alt for alt in described), words
