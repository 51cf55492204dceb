"""Actions pasted as lines or as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.action_lines import Line, date_of, next_label, read


def test_lines_with_numbers_bullets_and_nothing():
    pasted = "1. Train every team\n1.2 Tell parents\n(3) Report\n\n- Ask the board\n30 teams meet\nA word on 3 things"
    assert read(pasted) == [
        Line("1", "Train every team"),
        Line("1.2", "Tell parents"),
        Line("(3)", "Report"),
        Line("", "Ask the board"),
        Line("", "30 teams meet"),
        Line("", "A word on 3 things"),
    ]


def test_bare_figures_that_count_the_lines_are_numbers():
    assert [line.label for line in read("1 Train\n2 Tell\n30 teams meet")] == ["1", "2", ""]


def test_rows_of_a_table_in_any_of_the_usual_shapes():
    assert read("1\tTrain\tUna Fell\t30/06/2026") == [Line("1", "Train", "Una Fell", "2026-06-30")]
    assert read("Train\tUna Fell\tJune 2026") == [Line("", "Train", "Una Fell", "2026-06")]
    assert read("2.1\tTrain\tJuly 2026") == [Line("2.1", "Train", "", "2026-07")]
    assert read("Train\tUna Fell") == [Line("", "Train", "Una Fell")]
    assert read("4\tTrain\tUna Fell\tongoing") == [Line("4", "Train", "Una Fell", "", "ongoing")]
    assert read("No.\tAction\tOwner\tDate\n\t\t\t\n1\t\tUna\t") == []


def test_a_cell_with_line_ends_is_one_cell_and_a_stray_mark_swallows_nothing():
    assert read('1\t"Train\nevery team"\tUna Fell\t') == [Line("1", "Train every team", "Una Fell")]
    assert [line.text for line in read('1\t"Train\tUna\n2\tTell\tUlf')] == ['"Train', "Tell"]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("30 June 2009", "2009-06-30"),
        ("30th June, 2009", "2009-06-30"),
        ("by June 2009", "2009-06"),
        ("30.6.09", "2009-06-30"),
        ("2009", "2009"),
        ("2009-06", "2009-06"),
        ("31 June 2009", ""),
        ("end of term", ""),
        ("", ""),
    ],
)
def test_dates(words, date):
    assert date_of(words) == date


@pytest.mark.parametrize(
    ("last", "following"), [("3", "4"), ("1.9", "1.10"), ("(7)", "(8)"), ("R12", "R13"), ("a", ""), ("", "")]
)
def test_the_number_after(last, following):
    assert next_label(last) == following


@given(st.text(alphabet='ab1."\t\n,-', max_size=80))
def test_nothing_pasted_breaks_it(pasted):
    assert all(line.text.strip() for line in read(pasted))
