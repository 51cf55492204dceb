"""The numbers of an agenda's items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.agenda import numbers


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ([], []),
        (["", "", ""], ["1", "2", "3"]),
        (["", "7", "7a", "7f", ""], ["1", "7", "7a", "7f", "8"]),
        (["", "3", ""], ["1", "3", "4"]),
        (["", "", "2"], ["1", "3", "2"]),
        (["5", "2", ""], ["5", "2", "6"]),
        (["A", "", "B"], ["A", "1", "B"]),
        ([" 4 ", ""], ["4", "5"]),
    ],
)
def test_a_blank_number_is_the_next_whole_one(typed, counted):
    assert numbers(typed) == counted


@given(st.lists(st.sampled_from(["", "", "1", "2", "7", "7f", "12", "x"])))
def test_counted_numbers_are_never_a_typed_one_or_twice(typed):
    found = numbers(typed)
    counted = [number for one, number in zip(typed, found, strict=True) if not one]
    assert len(set(counted)) == len(counted)
    assert not set(counted) & set(filter(None, typed))
