"""Ratings of single actions."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import ratings
from recommendations.rules.standing import Rule, Undertaking
from recommendations.rules.words import Closing, Rating, Shown

ON = date(2024, 6, 1)
BEFORE, AFTER = date(2024, 5, 1), date(2024, 7, 1)


def shown(rating=None, due=None, closing=None, **rule):
    one = Undertaking(due_on=due, ratings=(rating,) if rating else (), closing=closing)
    return ratings.of_action(one, ON, Rule(**rule))


def test_what_is_said_is_shown():
    assert [shown(one, BEFORE) for one in Rating] == [Shown(one.value) for one in Rating]


def test_what_is_not_yet_due_is_never_red():
    assert shown(Rating.RED, AFTER) is Shown.AMBER_RED
    assert shown(Rating.RED, AFTER, scale="three") is Shown.AMBER
    assert shown(Rating.RED, ON) is Shown.AMBER_RED, "the day itself is not over"
    assert shown(Rating.RED) is Shown.RED, "without a date there is nothing to wait for"


def test_what_nobody_spoke_of_is_not_rated_once_it_is_due():
    assert shown(None, BEFORE) is Shown.UNRATED
    assert shown(None) is Shown.UNRATED
    assert shown(None, AFTER) is Shown.NOT_DUE


def test_closed_actions():
    assert shown(Rating.RED, BEFORE, Closing.COMPLETED) is Shown.GREEN
    assert shown(Rating.RED, BEFORE, Closing.COMPLETED, blue_for_complete=True) is Shown.BLUE
    assert shown(Rating.GREEN, BEFORE, Closing.DROPPED) is Shown.CLOSED
    assert shown(None, AFTER, Closing.REPLACED) is Shown.CLOSED


def test_a_scale_of_three_points_lacks_what_is_between():
    assert ratings.on_scale("six") == list(Rating)
    assert ratings.on_scale("three") == [Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NO_DATA]


def test_a_mark_for_every_colour_and_none_without():
    assert ratings.colour(Shown.AMBER_GREEN) == "amber-green"
    assert ratings.colour(Shown.NO_DATA) == ratings.colour(Shown.CLOSED) == ""


@given(
    st.sampled_from(list(Rating)),
    st.dates(date(2024, 6, 1), date(2030, 1, 1)),
    st.sampled_from(["six", "three"]),
)
def test_no_future_date_is_ever_red(rating, due, scale):
    assert shown(rating, due, scale=scale) is not Shown.RED
