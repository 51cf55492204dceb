"""Whole papers proof-read, on invented papers: each rule finds its fault, and leaves alone what is none."""

import pytest

from scrutiny.rules.proofreading.paper import (
    CLASH,
    COUNT,
    DATE,
    DUPLICATE_NUMBER,
    HEADING,
    NAME,
    NOISE,
    NOTE,
    PLACEHOLDER,
    REFERENCE,
    SOURCE,
    TITLE,
    UNDEFINED,
    Listed,
    Named,
    Paper,
    Part,
    Term,
)
from scrutiny.rules.proofreading.senses import forms
from scrutiny.rules.proofreading.whole import proofread


def text(*words, **known):
    """A paper of plain texts."""
    return Paper(parts=tuple(one if isinstance(one, Part) else Part(one) for one in words), **known)


def found(paper, kind):
    """The words quoted first in each report of a kind."""
    return [report.quotes[0].text for report in proofread(paper) if report.kind == kind]


LIST = "Three teams:\n- Lamp Team\n- Path Team\n- A person for benches"
TWO_AIMS = "The club has these aims:\n- Plant more trees along the lanes\n- Mend every bench in the park"
THREE_AIMS = "Its objectives are:\n- Plant more trees by the lanes\n- Mend every bench it owns\n- Keep the pond clean"


@pytest.mark.parametrize(
    ("paper", "kind", "quoted"),
    [
        (text("INSERT FIGURES FOR THE POND"), PLACEHOLDER, "INSERT FIGURES"),
        (text("Lamps cost £40 (check with Finance) each."), NOTE, "(check with Finance)"),
        (text("The group was/were pleased."), NOTE, "was/were"),
        (text("See the Lamp Plan ASK \\* MERGEFORMAT for more."), NOISE, "ASK"),
        (text("Read it at <u>the library</u>."), NOISE, "<u>"),
        (text("The pond &amp; the lane."), NOISE, "&amp;"),
        (text("The **pond is deep."), NOISE, "**"),
        (
            text(Part("One.", number="14"), Part("Two.", number="15"), Part("Three.", number="15")),
            DUPLICATE_NUMBER,
            "15. Two",
        ),
        (
            text("(1) That lamps be lit.", "(2) That paths be swept.", "(2) That ponds be drained."),
            DUPLICATE_NUMBER,
            "(2) ",
        ),
        (
            text(*(Part(f"Para {n}.", number=n) for n in ("1.1", "1.2", "2.1", "1.1", "1.2", "2.1"))),
            DUPLICATE_NUMBER,
            "1.1. Para",
        ),
        (
            text("x", appendices=(Listed("Annex 1", "Lamps"), Listed("Annex 1", "Ponds"))),
            DUPLICATE_NUMBER,
            "Annex 1 Lamps",
        ),
        (text("The map is at Appendix C.", appendices=(Listed("Appendix A", "Lamps"),)), REFERENCE, "Appendix C"),
        (text("We mended it (see below)."), REFERENCE, "(see below)"),
        (text("A list is attached to this note as an appendix."), REFERENCE, "attached to this note as an appendix"),
        (text(Part("As paragraph 7.3 says.", number="2.1"), Part("Ponds.", number="2.2")), REFERENCE, "paragraph 7.3"),
        (
            text(
                Part("Light lamps.", "Recommendations", "2.1"),
                Part("Lamps are dark (Recommendation 4.1).", "Findings", "4.1"),
            ),
            REFERENCE,
            "Recommendation 4.1",
        ),
        (text(LIST), COUNT, "Three teams"),
        (text(TWO_AIMS, THREE_AIMS), COUNT, "The club has these aims"),
        (text("Of the 12 actions:\n- 12 are done", counted=(("actions", None),)), COUNT, "Of the 12 actions"),
        (
            text(
                "x",
                people=(
                    Named("Ann Oak", where="planned"),
                    Named("Ann Oak", where="heard"),
                    Named("Bo Elm", where="heard"),
                ),
                compared=(("planned", "heard"),),
            ),
            COUNT,
            "Bo Elm",
        ),
        (
            text(
                "With this membership: Ann Oak, Bo Elm and Cy Ash.",
                people=tuple(Named(one, where="members") for one in ("Ann Oak", "Bo Elm", "Cy Ash", "Di Yew")),
            ),
            COUNT,
            "membership:",
        ),
        (text("Lamps in 20014/15 were dim."), DATE, "20014"),
        (
            text(Part("Park Watch Annual Report 2014", kind=TITLE), "The Park Watch annual report 2014/15 is short."),
            DATE,
            "Park Watch Annual Report 2014",
        ),
        (text("The QZX mended it."), UNDEFINED, "QZX"),
        (text("The LWG mended it.", "Ask the Lamp Watch Group (LWG)."), UNDEFINED, "LWG"),
        (
            text("Ask the Lamp Watch Group (LWG).", terms=(Term("PPG", "Path Group"),), prints_glossary=True),
            UNDEFINED,
            "LWG",
        ),
        (text("The PG met.", terms=(Term("PG", "Path Group"), Term("PG", "Private garden"))), CLASH, "PG Path Group"),
        (text("The PG met.", terms=(Term("PG", "Path group OR Private garden"),)), CLASH, "PG Path group"),
        (
            text(
                "The PG met.", terms=(Term("PG", "Path group"),), elsewhere=(Term("PG", "Private garden", "Elmford"),)
            ),
            CLASH,
            "PG",
        ),
        (
            text(
                "x",
                terms=(Term("LWG", "Lamp Watch group"), Term("LWLG", "Lane Widening group")),
                prints_glossary=True,
            ),
            CLASH,
            "LWG Lamp",
        ),
        (text("The Lamps' Board sat.", bodies=("Lamps Board",)), NAME, "Lamps' Board"),
        (
            text("The Wellmeadow Board and the Well Meadow Board.", bodies=("Wellmeadow Board",)),
            NAME,
            "Well Meadow Board",
        ),
        (text("The Watch Group met.", bodies=("Lamp Watch Group",), council="Elmford Council"), NAME, "Watch Group"),
        (
            text("The Lighting Board met. The Lighting Board sat. The Lighting Board rose. The Lamping Board met."),
            NAME,
            "Lamping Board",
        ),
        (text("The Lamp Watch Group (LWG) met.", "The LWG group rose."), NAME, "LWG group"),
        (text("HMP Oak House and HMYOI Elm Hill.", bodies=("HMP YOI Elm Hill",)), NAME, "HMYOI Elm Hill"),
        (text("Mr Bo Elmer spoke.", people=(Named("Bo Elmes", where="witnesses"),)), NAME, "Bo Elmer"),
        (
            text("x", people=(Named("Bo Elm - Ash", where="members"), Named("Bo Elm-Ash", where="planned members"))),
            NAME,
            "Bo Elm - Ash",
        ),
        (
            text("x", people=(Named("Bo Elm", "Lamp man", "witnesses"), Named("Bo Elm", "Pond man", "officers"))),
            NAME,
            "Lamp man",
        ),
        (
            text("It will be presented by the Lamp Manager.", presenter="Bo Elm, Pond Manager"),
            NAME,
            "presented by the Lamp",
        ),
        (text("The Head of Lamps and the Head of Old Lamps came."), NAME, "Head of Lamps"),
        (text("Two appendices are here.", "Annex 1 is a map."), NAME, "appendices"),
        (text("A new Chairman came.", "The new Chair spoke."), NAME, "new Chairman"),
        (text("The sub group met.", "Each subgroup rose."), NAME, "sub group"),
        (text("The Lamp Care Service and the Lamp Care Team met."), NAME, "Lamp Care Service"),
        (text("Each Lamp Care Plan is an LC Plan.", "An LCP is short."), NAME, "LC Plan"),
        (
            text("The report on lamps by Bo Elm came.", "The review by Bo Elm is long."),
            NAME,
            "report on lamps by Bo Elm",
        ),
        (
            text("The annual report 2014/15 is here.", Part("Park Annual Review of 2014/15", kind=SOURCE)),
            NAME,
            "annual report 2014/15",
        ),
        (text("The announced Ofsted inspection came.", "The unannounced inspection by Ofsted."), NAME, "The announced"),
        (
            text("Appendix 1 provides a short report of lamps.", appendices=(Listed("Appendix 1", "Lamp Plan"),)),
            NAME,
            "Appendix 1 provides a short report",
        ),
    ],
)
def test_found(paper, kind, quoted):
    assert any(one.startswith(quoted) for one in found(paper, kind)), [
        (report.kind, report.why) for report in proofread(paper)
    ]


SOUND = Paper(
    parts=(
        Part("Lamps in Elmford Parks 2014/15", kind=TITLE),
        Part("Summary", kind=HEADING),
        Part("The Elmford Parks Board (EPB) asked for this report. Its lamps are **old**.", "Summary", "1.1"),
        Part("The EPB has two aims:\n- Light the lanes\n- Mend the benches", "Summary", "1.2"),
        Part("Background", kind=HEADING),
        Part("In 2013/14 the Board spent £4m. Appendix A has the map (see paragraph 1.2).", "Background", "2.1"),
        Part(
            "Section 9.2 of the Lamps Act and paragraph 3.4 of the report to Cabinet do not apply.", "Background", "2.2"
        ),
        Part(
            "Ann Oak, Head of Lamps, and Ann Oakley, Head of Ponds, spoke of the Chair of the Board.",
            "Background",
            "2.3",
        ),
        Part("Elmford Council and Oakford Council share the Pond Service and the Path Team.", "Background", "2.4"),
        Part("Recommendations", kind=HEADING),
        Part("(1) That the EPB light its lamps.", "Recommendations", "3.1"),
        Part("(2) That Elmford Council mend its benches by 2016.", "Recommendations", "3.2"),
        Part("Oakford Lamp Review 2011", kind=SOURCE),
    ),
    people=(Named("Ann Oak", "Head of Lamps", "witnesses"), Named("Ann Oakley", "Head of Ponds", "witnesses")),
    bodies=("Elmford Parks Board", "Elmford Council", "Oakford Council", "Pond Service", "Path Team"),
    terms=(Term("EPB", "Elmford Parks Board"), Term("YOS/YOT", "Youth service, youth team")),
    elsewhere=(Term("EPB", "Elmford Parks Board", "Oakford"),),
    appendices=(Listed("Appendix A", "Map of lamps", is_attached=True),),
    council="Elmford Council",
)


def test_a_sound_paper_is_left_alone():
    assert [(report.kind, report.why) for report in proofread(SOUND)] == []


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("The Lighting from Lanes Board met. The Lighting from Lanes Board rose.", "Lighting from Lanes Board"),
        (
            "Each Local Lamps Board met. The Elm Lamps Board sat. The Elm Lamps Board rose. The Elm Lamps Board ate.",
            "Elm Lamps Board",
        ),
    ],
)
def test_part_of_a_name_and_a_general_name_are_left_alone(words, body):
    assert found(text(words, bodies=(body,)), NAME) == []


def test_a_report_says_what_is_wrong_and_what_to_do():
    for report in proofread(text("The QZX met (see below) in 20014/15.", "(1) Lamps", "(1) Ponds")):
        assert report.why.count(".") > 1
        assert report.why.endswith(".")


@pytest.mark.parametrize(
    ("entry", "gives"),
    [
        ("LW / LaW", {"LW / LaW", "LW", "LaW"}),
        ("LSS/C", {"LSS/C", "LSS", "LSC"}),
        ("LOS/LOT", {"LOS/LOT", "LOS", "LOT"}),
        ("LA / F", {"LA / F", "LA", "LF"}),
        ("LWG", {"LWG"}),
    ],
)
def test_the_forms_of_one_entry(entry, gives):
    assert set(forms(entry)) == gives


@pytest.mark.parametrize(
    "words", ["Ofsted and ", "(check ", "attached as ", "Aa Bb ", "report of a b c ", "1.1 ", "- a\n"]
)
def test_a_long_odd_text_is_read_to_its_end(words):
    proofread(text(words * 2500, bodies=("Aa Bb Board",), people=(Named("Aa Bc", "x", "members"),)))
