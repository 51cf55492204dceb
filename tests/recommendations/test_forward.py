"""Writing the forward look, and reading it back."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import awaiting, programme
from recommendations.actions import forward, occasions
from recommendations.models import ForwardItem
from scrutiny.engine import versions
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 21)
YEAR = "2026/27"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def officer(body):
    return factories.make_officer(body)


@pytest.fixture
def meetings(body):
    """One in the past and two to come."""
    days = (date(2026, 9, 22), date(2026, 12, 8), date(2027, 3, 9))
    return [factories.make_meeting(body, on) for on in days]


def add(body, title="Buses", meeting=None, **fields):
    fields = {"by": None, "year": YEAR} | fields
    return forward.add_item(body, title=title, meeting=meeting, **fields)


def titles(body, meeting=None, year=YEAR):
    found = ForwardItem.objects.kept().filter(body=body, meeting=meeting, year=year)
    return [one.title for one in found.order_by("order", "pk")]


def test_items_are_added_at_the_end_of_their_meeting(body, meetings, officer):
    first, second, other = add(body, "A", meetings[1], by=officer), add(body, "B", meetings[1]), add(body, "C")
    assert (first.order, second.order, other.order) == (1, 2, 1)
    assert AuditEntry.objects.filter(verb="added", under=f"scrutiny.body:{body.pk}").count() == 3


def test_an_item_belongs_to_the_year_of_its_meeting(body):
    april = factories.make_meeting(body, date(2027, 4, 30))
    may = factories.make_meeting(body, date(2027, 5, 4))
    assert add(body, meeting=april).year == "2026/27"
    assert add(body, meeting=may).year == "2027/28"


def test_a_meeting_of_another_body_is_refused_unless_it_is_below(body):
    stranger = factories.make_meeting(factories.make_body(body.council), date(2026, 12, 8))
    with pytest.raises(Refused, match="another body"):
        add(body, meeting=stranger)
    group = factories.make_body(body.council, kind="sub_committee", parents=[body])
    add(body, meeting=factories.make_meeting(group, date(2026, 12, 8)))
    with pytest.raises(Refused, match="another body"):
        add(body, meeting=factories.make_meeting(group, date(2026, 12, 9), kind="private"))


@pytest.mark.parametrize("minutes", [0, 601, 99999])
def test_minutes_that_no_meeting_has_are_refused(body, minutes):
    with pytest.raises(Refused, match="from 1 to 600"):
        add(body, minutes=minutes)


def test_a_source_is_named_and_only_one(body):
    finding = factories.make_finding(life.make_agreed(body))
    with pytest.raises(Refused, match="Choose where it came from"):
        add(body, source="finding")
    one = add(body, source="standing", finding=finding)
    assert one.finding is None
    with pytest.raises(Refused, match="another council"):
        add(body, source="board", board=factories.make_body())


def test_up_and_down_and_no_further(body, meetings):
    a, b, c = (add(body, name, meetings[1]) for name in "ABC")
    forward.move(c, "up", by=None)
    assert titles(body, meetings[1]) == ["A", "C", "B"]
    forward.move(a, "up", by=None)
    forward.move(b, "down", by=None)
    assert titles(body, meetings[1]) == ["A", "C", "B"]
    forward.move(a, "down", by=None)
    assert titles(body, meetings[1]) == ["C", "A", "B"]


def test_earlier_and_later_go_from_meeting_to_meeting(body, meetings):
    add(body, "A", meetings[2])
    b = add(body, "B", meetings[1])
    forward.move(b, "later", by=None)
    assert titles(body, meetings[2]) == ["A", "B"]
    forward.move(b, "later", by=None)
    assert titles(body) == ["B"]
    forward.move(b, "earlier", by=None)
    assert titles(body, meetings[1]) == ["B"], "the next meeting to come"
    forward.move(b, "earlier", by=None)
    with pytest.raises(Refused, match="no earlier meeting"):
        forward.move(b, "earlier", by=None)
    assert AuditEntry.objects.filter(verb="moved").count() == 4


def test_without_a_meeting_to_come_there_is_nowhere_to_place_it(body):
    with pytest.raises(Refused, match="no meeting to come"):
        forward.move(add(body), "earlier", by=None)


def test_it_is_put_at_a_position_and_a_mad_one_is_the_end(body, meetings):
    a, _, c = (add(body, name, meetings[1]) for name in "ABC")
    d = add(body, "D")
    forward.put(d, meetings[1], 1, by=None)
    assert titles(body, meetings[1]) == ["A", "D", "B", "C"]
    forward.put(a, meetings[1], 99_999, by=None)
    assert titles(body, meetings[1]) == ["D", "B", "C", "A"]
    forward.put(c, None, 0, by=None)
    assert (titles(body, meetings[1]), titles(body)) == (["D", "B", "A"], ["C"])


def test_a_form_opened_before_a_move_is_told_so(body, meetings):
    one = add(body, "A", meetings[1])
    forward.put(one, meetings[2], by=None)
    with pytest.raises(versions.Stale):
        forward.change_item(one, one.version, by=None, title="B", meeting=meetings[1])
    one.refresh_from_db()
    assert one.meeting == meetings[2]


def test_changing_the_meeting_on_the_form_puts_it_last_there(body, meetings):
    add(body, "A", meetings[2])
    one = add(body, "B", meetings[1])
    forward.change_item(one, one.version, by=None, title="C", meeting=meetings[2])
    assert titles(body, meetings[2]) == ["A", "C"]


def test_what_became_of_it(body, meetings):
    past, coming, loose = add(body, "A", meetings[0]), add(body, "B", meetings[1]), add(body, "C")
    with pytest.raises(Refused, match="cannot have been taken yet"):
        forward.set_outcome(coming, "taken", by=None)
    with pytest.raises(Refused, match="placed at no meeting"):
        forward.set_outcome(loose, "taken", by=None)
    with pytest.raises(Refused, match="Say why"):
        forward.set_outcome(coming, "dropped", note="  ", by=None)
    assert forward.set_outcome(past, "taken", by=None).outcome == "taken"
    assert forward.set_outcome(coming, "dropped", note="No longer needed.", by=None).outcome_note == "No longer needed."
    with pytest.raises(Refused, match="was taken off"):
        forward.put(coming, meetings[2], by=None)
    forward.set_outcome(coming, "", by=None)
    assert forward.put(coming, meetings[2], by=None).meeting == meetings[2]


def test_what_was_not_taken_is_carried_once(body, meetings):
    taken = add(body, "Taken", meetings[0])
    forward.set_outcome(taken, "taken", by=None)
    finding = factories.make_finding(life.make_agreed(body))
    add(body, "Left", meetings[0], source="finding", finding=finding, minutes=20, lead="Una")
    add(body, "Loose")
    add(body, "Coming", meetings[1])
    found = forward.carry(body, YEAR, by=None)
    expected = [("Left", None, "2027/28"), ("Loose", None, "2027/28")]
    assert [(one.title, one.meeting, one.year) for one in found] == expected
    left = next(one for one in found if one.title == "Left")
    assert (left.finding, left.minutes, left.lead, left.outcome) == (finding, 20, "Una", "")
    old = ForwardItem.objects.get(title="Left", year=YEAR)
    assert (old.outcome, old.outcome_note) == ("dropped", "Carried into 2027/28")
    with pytest.raises(Refused, match="nothing to carry"):
        forward.carry(body, YEAR, by=None)
    assert titles(body, meetings[1]) == ["Coming"]


def test_the_bin_and_back(body, officer):
    one = forward.to_bin(add(body), by=officer)
    assert programme.items_of(body, YEAR) == []
    forward.restore(one, by=officer)
    assert [item.title for item in programme.items_of(body, YEAR)] == ["Buses"]


def test_how_much_fits_is_the_committees_own(body, meetings, officer):
    for name in "ABC":
        add(body, name, meetings[1])
    forward.set_rule(body, most_items=2, most_minutes=60, by=officer)
    found = programme.read(body, YEAR, officer, TODAY)
    (column,) = [one for one in found.columns if one.meeting == meetings[1]]
    assert [one.kind for one in column.conflicts] == ["overfull"]


def test_a_recommendation_due_at_an_occasion_before_its_meeting_is_said(body, meetings, officer):
    review = life.make_agreed(body)
    one = factories.make_recommendation(review, label="(1)", due_event="At the winter scrutiny.")
    occasion = occasions.name_occasion(body.council, "the winter scrutiny", by=officer)
    occasions.set_date(occasion, date(2026, 12, 8), meeting=meetings[1], by=officer)
    (waiting,) = awaiting.waiting(body, officer, TODAY, with_notes=True)
    assert (waiting.kind, waiting.thing, waiting.meeting) == ("recommendation", one, meetings[1])
    assert waiting.about == f"Recommendation 1 of “{review.title}”, due at the winter scrutiny on 8 December 2026"
    item = forward.place_waiting(body, YEAR, one, meetings[2], by=officer)
    found = programme.read(body, YEAR, officer, TODAY)
    assert [c.kind for column in found.columns for c in column.conflicts] == ["late"]
    assert awaiting.waiting(body, officer, TODAY, with_notes=True) == []
    forward.put(item, meetings[1], by=officer)
    found = programme.read(body, YEAR, officer, TODAY)
    assert [c.kind for column in found.columns for c in column.conflicts] == []


def test_findings_for_the_forward_look_wait_until_they_are_placed(body, meetings, officer):
    review = life.make_agreed(body)
    finding = factories.make_finding(review, disposition="forward_look")
    factories.make_finding(review, disposition="noted")
    factories.make_finding(factories.make_review(body), disposition="forward_look")  # a draft says nothing yet
    factories.make_finding(life.make_agreed(body, binned_at=timezone.now()), disposition="forward_look")
    factories.make_finding(life.make_agreed(factories.make_body(body.council)), disposition="forward_look")
    (one,) = awaiting.waiting(body, officer, TODAY, with_notes=True)
    assert one.thing == finding
    item = forward.place_waiting(body, YEAR, finding, by=officer)
    assert (item.title, item.source, item.finding) == (finding.text, "finding", finding)
    assert awaiting.waiting(body, officer, TODAY, with_notes=True) == []
    with pytest.raises(Refused, match="in the forward look already"):
        forward.place_waiting(body, YEAR, finding, by=officer)
    forward.to_bin(item, by=officer)
    assert len(awaiting.waiting(body, officer, TODAY, with_notes=True)) == 1


def test_of_members_notes_only_those_sent_wait_and_only_the_officer_sees_them(body, officer):
    member = factories.make_member(body)
    one = factories.make_recommendation(life.make_agreed(body))
    life.make_note(one, member, "My own SECRET thought.")
    note = life.make_note(one, member, "Raise the mornings.", sent_at=timezone.now())
    (waiting,) = awaiting.waiting(body, officer, TODAY, with_notes=True)
    assert (waiting.thing, waiting.words) == (note, "Raise the mornings.")
    assert awaiting.waiting(body, member, TODAY, with_notes=False) == []
    item = add(body, source="request", note=note, recommendation=one)
    assert item.recommendation == one
    assert awaiting.waiting(body, officer, TODAY, with_notes=True) == []
    note.delete()
    item.refresh_from_db()
    assert item.note is None


@pytest.mark.parametrize("whole", [True, False])
def test_the_words_of_what_is_exempt_do_not_come_into_it(body, officer, whole):
    review = life.make_agreed(body)
    finding = factories.make_finding(review, "SECRET words about a family.", disposition="forward_look")
    thing = finding.section.paper if whole else finding.section
    thing.exempt_paragraph, thing.exempt_reason, thing.exempt_until = 1, "A family.", date(2040, 1, 1)
    thing.save()
    (waiting,) = awaiting.waiting(body, officer, TODAY, with_notes=True)
    assert waiting.words == "An exempt finding"
    finding.refresh_from_db()
    item = forward.place_waiting(body, YEAR, finding, by=officer)
    assert item.title == "An exempt item"
    item.title = "SECRET typed by hand"
    assert programme.public_title(item) == "An exempt item"


def test_sources_are_linked_only_for_those_who_may_open_them(body, officer):
    review = life.make_agreed(body)
    add(body, "A", source="finding", finding=factories.make_finding(review))
    add(body, "B", source="recommendation", recommendation=factories.make_recommendation(review, label="(2)"))
    add(body, "C", source="board", board=factories.make_body(body.council, "The Board", kind="board"))
    add(body, "D", source="request", source_words="Councillor Thorn")
    add(body, "E", source="standing")
    items = programme.items_of(body, YEAR)
    programme.link_sources(items, officer)
    assert [one.came_from for one in items] == [
        f"Finding of “{review.title}”",
        f"Recommendation 2 of “{review.title}”",
        "The Board",
        "Request: Councillor Thorn",
        "Standing item",
    ]
    assert [bool(one.source_url) for one in items] == [True, True, True, False, False]
    programme.link_sources(items, factories.make_user())
    assert [bool(one.source_url) for one in items] == [False, False, True, False, False]


def test_it_is_read_as_it_stood_on_a_past_day(body, meetings, officer):
    one, gone = add(body, "Buses", meetings[1]), add(body, "Gone", meetings[1])
    long_ago = datetime(2026, 9, 1, 12, tzinfo=UTC)
    ForwardItem.history.update(history_date=long_ago)
    one = forward.put(one, meetings[2], by=officer)
    forward.change_item(one, one.version, by=officer, title="Buses and trains")
    forward.to_bin(gone, by=officer)
    add(body, "New")
    then = {one.title: one.meeting for one in programme.items_of(body, YEAR, as_at=date(2026, 9, 1))}
    assert then == {"Buses": meetings[1], "Gone": meetings[1]}
    now = {one.title: one.meeting for one in programme.items_of(body, YEAR)}
    assert now == {"Buses and trains": meetings[2], "New": None}


def test_reading_takes_as_many_queries_for_one_item_as_for_twenty(body, meetings, officer):
    review = life.make_agreed(body)

    def grow(number):
        for at in range(number):
            add(body, f"F{at}", meetings[at % 3], source="finding", finding=factories.make_finding(review))
            one = factories.make_recommendation(review, due_event="Next year")
            add(body, f"R{at}", meetings[at % 3], source="recommendation", recommendation=one)
            add(body, f"B{at}", source="board", board=factories.make_body(body.council, kind="board"))

    def cost():
        with CaptureQueriesContext(connection) as found:
            programme.read(body, YEAR, officer, TODAY)
        return len(found)

    grow(2)
    cost()  # who the officer is is read once
    first = cost()
    grow(10)
    assert cost() == first
