"""Reading pasted witnesses; nothing typed is lost."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrutiny.rules.witness_lines import WitnessLine, parse_block, parse_line

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "Assistant Chief Constable Jane Smith, Exampleshire Police",
            WitnessLine("Assistant Chief Constable", "Jane Smith", organisation="Exampleshire Police"),
        ),
        (
            "Mr Tom Jones (then Head of Service, Directorate)",
            WitnessLine("Mr", "Tom Jones", "Head of Service", "Directorate", is_then=True),
        ),
        ("Staff of the service (anonymous)", WitnessLine(name="Staff of the service", is_anonymous=True)),
        ("A parent", WitnessLine(name="A parent", is_anonymous=True)),
        ("Professor Dame Mary Poll, University of Wenbridge",
         WitnessLine("Professor Dame", "Mary Poll", organisation="University of Wenbridge")),
        ("• Detective Chief Inspector Siân O'Hara – Wenbridge Police",
         WitnessLine("Detective Chief Inspector", "Siân O'Hara", organisation="Wenbridge Police")),
        ("Ms Ann Pugh, Police Authority (and lead member on safeguarding)",
         WitnessLine("Ms", "Ann Pugh", "lead member on safeguarding", "Police Authority")),
        ("Ŵyn ap Rhys, Nurse, Health Board at the time",
         WitnessLine("", "Ŵyn ap Rhys", "Nurse", "Health Board", is_then=True)),
        ("Jo Hill", WitnessLine(name="Jo Hill")),
        ("Sir", WitnessLine(name="Sir")),
        ("(", WitnessLine(name="(")),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(line, read):
    assert parse_line(line) == read


def test_known_organisations_are_told_from_the_role():
    read = parse_line("Ms Jo Park (then Wenbridge Children Board Business Director)", ["Wenbridge Children Board"])
    assert (read.role, read.organisation, read.is_then) == ("Business Director", "Wenbridge Children Board", True)


@pytest.mark.parametrize(
    ("line", "role", "organisation"),
    [
        ("Jo Hill, WSB Business Manager", "WSB Business Manager", ""),
        ("Jo Hill, WSB Business Manager, Wenbridge Trust", "WSB Business Manager", "Wenbridge Trust"),
        ("Jo Hill, Nurse, WSB", "Nurse", "WSB"),
        ("Jo Hill, WSB", "", "WSB"),
        ("Jo Hill, Nurse (Schools) and chair of WSB Training Subgroup",
         "Nurse (Schools) and chair of WSB Training Subgroup", "WSB Training Subgroup"),
    ],
)  # fmt: skip
def test_an_abbreviation_stays_in_the_name_of_a_post(line, role, organisation):
    read = parse_line(line, ["WSB Training Subgroup", "WSB"])
    assert (read.name, read.role, read.organisation) == ("Jo Hill", role, organisation)


def test_a_role_on_the_next_line_joins_the_name_above():
    block = "Ann Lee\nDesignated Nurse and chair of the Training Group\n\nGlyn Tew\nDetective Chief Inspector Wenbridge Police and Chair"
    first, second = parse_block(block)
    assert (first.name, first.role) == ("Ann Lee", "Designated Nurse and chair of the Training Group")
    assert (second.name, second.role) == ("Glyn Tew", "Detective Chief Inspector Wenbridge Police and Chair")


def test_two_named_people_below_each_other_stay_two():
    assert [one.name for one in parse_block("Jo Hill\nDetective Chief Inspector Amy Stone\nPat Lane")] == [
        "Jo Hill",
        "Amy Stone",
        "Pat Lane",
    ]


@given(st.text(max_size=120))
def test_no_letter_is_lost_whatever_is_typed(line):
    read = parse_line(line)
    kept = " ".join([read.title, read.name, read.role, read.organisation])
    if read.is_anonymous:
        kept += " anonymous anonymously name withheld not named unnamed witness"
    dropped = "then formerly previously at that time at the time and also as she he they was were"
    letters = set(re.findall(r"\w+", line)) - set(re.findall(r"\w+", dropped)) - set("0123456789")
    missing = [word for word in letters if word not in kept and word.lower() not in dropped and not word.isdigit()]
    assert not missing


@given(st.text(max_size=400))
@example("Jo Hill\n,\n;")
def test_any_block_is_read(block):
    for read in parse_block(block, ["Police", "a"]):
        assert read.name
        assert not (read.is_anonymous and (read.title or read.role or read.organisation))


def test_the_list_of_a_real_report_is_read_as_a_person_would():
    if not SEEDS.exists():
        block, wanted = "- Mr Al Hope (then Head of Care, Trust)", [("Mr", "Al Hope", True, False)]
    else:
        text = (SEEDS / "essex.txt").read_text()
        start = text.index("- Assistant Chief")
        block = text[start : text.index("A proposed way forward", start)]
        wanted = [
            (one["title"] or "", one["name"], one["then"], one["anonymous"])
            for one in json.loads((SEEDS / "essex.json").read_text())["witnesses"]
        ]
    assert [(one.title, one.name, one.is_then, one.is_anonymous) for one in parse_block(block)] == wanted
