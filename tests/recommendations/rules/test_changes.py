"""What is different between two days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import changes
from recommendations.rules.words import Answered, Shown, Timeliness
from tests.recommendations.rules.test_story import stood


def test_nothing_changed():
    assert not changes.between(stood(), stood()).is_anything


def test_what_was_not_there_is_new():
    new = changes.between(None, stood(rating=Shown.RED))
    assert (new.is_new, new.is_newly_red, new.rating_before) == (True, True, None)


def test_newly_red_is_red_now_and_not_then():
    assert changes.between(stood(rating=Shown.AMBER), stood(rating=Shown.RED)).is_newly_red
    assert not changes.between(stood(rating=Shown.RED), stood(rating=Shown.RED)).is_newly_red
    worse = changes.between(stood(rating=Shown.GREEN), stood(rating=Shown.RED))
    assert (worse.is_worse, worse.is_better, worse.rating_before) == (True, False, Shown.GREEN)


def test_what_is_not_rated_is_neither_better_nor_worse():
    for one, other in ((Shown.NOT_DUE, Shown.RED), (Shown.UNRATED, Shown.AMBER), (Shown.AMBER, Shown.CLOSED)):
        found = changes.between(stood(rating=one), stood(rating=other))
        assert (found.is_worse, found.is_better) == (False, False)


def test_closed_and_reopened():
    closed = stood(is_open=False, timeliness=Timeliness.CLOSED)
    assert changes.between(stood(), closed).is_closed
    assert changes.between(closed, stood()).is_reopened


def test_answered_only_when_it_settles():
    awaited, thinking = stood(response=Answered.AWAITED), stood(response=Answered.UNDER_CONSIDERATION)
    assert changes.between(awaited, stood()).is_answered
    assert not changes.between(awaited, thinking).is_answered


def test_slips_since():
    later = stood(slips=3, slip_days=214, due_on=date(2025, 9, 1))
    found = changes.between(stood(slips=1, slip_days=30), later)
    assert (found.slips, found.slip_days) == (2, 184)


@given(st.sampled_from(Shown), st.sampled_from(Shown))
def test_what_gets_better_one_way_gets_worse_the_other(one, other):
    there, back = (
        changes.between(stood(rating=one), stood(rating=other)),
        changes.between(stood(rating=other), stood(rating=one)),
    )
    assert there.is_better == back.is_worse
    assert not (there.is_better and there.is_worse)
