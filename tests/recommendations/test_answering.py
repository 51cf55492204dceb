"""The owner's form, reached through a link without an account."""

import logging
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings as base
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from recommendations.actions import doing, links, rounds, updates
from recommendations.models import AskItem, MonitoringRule, ProgressUpdate
from recommendations.rules.words import Closing
from scrutiny.engine.logs import Without
from scrutiny.engine.models import AuditEntry
from tests import factories, life
from tests.recommendations.asked import DUE, TODAY, address, ask_of, make_asked, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def today(monkeypatch):
    """The day it is: today["on"] can be moved."""
    now = {"on": TODAY}
    monkeypatch.setattr(timezone, "localdate", lambda *args: now["on"] if not args else args[0].date())
    return now


@pytest.fixture
def asked(today):
    return make_asked()


@pytest.fixture
def ask(asked):
    return ask_of(asked.open(message="With thanks."), asked.una)


def filled(ask, rating="amber", words="Half of the schools are done.", **more):
    """What a browser sends of a form filled in."""
    data = {}
    for item in ask.items.select_related("action__recommendation"):
        limbs = item.action.recommendation.limbs.all() if item.action.recommendation_id else []
        for key in [limb.pk for limb in limbs] or [0]:
            data |= {f"rating-{item.pk}-{key}": rating, f"words-{item.pk}-{key}": words}
    return data | more


def test_the_form_shows_who_asks_and_only_the_owners_actions(client, ask):
    page = client.get(address(ask))
    text = page.content.decode()
    assert page.status_code == 200
    for words in (
        "Children Scrutiny Committee",
        "Write to every school.",
        "SECRETUNA",
        "30 June 2026",
        "20 March 2026",
        "With thanks.",
    ):
        assert words in text
    assert "SECRETOTTO" not in text
    assert "No data" not in text, "only the system says that"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    ask.refresh_from_db()
    assert ask.opened_at


def test_an_answer_is_sent_once_thanked_for_and_waits(client, ask):
    data = filled(ask, once="6f9619ff-8b86-4011-b42d-00c04fc964ff")
    first = client.post(address(ask), data)
    again = client.post(address(ask), data)
    assert first.status_code == again.status_code == 302
    assert ProgressUpdate.objects.count() == 2
    one = ProgressUpdate.objects.first()
    assert (one.state, one.source, one.given_by, one.as_at) == ("waiting", "owner", "Una Owner", TODAY)
    page = client.get(address(ask)).content.decode()
    assert "Thank you" in page
    assert "Half of the schools are done." in page
    assert "<form method" not in page.partition('id="main"')[2]
    ask.refresh_from_db()
    assert ask.answered_at
    assert AuditEntry.objects.filter(verb="answered").count() == 1


def test_the_whole_goes_through_the_check_against_forgery(ask):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address(ask)).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert browser.post(address(ask), filled(ask)).status_code == 403
    assert browser.post(address(ask), filled(ask, csrfmiddlewaretoken=token)).status_code == 302


def test_some_can_be_answered_now_and_the_rest_later(client, ask):
    one, two = ask.items.all()
    client.post(address(ask), {f"rating-{one.pk}-0": "green", f"words-{one.pk}-0": "Done."})
    ask.refresh_from_db()
    assert ask.answered_at is None
    page = client.get(address(ask)).content.decode()
    assert "part of your answer has arrived" in page
    assert f"rating-{two.pk}-0" in page
    assert f"rating-{one.pk}-0" not in page
    client.post(address(ask), {f"rating-{two.pk}-0": "red", f"words-{two.pk}-0": "Stuck."})
    ask.refresh_from_db()
    assert ask.answered_at


def test_the_last_answer_is_filled_in(client, asked, today):
    life.make_update(asked.actions[0], "amber_green", on=TODAY - timedelta(days=30), commentary="Letters are written.")
    ask = ask_of(asked.open(), asked.una)
    item = ask.items.first()
    page = client.get(address(ask)).content.decode()
    assert "Letters are written." in page
    box = page.partition(f'name="rating-{item.pk}-0"')[2].partition(f"words-{item.pk}-0")[0]
    chosen = box.partition('value="amber_green"')[2].partition(">")[0]
    assert "checked" in chosen


def test_every_limb_is_answered_for_itself(client, today):
    body = factories.make_body(name="Children Scrutiny Committee")
    sent = life.make_sent(body, text="Publish and explain the figures.")
    first = sent.limbs.create(order=1, label="(a)", text="publish them")
    second = sent.limbs.create(order=2, label="(b)", text="explain them")
    una = life.make_owner(body.council, "Una Owner")
    action = life.make_action(sent, "Publish the figures with a page of words.", owner=una)
    life.make_update(action, "amber", on=TODAY - timedelta(days=9), limb=first, commentary="Half is out.")
    round = rounds.open_round(body, title="Spring", as_at=TODAY, due_on=DUE, by=factories.make_officer(body))
    ask = ask_of(round, una)
    page = client.get(address(ask)).content.decode()
    for words in ("publish them", "explain them", "Half is out.", "Publish and explain the figures."):
        assert words in page
    item = ask.items.get()
    data = {f"rating-{item.pk}-{first.pk}": "green", f"words-{item.pk}-{first.pk}": "Out."}
    page = client.post(address(ask), data)
    assert page.status_code == 422
    assert "Choose how far it has come: “Publish the figures with a page of words.”, part (b)" in page.content.decode()
    data |= {
        f"rating-{item.pk}-{second.pk}": "red",
        f"words-{item.pk}-{second.pk}": "Not begun.",
        f"blocked-{item.pk}": "No editor",
    }
    assert client.post(address(ask), data).status_code == 302
    given = {one.limb: (one.rating, one.blocked_by) for one in ProgressUpdate.objects.filter(ask_item=item)}
    assert given == {first: ("green", ""), second: ("red", "No editor")}


def test_a_draft_is_kept_with_and_without_a_script(client, ask):
    one = ask.items.first()
    save = f"{address(ask)}draft/"
    typed = {
        f"rating-{one.pk}-0": "amber",
        f"words-{one.pk}-0": "Half",
        f"date-{one.pk}_0": "31",
        f"date-{one.pk}_1": "2",
    }
    assert client.post(save, typed).status_code == 302
    page = client.get(f"{address(ask)}?draft=10:00").content.decode()
    assert "Draft saved" in page
    assert ">\nHalf</textarea>" in page
    answer = client.post(
        save, typed | {f"words-{one.pk}-0": "Half\x00 and more" + "x" * 90_000}, headers={"Accept": "application/json"}
    )
    assert set(answer.json()) == {"saved_at"}
    one.refresh_from_db()
    assert one.draft["words-0"].startswith("Half and more")
    assert len(one.draft["words-0"]) == 9_000
    assert one.draft["date"] == ["31", "2", ""]
    assert ProgressUpdate.objects.count() == 0
    assert client.get(address(ask)).status_code == 200


def test_a_file_is_kept_when_something_else_is_missing_and_sent_with_the_answer(client, ask, asked):
    one = ask.items.first()
    photo = SimpleUploadedFile("letter.png", PNG, "image/png")
    page = client.post(address(ask), {f"words-{one.pk}-0": "Done.", f"file-{one.pk}": photo})
    assert page.status_code == 422
    assert "letter.png" in page.content.decode()
    client.post(address(ask), {f"rating-{one.pk}-0": "green", f"words-{one.pk}-0": "Done."})
    update = ProgressUpdate.objects.get()
    assert update.evidence_name == "letter.png"
    assert update.evidence.read() == PNG
    got = client.get(f"{address(ask)}evidence/?of={update.pk}")
    assert b"".join(got.streaming_content) == PNG
    assert "attachment" in got["Content-Disposition"]
    other = ask_of(ask.round, asked.otto)
    assert client.get(f"{address(other)}evidence/?of={update.pk}").status_code == 404
    for of in ("x", "9" * 30, "-1", "²"):
        assert client.get(f"{address(ask)}evidence/", {"of": of}).status_code == 404


def test_a_file_put_by_can_be_taken_away(client, ask, django_capture_on_commit_callbacks):
    one = ask.items.first()
    client.post(f"{address(ask)}draft/", {f"file-{one.pk}": SimpleUploadedFile("a.png", PNG)})
    one.refresh_from_db()
    stored = one.draft["evidence"]["stored"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address(ask)}draft/", {f"words-{one.pk}-0": "x", f"off-{one.pk}": "on"})
    one.refresh_from_db()
    assert "evidence" not in one.draft
    assert not default_storage.exists(stored)


def test_a_new_date_is_a_proposal_in_words(client, ask, asked):
    one = ask.items.first()
    date = {f"date-{one.pk}_0": "30", f"date-{one.pk}_1": "9", f"date-{one.pk}_2": "2026"}
    base = {f"rating-{one.pk}-0": "amber", f"words-{one.pk}-0": "Half."} | date
    assert "Say why a new date is needed" in client.post(address(ask), base).content.decode()
    client.post(address(ask), base | {f"why-{one.pk}": "The printers are late."})
    update = ProgressUpdate.objects.get()
    assert update.commentary == "Half.\n\nNew date proposed: 30 September 2026. Why: The printers are late."
    assert not asked.actions[0].revisions.exists()


@pytest.mark.parametrize(
    "change, words",
    [
        ({}, "Nothing has been filled in yet"),
        ({"rating": "blue"}, "from the list"),
        ({"rating": "no_data"}, "from the list"),
        ({"rating": "green"}, "Say in a few words what was done"),
        ({"words": "x" * 5001, "rating": "green"}, "must be 5,000 characters or fewer: it has 5,001"),
        ({"words": "Bad \x07 bell", "rating": "green"}, "has a character that cannot be kept (U+0007"),
        ({"words": "x", "rating": "green", "date": ("1", "1", "2020"), "why": "w"}, "The new date must be in the future"),
        ({"words": "x", "rating": "green", "date": ("31", "2", "2027"), "why": "w"}, "New date that you propose"),
        ({"words": "x", "rating": "green", "why": "w"}, "Enter the new date that you propose"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, ask, change, words):
    one = ask.items.first()
    data = {
        f"rating-{one.pk}-0": change.get("rating", ""),
        f"words-{one.pk}-0": change.get("words", ""),
        f"why-{one.pk}": change.get("why", ""),
    }
    data |= {f"date-{one.pk}_{at}": part for at, part in enumerate(change.get("date", ("", "", "")))}
    page = client.post(address(ask), data)
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert change.get("words", "").replace("\x07", "") in text
    assert ProgressUpdate.objects.count() == 0


def test_a_scale_of_three_offers_three(client, ask, asked):
    MonitoringRule.objects.create(council=asked.council, scale="three")
    one = ask.items.first()
    assert "Amber/green" not in client.get(address(ask)).content.decode()
    page = client.post(address(ask), {f"rating-{one.pk}-0": "amber_green", f"words-{one.pk}-0": "Nearly."})
    assert page.status_code == 422
    assert "Nearly." in page.content.decode()


def test_a_file_that_is_too_large_is_refused_in_plain_words(client, ask):
    one = ask.items.first()
    large = BytesIO(b"%PDF-1.7\n" + b"\x00" * (30 * 1024 * 1024))
    large.name = "scan.pdf"
    page = client.post(
        address(ask), {f"rating-{one.pk}-0": "green", f"words-{one.pk}-0": "Done.", f"file-{one.pk}": large}
    )
    assert page.status_code == 422
    assert "The file must be 20 MB or smaller: it is 30 MB" in page.content.decode()
    assert "Done." in page.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_links_that_open_nothing_say_why_and_keep_the_words(client, ask, asked, today, method):
    def page(path, status, words):
        answer = getattr(client, method)(path, filled(ask, words="My long words."))
        text = answer.content.decode()
        assert answer.status_code == status
        assert words in text
        assert "SECRETUNA" not in text
        assert "Una Owner" not in text
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        if method == "post":
            assert "My long words." in text

    old = address(ask)
    page(old[:-4] + "x/", 404, "This link does not work")
    page("/answer/" + "a" * 40 + "." + "b" * 43 + "/", 404, "This link does not work")
    page("/answer/%C2%B2.%F0%9F%99%82/", 404, "This link does not work")
    rounds.revoke(ask, by=asked.officer)
    page(old, 410, "This link has been withdrawn")
    rounds.new_link(ask, by=asked.officer)
    page(old, 404, "This link does not work")
    ask.refresh_from_db()
    new = address(ask)
    today["on"] = ask.expires_on + timedelta(days=1)
    page(new, 410, "This link has run out")
    today["on"] = TODAY
    rounds.close_round(ask.round, by=asked.officer)
    page(new, 410, "This round of questions is over")
    assert ProgressUpdate.objects.count() == 0
    assert client.post(f"{new}draft/", {}, headers={"Accept": "application/json"}).status_code == 410


def test_an_action_closed_meanwhile_is_said_and_the_words_come_back(client, ask, asked):
    _, two = ask.items.all()
    client.get(address(ask))
    doing.close_action(asked.actions[0], Closing.DROPPED, by=asked.officer, on=TODAY)
    page = client.post(address(ask), filled(ask, words="Typed in vain."))
    text = page.content.decode()
    assert page.status_code == 422
    assert "was closed" in text
    assert "Typed in vain." in text
    assert client.post(address(ask), {f"rating-{two.pk}-0": "green", f"words-{two.pk}-0": "Done."}).status_code == 302
    ask.refresh_from_db()
    assert ask.answered_at, "what was closed needs no answer"


def test_two_windows_send_one_answer(client, ask):
    client.post(address(ask), filled(ask))
    page = client.post(address(ask), filled(ask, words="From the other window."))
    assert page.status_code == 422
    assert "From the other window." in page.content.decode()
    assert ProgressUpdate.objects.count() == 2


def test_what_was_sent_back_can_be_answered_again(client, ask, asked):
    rounds.answer(ask, said(ask, words="Going on."), on=TODAY)
    first, second = ProgressUpdate.objects.order_by("pk")
    rounds.send_back(first, "Which schools?", by=asked.officer, on=TODAY)
    updates.accept(second, by=asked.officer, on=TODAY)
    page = client.get(address(ask)).content.decode()
    assert "Which schools?" in page
    assert ">\nGoing on.</textarea>" in page
    item = first.ask_item
    assert (
        client.post(address(ask), {f"rating-{item.pk}-0": "green", f"words-{item.pk}-0": "All twelve."}).status_code
        == 302
    )
    assert [one.state for one in item.updates.order_by("pk")] == ["returned", "waiting"]
    assert "Thank you" in client.get(address(ask)).content.decode()


def test_the_queries_are_the_same_for_two_actions_and_for_twenty(client, asked, ask):
    client.get(address(ask))
    few = factories.queries_of(client, address(ask))
    for _ in range(18):
        life.make_action(asked.plan, "More.", owner=asked.una, on=TODAY)
    more = ask_of(asked.open(title="More"), asked.una)
    assert AskItem.objects.filter(ask=more).count() == 20
    client.get(address(more))
    assert factories.queries_of(client, address(more)) == few


def test_tokens_are_long_and_no_two_alike(asked, ask):
    other = ask_of(ask.round, asked.otto)
    assert links.token_of(ask) != links.token_of(other)
    assert len(ask.key) == 40


def test_no_log_holds_a_link(ask):
    settings = dict(base.LOGGING["filters"]["links"])
    assert base.LOGGING["handlers"]["console"]["filters"] == ["links"]
    settings.pop("()")
    lines = ("Not Found: %s", "Forbidden (%s): CSRF token missing.", "GET %sdraft/?x=1")
    for line in lines:
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, line, (address(ask),), None)
        assert Without(**settings).filter(record)
        assert ask.key not in record.getMessage()
        assert "/answer/…/" in record.getMessage()
