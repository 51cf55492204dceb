"""The tracker as a file: the same rows, nothing that runs, nothing that breaks a reader."""

import csv
import io
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from recommendations import exports
from recommendations.models import Standing
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LIVE = ['=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r\n=1+1", "＝1+1", "|calc"]


@pytest.fixture
def committee():
    return factories.make_body(factories.make_council("Wenbridge County Council"), "Transport Scrutiny Committee")


def sent(body, words):
    one = life.make_sent(body)
    Standing.objects.filter(pk=one.pk).update(words=words)
    return one


def address(body, kind, query=""):
    return reverse("recommendations:tracker-export", args=[body.pk, kind]) + query


def csv_rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_no_cell_of_a_csv_is_a_formula(client, committee):
    for words in LIVE:
        sent(committee, words)
    rows = csv_rows(client.get(address(committee, "csv")))
    assert rows[0] == list(exports.HEADINGS)
    assert len(rows) == len(LIVE) + 1
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(exports._LIVE), cell


def test_a_workbook_holds_texts_as_texts_and_days_as_days(client, committee):
    for words in LIVE:
        sent(committee, words)
    sent(committee, "Bad\x01\x0b\x1f characters\x7f and " + "long " * 8000)
    sent(committee, "https://example.org/ and 00123")
    answer = client.get(address(committee, "xlsx"))
    parts = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{{{SHEET}}}f")), "no cell has a formula"
    assert not list(sheet.iter(f"{{{SHEET}}}hyperlink"))
    texts = [
        "".join(one.itertext())
        for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).iter(f"{{{SHEET}}}si")
    ]
    assert LIVE[0] in texts
    assert "https://example.org/ and 00123" in texts
    assert max(len(text) for text in texts) <= 32_000
    assert not any(sign in text for text in texts for sign in "\x01\x0b\x1f\x7f")
    cells = {cell.get("r"): cell for cell in sheet.iter(f"{{{SHEET}}}c")}
    assert cells["B2"].get("t") == "s"
    assert float(cells["L2"].find(f"{{{SHEET}}}v").text) == (life.SENT - date(1899, 12, 30)).days


def test_a_file_has_the_rows_of_the_page(client, committee):
    one = life.make_sent(committee, text="Mend the shelter.")
    life.make_sent(committee, text="Paint the bridge.")
    life.make_sent(committee, published=False, text="Sell the depot.")
    life.make_response(one.requests.get())
    rows = csv_rows(client.get(address(committee, "csv", "?response=accepted")))
    assert [row[1] for row in rows[1:]] == ["Mend the shelter."]
    assert {row[1] for row in csv_rows(client.get(address(committee, "csv")))[1:]} == {
        "Mend the shelter.",
        "Paint the bridge.",
    }
    day = life.SENT + timedelta(days=19)
    rows = csv_rows(client.get(address(committee, "csv", f"?as_at={day}")))
    assert {row[5] for row in rows[1:]} == {"Response awaited"}


def test_every_row_is_there_however_many_pages_it_takes(client, committee, monkeypatch):
    monkeypatch.setattr(exports, "STEP", 3)
    made = [life.make_sent(committee, text=f"Ask {at}.") for at in range(8)]
    rows = csv_rows(client.get(address(committee, "csv", "?sort=newest")))
    assert [row[1] for row in rows[1:]] == [one.text for one in reversed(made)]
    rows = csv_rows(client.get(address(committee, "csv", f"?as_at={life.SENT}")))
    assert [row[1] for row in rows[1:]] == [one.text for one in reversed(made)]


def test_too_many_for_a_pdf_is_said(client, committee, monkeypatch):
    monkeypatch.setitem(exports.MOST, "pdf", 2)
    for _ in range(3):
        life.make_sent(committee)
    answer = client.get(address(committee, "pdf"), follow=True)
    assert "A PDF holds up to 2 recommendations, and there are more." in answer.content.decode()


def test_another_kind_of_file_is_not_there(client, committee):
    assert client.get(address(committee, "exe")).status_code == 404


@pytest.mark.pdf
def test_the_pdf_conforms_and_says_what_the_page_says(client, committee):
    from tests.pdf import conformance

    one = life.make_sent(committee, text="Mend the <b>shelter</b> & the roof.")
    life.make_response(one.requests.get())
    for at in range(12):
        life.make_sent(committee, text=f"Ask {at}. " * 40)
    answer = client.get(address(committee, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    conformance.assert_pdf_ua(answer.content)
