"""Packs of every edition held against PDF/UA-1: with tables, pictures, attached files and another paper behind one."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile

from scrutiny.models import Appendix
from scrutiny.papers import packs
from tests import agendas
from tests import factories as make
from tests.pdf import sample
from tests.pdf.conformance import assert_pdf_ua, tags

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]


def picture():
    """A small PNG."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 40), (29, 112, 184)).save(out, "PNG")
    return out.getvalue()


def appendix(paper, title, **fields):
    """A kept appendix at the end of a paper; `file` is (name, bytes)."""
    name, data = fields.pop("file", ("", b""))
    found = Appendix(paper=paper, title=title, order=paper.appendices.count() + 1, file_name=name, **fields)
    if name:
        found.file.save(name, ContentFile(data), save=False)
    found.save()
    return found


@pytest.fixture
def meeting():
    """A meeting whose papers have a bit of everything."""
    cast = make.make_cast()
    meeting = agendas.full(cast.sub_committee)
    roads, contract, _ = (item.paper for item in meeting.agenda.exclude(paper=None))
    appendix(roads, "The map", kind="file", file=("map.png", picture()), described="Where the crossings are")
    appendix(roads, "The counts", kind="file", file=("counts.pdf", b"%PDF-1.7 counts %%EOF"))
    behind = make.make_paper(cast.sub_committee, "Last year’s count", final=True)
    make.make_section(behind, "written", "Then", text="It was less.")
    appendix(roads, "Last year", kind="paper", printed=behind)
    appendix(contract, "The bids", kind="file", file=("b.png", picture()), described="Two prices", **agendas.EXEMPT)
    return meeting


@pytest.mark.parametrize("with_exempt", [False, True])
def test_packs_are_accessible_and_every_page_is_in_the_tree(meeting, with_exempt):
    printed = packs.to_pdf(packs.shape(meeting, agendas.ON, with_exempt=with_exempt))
    assert_pdf_ua(printed.data)
    found = tags(printed.data)
    assert found.count("Document") == 1
    assert found.count("Part") == (5 if with_exempt else 3)
    assert found.count("Figure") == (2 if with_exempt else 1)
    with pikepdf.open(BytesIO(printed.data)) as document:
        assert list(document.attachments) == ["appendix-2-the-counts.pdf"]
        assert "2026-03-02" in str(document.docinfo.CreationDate) or "20260302" in str(document.docinfo.CreationDate)


def test_a_pack_of_whole_reports_with_every_block_is_accessible():
    from scrutiny.engine import pdf

    reports = [sample.html(*sample.report(themes=themes)) for themes in (2, 3)]
    parts = [pdf.Part(f"p{place}", html, f"{place}. Report") for place, html in enumerate(reports)]
    front = {
        "title": "Agenda",
        "council_name": "Aldermere",
        "committee": "Committee",
        "when_line": "Today",
        "place": "",
    }
    front |= {"members": [], "status": "final", "draft_line": "", "exempt_line": "", "edition_line": "", "accent": ""}
    front |= {"running_title": "Agenda", "language": "en-GB", "as_at": agendas.ON}
    front["rows"] = [
        {"number": "1", "title": "Report", "note": "", "key": part.key, "exempt_key": "", "by": ""} for part in parts
    ]
    printed = packs.to_pdf(packs.Pack(front, tuple(parts), (), False))
    assert_pdf_ua(printed.data)
    assert printed.starts["p0"] == 2
    heads = [tag for tag in tags(printed.data) if tag in ("H1", "Table")]
    assert heads.count("H1") == 3
    assert heads.count("Table") == sum(tags(pdf.render(html)).count("Table") for html in reports)
