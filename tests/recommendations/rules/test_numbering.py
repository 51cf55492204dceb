"""The labels of recommendations: every style, clashes, and renumbering that leaves frozen labels alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.numbering import (
    CHOICES,
    Item,
    Style,
    duplicates,
    label,
    municipal_year,
    normalise,
    renumber,
)


@pytest.mark.parametrize(
    "style, expected",
    [
        ("brackets", "(1)"),
        ("plain", "1"),
        ("section", "2.1"),
        ("r", "R1"),
        ("municipal_year", "SR (25/26) 01"),
        ("by_hand", ""),
    ],
)
def test_each_style_prints_as_councils_print_it(style, expected):
    printed = label(style, position=1, section_number=2, section_position=1, municipal_year="25/26")
    assert printed == expected


def test_every_style_is_offered_once():
    assert [value for value, _ in CHOICES] == [style.value for style in Style]


@pytest.mark.parametrize(
    "style, words",
    [
        ("roman", "not a numbering style"),
        ("section", "needs a section"),
        ("municipal_year", "needs the year"),
    ],
)
def test_what_a_style_lacks_is_said_plainly(style, words):
    with pytest.raises(ValueError, match=words):
        label(style, position=1)


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2025, 4, 30), "24/25"),
        (date(2025, 5, 1), "25/26"),
        (date(2026, 4, 30), "25/26"),
        (date(1999, 12, 31), "99/00"),
        (date(2009, 5, 1), "09/10"),
    ],
)
def test_municipal_year_runs_from_may_to_april(day, year):
    assert municipal_year(day) == year


@pytest.mark.parametrize(
    "one, other",
    [
        ("(3)", "3"),
        ("3.", "3"),
        (" 3A", "3a"),
        ("3(a)", "3 A"),
        ("Recommendation 3", "(3)"),
        ("SR (25/26) 01", "sr (25/26) 1"),
        ("R 12", "r12"),
        ("2.05", "2.5"),
    ],
)
def test_labels_that_read_the_same_compare_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("3", "3a"),
        ("2.1", "21"),
        ("2.1", "2.10"),
        ("R1", "1"),
        ("SR (24/25) 01", "SR (25/26) 01"),
        ("*", "†"),
    ],
)
def test_labels_that_differ_compare_as_different(one, other):
    assert normalise(one) != normalise(other)


def test_duplicates_come_with_their_places_and_no_label_is_no_clash():
    found = duplicates(["(1)", "", "2", "1.", "", "2a"])
    assert [(group.key, group.labels, group.positions) for group in found] == [("1", ("(1)", "1."), (0, 3))]


def test_a_withdrawn_number_is_not_given_again():
    items = [
        Item("a", None, "(1)"),
        Item("b", None, "(2)"),
        Item("new"),
        Item("withdrawn", None, "(3)"),
        Item("last"),
    ]
    assert renumber(items, "brackets") == {
        "a": "(1)",
        "b": "(2)",
        "new": "(4)",
        "withdrawn": "(3)",
        "last": "(5)",
    }


def test_a_number_taken_by_one_no_longer_listed_is_passed_over():
    assert renumber([Item("a"), Item("b")], "brackets", taken=["(1)"]) == {"a": "(2)", "b": "(3)"}


def test_numbers_frozen_in_another_style_are_not_used_twice():
    assert renumber([Item("a", None, "(1)"), Item("b")], "r") == {"a": "(1)", "b": "R2"}


def test_sections_count_from_one_again_and_a_lone_item_takes_a_plain_number():
    items = [
        Item("a", 1),
        Item("b", 1),
        Item("c", 2),
        Item("d", 2, "2.2"),
        Item("e", 2),
        Item("f", 1),
        Item("g"),
    ]
    expected = {"a": "1.1", "b": "1.2", "c": "2.1", "d": "2.2", "e": "2.3", "f": "1.3", "g": "1"}
    assert renumber(items, "section") == expected


def test_municipal_years_do_not_take_each_others_numbers():
    items = [Item("old", None, "SR (24/25) 01"), Item("new"), Item("next")]
    printed = renumber(items, "municipal_year", municipal_year="25/26", prefix="HSC")
    assert printed == {"old": "SR (24/25) 01", "new": "HSC (25/26) 01", "next": "HSC (25/26) 02"}


def test_labels_typed_by_hand_stay():
    assert renumber([Item("a", label="3a"), Item("b", None, "R1", label="x")], "by_hand") == {
        "a": "3a",
        "b": "R1",
    }


def test_numbers_may_start_elsewhere():
    assert renumber([Item("a"), Item("b")], "plain", start=7) == {"a": "7", "b": "8"}


@given(
    frozen=st.lists(st.one_of(st.just(0), st.integers(1, 30)), max_size=30),
    style=st.sampled_from([Style.BRACKETS, Style.PLAIN, Style.R, Style.SECTION, Style.MUNICIPAL_YEAR]),
    start=st.integers(1, 5),
)
def test_renumbering_changes_no_frozen_label_and_makes_no_clash(frozen, style, start):
    seen = set()
    items = []
    for key, number in enumerate(frozen):
        text = ""
        if number and number not in seen:
            seen.add(number)
            text = label(style, position=number, section_number=1, section_position=number, municipal_year="25/26")
        items.append(Item(key, 1, text))
    printed = renumber(items, style, start, municipal_year="25/26")
    assert list(printed) == [item.key for item in items]
    assert all(printed[item.key] == item.frozen_label for item in items if item.frozen_label)
    assert duplicates(printed.values()) == []
    assert renumber(items, style, start, municipal_year="25/26") == printed


@given(st.text(max_size=40))
def test_comparing_never_fails_and_settles(text):
    once = normalise(text)
    assert normalise(once) == once or not any(character.isalnum() for character in text)


@given(st.integers(1, 60), st.integers(1, 12))
def test_without_frozen_labels_numbers_are_continuous(count, start):
    printed = renumber([Item(key) for key in range(count)], "plain", start)
    assert list(printed.values()) == [str(number) for number in range(start, start + count)]
