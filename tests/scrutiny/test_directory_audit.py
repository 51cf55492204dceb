"""The audit of a council: who reads what of it."""

import pytest
from django.urls import reverse

from scrutiny.actions import bodies, meetings, memberships, users
from scrutiny.engine import audit
from scrutiny.engine.models import AuditEntry
from scrutiny.views.audit import changes
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def shown(client, user, query=""):
    response = make.sign_in(client, user).get(reverse("scrutiny:audit-list") + query)
    assert response.status_code == 200
    return response.content.decode()


def test_administrators_read_the_directory_and_monitoring_officers_all(client, cast):
    by = cast.officer
    review = make.make_review(cast.committee, "Canary draft")
    finding = make.make_finding(review, "Canary finding")
    audit.record(review, "added", by=by, after={"title": "Canary draft"})
    audit.record(finding, "added", by=by, after={"text": "Canary finding"})
    meetings.add_meeting(cast.committee, by=by, date=make.date(2024, 5, 6), kind="private", notes="Canary notes")
    body = bodies.add_body(cast.council, kind="board", name="Ordinary Board", by=by)
    memberships.add_member(body, name="Ordinary Person", role="member", by=by)
    user, _ = users.add_user(username="o", full_name="Ordinary User", email="", by=cast.administrator)
    users.add_role(user, council=cast.council, kind="officer", body=body, by=cast.administrator)
    for reader in (cast.administrator, cast.monitoring):
        text = shown(client, reader)
        for words in ("Ordinary Board", "Ordinary Person", "Ordinary User", "gave a role"):
            assert words in text
        assert ("Canary" in text) == (reader == cast.monitoring)


def test_other_councils_are_left_out(client, cast):
    other = make.make_body(make.make_council("Eastmere"), "Canary Committee")
    audit.record(other, "added", by=None, after={"name": "Canary Committee"})
    audit.record(other.council, "changed", by=None)
    audit.record(make.make_officer(other, "Canary Officer"), "added", by=None)
    for reader in (cast.administrator, cast.monitoring):
        for query in ("", f"?council={other.council_id}", f"?council={cast.council.pk}"):
            text = shown(client, reader, query)
            assert "Canary" not in text
            assert "Eastmere" not in text


def test_somebody_of_two_councils_chooses_one(client, cast):
    other = make.make_council("Eastmere")
    make.make_role(cast.administrator, "administrator", council=other)
    audit.record(cast.council, "first verb", by=None)
    audit.record(other, "second verb", by=None)
    text = shown(client, cast.administrator)
    assert "first verb" in text
    assert "second verb" in text
    assert "first verb" not in shown(client, cast.administrator, f"?council={other.pk}")


def test_it_goes_on_page_by_page_and_misses_nothing(client, cast):
    for number in range(120):
        audit.record(cast.committee, f"did {number:03}", by=cast.officer, before={"name": "a"}, after={"name": "b"})
    make.sign_in(client, cast.monitoring)
    page, seen = reverse("scrutiny:audit-list"), []
    for _ in range(4):
        response = client.get(page)
        seen += [row["entry"].verb for row in response.context["rows"]]
        if not response.context["next_url"]:
            break
        page = reverse("scrutiny:audit-list") + response.context["next_url"]
    assert seen == [f"did {number:03}" for number in reversed(range(120))]


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=" + "9" * 30, "?council=x", "?council=%00"])
def test_strange_questions_break_nothing(client, cast, query):
    make.sign_in(client, cast.monitoring)
    assert client.get(reverse("scrutiny:audit-list") + query).status_code in (200, 400)


def test_what_was_and_is_are_shown_escaped(client, cast):
    audit.record(cast.committee, "changed", by=cast.officer, before={"name": "<b>Old</b>", "ok": True, "gone": "x"},
                 after={"name": "<script>New", "ok": False, "list": ["a", "b"], "gone": None})  # fmt: skip
    audit.record(cast.committee, "odd", by=None, before=None, after={"nested": {"a": [1]}})
    text = shown(client, cast.administrator)
    assert "&lt;script&gt;New" in text
    assert "<script>New" not in text
    assert "a, b" in text
    assert "the system" in text


def test_only_what_changed_is_shown():
    entry = AuditEntry(before={"name": "a", "same": 1, "blank": None, "on": False},
                       after={"name": "b", "same": 1, "blank": "", "on": True, "new": "x"})  # fmt: skip
    assert [(row["name"], row["before"], row["after"]) for row in changes(entry)] == [
        ("name", "a", "b"), ("on", "no", "yes"), ("new", "", "x"),
    ]  # fmt: skip


def test_the_page_costs_the_same_for_one_entry_and_fifty(client, cast):
    make.sign_in(client, cast.monitoring)

    def add(numbers):
        for _ in numbers:
            audit.record(make.make_body(cast.council), "added", by=make.make_user(), after={"name": "b"})

    add([0])
    with_one = make.queries_of(client, reverse("scrutiny:audit-list"))
    add(range(49))
    assert make.queries_of(client, reverse("scrutiny:audit-list")) == with_one
