"""What changed between two texts: exact both ways, readable, and quick on long texts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.engine.rules.differences import Change, differences


def told(old, new):
    """The changes as short text: "same [-removed-] [+added+]"."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[change.kind].format(change.text) for change in differences(old, new))


def joined(changes, *kinds):
    """The text of the changes of these kinds."""
    return "".join(change.text for change in changes if change.kind in kinds)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("The same words.", "The same words.", "The same words."),
        (
            "That the Board reports by June.",
            "That the Board reports by July.",
            "That the Board reports by [-June-][+July+].",
        ),
        ("That ten schools take part.", "That ten more schools take part.", "That ten [+more +]schools take part."),
        ("A child’s plan is kept here.", "A child's plan is kept here.", "A [-child’s-][+child's+] plan is kept here."),
        (
            "First paragraph.\n\nSecond paragraph.\n\nThird.",
            "First paragraph.\n\nThird.",
            "First paragraph.\n\n[-Second paragraph.\n\n-]Third.",
        ),
    ],
)
def test_changes_read_as_a_person_would_mark_them(old, new, expected):
    assert told(old, new) == expected


def test_neighbouring_changed_words_are_one_change():
    old, new = "We ask the old board to act on this at once", "We ask a young panel to act on this at once"
    assert told(old, new) == "We ask [-the old board-][+a young panel+] to act on this at once"


def test_a_sentence_written_anew_is_shown_whole():
    old = "Members heard that take up was patchy across the county."
    new = "Nine in ten carers, the survey says, now get a call within a day."
    assert differences(old, new) == [Change("removed", old), Change("added", new)]


texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["the ", "board", " ", "\n", "\n\n", ".", "must ", "act\r\n", "é", "\t"]), max_size=60
    ).map("".join),
)


@given(texts, texts)
def test_both_texts_come_back_exactly(old, new):
    changes = differences(old, new)
    assert joined(changes, "same", "added") == new
    assert joined(changes, "same", "removed") == old


@given(texts, texts)
def test_stretches_are_never_empty_nor_two_of_a_kind(old, new):
    changes = differences(old, new)
    assert all(change.text for change in changes)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(changes))


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert joined(differences(text, text), "added", "removed") == ""


@pytest.mark.parametrize("words_in_use", [40, 5_000])
@pytest.mark.parametrize("between", [" ", ". ", "\n\n"])
def test_scattered_edits_in_a_long_text_are_found_one_by_one(words_in_use, between):
    old = [f"word{(place * 7919) % words_in_use}" for place in range(20_000)]
    new = list(old)
    for place in range(0, len(new), 500):
        new[place] = "changed"
    changes = differences(between.join(old), between.join(new))
    assert joined(changes, "same", "added") == between.join(new)
    assert joined(changes, "same", "removed") == between.join(old)
    assert sum(change.kind == "added" for change in changes) == 40
    assert sum(len(change.text.split()) for change in changes if change.kind == "removed") == 40


def test_two_long_texts_with_nothing_in_common_come_back():
    old = " ".join(f"a{place % 60}" for place in range(20_000))
    new = " ".join(f"b{place % 60}" for place in range(20_000))
    assert [change.kind for change in differences(old, new)] == ["removed", "added"]
