"""What may identify a person is warned of, and ordinary papers are left alone."""

import pytest

from scrutiny.rules.proofreading.personal import personal_data


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The DOB: 3 May 2009 is on file.", "DOB: 3 May 2009"),
        ("He was born on 3 May 2009 in Elmford.", "born on 3 May 2009"),
        ("The review of Child Q took long.", "Child Q"),
        ("Child AB moved twice.", "Child AB"),
        ("Mr X and his sister spoke.", "Mr X"),
        ("J.B., aged 4, was hurt.", "J.B., aged 4"),
        ("KL was placed with carers.", "KL was placed"),
        ("When KL's mother came.", "KL's mother"),
        ("One was aged 4 who fell.", "aged 4 who"),
        ("A boy aged 9 fell from a wall.", "A boy aged 9"),
        ("She met a 14-year-old girl there.", "a 14-year-old girl"),
        ("NHS number 943 476 5919 was used.", "943 476 5919"),
        ("Their number is QQ 12 34 56 C, or AB 12 34 56 C.", "AB 12 34 56 C"),
        ("The family lives at 12 Oak Road still.", "lives at 12 Oak Road"),
        ("Her mother lived in the flat in EX9 9ZZ then.", "EX9 9ZZ"),
        ("Ring the mother on 07700 900123 at night.", "07700 900123"),
        ("It looked at the case of “Rowan” again.", "the case of “Rowan”"),
    ],
)
def test_warned_of(text, quoted):
    marks = personal_data(text)
    assert [mark.text.strip() for mark in marks] == [quoted]
    assert "may identify a person" in marks[0].why


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 4 to 11 and adults aged 18 and over were asked.",
        "The Child Protection Service and the Adult Board met Mr Oak and Ms Elm.",
        "Contact: Bo Elm, Scrutiny Officer, Civic Centre, EX9 9ZZ, telephone 01700 900123.",
        "The GP's surgery and the CP's plan were read; QA was found to be weak.",
        "The budget of 2012/13 was 943 476 5918 pounds; ring 0800 900 1234.",
        "The board was born of the Act of 2004. Case numbers rose. Family Group Conferences grew.",
        "Half of the children are a year old or less. Part I and Appendix A are public.",
    ],
)
def test_left_alone(text):
    assert personal_data(text) == ()
