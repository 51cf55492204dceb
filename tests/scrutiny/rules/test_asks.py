"""What members are asked to do, read from what was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.asks import Asks, parse


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("", Asks()),
        ("That members note the report.", Asks("", ("That members note the report.",))),
        ("That members note it.\nThat officers reply.", Asks("", ("That members note it.", "That officers reply."))),
        (
            "The Committee is asked to:\nnote the report\n\nask for another",
            Asks("The Committee is asked to:", ("note the report", "ask for another")),
        ),
        (
            "Members are asked\n\n- to note\n- to reply\n  - by post\n  - at once\n\nThe chair will report.",
            Asks("Members are asked", ("to note", "to reply\n- by post\n- at once"), "The chair will report."),
        ),
        ("1. Note it.\n2) Reply.\n(c) Wait.", Asks("", ("Note it.", "Reply.", "Wait."))),
        ("Only this one ends so:", Asks("", ("Only this one ends so:",))),
        ("- one that goes on\nover a line\n- two", Asks("", ("one that goes on\nover a line", "two"))),
    ],
)
def test_asks_are_told_from_what_leads_in(typed, expected):
    assert parse(typed) == expected


@given(st.text(alphabet="xyz -:\n", max_size=60))
def test_no_letter_is_lost(typed):
    found = parse(typed)
    said = "".join([found.lead, *found.asks, found.closing])
    assert re.sub(r"[^xyz]", "", said) == re.sub(r"[^xyz]", "", typed)
