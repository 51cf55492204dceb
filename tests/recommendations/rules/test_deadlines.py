"""By when something is due: a table of cases worked out by hand, what the sums say, and what holds of any case.

The days were counted on the calendar, the bank holidays taken from each nation's published list.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import deadlines
from recommendations.rules.deadlines import RECEIPT, REQUEST, Unit, agenda_by, deadline, defaults

# Bank holidays on weekdays, by nation, as the government publishes them.
BOTH_CHRISTMASES = {
    date(2025, 12, 25): "Christmas Day",
    date(2025, 12, 26): "Boxing Day",
    date(2026, 1, 1): "New Year’s Day",
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 28): "Boxing Day (substitute day)",
    date(2027, 1, 1): "New Year’s Day",
}
SPRING = {
    date(2026, 4, 3): "Good Friday",
    date(2026, 5, 4): "Early May bank holiday",
    date(2026, 5, 25): "Spring bank holiday",
}
# Christmas Day 2021 was a Saturday and Boxing Day a Sunday; New Year's Day 2022 a Saturday.
SUBSTITUTES = {
    date(2021, 12, 27): "Christmas Day (substitute day)",
    date(2021, 12, 28): "Boxing Day (substitute day)",
    date(2022, 1, 3): "New Year’s Day (substitute day)",
}
ENGLAND = {
    **BOTH_CHRISTMASES,
    **SPRING,
    **SUBSTITUTES,
    date(2026, 4, 6): "Easter Monday",
    date(2026, 8, 31): "Summer bank holiday",
    date(2022, 6, 2): "Spring bank holiday",
    date(2022, 6, 3): "Platinum Jubilee",
}
WALES = ENGLAND
SCOTLAND = {
    **BOTH_CHRISTMASES,
    **SPRING,
    **SUBSTITUTES,
    date(2022, 1, 4): "2 January (substitute day)",
    date(2026, 1, 2): "2 January",
    date(2026, 8, 3): "Summer bank holiday",
    date(2026, 11, 30): "St Andrew’s Day",
}
NORTHERN_IRELAND = {
    **ENGLAND,
    date(2026, 3, 17): "St Patrick’s Day",
    date(2026, 7, 13): "Battle of the Boyne (substitute day)",
}
NONE = {}
FIRST = True  # the first day counts
AFTER = False
MONTHS, WEEKS, DAYS, WORKING, CLEAR = (
    Unit.MONTHS, Unit.WEEKS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CLEAR_DAYS,
)  # fmt: skip

# start, amount, unit, whether the first day counts, holidays, end, the arithmetic in short
CASES = [
    # Months beginning with a day end on the day before the one with the same number.
    ((2025, 12, 3), 2, MONTHS, FIRST, NONE, (2026, 2, 2), "3 Dec to 2 Jan, 3 Jan to 2 Feb"),
    ((2025, 12, 1), 2, MONTHS, FIRST, NONE, (2026, 1, 31), "all of December and January"),
    ((2026, 1, 1), 2, MONTHS, FIRST, NONE, (2026, 2, 28), "all of January and February"),
    ((2024, 1, 1), 2, MONTHS, FIRST, NONE, (2024, 2, 29), "the same in a leap year"),
    ((2026, 1, 2), 2, MONTHS, FIRST, NONE, (2026, 3, 1), "the day before 2 March"),
    ((2026, 2, 28), 1, MONTHS, FIRST, NONE, (2026, 3, 27), "the day before 28 March"),
    ((2026, 3, 1), 1, MONTHS, FIRST, NONE, (2026, 3, 31), "all of March"),
    ((2026, 2, 1), 1, MONTHS, FIRST, NONE, (2026, 2, 28), "all of February"),
    ((2024, 2, 1), 1, MONTHS, FIRST, NONE, (2024, 2, 29), "all of a leap February"),
    ((2024, 2, 29), 12, MONTHS, FIRST, NONE, (2025, 2, 28), "February 2025 has no 29th"),
    ((2024, 2, 29), 48, MONTHS, FIRST, NONE, (2028, 2, 28), "the day before 29 February 2028"),
    ((2025, 12, 28), 2, MONTHS, FIRST, NONE, (2026, 2, 27), "the day before 28 February"),
    ((2025, 12, 29), 2, MONTHS, FIRST, NONE, (2026, 2, 28), "no 29 February 2026: its last day"),
    ((2025, 12, 30), 2, MONTHS, FIRST, NONE, (2026, 2, 28), "no 30 February: its last day"),
    ((2025, 12, 31), 2, MONTHS, FIRST, NONE, (2026, 2, 28), "no 31 February: its last day"),
    ((2023, 12, 29), 2, MONTHS, FIRST, NONE, (2024, 2, 28), "the day before 29 February 2024"),
    ((2023, 12, 30), 2, MONTHS, FIRST, NONE, (2024, 2, 29), "no 30 February: the leap day"),
    ((2023, 12, 31), 2, MONTHS, FIRST, NONE, (2024, 2, 29), "no 31 February: the leap day"),
    ((2026, 1, 31), 1, MONTHS, FIRST, NONE, (2026, 2, 28), "no 31 February: its last day"),
    ((2026, 3, 31), 1, MONTHS, FIRST, NONE, (2026, 4, 30), "no 31 April: its last day"),
    ((2026, 3, 31), 2, MONTHS, FIRST, NONE, (2026, 5, 30), "the day before 31 May"),
    ((2026, 7, 31), 2, MONTHS, FIRST, NONE, (2026, 9, 30), "no 31 September: its last day"),
    ((2026, 11, 15), 2, MONTHS, FIRST, NONE, (2027, 1, 14), "over the turn of the year"),
    ((2026, 6, 30), 6, MONTHS, FIRST, NONE, (2026, 12, 29), "the day before 30 December"),
    # A statute's months do not wait for a working day.
    ((2025, 10, 26), 2, MONTHS, FIRST, ENGLAND, (2025, 12, 25), "ends on Christmas Day all the same"),
    ((2026, 2, 4), 2, MONTHS, FIRST, ENGLAND, (2026, 4, 3), "ends on Good Friday all the same"),
    # Months after a day end on the one with the same number.
    ((2025, 12, 3), 2, MONTHS, AFTER, NONE, (2026, 2, 3), "3 Feb: the day itself is not counted"),
    ((2025, 12, 31), 2, MONTHS, AFTER, NONE, (2026, 2, 28), "no 31 February"),
    ((2026, 1, 31), 1, MONTHS, AFTER, NONE, (2026, 2, 28), "no 31 February"),
    ((2026, 2, 28), 1, MONTHS, AFTER, NONE, (2026, 3, 28), "28 March, not the end of the month"),
    ((2024, 2, 29), 12, MONTHS, AFTER, NONE, (2025, 2, 28), "no 29 February 2025"),
    ((2026, 9, 30), 1, MONTHS, AFTER, NONE, (2026, 10, 30), "30 October, not the 31st"),
    # Weeks and calendar days.
    ((2025, 12, 3), 8, WEEKS, AFTER, NONE, (2026, 1, 28), "56 days after a Wednesday is a Wednesday"),
    ((2025, 12, 3), 8, WEEKS, FIRST, NONE, (2026, 1, 27), "56 days with the first is a Tuesday"),
    ((2024, 2, 26), 1, WEEKS, AFTER, NONE, (2024, 3, 4), "over the leap day"),
    ((2025, 12, 3), 28, DAYS, AFTER, NONE, (2025, 12, 31), "3 + 28 = 31"),
    ((2025, 12, 3), 28, DAYS, FIRST, NONE, (2025, 12, 30), "3 + 27 = 30"),
    ((2026, 2, 1), 28, DAYS, AFTER, NONE, (2026, 3, 1), "28 days of February, then one"),
    ((2024, 2, 1), 28, DAYS, AFTER, NONE, (2024, 2, 29), "the leap day is the 28th after"),
    ((2025, 12, 24), 1, DAYS, AFTER, ENGLAND, (2025, 12, 25), "calendar days count holidays"),
    ((2026, 4, 2), 1, DAYS, FIRST, ENGLAND, (2026, 4, 2), "one day with the first is that day"),
    ((2026, 1, 1), 365, DAYS, FIRST, NONE, (2026, 12, 31), "a whole year"),
    ((2024, 1, 1), 365, DAYS, FIRST, NONE, (2024, 12, 30), "a leap year has one more"),
    # Working days: weekends.
    ((2026, 6, 1), 5, WORKING, AFTER, NONE, (2026, 6, 8), "Tue, Wed, Thu, Fri, then Mon"),
    ((2026, 6, 1), 5, WORKING, FIRST, NONE, (2026, 6, 5), "Mon to Fri"),
    ((2026, 6, 6), 1, WORKING, AFTER, NONE, (2026, 6, 8), "a Saturday: the Monday after"),
    ((2026, 6, 6), 1, WORKING, FIRST, NONE, (2026, 6, 8), "a Saturday cannot count as the first"),
    ((2026, 6, 5), 20, WORKING, AFTER, NONE, (2026, 7, 3), "four weeks after a Friday"),
    # Working days: Christmas.
    ((2025, 12, 24), 1, WORKING, AFTER, ENGLAND, (2025, 12, 29), "25 and 26 off, 27 and 28 a weekend"),
    ((2025, 12, 19), 10, WORKING, AFTER, ENGLAND, (2026, 1, 7), "22-24, 29-31, then 2, 5, 6, 7 January"),
    ((2025, 12, 19), 10, WORKING, AFTER, WALES, (2026, 1, 7), "as in England"),
    ((2025, 12, 19), 10, WORKING, AFTER, SCOTLAND, (2026, 1, 8), "2 January is off too"),
    ((2025, 12, 19), 10, WORKING, AFTER, NORTHERN_IRELAND, (2026, 1, 7), "as in England"),
    ((2026, 12, 24), 1, WORKING, AFTER, ENGLAND, (2026, 12, 29), "Boxing Day on a Saturday moves to the Monday"),
    ((2025, 12, 25), 1, WORKING, FIRST, ENGLAND, (2025, 12, 29), "a holiday cannot count as the first"),
    # Working days: substitute days.
    ((2021, 12, 24), 1, WORKING, AFTER, ENGLAND, (2021, 12, 29), "both fell on a weekend: Mon and Tue off"),
    ((2021, 12, 31), 1, WORKING, AFTER, ENGLAND, (2022, 1, 4), "New Year’s Day moves to the Monday"),
    ((2021, 12, 31), 1, WORKING, AFTER, SCOTLAND, (2022, 1, 5), "and 2 January to the Tuesday"),
    ((2022, 6, 1), 1, WORKING, AFTER, ENGLAND, (2022, 6, 6), "a jubilee beside a bank holiday"),
    # Working days: Easter.
    ((2026, 4, 2), 1, WORKING, AFTER, ENGLAND, (2026, 4, 7), "Good Friday, weekend, Easter Monday"),
    ((2026, 4, 2), 1, WORKING, AFTER, WALES, (2026, 4, 7), "the same in Wales"),
    ((2026, 4, 2), 1, WORKING, AFTER, SCOTLAND, (2026, 4, 6), "Easter Monday is worked in Scotland"),
    ((2026, 4, 2), 1, WORKING, AFTER, NORTHERN_IRELAND, (2026, 4, 7), "Easter Monday is off"),
    ((2026, 3, 23), 10, WORKING, AFTER, ENGLAND, (2026, 4, 8), "24-27, 30-2, then 7 and 8"),
    ((2026, 3, 23), 10, WORKING, AFTER, SCOTLAND, (2026, 4, 7), "24-27, 30-2, then 6 and 7"),
    # Working days that one nation alone has off.
    ((2026, 3, 16), 1, WORKING, AFTER, NORTHERN_IRELAND, (2026, 3, 18), "St Patrick’s Day"),
    ((2026, 3, 16), 1, WORKING, AFTER, ENGLAND, (2026, 3, 17), "no holiday in England"),
    ((2026, 7, 10), 1, WORKING, AFTER, NORTHERN_IRELAND, (2026, 7, 14), "12 July is a Sunday: Monday off"),
    ((2026, 11, 27), 1, WORKING, AFTER, SCOTLAND, (2026, 12, 1), "St Andrew’s Day is a Monday"),
    ((2026, 7, 31), 1, WORKING, AFTER, SCOTLAND, (2026, 8, 4), "the first Monday of August"),
    ((2026, 8, 28), 1, WORKING, AFTER, ENGLAND, (2026, 9, 1), "the last Monday of August"),
    ((2026, 8, 28), 1, WORKING, AFTER, SCOTLAND, (2026, 8, 31), "which is worked in Scotland"),
    # Clear days: whole days between, neither end counted.
    ((2026, 6, 1), 1, CLEAR, AFTER, NONE, (2026, 6, 3), "Tuesday lies clear between"),
    ((2026, 6, 1), 5, CLEAR, AFTER, NONE, (2026, 6, 9), "Tue to Fri and Mon lie between"),
    ((2026, 6, 1), 5, CLEAR, FIRST, NONE, (2026, 6, 9), "the first day is never clear"),
    ((2026, 6, 5), 3, CLEAR, AFTER, NONE, (2026, 6, 11), "Mon, Tue, Wed lie between"),
    ((2025, 12, 23), 3, CLEAR, AFTER, ENGLAND, (2025, 12, 31), "24, 29 and 30 lie between"),
    ((2026, 4, 1), 2, CLEAR, AFTER, ENGLAND, (2026, 4, 8), "2 and 7 April lie between"),
    ((2026, 4, 1), 2, CLEAR, AFTER, SCOTLAND, (2026, 4, 7), "2 and 6 April lie between"),
]  # fmt: skip


def test_the_table_is_long_enough():
    assert len(CASES) >= 60


@pytest.mark.parametrize(("start", "amount", "unit", "first", "holidays", "end", "why"), CASES)
def test_the_table(start, amount, unit, first, holidays, end, why):
    found = deadline(date(*start), amount, unit, first, holidays)
    assert found.on == date(*end), f"{why}: {found.sum}"
    assert f"ends {deadlines.in_words(date(*end))}" in found.sum


# What the sums say.


def test_the_sum_names_receipt_period_end_and_law():
    executive = defaults("ENG")[0]
    found = deadline(
        date(2025, 12, 3), executive.amount, executive.unit, executive.counts_first_day, source=executive.source
    )
    assert found.sum == (
        "Received 3 December 2025; two months beginning with that day; ends 2 February 2026; "
        "Local Government Act 2000 s.9FE."
    )


def test_the_sum_says_when_a_month_is_too_short():
    assert deadline(date(2025, 12, 31), 2, MONTHS, FIRST).sum == (
        "Received 31 December 2025; two months beginning with that day; February 2026 has no day 31, so its last day "
        "counts; ends 28 February 2026."
    )


def test_the_sum_names_the_holidays_that_are_passed_over():
    assert deadline(date(2025, 12, 22), 3, WORKING, AFTER, ENGLAND, source="Rule of the council.").sum == (
        "Received 22 December 2025; three working days after that day; weekends and 2 holidays not counted "
        "(Christmas Day 25 December 2025, Boxing Day 26 December 2025); ends 29 December 2025; Rule of the council."
    )


def test_the_sum_of_holidays_without_names_gives_their_days():
    said = deadline(date(2026, 4, 2), 1, WORKING, AFTER, {date(2026, 4, 3)}).sum
    assert "one working day after that day; weekends and 1 holiday not counted (3 April 2026)" in said


def test_the_sum_of_a_long_period_does_not_list_every_holiday():
    each = {date(2026, 1, 1) + timedelta(days=day): "Closed" for day in range(60)}
    said = deadline(date(2025, 12, 31), 5, WORKING, AFTER, each).sum
    assert "more)" in said
    assert len(said) < 700


@pytest.mark.parametrize(
    ("amount", "unit", "first", "words"),
    [
        (1, MONTHS, FIRST, "one month beginning with that day"),
        (11, WEEKS, AFTER, "11 weeks after that day"),
        (28, DAYS, AFTER, "28 days after that day"),
        (20, WORKING, FIRST, "20 working days beginning with that day"),
        (5, CLEAR, AFTER, "five clear days, neither the first nor the last counted; weekends not counted"),
        (1, Unit.MEETINGS, AFTER, "the next ordinary meeting after that day"),
        (2, Unit.MEETINGS, AFTER, "ordinary meeting number 2 after that day"),
    ],
)
def test_the_period_in_words(amount, unit, first, words):
    assert words in deadline(date(2026, 6, 1), amount, unit, first, began="Asked").sum


# Meetings.

MEETINGS = [date(2026, 3, 10), date(2026, 1, 13), date(2026, 5, 12), date(2026, 1, 13)]


@pytest.mark.parametrize(
    ("start", "amount", "first", "end"),
    [
        (date(2025, 12, 3), 1, AFTER, date(2026, 1, 13)),
        (date(2025, 12, 3), 2, AFTER, date(2026, 3, 10)),
        (date(2026, 1, 13), 1, AFTER, date(2026, 3, 10)),
        (date(2026, 1, 13), 1, FIRST, date(2026, 1, 13)),
        (date(2026, 3, 10), 2, AFTER, None),
        (date(2026, 5, 12), 1, AFTER, None),
    ],
)
def test_the_next_ordinary_meeting(start, amount, first, end):
    found = deadline(start, amount, Unit.MEETINGS, first, meetings=MEETINGS)
    assert found.on == end
    assert ("no date until that meeting is in the calendar" in found.sum) == (end is None)


# The agenda of a meeting.


@pytest.mark.parametrize(
    ("meeting", "clear", "holidays", "by"),
    [
        (date(2026, 6, 15), 5, NONE, date(2026, 6, 5)),  # Mon to Fri lie between; out by the Friday before
        (date(2026, 6, 17), 5, NONE, date(2026, 6, 9)),  # 10, 11, 12, 15, 16
        (date(2026, 6, 15), 3, NONE, date(2026, 6, 9)),  # 10, 11, 12
        (date(2026, 1, 6), 5, ENGLAND, date(2025, 12, 24)),  # 29, 30, 31 December, 2 and 5 January
        (date(2026, 1, 6), 3, WALES, date(2025, 12, 30)),  # 31 December, 2 and 5 January
        (date(2026, 4, 8), 5, ENGLAND, date(2026, 3, 27)),  # 30, 31 March, 1, 2 and 7 April
        (date(2026, 4, 8), 5, SCOTLAND, date(2026, 3, 30)),  # 31 March, 1, 2, 6 and 7 April
        (date(2026, 5, 5), 1, ENGLAND, date(2026, 4, 30)),  # 1 May; Monday 4 May is a holiday
    ],
)
def test_the_agenda_comes_out_in_time(meeting, clear, holidays, by):
    found = agenda_by(meeting, clear, holidays)
    assert found.on == by
    assert f"the agenda comes out by {deadlines.in_words(by)}" in found.sum


def test_the_agenda_needs_five_clear_days_in_england_and_three_in_wales():
    assert (deadlines.AGENDA["ENG"][0], deadlines.AGENDA["WLS"][0]) == (5, 3)


# The usual time limits.


def test_the_usual_time_limits_of_england_name_their_law():
    found = {
        one.key: (one.amount, one.unit, one.counts_first_day, one.starts_from, one.source) for one in defaults("ENG")
    }
    assert found["executive"] == (2, MONTHS, True, RECEIPT, "Local Government Act 2000 s.9FE")
    assert found["health"] == (28, DAYS, False, REQUEST, "SI 2013/218")
    assert found["crime"] == (28, DAYS, False, RECEIPT, "SI 2009/942")
    assert found["local"] == (8, WEEKS, False, RECEIPT, "Rule of the council")


@pytest.mark.parametrize("nation", ["WLS", "SCT", "NIR"])
def test_elsewhere_no_law_of_england_is_named(nation):
    assert {one.source for one in defaults(nation)} == {"Rule of the council"}
    assert [one.amount for one in defaults(nation)] == [one.amount for one in defaults("ENG")]


# What cannot be counted.


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [
        (date(2026, 1, 1), 0, DAYS),
        (date(2026, 1, 1), -1, MONTHS),
        (date(9999, 12, 31), 1, DAYS),
        (date(2026, 1, 1), 40_000, MONTHS),
        (date(2026, 1, 1), 1, "fortnights"),
    ],
)
def test_what_cannot_be_counted_is_refused(start, amount, unit):
    with pytest.raises(ValueError, match=r"period|fortnights"):
        deadline(start, amount, unit)


# What holds of any case.

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
amounts = st.integers(1, 400)
near = st.sets(st.integers(-5, 90), max_size=40)
units = st.sampled_from([one for one in Unit if one is not Unit.MEETINGS])


@given(days, amounts, units, st.booleans(), near)
def test_no_deadline_is_before_its_start(start, amount, unit, first, offsets):
    closed = {start + timedelta(days=offset) for offset in offsets}
    found = deadline(start, amount, unit, first, closed)
    assert found.on >= start
    if not first:
        assert found.on > start


@given(days, amounts, st.sampled_from([WORKING, CLEAR]), st.booleans(), near, st.integers(0, 120))
def test_a_further_holiday_never_shortens_a_period(start, amount, unit, first, offsets, offset):
    closed = {start + timedelta(days=one) for one in offsets}
    before = deadline(start, amount, unit, first, closed).on
    assert deadline(start, amount, unit, first, closed | {start + timedelta(days=offset)}).on >= before


@given(days, amounts, st.sampled_from([WORKING, CLEAR]), st.booleans(), near)
def test_a_period_of_working_days_ends_on_one_and_holds_so_many(start, amount, unit, first, offsets):
    closed = {start + timedelta(days=one) for one in offsets}
    end = deadline(start, amount, unit, first, closed).on
    assert deadlines.is_working(end, closed)
    between = [start + timedelta(days=day) for day in range(1, (end - start).days)]
    clear = sum(deadlines.is_working(day, closed) for day in between)
    counted = clear + 1 + (first and start != end and deadlines.is_working(start, closed))
    assert (clear if unit is CLEAR else counted) == amount


@given(days, amounts, units, st.booleans(), near)
def test_the_sum_names_the_start_and_the_end(start, amount, unit, first, offsets):
    found = deadline(start, amount, unit, first, {start + timedelta(days=one) for one in offsets})
    assert f"Received {deadlines.in_words(start)}; " in found.sum
    assert found.sum.endswith(f"ends {deadlines.in_words(found.on)}.")


@given(days, amounts, units)
def test_counting_the_first_day_never_lengthens_a_period(start, amount, unit):
    assert deadline(start, amount, unit, FIRST).on <= deadline(start, amount, unit, AFTER).on


@given(days, st.integers(1, 200), units, st.booleans())
def test_a_longer_period_never_ends_sooner(start, amount, unit, first):
    assert deadline(start, amount + 1, unit, first).on >= deadline(start, amount, unit, first).on


@given(days, st.integers(1, 60))
def test_months_after_a_day_end_on_its_number_or_on_a_last_day(start, amount):
    end = deadline(start, amount, MONTHS).on
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert (end.year - start.year) * 12 + end.month - start.month == amount


@given(days, st.integers(1, 20), near)
def test_an_agenda_has_so_many_clear_days_and_no_fewer(meeting, clear, offsets):
    closed = {meeting - timedelta(days=one) for one in offsets}
    by = agenda_by(meeting, clear, closed).on
    between = [by + timedelta(days=day) for day in range(1, (meeting - by).days)]
    assert sum(deadlines.is_working(day, closed) for day in between) == clear


@given(st.lists(days, max_size=8), days, st.integers(1, 4), st.booleans())
def test_a_meeting_that_is_added_never_puts_the_day_off(meetings, start, amount, first):
    before = deadline(start, amount, Unit.MEETINGS, first, meetings=meetings).on
    after = deadline(start, amount, Unit.MEETINGS, first, meetings=[*meetings, start + timedelta(days=3)]).on
    assert before is None or after <= before
