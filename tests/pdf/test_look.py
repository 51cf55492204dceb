"""What falls on which page of a printed paper."""

import subprocess
from datetime import date

import pytest

from scrutiny.actions.headings import ensure_headings
from scrutiny.models import Implication, Paper
from scrutiny.papers import paper as papers
from scrutiny.papers import printing
from tests import exempt_things as things
from tests import factories as make
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
