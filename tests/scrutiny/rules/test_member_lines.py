"""Names pasted one a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.member_lines import LONGEST_LINE, family_name, read, same_name


def one(text, chair_word="Chair"):
    """The only line of the text."""
    (line,) = read(text, chair_word)
    return line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Councillor Jane Smith (Chair)", ("Councillor", "Jane Smith", "chair", "", "")),
        ("Mr Tom Jones, parent governor", ("Mr", "Tom Jones", "co_opted", "", "parent governor")),
        ("Cllr. Dr Ann O'Brien-Lee OBE (Vice-Chairman)",
         ("Councillor Dr", "Ann O'Brien-Lee OBE", "vice_chair", "Vice-Chairman", "")),
        ("1. Robert (Bob) Lamb (substitute)", ("", "Robert (Bob) Lamb", "substitute", "", "")),
        ("• The Revd Canon Jo Bell – diocesan representative",
         ("The Revd Canon", "Jo Bell", "co_opted", "", "diocesan representative")),
        ("Chair: Councillor Mary Poe", ("Councillor", "Mary Poe", "chair", "", "")),
        ("Jane Smith, OBE, lead member", ("", "Jane Smith OBE", "member", "", "lead member")),
        ("Ms Ivy Ash\tObserver\tHealthwatch", ("Ms", "Ivy Ash", "observer", "", "Healthwatch")),
        ("Mr Xan Yule (then Chair)", ("Mr", "Xan Yule", "chair", "then Chair", "")),
        ("Y Cynghorydd Siân Rhŷs [Chair]", ("Y Cynghorydd", "Siân Rhŷs", "chair", "", "")),
        ("Dame Jo Hill, independent person", ("Dame", "Jo Hill", "co_opted", "", "independent person")),
        ("Mrs Lee Wood (co-opted member, Unison)", ("Mrs", "Lee Wood", "co_opted", "", "Unison")),
        ("Jo Hill (Chairman), Independent Chair of the Board",
         ("", "Jo Hill", "chair", "Chairman", "Independent Chair of the Board")),
        ("Ms Jo (Josie) Hill (Chair) – lead on roads", ("Ms", "Jo (Josie) Hill", "chair", "", "lead on roads")),
        ("Jo Hill (Chair), Port (South) Ward (until 2012)", ("", "Jo Hill", "chair", "", "Port (South) Ward")),
        ("Ms Ana Torres - Williams, parent governor",
         ("Ms", "Ana Torres - Williams", "co_opted", "", "parent governor")),
        ("Ana Torres - Williams (Vice-Chair)", ("", "Ana Torres - Williams", "vice_chair", "", "")),
        ("Ana Torres - Chair (until 2012)", ("", "Ana Torres", "chair", "", "")),
        ("Ana Torres - Governor, Hill School", ("", "Ana Torres", "member", "", "Governor, Hill School")),
        ("Ana Torres - parent governor", ("", "Ana Torres", "co_opted", "", "parent governor")),
        ("Ana Torres - Unison, carer", ("", "Ana Torres", "member", "", "Unison, carer")),
        ("Jo Hill, one of the school governor representatives",
         ("", "Jo Hill", "co_opted", "", "one of the school governor representatives")),
        ("Jo Hill, church representative", ("", "Jo Hill", "co_opted", "", "church representative")),
        ("Jo Hill, youth council (co-opted)", ("", "Jo Hill", "co_opted", "", "youth council")),
    ],
)  # fmt: skip
def test_a_line_is_read(text, expected):
    line = one(text)
    assert (line.title, line.name, line.role, line.role_words, line.capacity) == expected
    assert line.problem == ""


@pytest.mark.parametrize(
    ("text", "joined", "left"),
    [
        ("Jo Ash (until July 2012)", "", "2012-07"),
        ("Jo Ash, Chair until 5 July 2012", "", "2012-07-05"),
        ("Jo Ash (from 1st May 2011)", "2011-05-01", ""),
        ("Jo Ash (2009–2011)", "2009", "2011"),
        ("Jo Ash (from May 2009 to June 2011)", "2009-05", "2011-06"),
        ("Jo Ash (until further notice)", "", ""),
    ],
)
def test_dates_are_read(text, joined, left):
    line = one(text)
    assert (line.name, line.joined, line.left) == ("Jo Ash", joined, left)


def test_interim_is_kept_apart_from_the_role():
    line = one("Jo Ash (Interim Chair)")
    assert (line.role, line.is_interim, line.role_words) == ("chair", True, "")


def test_the_councils_word_for_its_chair_is_used_unless_another_is_typed():
    assert one("Jo Ash (Chair)", "Chairman").role_words == "Chairman"
    assert one("Jo Ash (Chairwoman)", "Chairman").role_words == "Chairwoman"
    assert one("Jo Ash (vice chair)", "Chairman").role_words == "Vice-chairman"
    assert one("Jo Ash", "Chairman").role_words == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cllr", "no name"),
        ("(Chair)", "no name"),
        ("12", "no name"),
        ("Chair:", "no name"),
        ("Jo Ash (from 2012 to 2009)", "leave before they joined"),
        ("A" * 201, "longer than 200"),
        ("A" * (LONGEST_LINE + 1), "more than 600"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text, words):
    assert words in one(text).problem
    assert words != "no name" or one(text).name == ""


def test_blank_lines_are_left_out_and_numbers_are_those_of_the_text():
    assert [(line.number, line.name) for line in read("\nJo Ash\n\n  Ed Bee\n")] == [(2, "Jo Ash"), (4, "Ed Bee")]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    for line in read(text, text):
        assert line.problem or line.name


def test_names_are_compared_and_sorted_as_people_do():
    assert same_name("Ann  O’Brien-Lee") == same_name("ann O'Brien lee")
    assert family_name("Jane Smith OBE") == "Smith"
    assert family_name("Robert (Bob) Lamb") == "Lamb"
