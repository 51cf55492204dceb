"""Documents laid out apart and joined: one run of page numbers, one tree of tags, links and bookmarks that lead home."""

import os
import re
import signal
import subprocess
import threading
import time
from io import BytesIO

import pikepdf
import pytest

from scrutiny.engine import pdf
from scrutiny.engine.pdf import client, kept, pack, parts
from tests.pdf import conformance

pytestmark = [pytest.mark.system, pytest.mark.pdf]

HEAD = '<link rel="stylesheet" href="app:paper.css"><link rel="stylesheet" href="app:page.css">'
TABLE = """<table class="paper-table"><caption>Counts</caption><thead><tr><th scope="col">Road</th><th scope="col">Children</th>
</tr></thead><tbody><tr><th scope="row">Mill Lane</th><td>12</td></tr></tbody></table>"""
CHART = '<svg viewBox="0 0 9 9" width="90" height="90"><title>A square</title><rect width="5" height="5"/></svg>'


def page(title, body, lang="en-GB"):
    article = f'<article class="paper" data-running-title="{title}" data-council="C">{body}</article>'
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{HEAD}</head><body>{article}</body></html>'


def paper(title, sections, words=40):
    """A document that says where it may be cut, with contents, and a link from each section to the next."""
    rows = "".join(
        f'<li><a href="#s{n}">Section {n}</a><span class="paper-contents-page" data-href="#s{n}"></span></li>'
        for n in range(1, sections + 1)
    )
    head = f'<h1 class="paper-title">{title}</h1><nav class="paper-contents"><ul>{rows}</ul></nav>'
    blocks = "".join(
        f'<!--block--><!--section--><section id="s{n}"><h2 class="paper-heading">Section {n}</h2>'
        f'<p>{title} {n} begins. <a href="#s{n % sections + 1}">next</a></p>{TABLE}'
        + f"<p>{'word ' * words}</p>" * 12
        + f"<p>{title} {n} ends.</p></section>"
        for n in range(1, sections + 1)
    )
    return page(title, f'<!--head-->{head}<!--/head--><div class="paper-body">{blocks}<!--/blocks--></div><!--end-->')


def front(starts, pages):
    rows = "".join(f'<li><a href="app:to/{key}">Part {key}</a> on page {start}</li>' for key, start in starts.items())
    return page("The pack", f"<h1>The pack</h1><ul>{rows}</ul><p>{pages} pages</p>")


@pytest.fixture(autouse=True)
def _nothing_kept():
    pack.KEPT.clear()


@pytest.fixture(scope="module")
def made():
    """A pack of three: a long one cut into pieces, a short one, and one with a chart."""
    pack.KEPT.clear()
    cut = parts.cut
    pack.parts.cut = lambda html: cut(html, 9_000)
    try:
        return pdf.print_parts(
            [
                pdf.Part("a", paper("Roads", 8), "1. Roads"),
                pdf.Part("b", page("Buses", f'<h1>Buses</h1><p id="s1">Same name. <a href="#s1">here</a></p>{TABLE}')),
                pdf.Part("c", page("Rails", f"<h1>Rails</h1>{CHART}"), "3. Rails"),
            ],
            front=front,
            front_title="Agenda",
        )
    finally:
        pack.parts.cut = cut


def text_of(data, number, *options):
    """The words of one page as pdftotext reads them."""
    command = ["pdftotext", *options, "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def test_it_is_one_accessible_document(made):
    conformance.assert_pdf_ua(made.data)
    with pikepdf.open(BytesIO(made.data)) as document:
        assert len(document.pages) == made.pages
        root = document.Root
        assert len(root.StructTreeRoot.K) == 1
        (top,) = root.StructTreeRoot.K
        assert [str(kid.S) for kid in top.K] == ["/Part"] * 4  # the front, and three
        assert str(root.Lang) == "en-GB"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == "The pack"
    assert conformance.tags(made.data).count("Document") == 1


def test_every_page_has_its_number_once_at_its_foot_and_no_other(made):
    for number in range(1, made.pages + 1):
        found = re.findall(r"Page (\d+) of (\d+)", text_of(made.data, number))
        assert found == [(str(number), str(made.pages))]


def test_page_numbers_are_artifacts_and_what_is_read_aloud_is_in_order(made):
    said = subprocess.run(["pdfinfo", "-struct-text", "-"], input=made.data, capture_output=True).stdout.decode()
    assert f"of {made.pages}" not in said.replace(f"{made.pages} pages", "")
    places = [said.index(f"Roads {n} {word}.") for n in range(1, 9) for word in ("begins", "ends")]
    places += [said.index("Same name."), said.index("Rails")]
    assert places == sorted(places)


def test_the_contents_say_the_page_on_which_each_thing_is(made):
    starts = {key: int(page) for key, page in re.findall(r"Part (\w) on page (\d+)", text_of(made.data, 1))}
    assert starts == made.starts
    assert "Buses" in text_of(made.data, starts["b"])
    listed = re.findall(r"Section (\d) +(\d+)", text_of(made.data, starts["a"], "-layout"))
    for number, at in listed:
        assert f"Roads {number} begins." in text_of(made.data, int(at))
    assert len(listed) == 8


def test_links_lead_to_the_right_page_across_pieces_and_parts(made):
    with pikepdf.open(BytesIO(made.data)) as document:
        flat = list(document.Root.Names.Dests.Names)
        targets = dict(zip(map(str, flat[::2]), flat[1::2], strict=True))
        assert list(map(bytes, flat[::2])) == sorted(map(bytes, flat[::2]))
        pages = {one.obj.objgen: number for number, one in enumerate(document.pages, start=1)}
        led = {}
        for number, one in enumerate(document.pages, start=1):
            for link in one.obj.get("/Annots", []):
                assert "/A" not in link
                led.setdefault(number, []).append((str(link.Dest), pages[targets[str(link.Dest)][0].objgen]))
                assert str(link.Contents) == f"Page {led[number][-1][1]}"
    assert led[1] == [(key, start) for key, start in made.starts.items()]
    for name, at in led[made.starts["a"]]:
        assert f"Roads {name.removeprefix('a.s')} begins." in text_of(made.data, at)
    assert led[made.starts["b"]] == [("b.s1", made.starts["b"])]  # not the first paper's "s1"
    last = max(number for number in led if number < made.starts["b"])
    assert ("a.s1", int(made.starts["a"]) + 1) in led[last]  # from the last piece to the first


def test_bookmarks_hang_below_their_part(made):
    with pikepdf.open(BytesIO(made.data)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Agenda", "1. Roads", "Buses", "3. Rails"]
        below = [item.title for item in outline.root[1].children]
        assert below == [f"Section {n}" for n in range(1, 9)]


def test_every_entry_of_the_parent_tree_belongs_to_its_page(made):
    with pikepdf.open(BytesIO(made.data)) as document:
        flat = list(document.Root.StructTreeRoot.ParentTree.Nums)
        entries = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
        assert list(entries) == sorted(entries)
        used = [int(one.obj.StructParents) for one in document.pages]
        assert len(set(used)) == made.pages
        for one, key in zip(document.pages, used, strict=True):
            assert all(node.Pg.objgen == one.obj.objgen for node in entries[key] if "/Pg" in node)
            for link in one.obj.get("/Annots", []):
                assert entries[int(link.StructParent)].S == "/Link"


def test_heads_of_tables_keep_their_cells(made):
    with pikepdf.open(BytesIO(made.data)) as document:
        flat = list(document.Root.StructTreeRoot.IDTree.Names)
        names = list(map(bytes, flat[::2]))
        assert names == sorted(set(names))
        cells = [node for node in conformance._nodes(document) if node.get("/S") == "/TD"]
        assert len(cells) == 9
        assert all(bytes(name) in names for cell in cells for name in cell.A.Headers)


def test_the_same_papers_give_the_same_bytes():
    wanted = [pdf.Part("a", paper("Roads", 2), "Roads"), pdf.Part("b", page("Buses", "<h1>Buses</h1>"), "Buses")]
    first = pdf.print_parts(wanted, front=front)
    pack.KEPT.clear()
    assert pdf.print_parts(wanted, front=front).data == first.data


def test_what_has_not_changed_is_not_laid_out_again_and_the_private_is_never_kept(monkeypatch):
    laid = []
    send = client.send
    monkeypatch.setattr(client, "send", lambda html, *args, **more: laid.append(html) or send(html, *args, **more))
    wanted = [
        pdf.Part("a", page("Roads", "<h1>Roads</h1>"), "Roads"),
        pdf.Part("b", page("Buses", "<h1>Buses</h1>"), "Buses"),
        pdf.Part("x", page("Secret", "<h1>Secret</h1>"), "Secret", is_private=True),
    ]
    whole = pdf.print_parts(wanted).data
    assert len(laid) == 3
    del laid[:]
    assert pdf.print_parts(wanted).data == whole
    assert laid == [wanted[2].html]
    del laid[:]
    wanted[1] = pdf.Part("b", page("Buses", "<h1>Buses and trams</h1>"), "Buses")
    assert pdf.print_parts(wanted).data != whole
    assert laid == [wanted[1].html, wanted[2].html] or laid == [wanted[2].html, wanted[1].html]


def test_what_is_kept_has_a_size_and_an_age():
    now = [0.0]
    store = kept.Kept(10, 60, clock=lambda: now[0])
    store.put(b"a", [b"12345"])
    store.put(b"b", [b"12345"])
    assert store.get(b"a")
    store.put(b"c", [b"1"])
    assert (store.get(b"a"), store.get(b"b"), store.get(b"c")) == ([b"12345"], None, [b"1"])
    store.put(b"d", [b"more than ten bytes"])
    assert store.get(b"d") is None
    now[0] = 61
    assert store.get(b"a") is None
    assert store._weight == 0


def test_a_killed_child_gives_a_plain_message_and_the_printer_goes_on():
    pdf.warm()
    long = page("Long", "<h1>Long</h1>" + f"<p>{'word ' * 60}</p>" * 4_000)
    killed = []

    def kill():
        server = client._printer._process.pid
        for _ in range(200):
            time.sleep(0.05)
            children = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True).stdout.split()
            if children:
                os.kill(int(children[0]), signal.SIGTERM)
                killed.append(children[0])
                return

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(pdf.Failed, match=r"^Long paper: The paper was not printed: the printer stopped in the middle"):
        pdf.print_parts([pdf.Part("a", long, "Long paper")])
    killer.join()
    assert killed
    assert pdf.print_parts([pdf.Part("a", page("Short", "<h1>Short</h1>"), "Short")]).pages == 1


def test_a_part_past_a_limit_is_named():
    limits = pdf.Limits(elements=50)
    wanted = [pdf.Part("a", page("Ok", "<h1>Ok</h1>"), "Fine"), pdf.Part("b", page("Big", "<p>x</p>" * 90), "Too long")]
    with pytest.raises(pdf.TooBig, match=r"^Too long: The paper was not printed: it has"):
        pdf.print_parts(wanted, limits=limits)


def test_all_parts_together_are_no_longer_than_one_may_be():
    wanted = [pdf.Part("a", "x" * 60), pdf.Part("b", "x" * 60)]
    with pytest.raises(pdf.TooBig, match="120 characters long together and the most is 100"):
        pdf.print_parts(wanted, limits=pdf.Limits(html_chars=100))


def test_the_contents_may_grow_over_several_pages():
    def long_front(starts, pages):
        rows = "".join(f"<p>{key} {start}</p>" for key, start in starts.items()) + "<p>Filling.</p>" * 90
        return page("Front", f"<h1>Front</h1>{rows}")

    printed = pdf.print_parts([pdf.Part("a", page("A", "<h1>Alpha</h1>"), "A")], front=long_front)
    assert printed.pages > 3
    assert printed.starts == {"a": printed.pages}
    assert "Alpha" in text_of(printed.data, printed.pages)


def test_attachments_of_all_parts_are_the_documents_own():
    printed = pdf.print_parts(
        [pdf.Part("a", page("A", "<h1>A</h1>"))], front=front, attachments=[pdf.Attachment("n.txt", b"words", "A note")]
    )
    conformance.assert_pdf_ua(printed.data)
    with pikepdf.open(BytesIO(printed.data)) as document:
        assert list(document.attachments) == ["n.txt"]


@pytest.mark.parametrize("chars", [100, 3_000, 10**6])
def test_cutting_keeps_every_block_once_and_in_order(chars):
    pieces = parts.cut(paper("Roads", 8, words=2), chars)
    assert "<!--" not in "".join([pieces.head, *pieces.rest]).replace("<!DOCTYPE", "")
    found = re.findall(r"Roads (\d) begins", "".join(pieces.rest))
    assert found == list("12345678")
    assert pieces.head.count("paper-contents-page") == 8
    assert 'contents-page">4</span>' in parts.numbered(pieces.head, {"s3": 4})
    assert "data-href" not in parts.numbered(pieces.head, {})


def test_a_document_without_marks_is_one_piece():
    assert parts.cut("<html><!--block--><p>x</html>").rest == ("<html><p>x</html>",)
