"""The PDF engine: what a paper can reach, what comes out, and that nothing is left running."""

import datetime
import io
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from scrutiny.engine import pdf
from scrutiny.engine.pdf import client

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]


def page(body, head="<title>Paper</title>", lang="en-GB"):
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def tags(data):
    """Every structure element of the PDF, in reading order: (tag, alternative text)."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S).strip("/"), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node.K)

    with opened(data) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def words(data, *options):
    """The text of the PDF as Poppler reads it."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def png():
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_the_web_process_never_imports_weasyprint():
    code = (
        "import sys; from scrutiny.engine import pdf;"
        "assert pdf.render('<title>x</title><p>y').startswith(b'%PDF-1.7');"
        "assert not any(name.startswith('weasyprint') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_file_handed_over_is_printed():
    data = pdf.render(page('<p><img src="app:red square.png" alt="A red square">'), files={"app:red square.png": png()})
    assert ("Figure", "A red square") in tags(data)
    with opened(data) as file:
        assert len(file.pages[0].get_images()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://127.0.0.1/x",
        "data:image/png;base64,iVBORw0KGgo=",
        "app:not-there.png",
        "app:../paper.css",
        "/etc/hostname",
        "//127.0.0.1/x",
    ],
)
def test_every_other_address_is_refused_and_the_words_stay(address):
    data = pdf.render(page(f'<p><img src="{address}" alt="A map of the route"></p>'))
    with opened(data) as file:
        assert not file.pages[0].get_images()
    assert "A map of the route" in words(data)


def test_nothing_outside_reaches_the_pdf(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ZEBRA-CANARY")
    here = secret.as_uri()
    data = pdf.render(
        page(
            f'<h1>One</h1><object data="{here}">x</object><embed src="{here}"><a rel="attachment" href="{here}">y</a>'
            f'<iframe src="{here}"></iframe><svg viewBox="0 0 9 9" width="9" height="9"><title>S</title>'
            f'<image href="{here}" width="9" height="9"/></svg>',
            head=f'<title>T</title><base href="{tmp_path.as_uri()}/"><link rel="attachment" href="{here}">'
            f'<link rel="stylesheet" href="{here}"><style>@import "{here}"; body {{ background: url({here}) }}'
            f"@font-face {{ font-family: q; src: url({here}) }}</style>",
        )
    )
    with opened(data) as file:
        assert not file.attachments
        streams = [item.read_bytes() for item in file.objects if isinstance(item, pikepdf.Stream)]
    assert not any(b"ZEBRA" in stream for stream in [data, *streams])


def test_nothing_is_asked_of_the_network():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = server.getsockname()[1]
        there = f"http://127.0.0.1:{port}/x"
        pdf.render(
            page(
                f'<img src="{there}" alt="x"><p style="background:url({there})">y',
                head=f'<link rel="stylesheet" href="{there}">',
            )
        )
        with pytest.raises(TimeoutError):
            server.accept()


def test_files_must_have_addresses_of_their_own():
    with pytest.raises(ValueError, match="app:"):
        pdf.render(page("<p>x"), files={"http://example.org/x.png": b""})


def test_the_same_paper_gives_the_same_bytes_in_another_printer():
    html = page('<h1>One</h1><p>Ŵyn <b>bold</b> <i>italic</i> <a href="https://example.org">link</a></p>' * 3)
    arguments = {"attachments": [pdf.Attachment("a.txt", b"x")], "as_at": datetime.date(2026, 3, 20)}
    first = pdf.render(html, **arguments)
    pdf.stop()
    assert pdf.render(html, **arguments) == first
    assert pdf.render(html + " ", **arguments) != first


def test_the_papers_own_fonts_are_used_and_welsh_letters_are_in_them():
    data = pdf.render(page("<p>Ŵyn ŷ</p>", '<title>P</title><link rel="stylesheet" href="app:page.css">'))
    with opened(data) as file:
        fonts = [str(font.BaseFont) for font in file.pages[0].Resources.Font.values()]
    assert fonts
    assert all("Source-Sans-3" in font for font in fonts), fonts
    assert "Ŵyn ŷ" in words(data)


def test_the_head_of_the_html_becomes_the_metadata():
    head = (
        '<title>Y teitl</title><meta name="author" content="Cyngor Aldermere"><meta name="keywords" content="a, b">'
        '<meta name="description" content="What it says"><meta name="generator" content="Scrutiny">'
    )
    data = pdf.render(page("<p>x", head, lang="cy"), as_at=datetime.date(2026, 3, 20))
    with opened(data) as file:
        assert str(file.Root.Lang) == "cy"
        info = {key: str(value) for key, value in file.docinfo.items()}
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "Y teitl"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["xmp:CreateDate"] == "2026-03-20"
        assert file.Root.ViewerPreferences.DisplayDocTitle
    assert info["/Title"] == "Y teitl"
    assert info["/Author"] == "Cyngor Aldermere"
    assert info["/Keywords"] == "a, b"
    assert info["/CreationDate"].startswith("D:20260320")


def test_a_moment_keeps_its_zone_and_no_date_means_none():
    with opened(pdf.render(page("<p>x"), as_at=datetime.datetime(2026, 3, 20, 9, 30, tzinfo=datetime.UTC))) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:20260320093000")
    with opened(pdf.render(page("<p>x"))) as file:
        assert "/CreationDate" not in file.docinfo


def test_attachments_are_embedded_as_associated_files():
    data = pdf.render(
        page("<h1>x</h1>"),
        attachments=[
            pdf.Attachment("../b.csv", b"1,2", "The figures", "text/csv", "Data"),
            pdf.Attachment(
                "a.docx", b"PK1", "Annex A", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            ),
            pdf.Attachment("a.docx", b"PK2"),
        ],
        as_at=datetime.date(2026, 3, 20),
    )
    with opened(data) as file:
        assert list(file.attachments) == ["a (2).docx", "a.docx", "b.csv"]
        assert file.attachments["b.csv"].get_file().read_bytes() == b"1,2"
        assert file.attachments["b.csv"].get_file().mime_type == "text/csv"
        assert file.attachments["b.csv"].description == "The figures"
        assert file.attachments["a (2).docx"].get_file().read_bytes() == b"PK2"
        kinds = {str(spec.UF): str(spec.AFRelationship) for spec in file.Root.AF}
        assert kinds == {"a (2).docx": "/Supplement", "a.docx": "/Supplement", "b.csv": "/Data"}
        names = [str(name) for name in list(file.Root.Names.EmbeddedFiles.Names)[::2]]
        assert names == sorted(names)


def test_headings_become_the_outline():
    data = pdf.render(page("<h1>One</h1><h2>Two</h2><h2>Three</h2>"))
    with opened(data) as file, file.open_outline() as outline:
        (one,) = outline.root
        assert one.title == "One"
        assert [child.title for child in one.children] == ["Two", "Three"]


def test_running_heads_are_artifacts_and_the_text_is_tagged():
    style = (
        '<title>T</title><style>@page { @top-left { content: "RUNNING" } '
        "@bottom-right { content: counter(page) } }</style>"
    )
    data = pdf.render(page("<h1>Heading</h1><p>Body.</p>", style))
    with opened(data) as file:
        marks = [
            (str(ops[0]), ops[1] if len(ops) > 1 else None)
            for ops, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) in ("BDC", "BMC")
        ]
    pagination = [
        more for tag, more in marks if tag == "/Artifact" and more is not None and more.get("/Type") == "/Pagination"
    ]
    assert len(pagination) == 2
    assert sum(1 for tag, more in marks if more is not None and "/MCID" in more) == 2
    assert "RUNNING" in words(data)


def test_text_comes_in_reading_order():
    data = pdf.render(page("<p>one</p><p>two</p><ul><li>three<ul><li>four</ul><li>five</ul>"))
    assert re.findall("one|two|three|four|five", words(data, "-raw")) == ["one", "two", "three", "four", "five"]


def test_what_would_break_accessibility_is_mended():
    data = pdf.render(
        page(
            '<p><a href="https://example.org">a <strong>b</strong></a>'
            '<img src="app:a.png"><img src="app:a.png" alt=""></p>'
            '<svg viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>'
            "<ul><li><p>x</p><p>y</p></ul>",
            head="",
            lang="",
        ),
        files={"app:a.png": png()},
    )
    found = tags(data)
    assert [tag for tag, _ in found].count("Link") == 1
    assert [alt for tag, alt in found if tag == "Figure"] == ["Picture without a description"] * 3
    start = [tag for tag, _ in found].index("LI")
    assert [tag for tag, _ in found[start : start + 5]] == ["LI", "Lbl", "Span", "LBody", "P"]
    with opened(data) as file:
        assert str(file.docinfo.Title) == "Untitled paper"


def test_a_text_without_language_gets_one():
    with opened(pdf.render("<title>x</title><p>y")) as file:
        assert str(file.Root.Lang) == "en-GB"


def children(pid):
    """The processes started by a process, dead ones that nobody collected included."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_papers_leave_no_process_behind():
    pdf.warm()
    server = client._printer._process.pid
    for _ in range(3):
        pdf.render(page("<p>x"))
    with pytest.raises(pdf.Problem):
        pdf.render(page('<div style="display:flex">' * 30), limits=pdf.Limits(cpu_seconds=1, wall_seconds=2))
    pdf.render(page("<p>y"))
    for _ in range(50):
        if not children(server):
            break
        threading.Event().wait(0.1)
    assert not children(server)


def test_a_printer_that_died_is_replaced_and_collected():
    pdf.warm()
    process, folder = client._printer._process, client._printer._folder
    assert Path(folder).is_dir()
    os.kill(process.pid, signal.SIGKILL)
    assert pdf.render(page("<p>x")).startswith(b"%PDF-")
    assert process.returncode == -signal.SIGKILL
    assert not Path(folder).exists()
    assert client._printer._process.pid != process.pid


def test_many_threads_print_at_once():
    results = {}

    def work(number):
        results[number] = words(pdf.render(page(f"<p>paper {number}")))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: text.strip() for number, text in results.items()} == {n: f"paper {n}" for n in range(6)}


def test_a_process_that_ends_takes_its_printer_and_its_folder_with_it():
    code = (
        "from scrutiny.engine import pdf; from scrutiny.engine.pdf import client; pdf.render('<title>x</title><p>y');"
        "print(client._printer._process.pid)"
    )
    folders = set(Path("/tmp").glob("scrutiny-pdf-*"))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert not Path(f"/proc/{done.stdout.strip()}").exists()
    assert set(Path("/tmp").glob("scrutiny-pdf-*")) <= folders


def test_a_forked_worker_starts_a_printer_of_its_own():
    code = (
        "import os; from scrutiny.engine import pdf; from scrutiny.engine.pdf import client\n"
        "pdf.warm(); before = client._printer._process.pid; pid = os.fork()\n"
        "if pid == 0:\n"
        "    ok = pdf.render('<title>x</title><p>y').startswith(b'%PDF') and client._printer._process.pid != before\n"
        "    pdf.stop(); os._exit(0 if ok else 1)\n"
        "assert os.waitpid(pid, 0)[1] == 0\n"
        "assert pdf.render('<title>x</title><p>y').startswith(b'%PDF') and client._printer._process.pid == before\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
