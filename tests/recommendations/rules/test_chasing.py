"""Reminders and the ladder, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.chasing import (
    CHAIR,
    MANAGER,
    MONITORING,
    OWNER,
    PAPER,
    USUAL,
    Step,
    in_days,
    is_silent,
    silent_from,
    steps_due,
)

DUE = date(2026, 3, 20)
ASKED = date(2026, 3, 1)


def on(days):
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(
    "day, expected",
    [
        (-8, []),
        (-7, [(-7, OWNER)]),
        (-1, [(-7, OWNER)]),
        (0, [(0, OWNER)]),
        (7, [(7, OWNER)]),
        (14, [(7, OWNER), (14, MANAGER)]),
        (21, [(7, OWNER), (14, MANAGER), (21, CHAIR)]),
        (28, [(7, OWNER), (14, MANAGER), (21, CHAIR), (28, MONITORING)]),
        (35, [(7, OWNER), (14, MANAGER), (21, CHAIR), (28, MONITORING), (35, PAPER)]),
    ],
)
def test_what_is_due_when_nothing_was_done(day, expected):
    assert [(step.days, step.who) for step in steps_due(DUE, ASKED, USUAL, (), on(day))] == expected


def test_a_reminder_that_fell_before_the_asking_is_left_out():
    assert steps_due(DUE, on(-7), USUAL, (), on(-5)) == ()
    assert steps_due(DUE, on(-3), USUAL, (), on(0)) == (Step(0, OWNER),)


def test_no_earlier_reminder_follows_a_later_one():
    assert steps_due(DUE, ASKED, USUAL, {Step(0, OWNER)}, on(3)) == ()


@given(st.lists(st.integers(-20, 60), min_size=1, max_size=30), st.sampled_from([USUAL, USUAL[3:], USUAL[:2], ()]))
def test_each_step_is_taken_once_whatever_days_are_missed(days, steps):
    taken = []
    for day in sorted(days):
        for _ in range(2):
            taken += steps_due(DUE, on(-15), steps, set(taken), on(day))
    assert len(taken) == len(set(taken))
    last = on(max(days))
    above = {step for step in steps if step.who != OWNER and step.on(DUE) <= last}
    assert above == {step for step in taken if step.who != OWNER}
    newest = [step for step in sorted(steps) if step.who == OWNER and on(-15) < step.on(DUE) <= last][-1:]
    assert set(newest) <= set(taken)


@given(st.integers(-20, 60))
def test_day_by_day_takes_what_one_day_would(until):
    taken = []
    for day in range(-20, until + 1):
        taken += steps_due(DUE, on(-30), USUAL, set(taken), on(day))
    assert sorted(taken) == [step for step in USUAL if step.on(DUE) <= on(until) and step.days >= -20]


def test_silence_begins_the_day_after_the_last_reminder():
    assert silent_from(DUE, USUAL) == on(8)
    assert silent_from(DUE, [Step(14, MANAGER)]) == on(1)
    assert silent_from(DUE, [Step(-7, OWNER)]) == on(1)
    assert not is_silent(DUE, USUAL, [ASKED, on(7)], on(7))
    assert is_silent(DUE, USUAL, [ASKED, on(7)], on(8))


def test_nobody_is_silent_who_was_never_reached_or_only_today():
    assert not is_silent(DUE, USUAL, [], on(40))
    assert not is_silent(DUE, USUAL, [ASKED, on(12)], on(12))
    assert is_silent(DUE, USUAL, [ASKED, on(12)], on(13))


def test_days_in_words():
    assert [in_days(days) for days in (-7, -1, 0, 1, 14)] == [
        "7 days before",
        "1 day before",
        "on the day",
        "1 day after",
        "14 days after",
    ]
