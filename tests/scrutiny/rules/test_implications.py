"""One heading for what has nothing specific to say."""

import pytest

from scrutiny.rules.implications import short, together


@pytest.mark.parametrize(
    "heading, expected",
    [
        ("Financial implications", "Financial"),
        ("Implications for looked-after children", "Looked-after children"),
        ("Risk management", "Risk management"),
        ("Implications", "Implications"),
    ],
)
def test_a_heading_loses_the_word_that_all_have(heading, expected):
    assert short(heading) == expected


@pytest.mark.parametrize(
    "headings, expected",
    [
        ([], ""),
        (["Legal implications"], "Legal implications"),
        (["Financial implications", "Legal implications"], "Financial and Legal implications"),
        (
            ["Financial", "Legal", "Equal Opportunities", "Communications & Website", "Health & Safety"],
            "Financial, Legal, Equal Opportunities, Communications & Website and Health & Safety Implications",
        ),
        (
            ["Staffing", "Risk management", "Financial implications"],
            "Staffing, Risk management and Financial implications",
        ),
    ],
)
def test_several_stand_under_one_heading(headings, expected):
    assert together(headings) == expected
