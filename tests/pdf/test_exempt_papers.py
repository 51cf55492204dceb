"""Papers with appendices and exempt parts, in both editions: still PDF/UA-1, and nothing exempt in the public one."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from scrutiny.actions import papers as actions
from scrutiny.models import Paper
from scrutiny.papers import paper as papers
from scrutiny.papers import printing
from tests import exempt_things as things
from tests import factories as make
from tests.pdf.conformance import assert_pdf_ua
from tests.test_nothing_leaks import printed

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

SECRET = ("zqsectionqz", "zqheadingqz", "zqbelowqz", "zqpictureqz", "zqaltqz", "zqinnerqz", "zqfileqz", "zqtermqz")
A_PDF = b"%PDF-1.4\n%zqfileqz\n"


def everything():
    """A numbered draft with a picture, a file, another paper and exempt parts of every kind."""
    body = make.make_body()
    paper = make.make_paper(body, "Contracts for transport", is_numbered=True, has_contents=True)
    inner = make.make_paper(body, "The report that was sent to us", final=True, is_numbered=True)
    write = make.make_section
    write(inner, "written", "Its aims", text="Their aims.\n\nAnd why.")
    write(inner, "written", "Below", text="More of them.", level=2)
    write(inner, "written", "Zqinnerqz", text="Their zqinnerqz.", **things.EXEMPT)
    things.make_picture(inner, "A map of theirs", "A map with three routes.")
    write(paper, "written", "Background", text="Why we write.\n\n- one\n- two")
    write(paper, "written", "Zqheadingqz", text="The zqsectionqz. QXZ.\n\nMore.", **things.EXEMPT)
    write(paper, "written", "Zqbelowqz", text="What is below.", level=2)
    write(paper, "written", "Next steps", text="What follows.")
    make.make_term(paper.council, "QXZ", "zqtermqz")
    write(paper, "glossary", "Glossary")
    things.make_picture(paper, "Late buses", "A chart: late buses fell from 40 to 12.")
    things.make_appendix(paper, "Their report", kind="paper", printed=inner)
    things.make_picture(paper, "Zqpictureqz", "A chart of zqaltqz.", **things.EXEMPT)
    hidden = things.make_appendix(paper, "Zqfileqz", kind="file", file_name="zqfileqz.pdf", **things.EXEMPT)
    hidden.file.save("x", ContentFile(A_PDF))
    things.make_appendix(paper, "A plan", link="https://example.org/plan")
    actions.renumber_sections(paper)
    actions.renumber_sections(inner)
    return paper


def edition(paper, shows_exempt, is_draft=False):
    paper = Paper.objects.get(pk=paper.pk)
    paper.shows_exempt = shows_exempt
    return printing.to_pdf(paper, papers.shape(paper, date(2026, 3, 2), is_draft=is_draft))


def test_both_editions_are_accessible_and_only_one_holds_what_is_exempt():
    paper = everything()
    public, exempt, draft = edition(paper, False), edition(paper, True), edition(paper, True, is_draft=True)
    assert_pdf_ua([public, exempt, draft])
    text, whole = printed(public), printed(exempt)
    assert [word for word in SECRET if word in text] == []
    assert [word for word in SECRET if word not in whole] == []
    for word in ("their aims", "a chart: late buses fell", "a map with three routes", "appendix 2", "next steps"):
        assert word in text
    assert "not for publication" in text
    assert whole.count("not for publication") > text.count("not for publication")
