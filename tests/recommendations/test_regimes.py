"""Time limits and holidays: what a new council has, and how dates move with them."""

from datetime import date

import pytest
from django.utils import timezone

from recommendations.actions import recommendations as writing
from recommendations.actions import regimes, responses, sending
from recommendations.models import DeadlineChange, Holiday, Regime
from scrutiny.actions import councils, meetings
from scrutiny.models import Body, Meeting
from scrutiny.refused import Refused
from tests import factories as make
from tests import life
from tests.recommendations.responding import recommend

pytestmark = pytest.mark.django_db
SENT = date(2025, 12, 1)
LATER = date(2026, 1, 20)


@pytest.fixture
def review():
    return life.make_agreed(endorsed="2025-11")


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


@pytest.fixture
def cabinet(review):
    return make.make_body(review.council, "Cabinet", kind=Body.Kind.EXECUTIVE)


def test_live_dates_move_with_the_rule_and_answered_ones_stay(review, officer, cabinet):
    recommend(review, cabinet)
    recommend(review, cabinet)
    recommend(review, cabinet)
    waiting, answered, considered = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    responses.respond([{"request": answered, "decision": "rejected"}], received_on=LATER, by=officer, on=LATER)
    under = [{"request": considered, "decision": "under_consideration"}]
    responses.respond(under, received_on=LATER, by=officer, on=LATER)
    administrator = make.make_administrator(review.council)
    executive = Regime.objects.get(council=review.council, key="executive")
    saved, moved = regimes.change_regime(executive, amount=3, why="The Act changed.", by=administrator, on=LATER)
    assert (saved.amount, moved) == (3, 2)
    for one in (waiting, answered, considered):
        one.refresh_from_db()
    assert waiting.due_on == considered.due_on == date(2026, 2, 28)
    assert answered.due_on == date(2026, 1, 31)
    assert {change.why for change in DeadlineChange.objects.all()} == {"The Act changed."}
    assert not answered.deadline_changes.exists()
    assert regimes.change_regime(saved, amount=3, why="", by=administrator)[1] == 0


def test_a_withdrawn_recommendation_keeps_its_date(review, officer, cabinet):
    one = recommend(review, cabinet)
    sending.send(review, sent_on=SENT, by=officer, on=SENT)
    writing.withdraw(one, "Overtaken.", by=officer)
    assert sending.recompute(review.council, why="A change.", by=officer, on=LATER) == []


def test_a_new_holiday_moves_working_days_and_its_removal_moves_them_back(review, officer, cabinet):
    one = recommend(review, cabinet)
    regimes.ensure_regimes(review.council, on=SENT)
    local = Regime.objects.get(council=review.council, key="local")
    administrator = make.make_administrator(review.council)
    regimes.change_regime(local, amount=20, unit="working_days", why="Ours.", by=administrator, on=SENT)
    local.refresh_from_db()
    (request,) = sending.send(review, sent_on=SENT, regimes={one.addressees.get().pk: local}, by=officer, on=SENT)
    # 2 to 5, 8 to 12, 15 to 19, 22 to 24, 29 to 31 December: Christmas Day and Boxing Day are passed over.
    assert request.due_on == date(2025, 12, 31)
    holiday, moved = regimes.add_holiday(review.council, date(2025, 12, 24), "Closed", by=administrator, on=LATER)
    request.refresh_from_db()
    assert (moved, request.due_on) == (1, date(2026, 1, 2))
    assert "Closed 24 December 2025" in request.sum
    assert request.deadline_changes.get().why == "Closed, 24 December 2025 became a holiday"
    assert regimes.remove_holiday(holiday, by=administrator, on=LATER) == 1
    request.refresh_from_db()
    assert request.due_on == date(2025, 12, 31)


def test_the_next_ordinary_meeting_gives_a_date_once_it_is_in_the_calendar(review, officer, cabinet):
    one = recommend(review, cabinet)
    by_meeting = life.make_regime(review.council, key="meeting", name="Next meeting", amount=1, unit="meetings")
    chosen = {one.addressees.get().pk: by_meeting}
    (request,) = sending.send(review, sent_on=SENT, regimes=chosen, by=officer, on=SENT)
    assert request.due_on is None
    assert "no date until that meeting is in the calendar" in request.sum
    make.make_meeting(cabinet, date(2026, 1, 8), kind=Meeting.Kind.PRIVATE)
    meeting = meetings.add_meeting(cabinet, by=officer, date=date(2026, 1, 15), kind=Meeting.Kind.FORMAL)
    request.refresh_from_db()
    assert request.due_on == date(2026, 1, 15)
    meetings.change_meeting(meeting, meeting.version, by=officer, date=date(2026, 1, 22))
    request.refresh_from_db()
    assert request.due_on == date(2026, 1, 22)
    assert [change.why for change in request.deadline_changes.all()] == ["The calendar of Cabinet changed"] * 2


@pytest.mark.parametrize(
    ("nation", "there", "absent"),
    [
        ("ENG", date(2026, 4, 6), date(2026, 11, 30)),
        ("WLS", date(2026, 4, 6), date(2026, 3, 17)),
        ("SCT", date(2026, 11, 30), date(2026, 4, 6)),
        ("NIR", date(2026, 3, 17), date(2026, 11, 30)),
    ],
)
def test_a_new_council_has_its_time_limits_and_its_nations_holidays(nation, there, absent):
    council = councils.add_council(name="Newtown Council", nation=nation)
    found = {one.key: one for one in Regime.objects.filter(council=council)}
    assert set(found) == {"executive", "health", "crime", "local"}
    assert (found["executive"].amount, found["executive"].unit, found["executive"].counts_first_day) == (
        2,
        "months",
        True,
    )
    assert found["executive"].source == (
        "Local Government Act 2000 s.9FE" if nation == "ENG" else "Rule of the council"
    )
    holidays = set(Holiday.objects.filter(council=council).values_list("on", flat=True))
    today = timezone.localdate()
    assert {day.year for day in holidays} == set(range(today.year - 5, today.year + 6))
    assert there in holidays
    assert absent not in holidays
    assert all(day.weekday() < 5 for day in holidays)


def test_later_years_are_added_and_what_was_taken_out_stays_out():
    council = make.make_council()
    regimes.ensure_regimes(council, on=date(2024, 5, 1))
    gone = Holiday.objects.get(council=council, on=date(2026, 4, 6))
    regimes.remove_holiday(gone, by=make.make_administrator(council))
    before = Holiday.objects.filter(council=council).count()
    regimes.ensure_regimes(council, on=date(2026, 5, 1))
    assert Holiday.objects.filter(council=council).count() == before
    regimes.ensure_regimes(council, on=date(2029, 5, 1))
    assert Holiday.objects.filter(council=council, on__year=2034).exists()
    assert not Holiday.objects.filter(council=council, on=date(2026, 4, 6)).exists()


def test_a_day_of_its_own_far_ahead_does_not_hide_the_bank_holidays_before_it():
    council = make.make_council()
    regimes.ensure_regimes(council, on=date(2024, 5, 1))
    regimes.add_holiday(council, date(2036, 6, 2), "A jubilee", by=make.make_administrator(council))
    regimes.ensure_regimes(council, on=date(2031, 5, 1))
    assert Holiday.objects.filter(council=council, on__year=2033).count() > 6
    assert Holiday.objects.filter(council=council, on__year=2036).count() > 6


def test_the_last_time_limit_cannot_be_put_out_of_use():
    council = make.make_council()
    only = life.make_regime(council)
    with pytest.raises(Refused, match="at least one"):
        regimes.change_regime(only, is_active=False, why="No more.", by=make.make_administrator(council))


def test_a_weekend_and_a_day_already_listed_are_no_new_holidays():
    council = make.make_council()
    by = make.make_administrator(council)
    with pytest.raises(Refused, match="weekend"):
        regimes.add_holiday(council, date(2026, 11, 21), "Fair", by=by)
    regimes.add_holiday(council, date(2026, 11, 20), "Fair", by=by)
    with pytest.raises(Refused, match="in the list already"):
        regimes.add_holiday(council, date(2026, 11, 20), "Fair", by=by)
