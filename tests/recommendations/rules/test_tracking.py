"""What a line of the tracker says of dates, and places in a list."""

from datetime import date

import pytest

from recommendations.rules import tracking

ON = date(2024, 6, 10)


@pytest.mark.parametrize(
    ("timeliness", "due_on", "kind", "words"),
    [
        ("overdue", date(2024, 5, 29), "action", "Overdue by 12 days"),
        ("overdue", date(2024, 6, 9), "response", "Response overdue by 1 day"),
        ("due_soon", ON, "action", "Due today"),
        ("due_soon", date(2024, 6, 11), "extension", "As extended, due 11 June 2024"),
        ("not_due", date(2025, 1, 1), "", "Due 1 January 2025"),
        ("no_date", None, "", "No date"),
        ("no_date", tracking.NO_DAY, "", "No date"),
        ("closed", date(2020, 1, 1), "action", "Closed"),
    ],
)
def test_dates_in_words(timeliness, due_on, kind, words):
    assert tracking.when(timeliness, due_on, ON, kind) == words


@pytest.mark.parametrize(
    ("slips", "days", "words"),
    [
        (0, 0, ""),
        (1, 30, "slipped once, 30 days"),
        (3, 214, "slipped 3 times, 214 days"),
        (2, 0, "slipped twice"),
        (2, -1, "slipped twice, 1 day earlier"),
    ],
)
def test_slips_in_words(slips, days, words):
    assert tracking.slipped(slips, days) == words


@pytest.mark.parametrize(("shape", "place"), [("dn", (ON, 5)), ("nnn", (3, 0, 12)), ("dn", (tracking.NO_DAY, 1))])
def test_a_place_comes_back_from_its_address(shape, place):
    assert tracking.cursor(tracking.as_text(place), shape) == place


@pytest.mark.parametrize(
    "text", ["", "1", "2024-06-10", "2024-13-10.5", "x.y", "1.2.3.4", "2024-06-10.5.6", "--.1", "٣.٤"]
)
def test_nonsense_is_no_place(text):
    assert tracking.cursor(text, "dn") is None


def test_municipal_years():
    assert tracking.year_of("23/24") == (date(2023, 5, 1), date(2024, 4, 30))
    assert tracking.year_of("99/00") == (date(2099, 5, 1), date(2100, 4, 30))
    assert [tracking.year_of(text) for text in ("24/26", "2024/25", "", "a/b")] == [None] * 4
    assert tracking.years(date(2022, 4, 30), date(2024, 5, 1)) == ["24/25", "23/24", "22/23", "21/22"]
