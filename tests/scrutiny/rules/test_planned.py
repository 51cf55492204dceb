"""Planned people read from lines, and held against those who came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.planned import Planned, compare, parse_lines, plain_name


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Ada Quill, Head of Parks", "Ada Quill", "Head of Parks"),
        ("Ada Quill – Head of Parks", "Ada Quill", "Head of Parks"),
        ("Ada Quill - Head of Parks", "Ada Quill", "Head of Parks"),
        ("Ada Quill\tHead of Parks", "Ada Quill", "Head of Parks"),
        ("Ada Quill: Head of Parks", "Ada Quill", "Head of Parks"),
        ("Ada Quill (Chairman)", "Ada Quill", "Chairman"),
        ("Ada Quill (Chair), Parks Trust", "Ada Quill", "Chair, Parks Trust"),
        ("Cllr Ada Quill, Parks Trust (and lead member)", "Cllr Ada Quill", "Parks Trust (and lead member)"),
        ("• Ada Quill, warden", "Ada Quill", "warden"),
        ("3. Ada Quill, warden", "Ada Quill", "warden"),
        ("Ada Quill-Moor (Chair)", "Ada Quill-Moor", "Chair"),
        ("Ada Quill - Moor (Parent Governor)", "Ada Quill-Moor", "Parent Governor"),
        ("Ada Quill - Chairman (Parks Trust)", "Ada Quill", "Chairman (Parks Trust)"),
        ("Staff of the depot", "Staff of the depot", ""),
        ("Ada Quill,", "Ada Quill", ""),
    ],
)
def test_a_line_gives_a_name_and_a_role(line, name, role):
    assert parse_lines(line) == [Planned(name, role)]


def test_lines_are_read_one_by_one_and_blank_ones_passed_over():
    found = parse_lines("Ada Quill, warden\n\n  \r\nBen Moor (Chair)\n")
    assert [person.name for person in found] == ["Ada Quill", "Ben Moor"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Councillor Ada Quill", "ada quill"),
        ("Cllr. Dr José Hill - Ward OBE (Chair)", "jose hill-ward"),
        ("Dame ADA  QUILL", "ada quill"),
        ("Assistant Chief Constable Ada Quill", "ada quill"),
        ("The Chief Constable", "the chief constable"),
        ("Ada O’Quill", "ada o'quill"),
        ("Sir", "sir"),
        ("", ""),
    ],
)
def test_plain_names(typed, plain):
    assert plain_name(typed) == plain


def test_titles_case_and_hyphens_do_not_tell_people_apart():
    found = compare(["Cllr Ada Quill", "Ben Moor - Hay"], ["ada quill (Chair)", "Mr Ben Moor-Hay"])
    assert (found.missing, found.extra, found.likely_same) == ((), (), ())


def test_who_is_missing_who_is_extra_and_who_is_likely_the_same():
    found = compare(
        ["Ada Quill", "Ben Marlow", "C Hill", "Dee Vane", "Eve Stile"],
        ["Cora Hill", "Ben Marlows", "Finn Gate", "Dee Vnae", "Ada Quill"],
    )
    assert found.missing == ("Eve Stile",)
    assert found.extra == ("Finn Gate",)
    assert found.likely_same == (("Ben Marlow", "Ben Marlows"), ("C Hill", "Cora Hill"), ("Dee Vane", "Dee Vnae"))


@pytest.mark.parametrize(("one", "other"), [("Ada Quill", "Ada Quest"), ("Al", "Ali"), ("Ben Moor", "Dan Moor")])
def test_people_who_merely_sound_alike_stay_apart(one, other):
    assert compare([one], [other]).likely_same == ()


names = st.lists(st.sampled_from(["Ada Quill", "Cllr Ada Quill", "Ben Moor", "Ben Moors", "B Moor", "Cy Hay", "", "*"]))


@given(names, names)
def test_everyone_is_accounted_for_once(planned, actual):
    found = compare(planned, actual)
    wanted = {plain_name(name) for name in planned} - {""}
    came = {plain_name(name) for name in actual} - {""}
    missing = {plain_name(name) for name in found.missing}
    extra = {plain_name(name) for name in found.extra}
    first, second = ({plain_name(pair[side]) for pair in found.likely_same} for side in (0, 1))
    assert wanted - came == missing | first
    assert came - wanted == extra | second
    assert not missing & first
    assert not extra & second


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_names_can_be_compared(one, other):
    found = compare([one], [other])
    assert len(found.missing) == len(found.extra) or not plain_name(one) or not plain_name(other)
    parse_lines(one)
