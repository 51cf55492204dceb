"""The printed paper: its templates, what they say, and that real veraPDF finds nothing against the result."""

import io
import re
import subprocess
from functools import cache

import pikepdf
import pytest
from django.template import engines
from django.template.loader import render_to_string

from scrutiny.engine import pdf
from tests.pdf import sample
from tests.pdf.conformance import assert_pdf_ua

pytestmark = pytest.mark.system


@cache
def printed(kind):
    """The sample of one kind, printed once in a run."""
    papers = {
        "one page": lambda: sample.one_page(),
        "report": lambda: sample.report(),
        "draft": lambda: sample.report(themes=1, status="draft", status_line="Draft for comment", edition_line=""),
        "Welsh draft": lambda: sample.report(themes=1, status="draft", language="cy"),
    }
    return pdf.render(sample.html(*papers[kind]()))


def words(data, *options):
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def structure(data, tmp_path):
    """Poppler's print of the tree of tags, with the text in it."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True, text=True).stdout


@pytest.mark.pdf
@pytest.mark.parametrize("kind", ["one page", "report", "draft", "Welsh draft"])
def test_the_paper_is_accessible(kind):
    assert_pdf_ua(printed(kind))


@pytest.mark.pdf
@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><p>one</p><p>two</p></li><li>text<p>block</p>tail<ul><li>a <b>b</b></li></ul></li></ul>",
        "<ol><li>one <a href='https://example.org'><em>a</em> b</a></li><li><blockquote><p>x</p></blockquote></ol>",
        "<p>a<br>b <mark>note</mark> <code>c</code> <sup>2</sup></p><h4>An own heading</h4><p>x</p>",
        "<p><img src='app:missing.png' alt='A map'> <img src='http://example.org/x.png'></p>",
        "<table><tr><td>a</td><td colspan='9'>b</td></tr></table>",
    ],
)
def test_whatever_is_written_stays_accessible(html):
    paper, blocks = sample.one_page()
    blocks.insert(0, sample.block("own", "Own", "prose", {"html": html}))
    if "<h4>" in html:
        blocks.insert(1, sample.block("own-2", "Deeper", "prose", {"html": html}, level=2))
        del blocks[0]
        blocks.insert(0, sample.block("first", "First", "", {}))
    assert_pdf_ua(pdf.render(sample.html(paper, blocks), attachments=[pdf.Attachment("a.txt", b"x", "Annex")]))


@pytest.mark.pdf
def test_tables_of_names_alone_are_accessible():
    paper, blocks = sample.one_page()
    members = [{"name": name, "role": "", "note": ""} for name in ("Ann Ash", "Bo Beck")]
    witnesses = [{"name": "Six officers", "role": "", "organisation": "", "gave": ""}]
    alone = {"roles": False, "served": False}
    blocks.append(sample.block("members", "Members", "membership", {"members": members, **alone}))
    blocks.append(sample.block("heard", "Heard", "witnesses", {"witnesses": witnesses, **alone}))
    assert_pdf_ua(pdf.render(sample.html(paper, blocks)))


def test_the_contents_give_the_pages_where_the_headings_are():
    pages = words(printed("report"), "-layout").split("\f")
    listed = re.findall(r"^ *(\d[\d.]*)? +([A-Z][^\n]*?) {2,}(\d+)$", pages[0], re.MULTILINE)
    assert len(listed) >= 12
    for number, heading, page in listed:
        assert re.search(rf"{re.escape(number)}\s+{re.escape(heading)}", pages[int(page) - 1]), (number, heading, page)


def test_the_running_heads_stand_on_every_page_but_the_first():
    pages = words(printed("report"), "-layout").split("\f")[:-1]
    assert "Getting to school safely: second stage" not in pages[0]
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Edition 2, issued 20 March 2026" in page
        assert (number == 1) or "Getting to school safely: second stage" in page.split("\n", 2)[0] + page.split(
            "\n", 2
        )[1]


def test_a_draft_says_so_in_words_and_in_outlines_on_every_page():
    with_mark, without = printed("draft"), printed("report")
    for page in words(with_mark).split("\f")[:-1]:
        assert re.search(r"^Draft$", page, re.MULTILINE)
    assert not re.search(r"^Draft$", words(without), re.MULTILINE)
    assert "DRAFT" not in words(with_mark), "the watermark must be drawn, or a reader hears it on every page"

    assert all(pictures_in_artifacts(with_mark))
    assert not any(pictures_in_artifacts(without))


def pictures_in_artifacts(data):
    """How many drawings each page has inside a mark that says: this is not part of the text."""
    counts = []
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            open_marks, count = [], 0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BMC", "BDC"):
                    open_marks.append(str(operands[0]))
                elif str(operator) == "EMC":
                    open_marks.pop()
                elif str(operator) == "Do" and open_marks == ["/Artifact"]:
                    count += 1
            counts.append(count)
    return counts


def test_a_welsh_paper_is_welsh_to_the_foot_of_the_page():
    text = words(printed("Welsh draft"))
    assert re.search(r"^Drafft$", text, re.MULTILINE)
    assert "Cynnwys" in text
    assert re.search(r"Tudalen 2 o \d", text)


def test_what_is_copied_comes_in_the_order_it_is_read():
    text = words(printed("report"), "-raw")
    assert re.search(r"^4\.1 Speeds outside", text, re.MULTILINE)
    assert re.search(r"^\(a\) audit the routes", text, re.MULTILINE)
    assert re.search(r"^\(1\) That an audit", text, re.MULTILINE)
    assert re.search(r"^2 Members of the group 2$", text, re.MULTILINE)
    assert "Ŵyn and Siân" in text


def test_the_tree_of_tags_has_heads_for_the_tables_and_nothing_of_the_margins(tmp_path):
    tree = structure(printed("report"), tmp_path)
    assert re.search(r'TH <.*>:\n +/Scope /Column\n +Span.*\n +"Findings"', tree)
    assert re.search(r'TH <.*>:\n +/Scope /Row\n +Span.*\n +"Councillor Moira Whin"', tree)
    assert "Page 2 of" not in tree
    order = [tree.index(f'"{text}"') for text in ("Getting to school safely", "Contents", "Background", "Witnesses")]
    assert order == sorted(order)


def test_what_goes_on_overleaf_is_one_thing_to_a_reader_who_listens(tmp_path):
    data = printed("report")
    paper, blocks = sample.report()
    html = sample.html(paper, blocks)
    tree = structure(data, tmp_path)
    assert (
        words(data).count("Recommendations\n") > html.count(">Recommendations</th>") == tree.count('"Recommendations"')
    )
    for tag, html_tag in (("Table", "table"), ("THead", "thead"), ("Art", "article"), ("Sect", "section"), ("L", "ul")):
        assert len(re.findall(rf"^ +{tag}(?: \(block\))?$", tree, re.MULTILINE)) == html.count(f"<{html_tag}"), tag
    # Every cell of the table knows its head, those of the later pages too.
    assert not re.findall(r"TD:\n(?! +/Headers \[\(| +/)", tree)
    assert "/Headers []" not in tree
    # A paragraph broken by the end of a page has its lines in one P.
    paragraphs = re.findall(r"P \(block\)\n((?: +Span.*\n +\".*\"\n)+)", tree)
    long = [text for text in paragraphs if "Officers said" in text]
    assert len(long) == 3
    assert all("within the week" in text for text in long)


def test_a_paragraph_with_a_citation_after_it_is_one_paragraph(tmp_path):
    said = "The council measures how fast people drive and does not act on what it finds there. " * 4
    paper, blocks = sample.one_page()
    item = {"label": "1.1", "html": f"<p>{said}</p>", "anchor": "", "citation": "(Recommendation 2.1)"}
    blocks.append(sample.block("ends", "Ends", "conclusions", {"items": [item]}))
    tree = structure(pdf.render(sample.html(paper, blocks)), tmp_path)
    paragraphs = re.findall(
        r"^ +P \(\w+\)\n((?: +Span.*\n(?: +/.*\n)*(?: +\".*\"\n)+| +\".*\"\n)+)", tree, re.MULTILINE
    )
    whole = ["".join(" ".join(re.findall(r'"(.*)"', text)).split()) for text in paragraphs]
    assert [text for text in whole if "measureshowfast" in text] == ["".join(said.split())], tree


def test_a_block_without_a_heading_runs_on_below_the_one_before():
    def gap(*blocks):
        boxes = words(pdf.render(sample.html(sample.one_page()[0], blocks)), "-bbox")
        above, below = (re.search(rf'yMin="([\d.]+)" [^>]*>{one}<', boxes).group(1) for one in ("Above", "Below"))
        return float(below) - float(above)

    above, below = {"html": "<p>Above</p>"}, {"html": "<p>Below</p>"}
    paragraphs = gap(sample.block("one", "One", "prose", {"html": above["html"] + below["html"]}))
    second = sample.block("two", "", "prose", below)
    assert gap(sample.block("one", "One", "prose", above, is_continued=True), second) == pytest.approx(
        paragraphs, abs=1
    )
    assert gap(sample.block("one", "One", "prose", above), second) > paragraphs + 10


def test_the_outline_is_the_contents():
    with pikepdf.open(io.BytesIO(printed("report"))) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root]
        findings = next(item for item in outline.root if "Findings" in item.title)
        assert titles[0] == "1 Background"
        assert titles[-1] == "Appendix B: glossary"
        assert findings.children[0].title == "5.1 Walking and cycling"


def test_a_short_row_is_whole_on_one_page_and_a_long_one_may_break():
    row = {"finding": {"label": "", "html": "<p>Start. " + "Words. " * 60 + "Finish.</p>", "anchor": ""}}
    rows = [{**row, "recommendations": [], "disposition": "Noted."} for _ in range(30)]
    paper, blocks = sample.one_page()
    blocks.append(sample.block("many", "Many", "findings", {"rows": rows}))
    pages = words(pdf.render(sample.html(paper, blocks))).split("\f")
    assert len(pages) > 4
    assert all(page.count("Start.") == page.count("Finish.") for page in pages)
    long = "<p>Start.</p>" + f"<p>{'Words. ' * 300}</p>" * 3 + "<p>Finish.</p>"
    blocks[-1]["data"]["rows"] = [
        {"finding": {"label": "", "html": long, "anchor": ""}, "recommendations": [], "disposition": ""}
    ] * 2
    pages = words(pdf.render(sample.html(paper, blocks))).split("\f")
    assert any(page.count("Start.") != page.count("Finish.") for page in pages)
    assert sum(page.count("Recommendations") for page in pages) >= 2, "the head is repeated"


def test_the_papers_accent_is_drawn():
    html = sample.html(*sample.one_page(accent="#123456"))
    assert "--accent: #123456" in html
    assert sample.html(*sample.one_page(accent="</style><script>")).count("<script") == 0


@pytest.mark.parametrize("kind", [sample.one_page, sample.report])
def test_the_web_page_says_what_the_print_says(kind):
    paper, blocks = kind()
    web = render_to_string("papers/parts/paper.html", {"paper": paper, "blocks": blocks})
    assert web in sample.html(paper, blocks)
    assert "style=" not in web, "the site's policy forbids inline styles"
    levels = [int(level) for level in re.findall(r"<h([1-6])", web)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = re.findall(r'\bid="([^"]+)"', web)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', web):
        assert target in ids, f"nothing has the anchor {target}"


@pytest.mark.parametrize("kind", [sample.one_page, sample.report])
def test_no_template_asks_for_what_the_contract_leaves_optional(kind):
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, "MISSING:%s"
    try:
        assert "MISSING" not in sample.html(*kind())
    finally:
        engine.string_if_invalid = before


def test_plain_text_is_escaped_everywhere():
    nasty = "<script>alert(1)</script>&"
    paper, blocks = sample.report()
    for key in (
        "title",
        "subtitle",
        "committee",
        "date_line",
        "item_line",
        "status_line",
        "edition_line",
        "running_title",
    ):
        paper[key] = nasty
    for block in blocks:
        block["heading"] = nasty
        _spoil(block["data"], nasty)
    assert "<script" not in sample.html(paper, blocks)


def _spoil(data, nasty):
    """Put `nasty` into every text that is not HTML."""
    for key, value in list(data.items()) if isinstance(data, dict) else enumerate(list(data)):
        if isinstance(value, dict | list):
            _spoil(value, nasty)
        elif isinstance(value, str) and not str(key).endswith("html") and value:
            data[key] = nasty
