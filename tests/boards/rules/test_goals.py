"""Pasted lists of aims, objectives and priorities."""

from hypothesis import given
from hypothesis import strategies as st

from boards.rules import goals
from boards.rules.goals import KINDS, Line


def shown(pasted, default="aim"):
    return [(line.kind, line.text, line.under) for line in goals.read(pasted, default)]


def test_words_before_a_line_say_what_it_is():
    pasted = """
    Aim: Keep every journey safe
    Objective 1.1: Know where the risks are
    Priority: Map the crossings
    Priority 2. Ask the schools
    AIM: Coordinate the work
    Priority: Meet each term
    """
    assert shown(pasted) == [
        ("aim", "Keep every journey safe", None),
        ("objective", "Know where the risks are", 0),
        ("priority", "Map the crossings", 1),
        ("priority", "Ask the schools", 1),
        ("aim", "Coordinate the work", None),
        ("priority", "Meet each term", 4),
    ]


def test_a_line_set_in_stands_under_the_one_above():
    pasted = "Safe journeys\n  Know the risks\n    Map the crossings\n  - Ask the schools\nWork together\n\tMeet"
    assert shown(pasted) == [
        ("aim", "Safe journeys", None),
        ("objective", "Know the risks", 0),
        ("priority", "Map the crossings", 1),
        ("objective", "Ask the schools", 0),
        ("aim", "Work together", None),
        ("objective", "Meet", 4),
    ]


def test_a_heading_begins_a_list_of_its_own():
    pasted = (
        "Our aims:\n1. Safe journeys\n2. Work together\nStrategic priorities\n- Map the crossings\n- Ask the schools"
    )
    assert shown(pasted) == [
        ("aim", "Safe journeys", None),
        ("aim", "Work together", None),
        ("priority", "Map the crossings", None),
        ("priority", "Ask the schools", None),
    ]


def test_words_win_over_how_far_a_line_is_set_in():
    assert shown("Priority: Map\n  Aim: Safe journeys") == [("priority", "Map", None), ("aim", "Safe journeys", None)]
    assert shown("Aim: Safe\n  Priority: Map\n  Priority: Ask") == [
        ("aim", "Safe", None),
        ("priority", "Map", 0),
        ("priority", "Ask", 0),
    ]


def test_plain_lines_are_of_the_kind_that_was_chosen():
    assert shown("Map the crossings\nAims to please everybody", "priority") == [
        ("priority", "Map the crossings", None),
        ("priority", "Aims to please everybody", None),
    ]
    assert shown(" \n\n") == []


@given(st.lists(st.text(max_size=30), max_size=20), st.sampled_from(KINDS))
def test_every_goal_stands_under_an_earlier_one_of_a_higher_kind(lines, default):
    found = goals.read("\n".join(lines), default)
    for place, line in enumerate(found):
        assert isinstance(line, Line)
        assert line.text
        assert line.under is None or line.under < place
        assert goals.may_stand_under(line.kind, None if line.under is None else found[line.under].kind)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Aim", "Objective", "Priority"]), st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True))
    )
)
def test_nothing_of_a_list_with_words_is_lost(rows):
    found = goals.read("\n".join(f"{kind}: {text}" for kind, text in rows))
    assert [(line.kind, line.text) for line in found] == [(kind.lower(), text) for kind, text in rows]
