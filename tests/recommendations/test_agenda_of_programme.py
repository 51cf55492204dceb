"""What the forward look places at a meeting is offered to its agenda."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import agenda as actions
from tests import agendas, factories, life
from tests.forward_things import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def meeting(cast):
    return agendas.meeting_of(cast.sub_committee, timezone.localdate() + timedelta(days=30))


def offered(client, meeting):
    page = client.get(reverse("scrutiny:agenda", args=[meeting.pk])).content.decode()
    listed = page.partition("Planned for this meeting, not on its agenda yet")[2]
    return [part.partition('"')[0] for part in listed.split('name="title" value="')[1:]]


def test_what_is_planned_is_put_on_the_agenda_by_one_button(client, cast, meeting):
    body = cast.sub_committee
    make_item(body, "School buses", meeting=meeting, order=2)
    make_item(body, "Free meals", meeting=meeting, order=1)
    make_item(body, "Taken off", meeting=meeting, outcome="dropped")
    make_item(body, "Taken", meeting=meeting, outcome="taken")
    make_item(body, "Thrown away", meeting=meeting, binned_at=timezone.now())
    make_item(body, "Another day", meeting=agendas.meeting_of(body, timezone.localdate() + timedelta(days=60)))
    factories.sign_in(client, cast.officer)
    assert offered(client, meeting) == ["Free meals", "School buses"]
    client.post(reverse("scrutiny:agenda-item-add", args=[meeting.pk]), {"title": "School buses"})
    assert [item.title for item in meeting.agenda.all()] == ["School buses"]
    assert offered(client, meeting) == ["Free meals"]


def test_what_waits_with_a_paper_is_offered_once(client, cast, meeting):
    make_item(cast.sub_committee, "Crossings", meeting=meeting)
    paper = agendas.paper_of(meeting, "crossings", [("Background", "Text.", {})])
    assert list(actions.waiting(meeting)) == [paper]
    factories.sign_in(client, cast.officer)
    assert offered(client, meeting) == []


def test_a_meeting_that_was_held_is_offered_nothing(client, cast):
    held = agendas.meeting_of(cast.sub_committee, date(2025, 3, 12))
    make_item(cast.sub_committee, "Crossings", meeting=held)
    factories.sign_in(client, cast.officer)
    assert offered(client, held) == []


def test_only_officers_are_offered_it(client, cast, meeting):
    make_item(cast.sub_committee, "Crossings", meeting=meeting)
    factories.sign_in(client, cast.member)
    assert offered(client, meeting) == []


def test_what_is_exempt_is_not_named(client, cast, meeting):
    finding = factories.make_finding(life.make_agreed(cast.sub_committee), "SECRET words.")
    section = finding.section
    section.exempt_paragraph, section.exempt_reason, section.exempt_until = 1, "A family.", date(2040, 1, 1)
    section.save()
    make_item(cast.sub_committee, "SECRET title", meeting=meeting, source="finding", finding=finding)
    factories.sign_in(client, cast.officer)
    assert offered(client, meeting) == ["An exempt item"]


def test_the_page_asks_as_often_for_one_as_for_many(client, cast, meeting):
    factories.sign_in(client, cast.officer)
    for _ in range(2):
        make_item(cast.sub_committee, meeting=meeting, board=cast.sub_committee)
    few = factories.queries_of(client, f"/meetings/{meeting.pk}/agenda/")
    for _ in range(8):
        make_item(cast.sub_committee, meeting=meeting, board=cast.sub_committee)
    assert factories.queries_of(client, f"/meetings/{meeting.pk}/agenda/") == few
