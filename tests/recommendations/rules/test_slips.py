"""How far a date has moved, in words."""

import pytest

from recommendations.rules import slips


@pytest.mark.parametrize(
    ("number", "days", "said"),
    [
        (0, 0, ""),
        (1, 1, "slipped once, 1 day"),
        (2, 31, "slipped twice, 31 days"),
        (3, 214, "slipped 3 times, 214 days"),
        (4, 1200, "slipped 4 times, 1,200 days"),
    ],
)
def test_slips_in_words(number, days, said):
    assert slips.words(number, days) == said


def test_a_date_says_how_far_it_slipped():
    whole = "due 30 June 2025, slipped 3 times by 214 days since 28 November 2024"
    assert slips.due("30 June 2025", 3, 214, "28 November 2024") == whole
    assert slips.due("30 June 2025") == "due 30 June 2025"
    assert slips.due("June 2025", 1, 30) == "due June 2025, slipped once by 30 days"
    assert slips.due("") == "no date"
