"""Numbers of sections and paragraphs: unique, in order, without a gap; what was quoted stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules import numbering
from scrutiny.rules.numbering import Place

sections = st.lists(
    st.tuples(st.sampled_from([1, 2]), st.booleans(), st.integers(1, 3), st.integers(0, 4), st.integers(0, 5)),
    max_size=12,
).map(
    lambda rows: [
        Place(key, level, is_numbered, headings, below, paragraphs)
        for key, (level, is_numbered, headings, below, paragraphs) in enumerate(rows)
    ]
)


def all_of(places):
    """Every number printed by section: each heading's, and those of what stands below the last heading."""
    given = numbering.by_section(places)
    printed = []
    for place in places:
        number = given.get(place.key)
        if number is None:
            continue
        prefix, _, last = number.rpartition(".")
        own = numbering.run(place.headings, prefix=prefix, first=int(last))
        printed += own
        printed += numbering.run(place.below, prefix=own[-1])
    return printed


def as_tuple(number):
    return tuple(int(part) for part in number.split("."))


@given(sections)
def test_by_section_no_number_is_given_twice_and_all_go_up(places):
    printed = [as_tuple(number) for number in all_of(places)]
    assert len(set(printed)) == len(printed)
    assert printed == sorted(printed)


@given(sections)
def test_by_section_there_is_no_gap(places):
    printed = {as_tuple(number) for number in all_of(places)}
    for number in printed:
        before = (*number[:-1], number[-1] - 1)
        assert number[-1] == 1 or before in printed
        assert len(number) == 1 or number[:-1] in printed


@given(sections)
def test_through_the_paper_paragraphs_are_one_two_three(places):
    printed = [int(one) for labels in numbering.through(places).values() for one in labels]
    assert printed == list(range(1, len(printed) + 1))
    assert len(printed) == sum(place.paragraphs for place in places if place.is_numbered)


@given(sections, st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_quoted_numbers_stay_and_none_is_given_twice(places, now):
    begun = numbering.through(places)
    starts, last = {}, 0
    for place in places:
        starts[place.key] = last + 1
        last += len(begun.get(place.key, []))
    later = [
        Place(one.key, one.level, one.is_numbered, one.headings, one.below, count, starts[one.key])
        for one, count in zip(places, now, strict=False)
    ]
    after = numbering.through(later, is_fixed=True)
    printed = [one for labels in after.values() for one in labels]
    assert len(set(printed)) == len(printed)
    for place in later[:-1]:
        kept = min(place.paragraphs, len(begun.get(place.key, [])))
        if place.is_numbered:
            assert after[place.key][:kept] == begun[place.key][:kept]
            assert all(re.fullmatch(r"\d+[A-Z]+", one) for one in after[place.key][kept:] if later[-1].is_numbered)


def test_a_second_level_stands_below_the_paragraphs_of_the_first():
    places = [Place("a", below=2), Place("b", 2, below=3), Place("c", 2), Place("d")]
    assert numbering.by_section(places) == {"a": "1", "b": "1.3", "c": "1.4", "d": "2"}


def test_below_a_section_without_a_number_there_is_none():
    places = [Place("a", is_numbered=False), Place("b", 2), Place("c"), Place("d", 2)]
    assert numbering.by_section(places) == {"c": "1", "d": "1.1"}


def test_a_second_level_with_nothing_above_is_a_first_level():
    assert numbering.by_section([Place("a", 2), Place("b", 2)]) == {"a": "1", "b": "1.1"}


def test_what_prints_several_headings_takes_several_numbers():
    places = [Place("a"), Place("b", headings=3, below=1), Place("c", 2), Place("d")]
    assert numbering.by_section(places) == {"a": "1", "b": "2", "c": "4.2", "d": "5"}


def test_what_came_later_takes_a_letter():
    places = [Place("a", paragraphs=5, start=1), Place("b", paragraphs=1, start=4), Place("new", paragraphs=2)]
    found = numbering.through(places, is_fixed=True)
    assert found == {"a": ["1", "2", "3", "3A", "3B"], "b": ["4"], "new": []}


def test_two_sections_that_were_empty_do_not_share_a_letter():
    places = [Place("a", paragraphs=1, start=1), Place("b", paragraphs=1, start=2), Place("c", paragraphs=1, start=2)]
    assert numbering.through([*places, Place("d", paragraphs=1, start=2)], is_fixed=True) == {
        "a": ["1"],
        "b": ["1A"],
        "c": ["1B"],
        "d": ["2"],
    }


@pytest.mark.parametrize(
    "given, expected",
    [
        ({"count": 3, "prefix": "3.1"}, ["3.1.1", "3.1.2", "3.1.3"]),
        ({"count": 4, "prefix": "3", "stop": 3}, ["3.1", "3.2", "3.2A", "3.2B"]),
        ({"count": 2, "first": 7}, ["7", "8"]),
        ({"count": 0}, []),
    ],
)
def test_a_run_of_numbers(given, expected):
    assert numbering.run(**given) == expected


def test_letters_go_on_after_z():
    assert [numbering.letter(place) for place in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]
