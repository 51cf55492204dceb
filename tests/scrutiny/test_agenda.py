"""Putting a meeting's agenda together: what waits, adding, numbers, order, taking off, and its page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.models import Holiday
from scrutiny.actions import agenda as actions
from scrutiny.engine.models import AuditEntry
from scrutiny.models import AgendaItem, Paper, PaperMeeting
from scrutiny.refused import Refused
from tests import agendas
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def meeting(cast):
    return agendas.meeting_of(cast.sub_committee, timezone.localdate() + timedelta(days=30))


def paper_before(meeting, title="Crossings", **fields):
    return agendas.paper_of(meeting, title, [("Background", "Text.", {})], **fields)


def test_papers_before_the_meeting_wait_until_they_are_on_its_agenda(cast, meeting):
    own = paper_before(meeting)
    binned = paper_before(meeting, "Thrown away")
    Paper.objects.filter(pk=binned.pk).update(binned_at=timezone.now())
    elsewhere = agendas.meeting_of(cast.other_committee)
    guest = paper_before(elsewhere, "From others")
    PaperMeeting.objects.create(paper=guest, meeting=meeting, item_number="Item 7f")
    assert list(actions.waiting(meeting)) == [own, guest]
    item = actions.add_item(meeting, paper=guest, by=cast.officer)
    assert (item.number, item.title) == ("7f", "From others")
    assert list(actions.waiting(meeting)) == [own]
    assert list(actions.waiting(elsewhere)) == [guest]


def test_a_paper_of_another_meeting_and_one_twice_are_refused(cast, meeting):
    paper = paper_before(meeting)
    actions.add_item(meeting, paper=paper, by=cast.officer)
    with pytest.raises(Refused, match="on the agenda already"):
        actions.add_item(meeting, paper=paper, by=cast.officer)
    other = paper_before(agendas.meeting_of(cast.other_committee))
    with pytest.raises(Refused, match="not before this meeting"):
        actions.add_item(meeting, paper=other, by=cast.officer)


def test_a_number_is_given_once_and_a_papers_own_gives_way(cast, meeting):
    actions.add_item(meeting, title="Minutes", number="7", by=cast.officer)
    with pytest.raises(Refused, match="“Minutes” has the number 7 already"):
        actions.add_item(meeting, title="Other", number="Item 7", by=cast.officer)
    item = actions.add_item(meeting, paper=paper_before(meeting, item_number="7"), by=cast.officer)
    assert item.number == ""


def test_a_meeting_in_the_past_asks_first(cast):
    meeting = agendas.meeting_of(cast.sub_committee, date(2025, 3, 12))
    with pytest.raises(Refused, match="This meeting was on 12 March 2025, which is past"):
        actions.add_item(meeting, title="Minutes", by=cast.officer)
    assert actions.add_item(meeting, title="Minutes", confirmed=True, by=cast.officer).pk
    assert actions.add_item(meeting, title="More", by=cast.officer, today=date(2025, 3, 12)).pk


def test_items_move_and_are_taken_off_and_the_audit_says_so(cast, meeting):
    first, second = (actions.add_item(meeting, title=one, by=cast.officer) for one in ("One", "Two"))
    assert actions.move_item(second, "up", by=cast.officer)
    assert not actions.move_item(second, "up", by=cast.officer)
    assert [one.title for one in meeting.agenda.all()] == ["Two", "One"]
    assert actions.remove_item(first, by=cast.officer)
    assert not actions.remove_item(first, by=cast.officer)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["moved the item of the agenda", "took the item off the agenda"]


def test_what_is_exempt_as_a_whole_is_named_as_the_public_may_name_it(cast, meeting):
    paper = paper_before(meeting, "A dispute with Ash Ltd", **agendas.EXEMPT)
    assert actions.add_item(meeting, paper=paper, by=cast.officer).title == "Exempt item"


# The pages.


def test_a_paper_is_put_on_the_agenda_with_one_button(cast, meeting, client):
    paper = paper_before(meeting)
    make.sign_in(client, cast.officer)
    page = client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert "Put on the agenda" in page
    token = page.split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        answer = client.post(f"/meetings/{meeting.pk}/agenda/add/", {"paper": paper.pk, "once": token}, follow=True)
        assert answer.status_code == 200
        assert "not before this meeting" not in answer.content.decode()
    assert AgendaItem.objects.get().paper == paper


def test_a_past_meeting_shows_the_question_and_keeps_what_was_typed(cast, client):
    meeting = agendas.meeting_of(cast.sub_committee, date(2025, 3, 12))
    paper = paper_before(meeting)
    make.sign_in(client, cast.officer)
    answer = client.post(f"/meetings/{meeting.pk}/agenda/add/", {"paper": paper.pk})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Yes, it was before the meeting of 12 March 2025" in page
    assert 'value="Crossings"' in page
    answer = client.post(
        f"/meetings/{meeting.pk}/agenda/add/?paper={paper.pk}",
        {"paper": paper.pk, "title": "Crossings", "confirmed": "on"},
    )
    assert answer.status_code == 302
    assert AgendaItem.objects.get().paper == paper


def test_the_agenda_must_be_out_five_clear_days_before_and_three_in_wales(cast, client):
    meeting = agendas.meeting_of(cast.sub_committee, date(2026, 5, 7))  # a Thursday
    Holiday.objects.create(council=cast.council, on=date(2026, 5, 4), name="Early May bank holiday")
    make.sign_in(client, cast.officer)
    page = client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert "28 April 2026" in page  # five clear days: 29 and 30 April, 1, 5 and 6 May
    cast.council.nation = "WLS"
    cast.council.save()
    page = client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert "30 April 2026" in page  # three: 1, 5 and 6 May


def test_items_are_changed_and_a_clash_stands_beside_the_field(cast, meeting, client):
    first = actions.add_item(meeting, title="One", number="4", by=cast.officer)
    second = actions.add_item(meeting, title="Two", by=cast.officer)
    make.sign_in(client, cast.officer)
    answer = client.post(f"/agenda-items/{second.pk}/edit/", {"title": "Two", "number": "4"})
    assert answer.status_code == 422
    assert "“One” has the number 4 already" in answer.content.decode()
    assert client.post(f"/agenda-items/{second.pk}/edit/", {"title": "Third", "number": "5a"}).status_code == 302
    second.refresh_from_db()
    assert (second.title, second.number) == ("Third", "5a")
    assert client.post(f"/agenda-items/{first.pk}/move/", {"direction": "down"}).status_code == 302
    assert client.post(f"/agenda-items/{first.pk}/remove/").status_code == 302
    assert list(meeting.agenda.all()) == [second]


def test_the_agendas_page_asks_as_often_for_one_item_as_for_many(cast, meeting, client):
    make.sign_in(client, cast.officer)
    actions.add_item(meeting, paper=paper_before(meeting), by=cast.officer)
    paper_before(meeting, "Waits")
    few = make.queries_of(client, f"/meetings/{meeting.pk}/agenda/")
    for number in range(8):
        actions.add_item(meeting, paper=paper_before(meeting, f"Paper {number}"), by=cast.officer)
        paper_before(meeting, f"Waits {number}")
    assert make.queries_of(client, f"/meetings/{meeting.pk}/agenda/") == few
