"""Which sections are exempt, what the public is told, and how appendices are labelled."""

import pytest

from scrutiny.rules import appendix_labels, exemption
from scrutiny.rules.exemption import Row


def test_what_stands_below_an_exempt_section_is_exempt_with_it():
    rows = [Row(1, False), Row(1, True), Row(2, False), Row(2, False), Row(1, False), Row(2, True), Row(2, False)]
    assert exemption.behind(rows) == [None, 1, 1, 1, None, 5, None]


def test_what_may_not_be_exempt_is_not_exempt_by_standing_below():
    assert exemption.behind([Row(1, True), Row(2, False, may_be=False), Row(2, False)]) == [0, None, 0]


def test_a_level_two_section_with_none_above_is_exempt_by_itself_alone():
    assert exemption.behind([Row(2, True), Row(2, False)]) == [0, None]


def test_several_parts_left_out_are_told_as_one():
    said = exemption.left_out("This part", [3, 1, 3], ["It sets out prices.", "", "It sets out prices."])
    assert said == [
        "This part is not for publication: paragraphs 1 and 3 of Schedule 12A to the Local Government Act 1972.",
        "It sets out prices.",
    ]


def test_exempt_pages_say_why_and_until_when():
    assert exemption.marked(5, "3 March 2027") == (
        "Not for publication: paragraph 5 of Schedule 12A to the Local Government Act 1972 "
        "(legal professional privilege). Exempt until 3 March 2027."
    )


def test_labels_count_what_is_labelled_and_what_is_exempt_apart():
    rows = [(True, False), (False, False), (True, True), (True, False), (True, True)]
    assert appendix_labels.labels(rows) == [
        "Appendix 1",
        "",
        "Exempt appendix 1",
        "Appendix 2",
        "Exempt appendix 2",
    ]
    public = [row for row in rows if not row[1]]
    assert appendix_labels.labels(public) == ["Appendix 1", "", "Appendix 2"]


@pytest.mark.parametrize(
    ("number", "letters", "roman"),
    [(1, "A", "I"), (4, "D", "IV"), (9, "I", "IX"), (26, "Z", "XXVI"), (27, "AA", "XXVII"), (52, "AZ", "LII")],
)
def test_letters_and_roman_numbers(number, letters, roman):
    assert appendix_labels.written(number, "letters") == letters
    assert appendix_labels.written(number, "roman") == roman


@pytest.mark.parametrize(
    ("word", "many"),
    [("Appendix", "Appendices"), ("Annex", "Annexes"), ("Schedule", "Schedules"), ("Paper", "Appendices")],
)
def test_the_heading_above_several(word, many):
    assert appendix_labels.plural(word) == many


def test_a_paper_with_a_word_of_its_own():
    assert appendix_labels.labels([(True, False)] * 2, "Annex", "roman") == ["Annex I", "Annex II"]
    assert appendix_labels.titled("Annex I", "Maps") == "Annex I: Maps"
    assert appendix_labels.titled("", "Maps") == "Maps"
