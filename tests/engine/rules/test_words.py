"""Cleaning of typed text, and the placeholders and drafting notes a published paper must not hold."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.engine.rules.words import clean, control_characters, drafting_notes, placeholders


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\u200bb\ufeffc\u00add\x00e\x07", "abcde"),
        ("left\u202eright", "leftright"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("\uf0b7 first", "• first"),
        ("hard\u00a0space", "hard\u00a0space"),
        ("lone \ud800 half", "lone  half"),
        ("ŵ ŷ â ê î ô û ẁ Ŵ", "ŵ ŷ â ê î ô û ẁ Ŵ"),
        ("w\u0302", "ŵ"),
        ("👍🏽 👩‍💻 👨‍👩‍👧‍👦 ❤️", "👍🏽 👩‍💻 👨‍👩‍👧‍👦 ❤️"),
        ("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
        ("hidden\U000e0041text", "hiddentext"),
        ("a\u200db", "ab"),
    ],
)
def test_clean(typed, kept):
    assert clean(typed) == kept


def test_control_characters_are_named_and_placed():
    found = control_characters("a\x00b\u200bc\nd\te")
    assert [(mark.start, mark.end, mark.text) for mark in found] == [(1, 2, "\x00"), (3, 4, "\u200b")]
    assert "U+0000" in found[0].why
    assert "zero width space" in found[1].why


@given(st.text())
def test_cleaning_settles_and_leaves_nothing_invisible(text):
    once = clean(text)
    assert clean(once) == once
    assert control_characters(once) == []
    assert once == unicodedata.normalize("NFC", once)
    once.encode()


@given(st.text())
def test_cleaning_loses_no_letter_or_figure(text):
    def seen(given_text):
        plain = unicodedata.normalize("NFC", given_text)
        return [character for character in plain if unicodedata.category(character)[0] in "LN"]

    assert seen(clean(text)) == seen(text)


FOUND = [
    ("Before {{note: ask Legal}} after", "{{note: ask Legal}}"),
    ("{{name of\nthe ward}}", "{{name of\nthe ward}}"),
    ("Opened {{and left", "{{and left"),
    ("[insert date of meeting]", "[insert date of meeting]"),
    ("by [TBC] at the latest", "[TBC]"),
    ("chaired by [name]", "[name]"),
    ("at [??]", "[??]"),
    ("ADD FIGURES FROM YEARLY SURVEY", "ADD FIGURES FROM YEARLY SURVEY"),
    ("Then INSERT FIGURES HERE before printing", "INSERT FIGURES HERE"),
    ("INSERT name of ward", "INSERT"),
    ("The date is TBC.", "TBC"),
    ("Cost: tbc", "tbc"),
    ("TODO: check the sum", "TODO"),
    ("about XXX children", "XXX"),
    ("who leads ???", "???"),
    ("Signed: ________", "________"),
    ("Name of ward ........ and town", "........"),
    ("on xx/xx/2025", "xx/xx/2025"),
    ("on 3/XX/25", "3/XX/25"),
    ("from dd/mm/yyyy", "dd/mm/yyyy"),
    ("on xx July 2025", "xx July"),
    ("a saving of £x,xxx", "£x,xxx"),
    ("up by XX%", "XX%"),
    ("Strategic Plan ASK   \\* MERGEFORMAT here", "ASK   \\* MERGEFORMAT"),
    ("see Error! Reference source not found.", "Error! Reference source not found."),
    ("Click or tap here to enter text.", "Click or tap here to enter text."),
    ("lorem ipsum dolor sit", "lorem ipsum dolor sit"),
    ("a hub for the town *explain what a hub is*", "*explain what a hub is*"),
    ("a hub <i>explain what a</i> <i>hub is.</i>", "<i>explain what a</i> <i>hub is.</i>"),
    ("the hub. Expand on what this means. Then", "Expand on what this means."),
    ("The panel had/has agreed", "had/has"),
]


@pytest.mark.parametrize(("text", "mark"), FOUND)
def test_placeholders_are_found_at_their_place(text, mark):
    found = placeholders(text)
    assert [each.text for each in found] == [mark]
    assert text[found[0].start : found[0].end] == mark
    assert found[0].why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Please add a paragraph, and insert the plan in the file.",
        "Support for children with ADHD or ADD and their parents",
        "ADDITIONAL MATTERS",
        "ADD AND ADHD SERVICES",
        "UPDATE ON YOUNG CARERS",
        "COMPLETE REVIEW OF PARKING",
        "CHECK AND CHALLENGE",
        "schools, clinics, libraries etc...",
        "“We waited [...] for months […] and nothing came”, said one carer.",
        "Background ........ 3",
        "See [the plan](https://example.org/plan) and [insert](https://example.org).",
        "https://example.org/TBC/xx/xx/2025 and tbc@example.org",
        "He wrote [sic] in [2011].",
        "the and/or clause, s/he, 1/4 of 12/13/14",
        "__bold__ and ___both___ and snake_case_name",
        "Is that so?? Yes.",
        "Stage XX",
        "*Add* is stressed here, and so is *this*",
        "* Add new lights to the park",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert placeholders(text) == []


def test_drafting_notes_are_the_notes_alone():
    text = "{{note: ask}} and TBC and *check this with Legal* and ____"
    assert [mark.text for mark in drafting_notes(text)] == ["{{note: ask}}", "*check this with Legal*"]


@given(st.lists(st.sampled_from([text for text, _ in FOUND] + ["Plain words.", "\n", " "]), max_size=8).map(" ".join))
def test_marks_stand_in_order_and_do_not_overlap(text):
    found = placeholders(text)
    assert all(text[mark.start : mark.end] == mark.text for mark in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text())
def test_any_text_can_be_read(text):
    placeholders(text)
    drafting_notes(text)
