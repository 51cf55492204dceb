"""Acronyms used and never explained: found once, at their first use; ordinary capitals left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.proofreading import acronyms_unexplained


def reported(*texts, glossary=()):
    """The acronyms reported for the texts."""
    return [mark.text for mark in acronyms_unexplained(texts, glossary)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The PWQ Directorate", ["PWQ"]),
        ("asked the PWQs about it", ["PWQs"]),
        ("a report by the Watch/PWQ", ["PWQ"]),
        ("The PWQ’s plan", ["PWQ"]),
        ("Q1 figures for PW2 forms", ["PW2"]),
        ("the HoP spoke", ["HoP"]),
        ("the DfP and the T&R", ["DfP", "T&R"]),
        ("the PWQ, then the PWQ, and the RRQ", ["PWQ", "RRQ"]),
        ("(PWQ)", ["PWQ"]),
    ],
)
def test_unexplained_acronyms_are_found(text, expected):
    assert reported(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Parks Watch Quorum (PWQ) met. The PWQ agreed.",
        "Parks and Watch Quorums (PWQs) met. A PWQ agreed.",
        "Multi-Agency Parks Panels (MAPP) met.",
        "Multi Agency Lamp Groups (MALGS) met. MALGS agreed.",
        "the PWQ (Parks Watch Quorum) agreed",
        "Parks Watch Quorum (“the PWQ”) agreed",
        "Parks Watch Quorum (PWQ, 2011) agreed",
        "Park Violence (PV) 1 forms, and PV1 forms",
        "Child and Adult Mending Service (CAMS)",
        "Department for Parks (DfP)",
        "Unexpected sudden failures in fountains (USFF)",
        "Supported Year in Parks Employment (ASYPE): an Assisted and Supported Year in Parks Employment (ASYPE)",
        "PWQ – Parks Watch Quorum",
        "PWQ: Parks Watch Quorum",
        "PWQ\tParks Watch Quorum",
        "A hard-wrapped Parks\nWatch Quorum (PWQ) agreed.",
    ],
)
def test_explained_acronyms_are_not_reported(text):
    assert reported(text) == []


def test_an_explanation_in_any_text_will_do_and_an_unfit_one_will_not():
    assert reported("The PWQ met.", "Parks Watch Quorum (PWQ)") == []
    assert reported("The lamps and benches (PWQ) are old.") == ["PWQ"]


@pytest.mark.parametrize(
    ("glossary", "expected"),
    [({"PWQ"}, []), ({"pwq"}, []), ({"PWQs"}, []), ({"PWQ/RRQ"}, []), ({"PWQ / R"}, []), ({"PW"}, ["PWQ"])],
)
def test_the_glossary_explains(glossary, expected):
    assert reported("The PWQ met.", glossary=glossary) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PARKS AND LAMPS OF PWQ",
        "Annex IV, part II and section XIX",
        "the UK, the BBC, the NHS, a PDF and GPs",
        "this MUST be done, and NOT later",
        "The method is new.\nMETHOD one",
        "AIMS: to mend lamps",
        "See https://example.org/PWQ/RRQ or ask PWQ@example.org",
        "SW1A 1AA and CM1 1QH",
        "SR (25/26) 01",
        "Date: TBC. ADD PWQ FIGURES",
        "McDonald and MacBride",
        "J K Hill; Mr A B Hill",
        "A4 paper and the A12",
        "",
    ],
)
def test_ordinary_capitals_are_left_alone(text):
    assert reported(text) == []


def test_the_mark_stands_at_the_first_use_and_counts_all():
    texts = ["Nothing here.", "The PWQ met; two PWQs spoke.", "PWQ again"]
    (mark,) = acronyms_unexplained(texts, set())
    assert (mark.which, texts[1][mark.start : mark.end], mark.times) == (1, "PWQ", 3)
    assert mark.why.startswith("PWQ is never explained.")
    assert "glossary" in mark.why


WORDS = ["Parks", "Watch", "Quorum", "and", "of", "(PWQ)", "PWQ", "RRQ", "(", ")", "\n", "\t", "–", "lamps", "Lamps"]


@given(st.one_of(st.lists(st.text(max_size=60), max_size=4), st.lists(st.lists(st.sampled_from(WORDS)).map(" ".join))))
def test_marks_point_at_their_words_and_the_glossary_silences_them(texts):
    found = acronyms_unexplained(texts, ())
    assert all(texts[mark.which][mark.start : mark.end] == mark.text for mark in found)
    assert acronyms_unexplained(texts, {mark.text for mark in found}) == []
