"""Evidence: sessions, items and their files, who may read what, and what a file may do to a browser."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scrutiny.actions import evidence as actions
from scrutiny.models import EvidenceItem, EvidenceSession
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = "Xylocarp"


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return factories.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def words_of(response):
    return response.content.decode()


def sent(**fields):
    return {"title": "Survey", "kind": "document", "access": "open", "once": str(uuid.uuid4())} | fields


# --- sessions -----------------------------------------------------------------------------------------------


def test_a_session_has_its_witnesses_and_the_date_of_its_meeting(client, cast, review):
    witness = factories.make_witness(review, "Jo Hill")
    stranger = factories.make_witness(factories.make_review(cast.committee))
    meeting = factories.make_meeting(cast.sub_committee, kind="evidence")
    factories.sign_in(client, cast.officer)
    form = {
        "title": "Hearing",
        "kind": "hearing",
        "witnesses": [witness.pk],
        "meeting": meeting.pk,
        "once": str(uuid.uuid4()),
    }
    for _ in range(2):
        assert client.post(url("session-add", review.pk), form).status_code == 302
    session = EvidenceSession.objects.get()
    assert (session.date, list(session.witnesses.all())) == ("2024-03-12", [witness])
    wrong = client.post(
        url("session-edit", session.pk), form | {"witnesses": [stranger.pk], "version": session.version}
    )
    assert wrong.status_code == 422
    wrong = client.post(url("session-edit", session.pk), form | {"date_2": "2020", "version": session.version})
    assert "12 March 2024" in words_of(wrong)
    kept = form | {"witnesses": [], "notes": "Words.", "version": session.version}
    assert client.post(url("session-edit", session.pk), kept).status_code == 302
    session.refresh_from_db()
    assert (session.notes, session.witnesses.count()) == ("Words.", 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Enter the title"),
        ({"kind": "seance"}, "Choose"),
        ({"date_0": "30", "date_1": "2", "date_2": "2024"}, "does not exist"),
        ({"place": "p" * 201}, "200 characters"),
    ],
)
def test_bad_sessions_are_said_plainly(client, cast, review, fields, said):
    factories.sign_in(client, cast.officer)
    response = client.post(url("session-add", review.pk), {"title": "Hearing", "kind": "hearing"} | fields)
    assert response.status_code == 422
    assert said in words_of(response)


# --- adding -------------------------------------------------------------------------------------------------


def test_an_item_with_its_file_is_added_once(client, cast, review):
    factories.sign_in(client, cast.officer)
    form = sent(is_background_paper="on", is_appendix="on", link="www.example.org/a")
    for _ in range(2):
        form["file"] = SimpleUploadedFile("Årsrapport & “notes”.txt", "Bysiau’n hwyr.".encode())
        assert client.post(url("evidence-add", review.pk), form).status_code == 302
    item = EvidenceItem.objects.get()
    assert item.file_name == "Årsrapport & “notes”.txt"
    assert "rsrapport" not in item.file.name
    assert item.link == "https://www.example.org/a"
    response = client.get(url("evidence-file", item.pk))
    assert b"".join(response.streaming_content) == "Bysiau’n hwyr.".encode()
    assert response["Content-Disposition"].startswith("attachment;")
    assert "%C3%85rsrapport" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("paper.pdf", b"<html><script>alert(1)</script></html>"),
        ("paper.pdf", b"MZ\x90\x00 a program"),
        ("picture.png", b"<svg onload=alert(1)>"),
        ("picture.svg", b"<svg onload=alert(1)>"),
        ("empty.pdf", b""),
        ("no-ending", b"words"),
        ("letter.docx", b"PK\x03\x04 not a zip"),
    ],
)
def test_a_disguised_file_is_refused_and_the_words_are_kept(client, cast, review, name, data):
    factories.sign_in(client, cast.officer)
    form = sent(summary="Worth keeping.", file=SimpleUploadedFile(name, data, content_type="application/pdf"))
    response = client.post(url("evidence-add", review.pk), form)
    assert response.status_code == 422
    assert "Worth keeping." in words_of(response)
    assert not EvidenceItem.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Enter the title"),
        ({"kind": "x"}, "Choose"),
        ({"access": "secret"}, "Choose"),
        ({"link": "javascript:alert(1)"}, "Web address must look like"),
        ({"link": "ftp://example.org/a"}, "https://"),
        ({"session": "99999"}, "Choose"),
        ({"access": "exempt"}, "Choose the paragraph of Schedule 12A"),
        ({"access": "exempt", "exempt_paragraph": "8"}, "Choose"),
        ({"access": "exempt", "exempt_paragraph": "1", "exempt_reason": "A family."}, "Enter the date until which"),
        ({"access": "exempt", "exempt_paragraph": "1", "exempt_until_2": "2030"}, "enter the day"),
        ({"access": "confidential", "is_appendix": "on"}, "Only open evidence"),
        ({"access": "confidential", "is_background_paper": "on"}, "Only open evidence"),
        ({"is_appendix": "on"}, "There is no file to attach"),
    ],
)
def test_bad_items_are_said_plainly(client, cast, review, fields, said):
    factories.make_session(review)
    factories.sign_in(client, cast.officer)
    response = client.post(url("evidence-add", review.pk), sent(summary="Kept: ŵ") | fields)
    assert response.status_code == 422
    assert said in words_of(response)
    assert "Kept: ŵ" in words_of(response)
    assert not EvidenceItem.objects.exists()


def test_an_item_made_open_again_forgets_its_exemption(client, cast, review):
    item = factories.make_evidence(review, access="exempt")
    factories.sign_in(client, cast.officer)
    form = sent(
        title=item.title, version=item.version, exempt_paragraph="1", exempt_reason="Old.", exempt_until_2="20x",
    )  # fmt: skip
    assert client.post(url("evidence-edit", item.pk), form).status_code == 302
    item.refresh_from_db()
    assert (item.access, item.exempt_paragraph, item.exempt_reason, item.exempt_until) == ("open", None, "", None)


def test_a_file_is_replaced_and_taken_away_and_the_earlier_stays_in_the_store(client, cast, review):
    item = actions.add(review, by=cast.officer, uploaded=SimpleUploadedFile("a.txt", b"first"), title="Survey")
    first = item.file
    factories.sign_in(client, cast.officer)
    form = sent(version=item.version, file=SimpleUploadedFile("b.txt", b"second"))
    assert client.post(url("evidence-edit", item.pk), form).status_code == 302
    item.refresh_from_db()
    assert (item.file_name, item.file.open().read()) == ("b.txt", b"second")
    assert first.storage.exists(first.name)
    form = sent(version=item.version, removes_file="on")
    assert client.post(url("evidence-edit", item.pk), form).status_code == 302
    item.refresh_from_db()
    assert (item.file_name, bool(item.file)) == ("", False)
    assert client.get(url("evidence-file", item.pk)).status_code == 404


def test_a_file_lost_from_the_store_is_not_an_error_page(client, cast, review):
    item = actions.add(review, by=cast.officer, uploaded=SimpleUploadedFile("a.txt", b"first"), title="Survey")
    item.file.storage.delete(item.file.name)
    factories.sign_in(client, cast.officer)
    assert client.get(url("evidence-file", item.pk)).status_code == 404


def test_two_who_save_an_item_at_once_both_keep_their_words(client, cast, review):
    item = factories.make_evidence(review, "Survey", summary="Old.")
    actions.change(item, 1, by=cast.officer, summary="Theirs.")
    factories.sign_in(client, cast.officer)
    response = client.post(url("evidence-edit", item.pk), sent(summary="Mine.", version=1))
    assert response.status_code == 409
    assert "Theirs." in words_of(response)
    assert "Mine." in words_of(response)
