"""The PDF checker itself: it must refuse what is not accessible, or every other PDF test proves nothing."""

import io

import pikepdf
import pytest

from tests.pdf.conformance import assert_pdf_ua, report, tags, untagged_pages

pytestmark = pytest.mark.pdf

PAGE = """<html lang="en"><head><title>Report</title></head><body><h1>Report</h1><p>Words
<a href="https://example.org/">a link</a>.</p>
<table><tr><th scope="col">Cost</th></tr><tr><td>1</td></tr></table></body></html>"""


def printed(html=PAGE, **options):
    """The page as PDF bytes, straight from the library that prints the papers."""
    import weasyprint

    return weasyprint.HTML(string=html).write_pdf(**({"pdf_variant": "pdf/ua-1"} | options))


def test_a_tagged_document_is_accepted():
    pdf = printed()
    assert_pdf_ua(pdf)
    assert_pdf_ua([pdf, pdf])
    assert report(pdf).rules == 106
    assert tags(pdf).count("H1") == 1


def test_an_untagged_document_is_refused():
    with pytest.raises(AssertionError, match=r"rule 7\.1-11"):
        assert_pdf_ua(printed(pdf_variant=None))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (' lang="en"', "", r"7\.2-29"),
        ("<title>Report</title>", "", r"7\.1-9"),
        ("<p>", "<h3>Skipped a level</h3><p>", r"7\.4\.2-1"),
        ("<p>", '<svg width="9" height="9"><rect width="9" height="9"/></svg><p>', r"7\.3-1"),
    ],
)
def test_a_fault_is_named_by_its_rule(old, new, rule):
    with pytest.raises(AssertionError, match=f"rule {rule}"):
        assert_pdf_ua(printed(PAGE.replace(old, new)))


def test_what_is_no_pdf_is_refused(tmp_path):
    with pytest.raises(AssertionError, match="unreadable"):
        assert_pdf_ua(b"%PDF-1.7 and nothing more")
    with pytest.raises(AssertionError, match="unreadable"):
        assert_pdf_ua(tmp_path / "not-there.pdf")
    with pytest.raises(AssertionError, match="No PDF was given"):
        assert_pdf_ua([])


def test_a_page_merged_without_its_tags_is_refused():
    """veraPDF passes such a page, so the helper has to see it."""
    merged = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as whole, pikepdf.open(io.BytesIO(printed())) as other:
        whole.pages.append(other.pages[0])
        whole.save(merged)
    assert untagged_pages(merged.getvalue()) == [2]
    with pytest.raises(AssertionError, match="page 2"):
        assert_pdf_ua(merged.getvalue())
