"""References typed in a text: found, held against what exists, and links without the link back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.references import OneWay, broken, find, one_way, resolve


def kinds_and_labels(text):
    """What is found in a text, without its places."""
    return [(reference.kind, reference.label) for reference in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as recommendation 4 says", [("recommendation", "4")]),
        ("recommendations 2 and 3", [("recommendation", "2"), ("recommendation", "3")]),
        ("Recommendation (4).", [("recommendation", "4")]),
        (
            "recommendation 2.1 to 2.3",
            [("recommendation", "2.1"), ("recommendation", "2.2"), ("recommendation", "2.3")],
        ),
        (
            "Recommendations (2), (3) and (5)–(7)",
            [("recommendation", label) for label in ("2", "3", "5", "6", "7")],
        ),
        ("(Recommendation 4.8)", [("recommendation", "4.8")]),
        ("recommendation 3(a) and 3b", [("recommendation", "3(a)"), ("recommendation", "3b")]),
        ("see recommendation R12", [("recommendation", "R12")]),
        ("recommendation SR (25/26) 01 was", [("recommendation", "SR (25/26) 01")]),
        ("recs 2 & 3", [("recommendation", "2"), ("recommendation", "3")]),
        ("Members agreed this. (4.1)", [("number", "4.1")]),
        ("(see 4.1)", [("number", "4.1")]),
        ("Appendix A and appendix 1", [("appendix", "A"), ("appendix", "1")]),
        ("Appendices A and B; Annex 2", [("appendix", "A"), ("appendix", "B"), ("appendix", "2")]),
        ("Appendix i", [("appendix", "i")]),
        ("paragraph 3.2", [("paragraph", "3.2")]),
        ("paras 3.2 and 3.4", [("paragraph", "3.2"), ("paragraph", "3.4")]),
        ("section 4 of this report", [("section", "4")]),
        ("finding 4.1 and conclusion 4.2", [("finding", "4.1"), ("conclusion", "4.2")]),
    ],
)
def test_references_are_found(text, expected):
    assert kinds_and_labels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "section 11 of the Children Act 2004",
        "a section 11 audit and a section 106 agreement",
        "paragraph 3 of Schedule 12 to the Local Government Act 1972",
        "section 47",
        "the 2011 recommendations 2011/12",
        "recommendation 2009",
        "the recommendation 12 months ago",
        "an Appendix is missing, see the appendix to this report",
        "(4)",
        "(2.5%) or (£2.5) or 4.1",
        "Recommendation\n3.1",
        "four recommendations",
        "",
    ],
)
def test_what_is_no_reference_is_left_alone(text):
    assert find(text) == []


def test_places_hold_the_words_referred_with():
    text = "See recommendations 2 and 3, then (4.1) and recommendation 5 to 7."
    places = [(reference.label, text[reference.start : reference.end]) for reference in find(text)]
    assert places == [
        ("2", "recommendations 2"),
        ("3", "3"),
        ("4.1", "(4.1)"),
        ("5", "recommendation 5 to 7"),
        ("6", "recommendation 5 to 7"),
        ("7", "recommendation 5 to 7"),
    ]


KNOWN = {"recommendation": {"(1)", "(2)", "2.8"}, "conclusion": {"4.1", "4.8"}, "appendix": {"1"}, "section": set()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(Recommendation 4.8)", "There is no recommendation 4.8, but there is a conclusion 4.8."),
        ("recommendation 3", "There is no recommendation 3. Correct the number"),
        ("Appendix A", "There is no appendix A. Correct the number"),
        ("(9.9)", "Nothing in this review is numbered 9.9."),
        ("section 4", "this review has no section with a number"),
    ],
)
def test_a_broken_reference_says_what_is_wrong_and_what_to_do(text, message):
    found = broken(find(text), KNOWN)
    assert len(found) == 1
    assert message in found[0].why
    assert found[0].why.endswith(".")


@pytest.mark.parametrize(
    "text", ["recommendation 2", "Recommendations (1) and (2)", "(4.1)", "paragraph 99", "finding 7"]
)
def test_good_references_and_kinds_not_known_are_not_reported(text):
    assert broken(find(text), KNOWN) == []


def test_nothing_known_nothing_judged():
    assert broken(find("recommendation 2 (4.1) Appendix A"), {}) == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("recommendation 2", ("recommendation", "(2)")),
        ("(4.8)", ("conclusion", "4.8")),
        ("recommendation 4.8", None),
        ("(7.7)", None),
    ],
)
def test_what_a_reference_leads_to(text, target):
    assert resolve(find(text)[0], KNOWN) == target


def test_a_bare_number_borne_by_two_kinds_leads_nowhere_certain():
    known = {"finding": {"4.1"}, "conclusion": {"4.1"}}
    assert resolve(find("(4.1)")[0], known) is None
    assert broken(find("(4.1)"), known) == []


def test_citations_without_the_link_back():
    cites = {
        ("recommendation", "2.1"): {("conclusion", "4.1")},
        ("recommendation", "2.2"): set(),
        ("conclusion", "4.1"): {("recommendation", "2.1")},
        ("conclusion", "4.2"): {("recommendation", "2.2"), ("recommendation", "9.9"), ("conclusion", "4.2")},
    }
    assert one_way(cites) == [OneWay(("conclusion", "4.2"), ("recommendation", "2.2"))]


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_adding_the_links_back_leaves_none_one_way(pairs):
    cites = {key: {other for one, other in pairs if one == key} for key in range(6)}
    for each in one_way(cites):
        cites[each.target].add(each.source)
    assert one_way(cites) == []


pieces = st.sampled_from(
    [
        "recommendation ",
        "Recommendations ",
        "(",
        ")",
        "2.1",
        "4",
        "3a",
        " and ",
        ", ",
        " to ",
        "Appendix ",
        "A",
        "section ",
        "\n",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=25).map("".join)))
def test_any_text_can_be_read_and_places_are_within_it(text):
    found = find(text)
    assert all(0 <= each.start < each.end <= len(text) and each.label for each in found)
    assert found == sorted(found, key=lambda each: (each.start, each.end))
