"""Financial years and periods: what is typed, how it is kept, when it ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.rules import periods, years
from scrutiny.engine.rules import partial_dates

begins = st.integers(years.FIRST, years.LAST)


@given(begins, st.sampled_from(["/", "-", "–", " to ", " / "]), st.booleans())
def test_a_year_is_kept_in_one_way_however_it_is_typed(first, between, whole):
    second = str(first + 1) if whole else f"{(first + 1) % 100:02d}"
    assert years.tidy(f"{first}{between}{second}") == years.text(first)
    assert years.parse(years.text(first)) == first


@given(begins, st.integers(0, 9999))
def test_only_years_that_follow_each_other_are_one_year(first, second):
    typed = f"{first}/{second:04d}"
    if second == first + 1:
        assert years.parse(typed) == first
    else:
        with pytest.raises(years.YearError, match="not one year"):
            years.parse(typed)


@pytest.mark.parametrize(
    "typed", ["", "2013", "soon", "13/14", "2013/14/15", "0000/01", "9999/00", "٢٠١٣/١٤", "2013/1"]
)
def test_what_is_no_year_is_refused_in_plain_words(typed):
    with pytest.raises(years.YearError):
        years.parse(typed)


@given(st.dates(date(1990, 4, 1), date(2100, 3, 31)))
def test_every_day_is_in_the_year_that_it_falls_in(day):
    first, last = years.days(years.of(day))
    assert first <= day <= last
    assert years.before(years.after(years.of(day))) == years.of(day)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2012/13", "2013-03-31"),
        ("2012-2013", "2013-03-31"),
        ("Q1 2013/14", "2013-06-30"),
        ("quarter 4 2013/14", "2014-03-31"),
        ("Quarter 3, 2013/14", "2013-12-31"),
        ("June 2013", "2013-06"),
        ("as at 30 June 2013", "2013-06-30"),
        ("30/06/2013", "2013-06-30"),
        ("January to March 2013", "2013-03"),
        ("2013", "2013"),
        ("the end of the year for 2012/13", "2013-03-31"),
        ("now (28 November 2013)", "2013-11-28"),
        ("sept 2013", "2013-09"),
        ("Sep 2013", "2013-09"),
        ("31 June 2013", None),
        ("2012/15", None),
        ("currently", None),
        ("", None),
        ("32/13/2013", None),
        ("9" * 200, None),
    ],
)
def test_a_period_ends_when_it_says(period, end):
    if end is None:
        with pytest.raises(periods.PeriodError):
            periods.ends(period)
    else:
        assert periods.ends(period) == end


@given(st.text(max_size=80))
def test_any_words_are_a_period_or_are_refused(words):
    try:
        end = periods.ends(words)
    except periods.PeriodError:
        return
    assert partial_dates.parse(end).text() == end


def test_periods_typed_in_two_ways_are_the_same():
    assert periods.same("2012/13", " 2012-2013 ")
    assert periods.same("june  2013", "June 2013")
    assert not periods.same("June 2013", "July 2013")
