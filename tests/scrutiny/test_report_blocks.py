"""What reports print beside written text: asks, wards, background papers, and the scope of a review."""

from datetime import date

import pytest

from scrutiny.actions import committee_papers, papers
from scrutiny.models import Paper, Scope
from scrutiny.papers import asks, implications, outline, reference, words
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 12)
TWO = "Members are asked:\nto note it\nto reply"


@pytest.fixture
def cast():
    return make.make_cast()


def section_in(cast, kind, text="", *, numbering="", heading="Recommendations", **fields):
    """A section of a committee's own paper that is numbered so, as it is read when printed."""
    style = {"is_numbered": True, "numbering": numbering} if numbering else {}
    paper = make.make_paper(cast.committee, "Buses", wards="North and South", **style)
    make.make_section(paper, "written", "Before", text="One.\n\nTwo.")
    make.make_section(paper, kind, heading, text=text, **fields)
    papers.renumber_sections(paper)
    return outline.sections(Paper.objects.get(pk=paper.pk))[-1]


def said(data):
    """The labels and the words of what is printed, in order."""
    found = [data.get("intro_html", ""), data.get("html", "")]
    for item in data.get("items", []):
        found += [item.get("label", ""), item["html"]]
        found += [part for limb in item.get("limbs", []) for part in (limb["label"], limb["html"])]
    return [one.strip() for one in words.said_in([one for one in found if one])]


@pytest.mark.parametrize(
    "numbering, choice, expected",
    [
        ("by_section", "", ["Members are asked:", "2.1", "to note it", "2.2", "to reply"]),
        ("by_section", "bullets", ["2.1", "Members are asked:", "to note it", "to reply"]),
        ("through", "", ["3", "Members are asked:", "to note it", "to reply"]),
        ("through", "letters", ["3", "Members are asked:", "(a)", "to note it", "(b)", "to reply"]),
        ("through", "each", ["Members are asked:", "3", "to note it", "4", "to reply"]),
        ("", "", ["Members are asked:", "to note it", "to reply"]),
        ("", "letters", ["Members are asked:", "(a)", "to note it", "(b)", "to reply"]),
        ("", "no such", ["Members are asked:", "to note it", "to reply"]),
    ],
)
def test_asks_are_numbered_as_the_paper_is(cast, numbering, choice, expected):
    section = section_in(cast, "asks", TWO, numbering=numbering, choice=choice)
    assert said(asks.asks(section, DAY)) == expected


def test_asks_without_a_lead_each_have_a_number(cast):
    section = section_in(cast, "asks", "To note it.\nTo reply.", numbering="through")
    assert said(asks.asks(section, DAY)) == ["3", "To note it.", "4", "To reply."]


def test_the_list_of_asks_is_numbered_or_has_bullets(cast):
    assert asks.asks(section_in(cast, "asks", TWO), DAY)["ordered"]
    assert not asks.asks(section_in(cast, "asks", TWO, choice="bullets"), DAY)["ordered"]
    assert asks.asks(section_in(cast, "asks", "One ask."), DAY)["html"] == "<p>One ask.</p>"
    assert asks.asks(section_in(cast, "asks", " \n"), DAY) is None


@pytest.mark.parametrize("numbering", ["", "by_section", "through"])
def test_the_usual_way_is_the_first_choice(cast, numbering):
    assert asks.choices(section_in(cast, "asks", numbering=numbering))[0][0] == ""


def test_wards_are_those_of_the_details_unless_written(cast):
    assert "North and South" in implications.wards(section_in(cast, "wards"), DAY)["html"]
    assert "All" in implications.wards(section_in(cast, "wards", "All"), DAY)["html"]
    section = section_in(cast, "wards")
    assert not shaping.shape(section.paper, DAY)["paper"]["wards_line"]
    section.paper.wards = ""
    assert implications.wards(section, DAY) is None


def test_the_front_says_whose_it_is_and_which_part(cast):
    paper = make.make_paper(
        cast.committee, author="Olive Marsh", presenter="The Director", wards="All", says_part=True, delegated="no"
    )
    head = shaping.shape(paper, DAY)["paper"]
    assert head["from_line"] == "Report from The Director"
    assert head["author_line"] == "Author: Olive Marsh"
    assert head["wards_line"] == "Wards affected: All"
    assert head["part_line"] == ["Part I", "Not delegated"]
    html = shaping.article(shaping.shape(paper, DAY))
    assert "Part I" in html
    assert "Not delegated" in html
    plain = shaping.shape(make.make_paper(cast.committee, author="Olive Marsh"), DAY)["paper"]
    assert (plain["author_line"], plain["from_line"], plain["part_line"]) == ("Report by Olive Marsh", "", [])


def test_typed_background_papers_are_a_list(cast):
    section = section_in(cast, "background_papers", "Bus returns, 2024\nSchool census")
    assert said(reference.background_papers(section, DAY)) == ["Bus returns, 2024", "School census"]


def test_a_scoping_document_prints_the_scope_of_its_review(cast):
    review = make.make_review(cast.committee, "School buses")
    Scope.objects.create(review=review, objective="To see why they are late.", planned_members="A. One\nB. Two")
    paper = committee_papers.make_paper(cast.committee, "scoping_document", about={"review": review}, by=cast.officer)
    assert paper.title == "Scope: School buses"
    shaped = shaping.shape(Paper.objects.get(pk=paper.pk), DAY)
    rows = shaped["blocks"][0]["data"]["rows"]
    assert [row["heading"] for row in rows] == ["Objective", "Membership"]
    assert "why they are late" in shaping.article(shaped)


def test_the_scope_of_another_committees_review_is_not_printed(cast):
    review = make.make_review(cast.other_committee, "Not yours")
    Scope.objects.create(review=review, objective="Kept inside.")
    section = section_in(cast, "scoping", choice=str(review.pk))
    assert "Kept inside" not in shaping.article(shaping.shape(section.paper, DAY))


def test_a_scoping_document_without_a_review_is_written(cast):
    paper = committee_papers.make_paper(cast.committee, "scoping_document", about={"review": None}, by=cast.officer)
    headings = list(paper.sections.in_order().values_list("heading", flat=True))
    assert headings[:3] == ["Objective", "Outcome", "Constraints"]
