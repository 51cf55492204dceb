"""A life in order and in words."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import standing, story
from recommendations.rules.words import Answered, Claimed, Judged, Shown, Timeliness

ON = date(2025, 6, 1)


def stood(**fields):
    """A Stood that is open, answered, and due on 1 July."""
    values = {
        "response": Answered.ACCEPTED,
        "claimed": Claimed.NOTHING,
        "judgement": Judged.NONE,
        "timeliness": Timeliness.NOT_DUE,
        "rating": Shown.NOT_DUE,
        "is_open": True,
        "due_on": date(2025, 7, 1),
        "due_kind": "action",
    } | fields
    return standing.Stood(**values)


@dataclass
class Event:
    on: date | None
    kind: str


def test_events_stand_in_order_and_on_one_day_as_they_lead_to_each_other():
    day = date(2025, 1, 1)
    events = [
        Event(day, "judgement"),
        Event(day, "response"),
        Event(date(2024, 1, 1), "update"),
        Event(None, "finding"),
    ]
    assert [one.kind for one in story.in_order(events)] == ["finding", "update", "response", "judgement"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "never"), (1, "once"), (2, "twice"), (3, "three times"), (10, "ten times"), (11, "11 times")],
)
def test_times(number, words):
    assert story.times(number) == words


def test_the_dates_in_words():
    assert story.timely(stood(timeliness=Timeliness.OVERDUE, due_on=date(2025, 5, 2)), ON) == "Overdue by 30 days"
    assert story.timely(stood(timeliness=Timeliness.DUE_SOON, due_on=ON), ON) == "Due today"
    assert story.timely(stood(timeliness=Timeliness.DUE_SOON, due_on=date(2025, 6, 2)), ON) == "Due in 1 day"
    assert story.timely(stood(timeliness=Timeliness.NO_DATE, due_on=None), ON) == "No date"
    assert story.due_words(stood(due_kind="response")) == "a response by 1 July 2025"
    assert story.lateness(None, ON) == "no date"
    assert story.lateness(date(2025, 5, 31), ON) == "1 day overdue"


def test_what_became_of_it():
    closed = {"is_open": False, "timeliness": Timeliness.CLOSED}
    said = story.outcome(stood(judgement=Judged.IMPLEMENTED, **closed), ON, date(2025, 3, 4))
    assert said == "The committee closed it on 4 March 2025 as implemented."
    for judged in Judged:
        if judged.value.startswith("close_"):
            assert "closed it" in story.outcome(stood(judgement=judged, **closed), ON)
    assert story.outcome(stood(judgement=Judged.WITHDRAWN, **closed), ON) == "It was withdrawn."
    late = stood(timeliness=Timeliness.OVERDUE, due_on=date(2025, 5, 2), due_kind="response")
    assert story.outcome(late, ON) == "Still open. A response is 30 days overdue."
    assert "due by 1 July 2025" in story.outcome(stood(), ON)
    assert "nothing about it has a date" in story.outcome(stood(due_on=None, due_kind=""), ON)


def test_how_often():
    assert story.repeated([2011]) == ""
    assert story.repeated([2013, 2011, 2012]) == "Recommended three times since 2011"


def test_a_line_reaches_over_every_step_and_no_further():
    links = [(2, 1), (3, 2), (9, 8)]
    assert story.line(links, 2) == {1, 2, 3}
    assert story.line(links, 7) == {7}
    assert story.line([(1, 2), (2, 1)], 1) == {1, 2}


def test_stages_in_order():
    previous = {1: None, 2: 1, 3: 2, 4: 2, 9: None}
    assert story.chain(previous, 2) == [1, 2, 3, 4]
    assert story.chain(previous, 9) == [9]
    assert sorted(story.chain({1: 2, 2: 1}, 1)) == [1, 2], "a ring ends"


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=30), st.integers(1, 12))
def test_a_line_is_the_same_from_each_of_its_ends(links, start):
    found = story.line(links, start)
    assert start in found
    assert all(story.line(links, other) == found for other in found)
