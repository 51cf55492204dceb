"""Papers made to exhaust the printer end in a plain sentence, soon, and the printer goes on."""

import pytest

from scrutiny.engine import pdf

pytestmark = pytest.mark.system

SMALL = pdf.Limits(memory_mb=450, cpu_seconds=2, wall_seconds=4)


def page(body):
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>Paper</title></head><body>{body}</body></html>'


def uses(attribute):
    """Ten figures each made of ten of the one before."""
    steps = "".join(f'<g id="a{n}">' + f'<use {attribute}="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    return (
        '<svg viewBox="0 0 9 9" width="9" height="9"><title>Bomb</title>'
        '<defs><g id="a0"><rect width="1" height="1"/></g>'
        f'{steps}</defs><use {attribute}="#a9"/></svg>'
    )


VARIABLES = "".join(f"--a{n}: var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 40))
BOMBS = {
    "a table of 20,000 rows": "<table>" + "<tr><td>a<td>b</tr>" * 20_000 + "</table>",
    "flex in flex": '<div style="display:flex">' * 30 + "x",
    "grid in grid": '<div style="display:grid">' * 30 + "x",
    "a picture of pictures": uses("href"),
    "a picture of pictures, the old way": uses("xlink:href"),
    "variables that double": f"<style>:root {{ --a0: x; {VARIABLES} }} p {{ font-family: var(--a39) }}</style><p>x",
    "a page for each word": "<style>p { break-after: page }</style>" + "<p>x" * 20_000,
    "ten million characters": "word " * 2_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_stopped_with_a_plain_message(name):
    with pytest.raises(pdf.TooBig, match=r"^The paper was not printed: it (took longer|needs more memory)"):
        pdf.render(page(BOMBS[name]), limits=SMALL)
    assert pdf.render(page("<p>still here")).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "cell",
    [
        'colspan="1000000"',
        'rowspan="1000000"',
        f'colspan="{"9" * 400}"',
        'colspan="-1"',
        'colspan="x" rowspan="0"',
        'colspan="²"',
    ],
)
def test_spans_are_cut_down_and_the_paper_is_printed(cell):
    assert pdf.render(page(f"<table><tr><td {cell}>a<td>b<tr><td>c</table>"), limits=SMALL).startswith(b"%PDF-")


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul", "table"])
def test_what_is_nested_too_deeply_is_refused(tag):
    inner = "<tr><td>" if tag == "table" else ""
    with pytest.raises(pdf.TooBig, match="nested"):
        pdf.render(page(f"<{tag}>{inner}" * 5_000), limits=SMALL)


def test_as_deep_as_is_allowed_is_printed():
    depth = pdf.Limits().depth - 4
    assert pdf.render(page("<div>" * depth + "x")).startswith(b"%PDF-")


def test_too_many_parts_are_refused_by_number():
    with pytest.raises(pdf.TooBig, match=r"it has 1,2\d\d parts .* the most is 1,000"):
        pdf.render(page("<p>x</p>" * 1_200), limits=pdf.Limits(elements=1_000))


def test_too_long_a_text_never_leaves_the_web_process():
    with pytest.raises(pdf.TooBig, match="101 characters long and the most is 100"):
        pdf.render("x" * 101, limits=pdf.Limits(html_chars=100))


def test_pictures_and_attachments_are_weighed_together():
    with pytest.raises(pdf.TooBig, match="3 MB and the most is 2 MB"):
        pdf.render(
            page("<p>x"),
            files={"app:a.png": b"0" * 1_500_000},
            attachments=[pdf.Attachment("a", b"0" * 1_500_000)],
            limits=pdf.Limits(files_bytes=2_000_000),
        )


def test_a_paper_that_cannot_be_laid_out_fails_plainly_and_its_text_is_not_logged(caplog):
    body = '<style>@page { size: 1000000mm }</style><p style="font-size: 1e9px">EXEMPT-CANARY'
    with pytest.raises(pdf.Failed, match=r"^The paper was not printed: a part of it could not be laid out"):
        pdf.render(page(body))
    assert "the printer failed" in caplog.text
    assert "EXEMPT" not in caplog.text


def test_a_problem_is_one_kind_of_thing():
    assert issubclass(pdf.TooBig, pdf.Problem)
    assert issubclass(pdf.Failed, pdf.Problem)
