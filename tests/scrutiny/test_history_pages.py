"""The history of a review and of its texts, and restoring a wording."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scrutiny.actions import evidence as evidence_actions
from scrutiny.actions import findings, reviews
from scrutiny.actions import witnesses as witness_actions
from scrutiny.engine import audit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return reviews.create(
        cast.council, title="Buses", commissioned_by=cast.committee, conducted_by=cast.sub_committee, by=cast.officer
    )


@pytest.fixture
def finding(cast, review):
    finding = findings.add(review.report.sections.get(kind="findings"), "Buses ran late.", by=cast.officer)
    return findings.change(finding, finding.version, by=cast.officer, text="Buses ran very late.")


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def words_of(response):
    return response.content.decode()


def test_sentences_say_who_did_what_with_a_way_to_the_difference(client, cast, review, finding):
    witness = witness_actions.add(review, by=cast.officer, name="Jo Hill")
    witness_actions.erase(witness, by=cast.officer)
    reviews.share(review, by=cast.officer)
    reviews.set_status(review, "drafting", by=cast.officer)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(url("review-history", review.pk))
    told = [(row["who"], row["told"]) for row in page.context["rows"]]
    assert told[:4] == [
        ("Olive Marsh", "set the status to “Drafting”"),
        ("Olive Marsh", "shared the draft with the members"),
        ("Olive Marsh", "erased a witness for good"),
        ("Olive Marsh", "added a witness"),
    ]
    assert ("Olive Marsh", "changed the finding “Buses ran very late.”") in told
    assert ("Olive Marsh", "started the review") in told
    assert url("text-history", "finding", finding.pk, "text") in words_of(page)
    assert "Jo Hill" not in words_of(page)


def test_the_history_is_read_by_key_fifty_at_a_time(client, cast, review):
    for n in range(120):
        audit.record(review, "changed", by=cast.officer, note=f"note {n}")
    factories.sign_in(client, cast.officer)
    seen, before = [], None
    for _ in range(5):
        page = client.get(url("review-history", review.pk), {"before": before} if before else {})
        seen += [row["note"] for row in page.context["rows"] if row["note"]]
        before = page.context["older"]
        if not before:
            break
    assert seen == [f"note {n}" for n in reversed(range(120))]


def test_a_full_page_of_history_costs_what_a_short_one_does(client, cast, review, finding):
    factories.sign_in(client, cast.officer)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("review-history", review.pk))
        return len(queries)

    few = cost()
    for n in range(60):
        findings.change(
            finding, findings.Finding.objects.get(pk=finding.pk).version, by=cast.officer, text=f"Late {n}."
        )
    assert cost() <= few  # fewer kinds of thing are on a page of one finding's changes


def test_history_is_not_for_members_nor_strangers(client, cast, review, finding):
    reviews.share(review, by=cast.officer)
    addresses = [
        url("review-history", review.pk),
        url("bin", review.pk),
        url("text-history", "finding", finding.pk, "text"),
    ]
    for role, user in cast.everybody():
        wanted = {"officer": 200, "monitoring": 200, "member": 403, "co_opted": 403, "public": 302}.get(role, 404)
        factories.sign_in(client, user)
        assert [client.get(address).status_code for address in addresses] == [wanted] * 3, role


def test_a_text_shows_what_changed_word_by_word(client, cast, finding):
    factories.sign_in(client, cast.officer)
    page = client.get(url("text-history", "finding", finding.pk, "text"))
    now, first = page.context["wordings"]
    assert [change.text for change in now["changes"] if change.kind == "added"] == ["very "]
    assert first["changes"] is None
    assert (now["is_current"], first["is_current"]) == (True, False)
    assert "<ins>" in words_of(page)


def test_a_save_of_something_else_is_no_new_wording(client, cast, finding):
    findings.change(finding, finding.version, by=cast.officer, disposition="noted")
    factories.sign_in(client, cast.officer)
    page = client.get(url("text-history", "finding", finding.pk, "text"))
    assert [wording["words"] for wording in page.context["wordings"]] == ["Buses ran very late.", "Buses ran late."]


def test_an_earlier_wording_is_restored_and_the_later_stays(client, cast, finding):
    factories.sign_in(client, cast.officer)
    first = client.get(url("text-history", "finding", finding.pk, "text")).context["wordings"][-1]
    form = {"wording": first["key"], "version": finding.version}
    assert client.post(url("text-restore", "finding", finding.pk, "text"), form).status_code == 302
    finding.refresh_from_db()
    assert finding.text == "Buses ran late."
    assert finding.history.filter(text="Buses ran very late.").exists()
    again = client.post(url("text-restore", "finding", finding.pk, "text"), form, follow=True)
    assert "Somebody saved a new wording meanwhile" in words_of(again)


@pytest.mark.parametrize(
    "form",
    [{}, {"wording": "x", "version": "1"}, {"wording": "9" * 30, "version": "1"}, {"wording": "1", "version": "-1"}],
)
def test_a_wording_that_is_not_known_is_answered(client, cast, finding, form):
    factories.sign_in(client, cast.officer)
    response = client.post(url("text-restore", "finding", finding.pk, "text"), form, follow=True)
    assert response.status_code == 200
    finding.refresh_from_db()
    assert finding.text == "Buses ran very late."


def test_a_wording_of_another_thing_is_not_restored(client, cast, review, finding):
    other = findings.add(finding.section, "Fares rose.", by=cast.officer)
    key = other.history.first().history_id
    factories.sign_in(client, cast.officer)
    form = {"wording": key, "version": finding.version}
    client.post(url("text-restore", "finding", finding.pk, "text"), form)
    finding.refresh_from_db()
    assert finding.text == "Buses ran very late."


def test_a_wording_that_can_no_longer_stand_is_refused_in_words(client, cast, review):
    item = evidence_actions.add(review, by=cast.officer, title="Notes")
    until = date(2030, 1, 1)
    item = evidence_actions.change(
        item,
        item.version,
        by=cast.officer,
        access="exempt",
        exempt_paragraph=1,
        exempt_reason="A child.",
        exempt_until=until,
    )
    factories.sign_in(client, cast.officer)
    empty = item.history.order_by("history_id").first().history_id
    form = {"wording": empty, "version": item.version}
    response = client.post(url("text-restore", "evidence", item.pk, "exempt_reason"), form, follow=True)
    assert "cannot stand" in words_of(response)
    item.refresh_from_db()
    assert item.exempt_reason == "A child."


@pytest.mark.parametrize(
    "address",
    [
        "/history/nothing/1/text/",
        "/history/finding/999999/text/",
        "/history/finding/1/version/",
        "/history/body/1/name/",
    ],
)
def test_unknown_texts_are_not_found(client, cast, finding, address):
    factories.sign_in(client, cast.officer)
    assert client.get(address).status_code == 404


def test_the_way_back_to_a_text_is_for_who_may_write_it(client, cast, review):
    for user, may in ((cast.officer, True), (cast.monitoring, False)):
        page = words_of(factories.sign_in(client, user).get(url("text-history", "review", review.pk, "title")))
        assert ("Back to where it is written" in page) == may
