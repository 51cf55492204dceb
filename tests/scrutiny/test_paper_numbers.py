"""A paper's numbers as it is printed: by section, through the paper, and fixed once quoted."""

from datetime import date

import pytest

from scrutiny.actions import committee_papers, headings, implications, papers
from scrutiny.models import Paper, Review
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 12)


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def own(cast):
    """A committee's own paper without sections."""
    return make.make_paper(cast.committee, "Buses")


def write(paper, by, *rows, numbering="through", is_numbered=True):
    """Give the paper its sections: rows of kind, heading, text and what else a section has."""
    for kind, heading, text, *more in rows:
        section = papers.add_section(paper, kind, heading=heading, text=text, by=by)
        if more:
            papers.save_section(section, section.version, by=by, **more[0])
    paper = Paper.objects.get(pk=paper.pk)
    papers.save_paper(paper, paper.version, by=by, is_numbered=is_numbered, numbering=numbering)
    return Paper.objects.get(pk=paper.pk)


def printed(paper):
    """Every printed line that can have a number: level, number and heading; or the label of a paragraph."""
    found = []
    for block in shaping.shape(Paper.objects.get(pk=paper.pk), DAY)["blocks"]:
        if block["heading"]:
            found.append((block["level"], block["number"], block["heading"]))
        found += [item["label"] for item in block["data"].get("items", []) if item.get("label")]
    return found


def test_paragraphs_run_through_the_paper_and_headings_have_no_number(cast, own):
    paper = write(
        own,
        cast.officer,
        ("written", "Purpose", "One.\n\nTwo:\n\n- a\n- b"),
        ("written", "Background", ""),
        ("written", "How it began", "Three.\n\n{{unnumbered}} A note.\n\nFour.", {"level": 2}),
        ("written", "", "Five."),
        ("written", "Aside", "Not counted.", {"is_numbered": False}),
        ("asks", "Recommendations", "Members are asked to:\nnote it\nreply"),
        ("written", "Next", "Seven."),
    )
    assert printed(paper) == [
        (1, "", "Purpose"), "1", "2",
        (1, "", "Background"), (2, "", "How it began"), "3", "4", "5",
        (1, "", "Aside"),
        (1, "", "Recommendations"), "6",
        (1, "", "Next"), "7",
    ]  # fmt: skip


def test_by_section_a_second_level_has_its_own_numbers(cast, own):
    paper = write(
        own,
        cast.officer,
        ("written", "Summary", "One.\n\nTwo."),
        ("written", "The year", ""),
        ("written", "Aim one", "A.\n\nB.", {"level": 2}),
        ("written", "Aim two", "C.", {"level": 2}),
        ("asks", "Recommendations", "Note it.\nReply."),
        numbering="by_section",
    )
    assert printed(paper) == [
        (1, "1", "Summary"), "1.1", "1.2",
        (1, "2", "The year"), (2, "2.1", "Aim one"), "2.1.1", "2.1.2", (2, "2.2", "Aim two"), "2.2.1",
        (1, "3", "Recommendations"), "3.1", "3.2",
    ]  # fmt: skip


def test_a_second_level_begins_after_the_paragraphs_above_it(cast, own):
    paper = write(
        own,
        cast.officer,
        ("written", "Summary", "One.\n\nTwo."),
        ("written", "More", "A.", {"level": 2}),
        numbering="by_section",
    )
    assert printed(paper) == [(1, "1", "Summary"), "1.1", "1.2", (2, "1.3", "More"), "1.3.1"]


def test_a_heading_with_nothing_below_it_is_not_printed(cast, own):
    paper = write(own, cast.officer, ("written", "Empty", ""), ("written", "Full", "One."), numbering="by_section")
    assert printed(paper) == [(1, "1", "Full"), "1.1"]


@pytest.mark.parametrize("numbering", ["through", "by_section"])
def test_an_agreed_review_keeps_the_numbers_that_were_quoted(cast, numbering):
    review = make.make_review(cast.committee)
    paper = write(
        review.report,
        cast.officer,
        ("written", "One", "A.\n\nB."),
        ("written", "Two", "C."),
        ("written", "Three", "D.", {"level": 2}),
        numbering=numbering,
    )
    before = printed(paper)
    Review.objects.filter(pk=review.pk).update(status=Review.Status.AGREED)
    first = paper.sections.get(heading="One")
    papers.save_section(first, first.version, text="A.\n\nB.\n\nNew.", by=cast.officer)
    second = paper.sections.get(heading="Two")
    papers.save_section(second, second.version, text="C.\n\nNew.", by=cast.officer)
    after = printed(paper)
    assert [one for one in after if one in before] == before
    labels = [one for one in after if isinstance(one, str)]
    assert len(set(labels)) == len(labels)
    assert [one for one in after if one not in before] == (["2A", "3A"] if numbering == "through" else ["1.3", "2.1A"])


def test_one_who_adds_a_section_to_an_agreed_review_moves_no_number(cast):
    review = make.make_review(cast.committee)
    paper = write(review.report, cast.officer, ("written", "One", "A."), ("written", "Two", "C."))
    before = printed(paper)
    Review.objects.filter(pk=review.pk).update(status=Review.Status.AGREED)
    papers.add_section(
        paper, "written", heading="New", text="X.", after=paper.sections.get(heading="One"), by=cast.officer
    )
    assert [one for one in printed(paper) if one in before] == before
    assert "3" not in printed(paper)


def test_implications_take_numbers_of_their_own(cast, own):
    money, law, *rest = headings.ensure_headings(cast.council)
    said = [
        implications.Said(money, "Costs rise.\n\nAnd rise."),
        implications.Said(law, is_none=True),
        implications.Said(rest[0], is_none=True),
    ]
    paper = write(
        own,
        cast.officer,
        ("written", "Summary", "One."),
        ("implications", "", ""),
        ("asks", "Recommendations", "Note it."),
        numbering="by_section",
    )
    implications.save(paper, said, {"sources": "", "checked_by": "", "rating": None}, by=cast.officer)
    grouped = "Legal and Equality and diversity implications"
    assert printed(paper) == [
        (1, "1", "Summary"), "1.1",
        (1, "2", "Financial implications"), "2.1", "2.2",
        (1, "3", grouped), "3.1",
        (1, "4", "Recommendations"), "4.1",
    ]  # fmt: skip
    section = paper.sections.get(kind="implications")
    papers.save_section(section, section.version, heading="Implications", by=cast.officer)
    assert printed(paper)[2:] == [
        (1, "2", "Implications"),
        (2, "2.1", "Financial implications"), "2.1.1", "2.1.2",
        (2, "2.2", grouped), "2.2.1",
        (1, "3", "Recommendations"), "3.1",
    ]  # fmt: skip
    paper = Paper.objects.get(pk=paper.pk)
    papers.save_paper(paper, paper.version, by=cast.officer, numbering="through")
    assert [one for one in printed(paper) if isinstance(one, str)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("kind", ["officer_report", "covering_report", "scoping_document"])
def test_the_kinds_of_report_begin_with_their_sections(cast, kind):
    paper = committee_papers.make_paper(cast.committee, kind, about={}, by=cast.officer)
    kinds = [section.kind for section in paper.sections.in_order()]
    assert kinds[-1] == "contact"
    assert paper.is_numbered == (kind != "scoping_document")
    assert ("implications" in kinds) == (kind != "scoping_document")


def test_the_numbers_of_a_long_paper_cost_no_more_queries(cast, own, django_assert_max_num_queries):
    rows = [("written", f"Part {place}", "One.\n\nTwo.", {"level": 1 + place % 2}) for place in range(12)]
    paper = write(own, cast.officer, *rows, numbering="by_section")
    fresh = Paper.objects.select_related("council", "body", "meeting").get(pk=paper.pk)
    with django_assert_max_num_queries(14):
        shaping.shape(fresh, DAY)
