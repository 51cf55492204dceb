"""Totals against their parts, numbers against the list after them, and claims against the review."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.proofreading import counts_against, counts_that_do_not_add_up
from scrutiny.rules.proofreading.numbers import NUMBER, WORDS, in_words, value


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        ("seven", 7),
        ("Seven", 7),
        ("twenty-two", 22),
        ("twenty two", 22),
        ("one hundred", 100),
        ("ninety", 90),
    ],
)
def test_numbers_in_words(written, number):
    assert value(written) == number


def test_every_number_up_to_a_hundred_can_be_written():
    assert set(range(101)) == set(WORDS.values())
    assert [in_words(number) for number in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("Of the 28 lamps: 9 are green, 2 amber and 10 red.", 28, 21),
        ("Of the 28 lamps:\n- 9 are green\n - 2 are amber\n- 10 are red\n", 28, 21),
        ("twelve lamps: five green; eight red", 12, 13),
        ("seven members: Ann Bee, Cy Dee, Ed Eff and Gi Aitch.", 7, 4),
        ("The following six proposals:\n\n1. lamps\n2. bins\n3. paths\n", 6, 3),
        ("four themes: lamps, bins and paths", 4, 3),
        ("Five visits:\n- the park\n  - its lake\n- the depot\n\nThen more.", 5, 2),
        ("1. The depot has 3 teams:\n - lamps\n- bins\n\n2. Next\n- paths", 3, 2),
        ("three teams - lamps, bins", 3, 2),
    ],
)
def test_counts_that_do_not_add_up(text, said, found):
    (mark,) = counts_that_do_not_add_up(text)
    assert (mark.said, mark.found) == (said, found)
    assert text[mark.start : mark.end] == mark.text
    assert mark.why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Of the 21 lamps: 9 are green, 2 amber and 10 red.",
        "28 lamps: 9 green, 2 amber/green, 10 amber, 1 amber/red, 4 red and 2 no data.",
        "Of the 21 lamps:\n- 9 are green\n - 2 are amber\n\n- 10 are red\n\n17. More text",
        "four members: Ann Bee, Cy Dee (Chair, Parks), Ed Eff and Gi Aitch.",
        "three partners: Parks and Lakes, Police and Fire",
        "two reasons: first, money is tight, and staff are leaving.",
        "three themes: lamps, bins and paths",
        "two events:\n\n- the fair; and\n- the show.\n\nText",
        "The group has seven members including: Ann Bee, Cy Dee",
        "at least five sites: the park, the lake, the depot",
        "two of the following: lamps, bins, paths",
        "The matters covered in stage 2 were:\n\n- lamps\n- bins\n- paths",
        "Section 4 lists:\n- lamps\n- bins\n- paths",
        "3 tests: 12 weeks, 6 months",
        "- The unit has four teams:\n - lamps\n- bins\n- paths",
        "In 2011: lamps, bins, paths and 3 more",
        "one thing: lamps, bins and paths",
        "five lamps: they are old, they are dim, and nobody has mended them for a year",
        "",
    ],
)
def test_counts_that_fit_or_cannot_be_told_are_left_alone(text):
    assert counts_that_do_not_add_up(text) == []


@given(st.lists(st.integers(1, 99), min_size=2, max_size=8), st.integers(-3, 3))
@pytest.mark.parametrize("shape", ["running", "points"])
def test_a_total_is_reported_exactly_when_its_parts_do_not_make_it(shape, parts, off):
    said = sum(parts) + off
    if shape == "running":
        text = f"Of the {said} lamps: " + ", ".join(f"{part} of one kind" for part in parts).replace(" of one", " one")
    else:
        text = f"Of the {said} lamps:\n" + "\n".join(f"- {part} dim" for part in parts)
    found = counts_that_do_not_add_up(text)
    assert [(mark.said, mark.found) for mark in found] == ([(said, sum(parts))] if off and 2 <= said < 1000 else [])


@given(st.lists(st.sampled_from(["the park", "the lake", "a depot"]), min_size=2, max_size=12), st.integers(2, 12))
def test_points_are_counted(points, said):
    text = f"We made {said} visits:\n" + "\n".join(f"- {point}" for point in points) + "\n\nThen we wrote."
    assert bool(counts_that_do_not_add_up(text)) == (said != len(points))


FACTS = {"recommendations": 6, "witnesses": 7, "members": 8, "findings": 21}


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("This report makes nine recommendations.", 9, 6),
        ("Nine recommendations are made to the Council.", 9, 6),
        ("Our 9 recommendations follow.", 9, 6),
        ("The five recommendations were agreed.", 5, 6),
        ("The review sets out twenty-two findings.", 22, 21),
        ("The panel heard from nine witnesses.", 9, 7),
        ("There are nine key recommendations in all.", 9, 6),
        ("The task group was made up of nine members.", 9, 8),
        ("This report makes one recommendation.", 1, 6),
        ("The report has no recommendations.", 0, 6),
        ("a total of 99 findings", 99, 21),
    ],
)
def test_wrong_claims_about_the_whole_review(text, said, found):
    (mark,) = counts_against(["Before.", text], FACTS)
    assert (mark.which, mark.said, mark.found) == (1, said, found)
    assert text[mark.start : mark.end] == mark.text
    assert mark.why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "This report makes six recommendations.",
        "This report makes 6 recommendations and has twenty-one findings.",
        "There are two recommendations on transport.",
        "The Cabinet accepted four recommendations.",
        "The two recommendations to the Board were agreed.",
        "The two recommendations were agreed.",
        "The Council has 60 members.",
        "The Safeguarding Board has 12 members.",
        "The previous review made nine recommendations.",
        "In 2011 the panel made nine recommendations.",
        "The inspectors made nine recommendations.",
        "The Board made nine recommendations.",
        "At its second meeting the panel heard from two witnesses.",
        "A further two recommendations were made.",
        "at least nine recommendations",
        "2 Recommendations",
        "Nine Recommendations",
        "The first three recommendations are for the Board.",
        "recommendation 4 and recommendations 2 and 3",
        "3.2 recommendations per review",
        "",
    ],
)
def test_partial_claims_and_those_of_others_are_left_alone(text):
    assert counts_against([text], FACTS) == []


@given(st.sampled_from([word for word in WORDS if WORDS[word] > 0]), st.integers(0, 120))
def test_a_claim_is_reported_exactly_when_it_is_wrong(word, actual):
    found = counts_against([f"This report makes {word} recommendations."], {"recommendations": actual})
    assert [mark.said for mark in found] == ([WORDS[word]] if WORDS[word] != actual else [])


pieces = st.sampled_from(
    ["seven ", "28 ", "members", " recommendations", ": ", "- ", "\n", ", ", "; ", "and ", "A", "9 b", "."]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map("".join)))
def test_any_text_can_be_read(text):
    for mark in counts_that_do_not_add_up(text) + counts_against([text], FACTS):
        assert text[mark.start : mark.end] == mark.text
        assert mark.said != mark.found


def test_numbers_do_not_match_inside_years_sums_and_references():
    import re

    for text in ("2011", "£12", "4.1", "12%", "1,200", "2011/12", "seventy-sixth", "tenth"):
        assert not re.search(NUMBER, text)
