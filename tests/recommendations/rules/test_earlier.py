"""Which stages go before a review, and how each is headed."""

import pytest

from recommendations.rules import earlier


def test_the_stages_before_a_review_begin_with_the_oldest():
    previous = {3: 2, 2: 1, 1: None, 9: 1}
    assert earlier.chain(3, previous) == [1, 2]
    assert earlier.chain(1, previous) == []
    assert earlier.chain(77, previous) == []


def test_a_loop_ends():
    assert earlier.chain(1, {1: 2, 2: 1}) == [2]
    assert earlier.chain(4, {4: 1, 1: 2, 2: 1}) == [2, 1]


def test_headings_differ():
    stages = [(1, "School transport", "2011"), (2, "School transport", "2012"), (None, "Parking 2013", "2013")]
    assert earlier.headings(stages) == [
        "Stage 1: School transport, 2011",
        "Stage 2: School transport, 2012",
        "Parking 2013",
    ]
    assert earlier.headings([(None, "Budget", ""), (None, "Budget", "")]) == ["Budget (1)", "Budget (2)"]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], ""),
        (["(3)"], "Recommended again as (3)"),
        (["(3)", "(5)"], "Recommended again as (3) and (5)"),
        (["1", "2", "3"], "Recommended again as 1, 2 and 3"),
        ([""], "Recommended again"),
    ],
)
def test_what_was_recommended_again_is_named(labels, said):
    assert earlier.again(labels) == said
