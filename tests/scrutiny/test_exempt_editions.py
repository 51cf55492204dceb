"""The public edition of a paper leaves out what is exempt, the exempt edition prints it on pages of its own."""

from datetime import date

import pytest

from scrutiny.models import Appendix, Paper, Section
from scrutiny.papers import paper as papers
from tests import factories as make

pytestmark = pytest.mark.django_db

EXEMPT = {"exempt_paragraph": 3, "exempt_reason": "Bidders would learn the price.", "exempt_until": date(2030, 3, 1)}
ON = date(2026, 3, 2)


def committee_paper(**fields):
    """A numbered paper of three sections, the second exempt with one below it."""
    paper = make.make_paper(make.make_body(), "Contracts", is_numbered=True, **fields)
    for order, (heading, level, more) in enumerate(
        [("Background", 1, {}), ("Prices", 1, EXEMPT), ("Bids", 2, {}), ("Next steps", 1, {})], start=1
    ):
        make.make_section(
            paper, "written", heading, text=f"What {heading} says.", level=level, order=order, number="", **more
        )
    return paper


def shaped(paper, shows_exempt=False):
    from scrutiny.actions import papers as actions

    actions.renumber_sections(paper)
    paper = Paper.objects.get(pk=paper.pk)
    paper.shows_exempt = shows_exempt
    return papers.shape(paper, ON, is_draft=False)


def headings(found):
    return [(block["number"], block["heading"]) for block in found["blocks"]]


def test_the_public_edition_leaves_the_section_and_what_is_below_it_out_and_says_so_once():
    paper = committee_paper()
    Section.objects.filter(paper=paper, heading="Prices").update(exempt_summary="The section compares two prices.")
    found = shaped(paper)
    assert headings(found) == [("1", "Background"), ("", ""), ("2", "Next steps")]
    page = papers.page(found)
    assert "This part is not for publication: paragraph 3 of Schedule 12A" in page
    assert page.count("not for publication") == 1
    assert "The section compares two prices." in page
    for word in ("Prices", "Bids", "Bidders", "section-" + str(paper.sections.get(heading="Bids").pk)):
        assert word not in page


def test_the_exempt_edition_prints_them_on_their_own_pages_and_keeps_the_other_numbers():
    found = shaped(committee_paper(), shows_exempt=True)
    assert headings(found) == [("1", "Background"), ("E1", "Prices"), ("E1.2", "Bids"), ("2", "Next steps")]
    page = papers.page(found)
    assert page.count("paper-block--exempt") == 2
    assert "Exempt until 1 March 2030" in page
    assert page.count("Exempt until") == 1
    assert "Not for publication: this edition holds exempt information" in page
    for label in ("E1.1", "E1.2.1"):  # its own paragraph, and the one below the second heading
        assert f">{label}<" in page
    assert "E1.0" not in page
    assert "Bidders would learn" not in page


def test_paragraphs_numbered_through_are_the_same_in_both_editions():
    paper = committee_paper(numbering="through")
    public, exempt = papers.page(shaped(paper)), papers.page(shaped(paper, shows_exempt=True))
    for page in (public, exempt):
        assert [f'paper-label">{label}<' in page for label in ("1", "2", "3")] == [True, True, False]
    assert 'paper-label">E1<' in exempt
    assert 'paper-label">E2<' in exempt
    assert 'paper-label">E' not in public


def test_the_glossary_lists_no_acronym_that_only_an_exempt_section_uses():
    paper = committee_paper()
    make.make_term(paper.council, "QZX", "Quiet zone exercise")
    Section.objects.filter(paper=paper, heading="Bids").update(text="The QZX was costed.")
    make.make_section(paper, "glossary", "Glossary", order=9)
    assert "Quiet zone exercise" not in papers.page(shaped(paper))
    assert "Quiet zone exercise" in papers.page(shaped(paper, shows_exempt=True))


def test_a_paper_that_is_exempt_as_a_whole_tells_the_public_nothing_but_that():
    paper = committee_paper(subtitle="A subtitle", author="An author", **EXEMPT)
    page = papers.page(shaped(paper))
    assert "This paper is not for publication: paragraph 3" in page
    for word in ("Contracts", "A subtitle", "An author", "Background"):
        assert word not in page
    assert "Contracts" in papers.page(shaped(paper, shows_exempt=True))


def appendix(paper, title, order=1, **fields):
    return Appendix.objects.create(paper=paper, title=title, order=order, **fields)


def test_appendices_are_listed_and_another_paper_is_printed_a_level_deeper_under_its_own_anchors():
    paper, inner = committee_paper(), make.make_paper(make.make_body(), "The other report", final=True)
    inside = make.make_section(inner, "written", "Its aims", text="Their own words.")
    first = appendix(paper, "The report of the others", kind="paper", printed=inner)
    appendix(paper, "Map", 2, link="https://example.org/map")
    appendix(paper, "Plans", 3, is_labelled=False)
    found = shaped(paper)
    assert headings(found)[-2:] == [("", "Appendices"), ("", "Appendix 1: The report of the others")]
    page = papers.page(found)
    assert '<h3 class="paper-heading">Its aims' in page
    assert f'id="a{first.pk}-section-{inside.pk}"' in page
    assert 'href="https://example.org/map">Appendix 2: Map' in page
    assert "Plans (circulated separately)" in page
    assert "The other report" in page


def test_an_exempt_appendix_is_nowhere_in_the_public_edition():
    paper = committee_paper(appendix_word="Annex", appendix_style="letters")
    appendix(paper, "Open figures")
    appendix(paper, "Secret figures", 2, **EXEMPT, exempt_summary="It holds the figures of each bid.")
    appendix(paper, "More figures", 3)
    public, exempt = papers.page(shaped(paper)), papers.page(shaped(paper, shows_exempt=True))
    assert "Annex A: Open figures" in public
    assert "Annex B: More figures" in public
    assert "Secret" not in public
    assert "Part of the appendices is not for publication: paragraph 3" in public
    assert "It holds the figures of each bid." in public
    assert "Exempt annex A: Secret figures" in exempt
    assert "Annex B: More figures" in exempt


def test_the_exempt_parts_of_another_committees_paper_stay_out_of_both_editions():
    paper, inner = committee_paper(), make.make_paper(make.make_body(), "The other report", final=True)
    make.make_section(inner, "written", "Open", text="Open words.")
    make.make_section(inner, "written", "Closed", text="Closed words.", order=2, **EXEMPT)
    appendix(paper, "Theirs", kind="paper", printed=inner)
    assert "Closed words" not in papers.page(shaped(paper))
    assert "Closed words" not in papers.page(shaped(paper, shows_exempt=True))
    Paper.objects.filter(pk=inner.pk).update(body=paper.body)
    assert "Closed words" not in papers.page(shaped(paper))
    assert "Closed words" in papers.page(shaped(paper, shows_exempt=True))


def test_papers_that_print_each_other_are_printed_once():
    one, two = committee_paper(), make.make_paper(make.make_body(), "Two", final=True)
    make.make_section(two, "written", "Its aims", text="Its own words.")
    appendix(one, "Two", kind="paper", printed=two)
    appendix(two, "One", kind="paper", printed=one)
    assert papers.page(shaped(one)).count("Its own words.") == 1
