"""A pasted glossary: how its lines are read, and what they are held against."""

import pytest

from scrutiny.rules.terms import check, parse


@pytest.mark.parametrize(
    ("line", "term", "meaning"),
    [
        ("LWG\tLamp Watch Group", "LWG", "Lamp Watch Group"),
        ("LWG - Lamp Watch Group", "LWG", "Lamp Watch Group"),
        ("LWG – Lamp – Watch Group", "LWG", "Lamp – Watch Group"),
        ("LWG: Lamp Watch Group", "LWG", "Lamp Watch Group"),
        ("* LWG = Lamp Watch Group", "LWG", "Lamp Watch Group"),
        ("| LWG | Lamp Watch Group |", "LWG", "Lamp Watch Group"),
        ("LW / LaW\tLamp watcher", "LW / LaW", "Lamp watcher"),
        ("LWG   Lamp Watch Group", "LWG", "Lamp Watch Group"),
        ("Elm FIS\tElm Family Service - early years", "Elm FIS", "Elm Family Service - early years"),
    ],
)
def test_read(line, term, meaning):
    (one,) = parse(line)
    assert (one.term, one.meaning, one.problem) == (term, meaning, "")


def test_headings_and_rules_of_tables_are_left_out():
    assert [one.term for one in parse("Term\tMeaning\n|---|---|\n\nLWG\tLamp group")] == ["LWG"]


@pytest.mark.parametrize("line", ["LWG", "\tLamp Watch Group", f"{'L' * 41}\tx", f"LWG\t{'x' * 301}"])
def test_what_cannot_be_read_says_why(line):
    (one,) = parse(line)
    assert one.problem.endswith(".")


def test_clashes_with_the_glossary_and_within_the_list():
    rows = check(parse("PG\tPath group\nPG\tPrivate garden\nLWG\tlamp watch group"), [("LWG", "Lamp Watch Group")])
    assert [(row.term, row.others, row.is_there) for row in rows] == [
        ("PG", (), False),
        ("PG", ("Path group",), False),
        ("LWG", (), True),
    ]
