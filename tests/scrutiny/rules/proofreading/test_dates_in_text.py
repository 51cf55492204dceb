"""Years and dates in running text that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.engine.rules.partial_dates import MONTHS
from scrutiny.rules.proofreading import dates_that_do_not_exist, years_that_do_not_fit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.mark.parametrize(
    ("text", "mark", "why"),
    [
        ("the performance in 20022/23 was", "20022", "five figures"),
        ("in 2023/22", "2023/22", "backwards"),
        ("in 2023/2021", "2023/2021", "backwards"),
        ("in 2023/23", "2023/23", "the same"),
        ("the 2023/26 plan", "2023/26", "Write 2023/24, or 2023 to 2026"),
        ("Annual Report 2023-2025", "2023-2025", "speak of one"),
    ],
)
def test_years_that_do_not_fit(text, mark, why):
    (found,) = years_that_do_not_fit(text)
    assert (found.text, text[found.start : found.end]) == (mark, mark)
    assert why in found.why


@pytest.mark.parametrize(
    "text",
    [
        "in 2023/24 and 2023/2024 and 2023-24",
        "in 1999/00 and 1999/2000",
        "the Strategic Plan 2023-26, from 2023 to 2026",
        "the Business Plan 2023-2025",
        "on 2023-10-04 and in 2023-10",
        "ref 20230/1, 20,230 people, tel 01234 20233",
        "https://example.org/2023/12/lamps",
        "",
    ],
)
def test_good_years_are_left_alone(text):
    assert years_that_do_not_fit(text) == []


@pytest.mark.parametrize(
    ("text", "mark", "why"),
    [
        ("on 31 November 2025", "31 November 2025", "November has 30 days"),
        ("by the 31st June", "31st June", "June has 30 days"),
        ("on 29 February 2023", "29 February 2023", "February 2023 has 28 days"),
        ("on 0 May", "0 May", "May has 31 days"),
        ("on Monday 5 July 2011", "Monday 5 July 2011", "5 July 2011 is a Tuesday, not a Monday"),
        ("Friday, the 1st January 2021 ok; Sunday 3 May 2021", "Sunday 3 May 2021", "is a Monday"),
    ],
)
def test_dates_that_do_not_exist(text, mark, why):
    (found,) = dates_that_do_not_exist(text)
    assert (found.text, text[found.start : found.end]) == (mark, mark)
    assert why in found.why


@pytest.mark.parametrize("text", ["29 February", "Tuesday 5 July 2011", "Monday 5 July", "31 May", "12 March 2012/13"])
def test_good_dates_are_left_alone(text):
    assert dates_that_do_not_exist(text) == []


@given(st.dates())
def test_every_day_with_its_own_weekday_is_left_alone(day):
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year:04d}"
    assert dates_that_do_not_exist(text) == []
    assert years_that_do_not_fit(text) == []


@given(st.integers(1900, 2098), st.sampled_from(["/", "-", "–"]), st.booleans())
def test_every_municipal_year_is_left_alone(year, sign, short):
    other = f"{(year + 1) % 100:02d}" if short else str(year + 1)
    assert years_that_do_not_fit(f"in {year}{sign}{other}.") == []


@given(st.text())
def test_any_text_can_be_read(text):
    for mark in years_that_do_not_fit(text) + dates_that_do_not_exist(text):
        assert text[mark.start : mark.end] == mark.text
