"""The pages of the forward look, and its calendar."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from recommendations.models import ForwardItem, ForwardRule
from tests import factories, life
from tests.forward_things import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 21)
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch", "HTTP_ACCEPT": "application/json, text/html"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def december(body):
    return factories.make_meeting(body, date(2026, 12, 8), starts_at=time(19))


@pytest.fixture
def officer(client, body):
    user = factories.make_officer(body)
    factories.sign_in(client, user)
    return user


def url(name, thing, more=""):
    return reverse(f"recommendations:{name}", args=[thing.pk]) + more


def said(response):
    return " ".join(response.content.decode().split())


def test_the_present_year_is_shown_with_each_meeting_and_what_is_not_placed(client, officer, body, december):
    factories.make_meeting(body, date(2026, 5, 5), kind="evidence")
    factories.make_meeting(body, date(2026, 4, 5))  # of the year before
    make_item(body, "School buses", meeting=december, lead="Una Fell", minutes=40)
    make_item(body, "Free meals", year="2026/27")
    page = said(client.get(url("forward-list", body)))
    assert "Forward look 2026/27" in page
    assert "5 May 2026" not in page
    assert "5 April 2026" not in page
    assert page.index("8 December 2026") < page.index("School buses") < page.index("Not placed yet</h3>")
    assert page.index("Not placed yet</h3>") < page.index("Free meals")
    assert "1 item · 40 minutes" in page


@pytest.mark.parametrize("year", ["", "2026", "2026/28", "x", "2026\x0b27", "9" * 50, "2026/27"])
def test_an_odd_year_is_the_present_one(client, officer, body, year):
    response = client.get(url("forward-list", body), {"year": year})
    assert "Forward look 2026/27" in said(response)


def test_an_item_is_added_at_a_meeting(client, officer, body, december):
    board = factories.make_body(body.council, "Safeguarding Board", kind="board")
    fields = {"title": "The year of the board", "lead": "Its chair", "minutes": "30 minutes", "meeting": december.pk,
              "source": f"board-{board.pk}", "detail": "How **many**?"}  # fmt: skip
    page = client.post(url("forward-add", body, "?year=2026/27"), fields, follow=True)
    item = ForwardItem.objects.get()
    assert (item.meeting, item.board, item.minutes, item.source) == (december, board, 30, "board")
    assert page.redirect_chain == [(url("forward-list", body, f"?year=2026/27#item-{item.pk}"), 302)]
    assert "<strong>many</strong>" in said(page)
    assert f'href="{board.get_absolute_url()}"' in said(page)


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"title": ""}, "Enter the title"),
        ({"minutes": "soon"}, "must be a number"),
        ({"minutes": "-5"}, "must be 1 or more"),
        ({"minutes": "9" * 40}, "must be 600 or less"),
        ({"source": ""}, "Choose where it came from"),
        ({"source": "finding-1"}, "Choose where it came from from the list"),
        ({"meeting": "999999"}, "from the list"),
        ({"meeting": "1\x0b2"}, "from the list"),
        ({"title": "a\x07b"}, "has a character that cannot be kept"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_lost(client, officer, body, december, fields, problem):
    sent = {"title": "Buses", "source": "standing", "lead": "Kept words", "meeting": december.pk} | fields
    response = client.post(url("forward-add", body), sent)
    assert response.status_code == 422
    assert problem in said(response)
    assert "Kept words" in said(response)
    assert not ForwardItem.objects.exists()


def test_it_is_changed_and_a_stale_save_shows_both(client, officer, body, december):
    item = make_item(body, "Buses", meeting=december, source="standing")
    page = client.get(url("forward-edit", item))
    assert f'<option value="{december.pk}" selected>8 December 2026</option>' in said(page)
    sent = {"title": "Trains", "source": "standing", "meeting": "", "version": 1}
    client.post(url("forward-edit", item), sent)
    item.refresh_from_db()
    assert (item.title, item.meeting, item.year) == ("Trains", None, "2026/27")
    response = client.post(url("forward-edit", item), sent | {"title": "Boats"})
    assert response.status_code == 409
    assert "Trains" in said(response)


def test_buttons_move_it_and_the_page_opens_where_it_went(client, officer, body, december):
    march = factories.make_meeting(body, date(2027, 3, 9))
    make_item(body, "A", meeting=december)
    item = make_item(body, "B", meeting=december)
    answer = client.post(url("forward-move", item), {"way": "up"})
    assert answer["Location"] == url("forward-list", body, f"?year=2026/27#item-{item.pk}")
    assert list(december.forward_items.values_list("title", flat=True)) == ["B", "A"]
    client.post(url("forward-move", item), {"way": "later"})
    assert list(march.forward_items.values_list("title", flat=True)) == ["B"]


def test_dragging_puts_it_there_and_a_mad_place_is_refused_in_words(client, officer, body, december):
    a, b = make_item(body, "A", meeting=december), make_item(body, "B", year="2026/27")
    move = url("forward-move", b)
    assert client.post(move, {"id": b.pk, "list": december.pk, "position": "1"}, **SCRIPT).status_code == 200
    assert list(december.forward_items.values_list("title", flat=True)) == ["B", "A"]
    assert client.post(move, {"id": b.pk, "list": "none", "position": "1"}, **SCRIPT).status_code == 200
    stranger = factories.make_meeting(factories.make_body(), date(2026, 12, 8))
    for wanted, place in (("x", "1"), (str(december.pk), "x"), (str(stranger.pk), "1"), ("9" * 30, "1"), ("", "")):
        response = client.post(move, {"id": b.pk, "list": wanted, "position": place}, **SCRIPT)
        assert response.status_code == 409
        assert response.json()["error"].endswith(".")
    b.refresh_from_db()
    assert b.meeting is None
    assert a.meeting == december


def test_what_waits_is_listed_and_one_button_places_it(client, officer, body, december):
    review = life.make_agreed(body, title="How pupils travel")
    finding = factories.make_finding(review, "Nobody counts the buses.", disposition="forward_look")
    page = said(client.get(url("forward-list", body)))
    assert "Waiting for a place" in page
    assert "Nobody counts the buses." in page
    key = f"finding-{finding.pk}"
    client.post(url("forward-place", body, "?year=2026/27"), {"place": key, f"meeting-{key}": december.pk})
    item = ForwardItem.objects.get()
    assert (item.finding, item.meeting) == (finding, december)
    again = client.post(url("forward-place", body, "?year=2026/27"), {"place": key}, follow=True)
    assert "It has a place already." in said(again)
    assert ForwardItem.objects.count() == 1
    page = said(client.get(url("forward-list", body)))
    assert "Waiting for a place" not in page
    assert "Finding of “How pupils travel”" in page


@pytest.mark.parametrize("place", ["", "finding-999999", "finding-", "x", "note-1", "finding-" + "9" * 40])
def test_placing_what_does_not_wait_does_nothing(client, officer, body, place):
    assert client.post(url("forward-place", body), {"place": place}).status_code == 302
    assert not ForwardItem.objects.exists()


def test_all_that_waits_is_placed_at_once(client, officer, body, december):
    review = life.make_agreed(body)
    for number in range(3):
        factories.make_finding(review, f"Finding {number}.", disposition="forward_look")
    assert "Place all of them" in said(client.get(url("forward-list", body)))
    client.post(url("forward-place", body), {"all": "1"})
    assert ForwardItem.objects.filter(meeting=None, source="finding").count() == 3


def test_a_members_note_is_made_an_item(client, officer, body, december):
    member = factories.make_member(body, "Mabel Thorn")
    one = factories.make_recommendation(life.make_agreed(body), label="(2)")
    note = life.make_note(one, member, "Ask about the mornings.", sent_at=timezone.now(), meeting=december)
    own = life.make_note(one, member, "SECRET thought.")
    add = url("forward-add", body, f"?year=2026/27&note={note.pk}")
    page = said(client.get(add))
    assert "Mabel Thorn asks: Ask about the mornings." in page
    assert "Mabel Thorn, on recommendation 2" in page
    assert f'<option value="{december.pk}" selected>' in page
    assert "SECRET" not in said(client.get(url("forward-add", body, f"?note={own.pk}")))
    client.post(add, {"title": "The mornings", "source": "request", "source_words": "Mabel Thorn"})
    item = ForwardItem.objects.get()
    assert (item.note, item.recommendation, item.source) == (note, one, "request")
    page = said(client.get(url("forward-list", body)))
    assert "Request: Mabel Thorn" in page
    assert reverse("recommendations:life", args=[one.pk]) in page
    assert "Ask about the mornings." not in page
    client.post(url("forward-edit", item), {"title": "Mornings", "source": "request", "version": item.version})
    item.refresh_from_db()
    assert (item.title, item.recommendation, item.note) == ("Mornings", one, note)


def test_members_read_it_and_have_no_buttons(client, body, december):
    make_item(body, "School buses", meeting=december)
    review = life.make_agreed(body)
    factories.make_finding(review, "Nobody counts the buses.", disposition="forward_look")
    member = factories.make_member(body)
    life.make_note(factories.make_recommendation(review), member, "A sent note.", sent_at=timezone.now())
    factories.sign_in(client, member)
    page = said(client.get(url("forward-list", body)))
    assert "School buses" in page
    assert "Nobody counts the buses." in page
    assert "A sent note." not in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "data-sortable" not in main


def test_clashes_are_said_where_they_are(client, officer, body, december):
    ForwardRule.objects.create(body=body, most_items=1, most_minutes=60)
    make_item(body, "A", meeting=december)
    make_item(body, "B", meeting=december)
    page = said(client.get(url("forward-list", body)))
    assert "it has 2 items, where the committee takes 1 at most" in page
    client.post(url("forward-rule", body), {"most_items": "2", "most_minutes": "60"})
    assert "overfull" not in said(client.get(url("forward-list", body)))
    assert client.post(url("forward-rule", body), {"most_items": "0", "most_minutes": "x"}).status_code == 422


def test_an_outcome_needs_its_reason(client, officer, body, december):
    item = make_item(body, "Buses", meeting=december)
    response = client.post(url("forward-outcome", item), {"outcome": "dropped"})
    assert response.status_code == 422
    assert "Say why it is taken off" in said(response)
    response = client.post(url("forward-outcome", item), {"outcome": "taken"})
    assert "cannot have been taken yet" in said(response)
    client.post(url("forward-outcome", item), {"outcome": "dropped", "note": "The service has closed."})
    page = said(client.get(url("forward-list", body)))
    assert "Taken off" in page
    assert "The service has closed." in page
    client.post(url("forward-outcome", item), {"outcome": "planned"})
    item.refresh_from_db()
    assert item.outcome == ""


def test_the_bin_and_back(client, officer, body):
    item = make_item(body, "Mistaken", year="2026/27")
    page = client.post(url("forward-bin", item), follow=True)
    assert "In the bin" in said(page)
    client.post(url("forward-bin", item), {"back": "1"})
    item.refresh_from_db()
    assert item.binned_at is None


def test_carrying_over_asks_first_and_happens_once(client, officer, body, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2027, 4, 20))
    make_item(body, "Left", year="2026/27")
    assert "Carry over into 2027/28" in said(client.get(url("forward-list", body, "?year=2026/27")))
    carry = url("forward-carry", body, "?year=2026/27")
    assert "Left" in said(client.get(carry))
    page = client.post(carry, follow=True)
    assert "1 item carried into 2027/28." in said(page)
    assert "nothing to carry" in said(client.post(carry, follow=True))
    assert ForwardItem.objects.filter(year="2027/28").count() == 1


def test_the_page_takes_as_many_queries_for_one_as_for_many(client, officer, body, december):
    review = life.make_agreed(body)

    def grow(number):
        for _ in range(number):
            make_item(body, meeting=december, source="finding", finding=factories.make_finding(review))
            make_item(body, year="2026/27", source="board", board=factories.make_body(body.council, kind="board"))
            one = factories.make_recommendation(review)
            make_item(body, year="2026/27", source="recommendation", recommendation=one)
            factories.make_finding(review, disposition="forward_look")
            life.make_note(one, factories.make_member(body), sent_at=timezone.now())

    grow(2)
    factories.queries_of(client, url("forward-list", body))
    first = factories.queries_of(client, url("forward-list", body))
    grow(12)
    assert factories.queries_of(client, url("forward-list", body)) == first


# The calendar


def calendar_of(client, body, year="2026/27"):
    response = client.get(url("forward-calendar", body, f"?year={year}"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    return response, Calendar.from_ical(response.content)


def events(calendar):
    return calendar.walk("VEVENT")


def test_each_meeting_is_an_event_with_its_items(client, officer, body, december):
    make_item(body, "Buses, trains; and\\boats\nBEGIN:VEVENT", meeting=december, lead="Una Fell", minutes=40)
    make_item(body, "Meals", meeting=december, minutes=20, lead="")
    make_item(body, "Not placed", year="2026/27")
    response, calendar = calendar_of(client, body)
    (event,) = events(calendar)
    assert str(event["summary"]) == body.name
    assert (
        str(event["description"])
        == "Buses, trains; and\\boats\nBEGIN:VEVENT, Una Fell (40 minutes)\nMeals (20 minutes)"
    )
    assert event["dtstart"].dt.astimezone(ZoneInfo("UTC")).isoformat() == "2026-12-08T19:00:00+00:00"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=1)
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["dtstamp"].dt.utcoffset() == timedelta(0)
    assert response.content.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]


def test_summer_time_is_kept(client, officer, body):
    factories.make_meeting(body, date(2026, 7, 7), starts_at=time(19))
    _, calendar = calendar_of(client, body)
    (event,) = events(calendar)
    assert event["dtstart"].dt.astimezone(ZoneInfo("UTC")).isoformat() == "2026-07-07T18:00:00+00:00"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/London"
    assert zone.walk("DAYLIGHT")


def test_a_meeting_without_a_time_takes_the_day(client, officer, body):
    factories.make_meeting(body, date(2026, 7, 7))
    _, calendar = calendar_of(client, body)
    (event,) = events(calendar)
    assert event["dtstart"].dt == date(2026, 7, 7)
    assert "dtend" not in event
    assert str(event["description"]) == "Nothing is planned for it yet."


def test_uids_are_each_meetings_own_and_stay(client, officer, body, december):
    factories.make_meeting(body, date(2026, 7, 7))
    first = {str(one["uid"]): str(one["dtstart"].dt)[:10] for one in events(calendar_of(client, body)[1])}
    december.date = date(2026, 12, 15)
    december.save()
    second = {str(one["uid"]): str(one["dtstart"].dt)[:10] for one in events(calendar_of(client, body)[1])}
    assert len(first) == 2
    assert set(first) == set(second)
    assert "2026-12-15" in second.values()
    assert all("@" in uid for uid in first)


def test_what_is_exempt_is_not_named_in_it(client, officer, body, december):
    finding = factories.make_finding(life.make_agreed(body), "SECRET words.")
    section = finding.section
    section.exempt_paragraph, section.exempt_reason, section.exempt_until = 1, "A family.", date(2040, 1, 1)
    section.save()
    make_item(body, "SECRET title", meeting=december, source="finding", finding=finding, lead="SECRET lead",
              detail="SECRET detail")  # fmt: skip
    make_item(body, "Dropped", meeting=december, outcome="dropped", outcome_note="Off")
    response, calendar = calendar_of(client, body)
    assert b"SECRET" not in response.content
    assert str(events(calendar)[0]["description"]) == "An exempt item (30 minutes)"


def test_a_stranger_has_no_calendar(client, body, december):
    factories.sign_in(client, factories.make_user())
    assert client.get(url("forward-calendar", body)).status_code == 403
    client.logout()
    assert client.get(url("forward-calendar", body)).status_code == 302
