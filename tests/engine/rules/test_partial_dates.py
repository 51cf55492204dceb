"""Dates known to the year, month or day: read, printed, compared and refused in plain words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.engine.rules.partial_dates import (
    PartialDate,
    PartialDateError,
    definitely_before,
    from_parts,
    in_words,
    parse,
)

whole_dates = st.dates(date(1800, 1, 1), date(2200, 12, 31))
precisions = st.sampled_from([4, 7, 10])


@pytest.mark.parametrize(
    "text, words, earliest, latest",
    [
        ("2011", "2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("2011-07", "July 2011", date(2011, 7, 1), date(2011, 7, 31)),
        ("2012-02", "February 2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("2011-07-05", "5 July 2011", date(2011, 7, 5), date(2011, 7, 5)),
        ("1800", "1800", date(1800, 1, 1), date(1800, 12, 31)),
        ("2200-12-31", "31 December 2200", date(2200, 12, 31), date(2200, 12, 31)),
    ],
)
def test_each_precision(text, words, earliest, latest):
    when = parse(text)
    assert (str(when), when.earliest(), when.latest(), when.text()) == (words, earliest, latest, text)
    assert in_words(text) == words


def test_nothing_in_words_is_nothing():
    assert in_words("") == ""


@pytest.mark.parametrize(
    "text, message",
    [
        ("2025-11-31", "31 November 2025 does not exist: November has 30 days"),
        ("2023-02-29", "29 February 2023 does not exist: February 2023 has 28 days"),
        ("2025-13", "There is no month 13"),
        ("2025-00", "There is no month 0"),
        ("1799", "The year 1799 is out of range"),
        ("2201-01", "Enter a year from 1800 to 2200"),
        ("July 2011", "is not a date"),
        ("2011-7", "is not a date"),
        ("2011-07-05T00:00", "is not a date"),
        ("", "is not a date"),
        ("٢٠١١", "is not a date"),
        ("1" * 10_000, "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_in_plain_words(text, message):
    with pytest.raises(ValueError, match=message):
        parse(text)


@pytest.mark.parametrize(
    "day, month, year, text",
    [
        ("", "", "2011", "2011"),
        ("", "7", "2011", "2011-07"),
        ("", "jul", "2011", "2011-07"),
        (" 5 ", "July", "2011", "2011-07-05"),
        ("05", "SEPT.", "2011", "2011-09-05"),
    ],
)
def test_boxes_as_typed(day, month, year, text):
    assert from_parts(day, month, year).text() == text


@pytest.mark.parametrize(
    "day, month, year, part, message",
    [
        ("31", "November", "2025", "day", "31 November 2025 does not exist: November has 30 days"),
        ("x", "1", "2011", "day", "is not a day"),
        ("0", "1", "2011", "day", "does not exist"),
        ("5", "", "2011", "month", "Enter the month as well as the day"),
        ("", "13", "2011", "month", "There is no month 13"),
        ("5", "Juli", "2011", "month", "is not a month"),
        ("5", "ma", "2011", "month", "is not a month"),
        ("", "", "", "year", "Enter the year"),
        ("5", "7", "", "year", "Enter the year"),
        ("", "", "25", "year", "four figures"),
        ("", "", "2300", "year", "out of range"),
    ],
)
def test_the_message_names_the_wrong_part(day, month, year, part, message):
    with pytest.raises(PartialDateError, match=message) as caught:
        from_parts(day, month, year)
    assert caught.value.part == part


@pytest.mark.parametrize(
    "a, b, before",
    [
        ("2010", "2011", True),
        ("2011", "2011-07", False),
        ("2011-06", "2011-07-01", True),
        ("2011-07", "2011-07-31", False),
        ("2011-07-04", "2011-07-05", True),
        ("2011-07-05", "2011-07-05", False),
        ("2012", "2011", False),
        ("", "2011", False),
        ("2011", "", False),
    ],
)
def test_definitely_before(a, b, before):
    assert definitely_before(a, b) is before


@given(whole_dates, precisions)
def test_kept_text_comes_back_and_holds_its_day(day, precision):
    text = day.isoformat()[:precision]
    when = parse(text)
    assert when.text() == text
    assert when.earliest() <= day <= when.latest()


@given(whole_dates, precisions, whole_dates, precisions)
def test_before_means_every_day_is_before(one, one_precision, other, other_precision):
    a, b = parse(one.isoformat()[:one_precision]), parse(other.isoformat()[:other_precision])
    assert definitely_before(a.text(), b.text()) == (a.latest() + timedelta(days=1) <= b.earliest())
    assert not (definitely_before(a.text(), b.text()) and definitely_before(b.text(), a.text()))


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_boxes_give_a_date_or_a_plain_refusal(day, month, year):
    try:
        found = from_parts(day, month, year)
    except PartialDateError as problem:
        found = problem
    assert isinstance(found, PartialDate) or found.part in ("day", "month", "year")
