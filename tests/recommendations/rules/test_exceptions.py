"""Counts of a plan by rating, and their sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import exceptions
from recommendations.rules.words import Rating, Shown

PRINTED = {"green": 9, "amber_green": 2, "amber": 10, "amber_red": 1, "red": 4, "no_data": 2}


def test_every_rating_has_its_place():
    assert set(exceptions.ORDER) == set(Shown)
    assert exceptions.ORDER[1:7] == tuple(Shown(one.value) for one in Rating)


def test_a_plan_of_28_actions_reads_as_it_was_printed():
    found = [Shown(rating) for rating, number in PRINTED.items() for _ in range(number)]
    own = {
        "amber": "indicating that much is finished and a little more has to follow.",
        "amber_red": "two empty posts mean that nothing moves",
        "red": "will not be ready by then - another date has to be found",
        "no_data": "despite reminders, the owner sent us nothing.",
    }
    assert [line.sentence for line in exceptions.lines(found[::-1], own)] == [
        "9 are marked green, as completed",
        "2 are marked amber/green, as a part is still to be done",
        "10 are marked amber indicating that much is finished and a little more has to follow",
        "1 is marked amber/red, as two empty posts mean that nothing moves",
        "4 are marked red and will not be ready by then - another date has to be found",
        "2 are marked no data as, despite reminders, the owner sent us nothing",
    ]
    assert [line.number for line in exceptions.lines(found)] == [9, 2, 10, 1, 4, 2]


@pytest.mark.parametrize(
    ("rating", "number", "own", "said"),
    [
        ("green", 1, "", "1 is marked green, as completed"),
        ("red", 2, "", "2 are marked red and will not be done in time"),
        ("no_data", 1, "", "1 is marked no data as, despite asking, nothing was provided"),
        (
            "amber",
            3,
            "Most is done. The rest has no date.",
            "3 are marked amber, as most is done. The rest has no date.",
        ),
        ("amber", 1, "NHS staff are awaited", "1 is marked amber, as NHS staff are awaited"),
        ("blue", 2, "", "2 are complete"),
        ("unrated", 1, "", "1 is not rated, as nothing has been said of it"),
        ("not_due", 2, "", "2 are not yet due, and nothing has been said of them so far"),
        ("closed", 1, "", "1 was dropped or replaced by another action"),
        ("red", 1234, "  ", "1,234 are marked red and will not be done in time"),
    ],
)
def test_sentences(rating, number, own, said):
    assert exceptions.sentence(Shown(rating), number, own) == said


@given(st.lists(st.sampled_from(list(Shown))), st.dictionaries(st.sampled_from([*Rating]), st.text(max_size=60)))
def test_the_counts_always_sum_to_the_total(found, own):
    lines = exceptions.lines(found, {rating.value: words for rating, words in own.items()})
    assert sum(line.number for line in lines) == len(found)
    assert [line.rating for line in lines] == sorted({*found}, key=exceptions.ORDER.index)
    assert all(line.number == found.count(line.rating) for line in lines)
