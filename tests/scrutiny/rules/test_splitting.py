"""A pasted block taken apart into findings, with nothing typed lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.splitting import BULLETS, Piece, split_block, split_numbered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One finding.", ["One finding."]),
        ("First finding.\n\nSecond finding.\r\n\r\nThird.", ["First finding.", "Second finding.", "Third."]),
        (
            "Parks are open late.\nBins are full.\nPaths are lit.",
            ["Parks are open late.", "Bins are full.", "Paths are lit."],
        ),
        ("• parks\n• bins that are\n  never emptied\n- paths", ["parks", "bins that are never emptied", "paths"]),
        ("·\tParks\n·\tBins", ["Parks", "Bins"]),
        ("* Parks\n* Bins", ["Parks", "Bins"]),
        ("o\tParks\no\tBins", ["Parks", "Bins"]),
        ("Lamps\nBenches\nRailings", ["Lamps", "Benches", "Railings"]),
        (
            "The panel walked through six parks and found that\n"
            "many lamps were out. Two wardens told us that they had\n"
            "asked for new ones.\n"
            "The bins were full.",
            [
                "The panel walked through six parks and found that many lamps were out. Two wardens told us that they "
                "had asked for new ones.",
                "The bins were full.",
            ],
        ),
        (
            "The wardens said that a request for new lamps had been left on a desk and that the\n\n"
            "team had since been told.\n\nBins were full.",
            [
                "The wardens said that a request for new lamps had been left on a desk and that the team had "
                "since been told.",
                "Bins were full.",
            ],
        ),
        (
            "Lamps are out.\tThat lamps be mended.\nBins are full.\t",
            ["Lamps are out.", "That lamps be mended.", "Bins are full."],
        ),
        (
            "Lamps are out in nine parks of the ten that were seen by us.\t\nBins were full.\t",
            ["Lamps are out in nine parks of the ten that were seen by us.", "Bins were full."],
        ),
        ("The depot has room for\n54 carts and no more.", ["The depot has room for 54 carts and no more."]),
        (
            "A cost of\n2.5 million a year was\ngiven to us by staff.",
            ["A cost of 2.5 million a year was given to us by staff."],
        ),
        ("A park-\nkeeper spoke.", ["A park-keeper spoke."]),
    ],
)
def test_blocks(text, expected):
    assert split_block(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.1 Lamps are out.\n4.2 Bins are full.", [("4.1", "Lamps are out."), ("4.2", "Bins are full.")]),
        ("4.1  \nLamps are out.\n\n4.2\nBins are full.", [("4.1", "Lamps are out."), ("4.2", "Bins are full.")]),
        ("1. Lamps\n2. Bins\nnever emptied", [("1.", "Lamps"), ("2.", "Bins never emptied")]),
        ("(1) That lamps be mended.\n(2) That bins go.", [("(1)", "That lamps be mended."), ("(2)", "That bins go.")]),
        ("R1 Mend lamps\nR2 Empty bins", [("R1", "Mend lamps"), ("R2", "Empty bins")]),
        ("a) Lamps\nb) Bins", [("a)", "Lamps"), ("b)", "Bins")]),
        ("12\tLamps\n13\tBins", [("12", "Lamps"), ("13", "Bins")]),
        ("Finding 3: Lamps\nFinding 4: Bins", [("Finding 3:", "Lamps"), ("Finding 4:", "Bins")]),
        ("Before.\n\n1. Lamps", [("", "Before."), ("1.", "Lamps")]),
        (
            "1. Lamps are out:\n\n• in the park\n• by the lake\n\n2. Bins are full.",
            [("1.", "Lamps are out:\n\n- in the park\n- by the lake"), ("2.", "Bins are full.")],
        ),
        ("1. Lamps are out.\n(a) in the park\n2. Bins", [("1.", "Lamps are out. (a) in the park"), ("2.", "Bins")]),
        ("1. Lamps are out.\n\nAbout bins\n\n2. Bins", [("1.", "Lamps are out."), ("", "About bins"), ("2.", "Bins")]),
        ("4.1", [("4.1", "")]),
    ],
)
def test_numbered_blocks(text, expected):
    assert split_numbered(text) == [Piece(*each) for each in expected]
    assert split_block(text) == [words for _, words in expected if words]


lines = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "The panel heard that the lamps in the park were out and that",
            "nobody had mended them.",
            "4.1 Lamps are out.",
            "4.2",
            "• bins",
            "·\tpaths",
            "- seats - and more",
            "1. One",
            "(a) first",
            "Lamps are out.\tThat they be mended.",
            "half a wo-",
            "",
            "\t",
            " ",
            "Short line",
            "o  lamps",
        ]
    ),
)
DROPPED = BULLETS + "*-–—o"


def seen(text):
    """The characters of a text but white space and whatever may be a bullet."""
    return [character for character in text if not character.isspace() and character not in DROPPED]


@given(st.lists(lines, max_size=14).map("\n".join))
def test_nothing_typed_is_lost_nor_moved(text):
    pieces = split_numbered(text)
    assert seen("".join(piece.label + piece.text for piece in pieces)) == seen(text)
    assert all(piece.label or piece.text for piece in pieces)
    assert all(piece.text == piece.text.strip() for piece in pieces)


@given(st.lists(lines, max_size=14).map("\n".join))
def test_no_dash_inside_a_line_is_lost(text):
    dashes = sum(line.strip().count("-") for line in text.splitlines())
    bullets = sum(line.strip()[:1] == "-" for line in text.splitlines())
    assert dashes - bullets <= sum(piece.text.count("-") + piece.label.count("-") for piece in split_numbered(text))


@given(st.lists(st.sampled_from(["Lamps are out.", "Bins were full.", "Paths are lit."]), min_size=1, max_size=9))
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\n\n\n"])
def test_sentences_on_lines_of_their_own_come_back_one_by_one(between, findings):
    assert split_block(between.join(findings)) == findings


@given(st.lists(st.sampled_from(["Lamps are out", "bins that nobody\nempties", "Paths"]), min_size=1, max_size=9))
def test_numbers_come_apart_from_their_texts(findings):
    text = "\n".join(f"4.{number}\t{finding}" for number, finding in enumerate(findings, start=1))
    expected = [Piece(f"4.{number}", " ".join(each.split())) for number, each in enumerate(findings, start=1)]
    assert split_numbered(text) == expected
