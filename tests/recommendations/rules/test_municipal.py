"""Municipal years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import municipal


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2026, 4, 30), "2025/26"),
        (date(2026, 5, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(1999, 5, 1), "1999/00"),
        (date(2000, 4, 30), "1999/00"),
    ],
)
def test_a_day_belongs_to_the_year_from_may(day, year):
    assert municipal.year_of(day) == year


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2990, 1, 1)))
def test_every_day_is_inside_its_year_and_years_touch(day):
    year = municipal.year_of(day)
    assert municipal.is_year(year)
    assert municipal.first_day(year) <= day <= municipal.last_day(year)
    assert municipal.last_day(year) + timedelta(days=1) == municipal.first_day(municipal.after(year))
    assert municipal.before(municipal.after(year)) == year


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026/26", "2026/28", "26/27", "2026-27", "2026/27 ", "٢٠٢٦/٢٧", "9999/00", "1066/67"]
)
def test_what_is_no_year(typed):
    assert not municipal.is_year(typed)
