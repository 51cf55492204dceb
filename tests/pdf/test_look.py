"""What falls on which page of a printed paper."""

import subprocess
from datetime import date

import pytest

from scrutiny.actions import papers as actions
from scrutiny.actions.headings import ensure_headings
from scrutiny.models import Implication, Paper
from scrutiny.papers import paper as papers
from scrutiny.papers import printing
from tests import exempt_things as things
from tests import factories as make
from tests.pdf import test_board_report as boards
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

WORDS = "Buses were late on half of the mornings that we looked at, in the north and in the town. "


def printed(paper, on=date(2026, 3, 2)):
    """The PDF of a paper as it stands."""
    paper = Paper.objects.get(pk=paper.pk)
    return printing.to_pdf(paper, papers.shape(paper, on))


def pages(data):
    """The words of each page of a PDF."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def page_of(text, words):
    """The one page that holds `words`, from 1."""
    found = [number for number, page in enumerate(text, start=1) if words in page]
    assert len(found) == 1, (words, found)
    return found[0]


def covering(paragraphs, inner_paragraphs):
    """A covering report behind which one paper is printed."""
    body = make.make_body()
    paper = make.make_paper(body, "Covering report", has_contents=False)
    inner = make.make_paper(body, "Their report", final=True)
    make.make_section(paper, "written", "Purpose", text="\n\n".join([WORDS * 6] * paragraphs) + "\n\nThe last words.")
    make.make_section(inner, "written", "Their aims", text="\n\n".join([WORDS * 6] * inner_paragraphs))
    things.make_appendix(paper, "What they sent", kind="paper", printed=inner)
    return paper


# The last is so long that it is laid out in pieces, each of which begins a page.
@pytest.mark.parametrize(("paragraphs", "inner_paragraphs"), [(2, 1), (3, 40), (190, 110)])
def test_the_list_of_appendices_follows_the_text_on_its_page(paragraphs, inner_paragraphs):
    text = pages(printed(covering(paragraphs, inner_paragraphs)))
    last = page_of(text, "The last words.")
    assert page_of(text, "Appendices") == last
    assert page_of(text, "Their aims") == last + 1


def lengthy(count):
    """A numbered paper with contents: so many sections, and one whose parts are made by its kind."""
    cast = make.make_cast()
    paper = make.make_paper(cast.committee, "The whole of the year in every school", has_contents=True)
    for number in range(1, count + 1):
        make.make_section(paper, "written", f"Chapter {number}", text=WORDS)
    make.make_section(paper, "implications", "Implications")
    for one in ensure_headings(cast.council):
        Implication.objects.create(paper=paper, standard=one, text="A new duty.")
    return paper


@pytest.mark.parametrize(("count", "named"), [(8, True), (17, False), (23, False)])
def test_the_contents_stay_on_the_first_page(count, named):
    data = printed(lengthy(count))
    text = pages(data)
    assert f"Chapter {count}" in text[0]
    assert "Implications" in text[0]
    assert ("Financial implications" in text[0]) is named
    assert "Chapter 1\n" in text[1]
    assert any("Financial implications" in page for page in text[1:])


def test_the_lines_of_an_address_stand_one_below_the_other():
    cast = make.make_cast()
    paper = make.make_paper(cast.committee, "Buses")
    make.make_section(
        paper, "contact", "Contact", text="Olive Marsh\nScrutiny Officer\n020 7946 0000\nolive@example.org"
    )
    data = printed(paper)
    assert "Olive Marsh\nScrutiny Officer\n020 7946 0000\nolive@example.org\n" in pages(data)[0]
    assert_pdf_ua(data)


LENGTHS = range(18, 29)  # of lines, about as many as a page has


def filled(cast, lines):
    """A paper whose first section has so many short paragraphs."""
    paper = make.make_paper(cast.committee, "Buses", has_contents=False)
    make.make_section(paper, "written", "Background", text="\n\n".join(f"Line {one}." for one in range(1, lines + 1)))
    return paper


def test_whom_to_ask_is_never_alone_on_the_last_page():
    cast, seen = make.make_cast(), set()
    for lines in LENGTHS:
        paper = filled(cast, lines)
        make.make_section(paper, "contact", "Contact", text="Olive Marsh\nScrutiny Officer\nolive@example.org")
        text = pages(printed(paper))
        seen.add(len(text))
        assert f"Line {lines}." in text[page_of(text, "olive@example.org") - 1], lines
    assert seen == {1, 2}


def test_the_last_finding_is_never_alone_on_a_page():
    cast, seen = make.make_cast(), set()
    for lines in LENGTHS:
        paper = filled(cast, lines - 3)
        review = make.make_review(cast.committee, with_paper=False)
        Paper.objects.filter(pk=paper.pk).update(review=review, body=None)
        section = make.make_section(paper, "findings", "Findings on buses")
        make.make_finding(section=section, text="The first was late.")
        make.make_finding(section=section, text="The second was late too.")
        text = pages(printed(paper))
        last = page_of(text, "The second was")
        seen.add(last)
        assert page_of(text, "The first was") == page_of(text, "Findings on buses") == last, lines
    assert seen == {1, 2}


def test_an_aim_stands_above_its_actions():
    paper = boards.full_report()
    first = paper.sections.in_order().first()
    for more in (0, 4, 8, 12):
        first.refresh_from_db()
        actions.save_section(first, first.version, text="\n\n".join([WORDS] * (more + 1)), by=None)
        text = pages(printed(paper, boards.AS_AT))
        for number in range(1, 5):
            led = page_of(text, f"Actions under priority {number}")
            assert f"Priority words {number - 1}" in text[led - 1], (more, number)
