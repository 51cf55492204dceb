"""Drafts: what is typed is kept, offered again, and only its writer sees it."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from scrutiny.engine import drafts
from scrutiny.engine.models import Draft
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]


@pytest.fixture
def writer():
    return make_user("Ida Sample")


@pytest.fixture
def client(writer):
    client = Client()
    client.force_login(writer)
    return client


def save(client, **fields):
    return client.post(
        reverse("engine:draft-save"), {"key": "report:1:text", "text": "words", "base_version": "3"} | fields
    )


def test_keeping_replaces_what_was_kept_before(writer):
    drafts.keep(writer, "report:1:text", "one", 1)
    drafts.keep(writer, "report:1:text", "two\x00", 2)
    draft = Draft.objects.get()
    assert (draft.text, draft.base_version) == ("two", 2)


def test_a_draft_is_offered_when_it_differs(writer):
    drafts.keep(writer, "report:1:text", "one\r\ntwo\n")
    assert drafts.offered(writer, "report:1:text", "one").text == "one\r\ntwo\n"
    assert drafts.offered(writer, "report:1:text", "one\ntwo") is None
    assert drafts.offered(writer, "report:2:text", "") is None
    assert drafts.offered(make_user(), "report:1:text", "") is None


def test_forgetting_one_or_all_of_a_form(writer):
    other = make_user()
    for user, key in [
        (writer, "report:1:text"),
        (writer, "report:1:title"),
        (writer, "report:12:text"),
        (other, "report:1:text"),
    ]:
        drafts.keep(user, key, "x")
    drafts.forget(writer, "report:1:text")
    assert Draft.objects.filter(user=writer).count() == 2
    drafts.forget(writer, "report:1:")
    assert [draft.key for draft in Draft.objects.filter(user=writer)] == ["report:12:text"]
    assert Draft.objects.filter(user=other).count() == 1


def test_saving_answers_with_the_time_in_london(client, monkeypatch):
    summer = datetime(2026, 7, 1, 13, 32, 7, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: summer)
    response = save(client)
    assert response.json() == {"saved_at": "14:32:07"}
    draft = Draft.objects.get()
    assert (draft.key, draft.text, draft.base_version) == ("report:1:text", "words", 3)


def test_saving_keeps_every_character(client):
    text = "  “Wŷr” – £5 🏴󠁧󠁢󠁷󠁬󠁳󠁿\n\n<b> & \x07"
    save(client, text=text)
    assert Draft.objects.get().text == text


def test_signed_out_is_401_and_json_never_a_redirect():
    for address in ("engine:draft-save", "engine:text-preview"):
        response = Client().post(reverse(address), {"key": "a:1", "text": "x"})
        assert response.status_code == 401
        assert response.json() == {"signed_out": True, "sign_in": "/sign-in/"}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 121, "a/b", "a\nb"])
def test_odd_keys_are_refused_in_plain_words(client, key):
    response = save(client, key=key)
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert not Draft.objects.exists()


def test_too_long_is_413_in_plain_words_and_keeps_what_was_kept(client):
    save(client, text="first")
    response = save(client, text="x" * 200_001)
    assert response.status_code == 413
    assert "200,001 characters and may have 200,000" in response.content.decode()
    assert Draft.objects.get().text == "first"


@pytest.mark.parametrize("version", ["", "-1", "nonsense", "9" * 30, "٣"])
def test_an_odd_version_counts_as_none(client, version):
    assert save(client, base_version=version).status_code == 200
    assert Draft.objects.get().base_version == 0


def test_saving_needs_the_token_and_a_post(writer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert save(client).status_code == 403
    assert client.get(reverse("engine:draft-save")).status_code == 405
    assert not Draft.objects.exists()


def test_preview_is_cleaned_html(client):
    response = client.post(reverse("engine:text-preview"), {"text": "**a** <script>x</script>"})
    assert response.content.decode() == "<p><strong>a</strong> &lt;script&gt;x&lt;/script&gt;</p>"
    assert client.post(reverse("engine:text-preview"), {"text": "x" * 200_001}).status_code == 413


def test_a_form_offers_its_draft_and_starts_with_it_when_asked(client, writer, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 3, 14, 32, tzinfo=UTC))
    drafts.keep(writer, "report:1:text", "unsaved words", 3)
    page = client.get("/report/1/").content.decode()
    assert "You have unsaved text from 14:32 on 3 March" in page
    assert "unsaved words" in page
    assert "unsaved words" not in textarea(page)
    assert "Use it" in page
    used = client.get("/report/1/?draft=1").content.decode()
    assert textarea(used) == "unsaved words"
    assert "You have unsaved text" not in used
    assert "You have unsaved text" not in client.get("/report/2/").content.decode()


def test_saving_the_form_forgets_its_drafts_and_a_mistake_does_not(client, writer):
    drafts.keep(writer, "report:1:text", "unsaved", 3)
    drafts.keep(writer, "report:12:text", "another", 3)
    client.post("/report/1/", {"title": "", "text": "unsaved"})
    assert Draft.objects.count() == 2
    client.post("/report/1/", {"title": "x", "text": "unsaved"})
    assert [draft.key for draft in Draft.objects.all()] == ["report:12:text"]


def textarea(page):
    return re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL).group(1).strip()


def test_a_used_draft_keeps_the_version_it_was_typed_over(writer):
    from scrutiny.engine.forms import GovForm, MarkdownField, VersionMixin

    class TextForm(VersionMixin, GovForm):
        text = MarkdownField()

    drafts.keep(writer, "finding:1:text", "mine", 2)
    form = TextForm(initial={"text": "theirs", "version": 5})
    form.drafts_for("finding:1", writer, 5, use=True)
    assert form["text"].value() == "mine"
    assert form["version"].value() == 2


def test_discarding_forgets_it_and_goes_back(client, writer):
    drafts.keep(writer, "report:1:text", "x")
    drafts.keep(writer, "report:2:text", "y")
    response = client.post(reverse("engine:draft-discard"), {"prefix": "report:1", "next": "/report/1/?a=b"})
    assert response["Location"] == "/report/1/?a=b"
    assert [draft.text for draft in Draft.objects.all()] == ["y"]
    response = client.post(reverse("engine:draft-discard"), {"key": "report:2:text", "next": "https://evil.example/"})
    assert response["Location"] == reverse("engine:draft-list")
    assert not Draft.objects.exists()


def test_discarding_is_for_ones_own_and_never_for_everything(client, writer):
    drafts.keep(make_user(), "report:1:text", "theirs")
    drafts.keep(writer, "report:1:text", "mine")
    for fields in ({}, {"prefix": ""}, {"prefix": "%"}, {"key": "", "prefix": "\x00"}):
        client.post(reverse("engine:draft-discard"), fields)
    client.post(reverse("engine:draft-discard"), {"key": "report:1:text"})
    assert [draft.text for draft in Draft.objects.all()] == ["theirs"]


def test_the_list_shows_ones_own_words_whatever_they_were_of(client, writer, monkeypatch):
    monkeypatch.setitem(drafts._describers, "report", lambda rest, user: None if rest.startswith("9") else drafts.Described(f"Report {rest[0]} of {user}", "/report/1/"))  # fmt: skip
    drafts.keep(writer, "report:1:text", "first <b>words</b>")
    drafts.keep(writer, "report:9:text", "of something gone")
    drafts.keep(writer, "unknown:1:text", "of nothing known")
    drafts.keep(make_user(), "report:1:text", "somebody else's")
    page = client.get(reverse("engine:draft-list")).content.decode()
    assert "Report 1 of Ida Sample" in page
    assert "first &lt;b&gt;words&lt;/b&gt;" in page
    assert "of something gone" in page
    assert "of nothing known" in page
    assert "somebody else" not in page
    assert page.count('href="/report/1/"') == 1


def test_the_list_is_for_somebody_signed_in():
    assert Client().get(reverse("engine:draft-list"))["Location"] == "/sign-in/?next=/drafts/"


def test_a_binned_writer_keeps_nothing_behind(writer):
    drafts.keep(writer, "report:1:text", "x")
    writer.delete()
    assert not Draft.objects.exists()
