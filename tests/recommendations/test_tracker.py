"""The tracker: who sees what, what a filter finds, page after page, and what is typed into its address."""

from datetime import timedelta

import pytest
from django.urls import reverse

from recommendations import tracker
from recommendations.forms.tracker import Wanted
from recommendations.models import Standing
from tests import factories, life

pytestmark = pytest.mark.django_db
TODAY = life.SENT + timedelta(days=400)


@pytest.fixture
def committee():
    return factories.make_body(factories.make_council("Wenbridge County Council"), "Transport Scrutiny Committee")


@pytest.fixture
def several(committee):
    """Twelve recommendations of two reviews: answered, rated and judged in different ways."""
    reviews = [life.make_agreed(committee, published=True, title=f"Buses, part {part}") for part in (1, 2)]
    made = []
    for at in range(12):
        one = life.make_sent(
            review=reviews[at % 2], text=f"That stop {at} be moved to the {'school' if at % 3 else 'surgery'}."
        )
        if at % 4:
            answer = life.make_response(one.requests.get(), "rejected" if at % 4 == 1 else "accepted")
            action = life.make_action(answer, due_on=f"2024-{at + 1:02d}", owner=life.make_owner(committee.council))
            life.make_update(action, "red" if at % 2 else "amber")
        made.append(one)
    return made


def listed(body, size=50, public_only=False, **wanted):
    """The keys of every page, one after another."""
    found, after = [], None
    for _ in range(100):
        page = tracker.page(body, Wanted(**wanted, after=after), public_only=public_only, today=TODAY, size=size)
        found += [row["pk"] for row in page.rows]
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages do not end")


ASKED = (
    {},
    {"response": "rejected"},
    {"rating": "amber"},
    {"timeliness": "overdue"},
    {"open": "yes", "rating": "red"},
    {"q": "school stop"},
    {"year": "23/24"},
    {"year": "22/23"},
)
ORDERS = {"due": ("due_on", "pk"), "newest": ("-sent_on", "-pk"), "number": ("review_id", "place", "pk")}


def test_pages_hold_what_was_asked_for_once_and_in_order(committee, several):
    for asked in ASKED:
        expected = Standing.objects.all()
        for name, value in asked.items():
            if name == "q":
                expected = expected.filter(words__contains="school")
            elif name == "open":
                expected = expected.filter(is_open=value == "yes")
            else:
                expected = expected.filter(**{name: value})
        for sort, order in ORDERS.items():
            keys = list(expected.order_by(*order).values_list("pk", flat=True))
            assert listed(committee, sort=sort, **asked) == keys, (asked, sort)
            assert listed(committee, size=2, sort=sort, **asked) == keys, (asked, sort)


def test_a_window_that_ends_goes_on_where_it_ended(committee, several, monkeypatch):
    monkeypatch.setattr(tracker, "WINDOW", 3)
    expected = set(Standing.objects.filter(judgement="none", response="rejected").values_list("pk", flat=True))
    found = listed(committee, size=2, sort="newest", response="rejected")
    assert (len(found), set(found)) == (len(expected), expected)
    page = tracker.page(
        committee, Wanted(sort="newest", response="none"), public_only=False, today=TODAY, size=2, counted=True
    )
    assert (page.rows, page.is_cut, page.count, page.is_at_least) == ([], True, 0, True)


def test_the_windows_of_what_is_own_and_what_is_conducted_go_on_together(committee, monkeypatch):
    monkeypatch.setattr(tracker, "WINDOW", 4)
    own = life.make_agreed(committee, published=True)
    shared = life.make_agreed(factories.make_body(committee.council), conducted_by=committee, published=True)
    for at in range(24):
        one = life.make_sent(review=shared if at % 3 == 1 else own)
        if at % 5 in (0, 3) or at % 3 == 1:
            life.make_response(one.requests.get(), "noted")
    for size in (1, 2, 5, 50):
        for sort, order in ORDERS.items():
            expected = list(Standing.objects.filter(response="noted").order_by(*order).values_list("pk", flat=True))
            found = listed(committee, size=size, sort=sort, response="noted", judgement="none")
            assert found == expected, (size, sort)


def test_owner_addressee_and_review(committee, several):
    action = several[1].actions.get()
    assert listed(committee, owner=action.owner_id) == [several[1].pk]
    addressee = several[2].addressees.get().body_id
    assert listed(committee, addressee=addressee) == [several[2].pk]
    review = several[0].review_id
    assert set(listed(committee, review=review)) == {one.pk for one in several if one.review_id == review}


def test_what_a_body_conducts_for_another_is_in_both_trackers(committee):
    group = factories.make_body(committee.council)
    own = life.make_sent(committee)
    shared = life.make_sent(review=life.make_agreed(committee, conducted_by=group, published=True))
    assert set(listed(committee)) == {own.pk, shared.pk}
    assert listed(group) == [shared.pk]
    assert tracker.counts(group, public_only=True)["open"] == {"yes": 1}


def test_only_those_inside_see_what_is_not_published(client, committee):
    shown = life.make_sent(committee, text="Mend the shelter.")
    hidden = life.make_sent(committee, published=False, text="Sell the depot.")
    url = reverse("recommendations:tracker", args=[committee.pk])
    page = client.get(url).content.decode()
    assert "Mend the shelter." in page
    assert "Sell the depot." not in page
    assert hidden.review.title not in page
    assert "1 recommendation" in page
    factories.sign_in(client, factories.make_member(committee))
    page = client.get(url).content.decode()
    assert "Sell the depot." in page
    assert "2 recommendations" in page
    assert f"/recommendations/{shown.pk}/life/" in page


def test_owners_are_for_those_inside(client, committee, several):
    owner = several[1].actions.get().owner
    url = reverse("recommendations:tracker", args=[committee.pk])
    assert owner.name not in client.get(url).content.decode()
    assert client.get(f"{url}?owner={owner.pk}").content.decode().count("<tr") > 10, "the filter is not for the public"
    assert owner.name not in client.get(f"{url}csv").content.decode()
    factories.sign_in(client, factories.make_officer(committee))
    assert owner.name in client.get(url).content.decode()


def test_counts_in_words(client, committee, several):
    factories.sign_in(client, factories.make_officer(committee))
    url = reverse("recommendations:tracker", args=[committee.pk])
    assert "12 recommendations" in client.get(url).content.decode()
    assert "3 recommendations match" in client.get(f"{url}?response=rejected").content.decode()
    assert "Nothing matches" in client.get(f"{url}?response=rejected&q=submarine").content.decode()


NONSENSE = [
    "review=999999999999999999999&owner=-1&addressee=abc",
    "response=banana&rating=&timeliness[]=overdue&judgement=x%00y",
    "after=2024-13-45.1&sort=due",
    "after=9999-99-99.99999999999999999999",
    "after=1.2.3&sort=number",
    "after=---.1",
    "year=99/98&q=%25_!%27%22%3B--&sort=banana",
    "year=99/00",
    "as_at=tomorrow",
    "as_at=0001-01-01",
    "as_at=9999-12-31",
    "as_at=2024-05-01&after=2024-05-01.3&q=a%20b&owner=3",
    "q=" + "%F0%9F%9A%8C" * 200,
    "q=%22unclosed%20-%20%26%20%7C%20%3A*",
]


def test_nothing_in_the_address_breaks_the_page(client, committee, several):
    factories.sign_in(client, factories.make_officer(committee))
    for query in NONSENSE:
        for kind in ("", "csv"):
            url = f"{reverse('recommendations:tracker', args=[committee.pk])}{kind}?{query}"
            assert client.get(url).status_code in (200, 400), query


def test_a_date_that_is_not_understood_is_said(client, committee, several):
    url = reverse("recommendations:tracker", args=[committee.pk])
    assert "was not understood" in client.get(f"{url}?as_at=soon").content.decode()
    page = client.get(f"{url}?as_at=2024-05-01").content.decode()
    assert "As at 1 May 2024" in page


def test_a_body_that_scrutinises_nothing_has_no_tracker(client):
    body = factories.make_body(kind="directorate")
    assert client.get(reverse("recommendations:tracker", args=[body.pk])).status_code == 404


def test_many_rows_cost_the_queries_of_few(client, committee, several):
    factories.sign_in(client, factories.make_officer(committee))
    url = reverse("recommendations:tracker", args=[committee.pk])
    client.get(url)
    few = factories.queries_of(client, url)
    for _ in range(20):
        life.make_sent(committee)
    assert factories.queries_of(client, url) == few


def test_the_way_in_shows_own_and_published_committees(client, committee, several):
    other = factories.make_body(committee.council, "Health Scrutiny Committee")
    life.make_sent(other, published=False)
    page = client.get(reverse("recommendations:home")).content.decode()
    assert "12 recommendations" in page
    assert other.name not in page
    factories.sign_in(client, factories.make_officer(other))
    page = client.get(reverse("recommendations:home")).content.decode()
    assert "1 open, 0 closed" in page
    assert reverse("recommendations:tracker", args=[other.pk]) in page
