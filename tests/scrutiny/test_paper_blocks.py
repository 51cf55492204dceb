"""What the blocks of this floor print: people, process, scope, glossary, background papers, contact."""

import re
from datetime import date

import pytest

from scrutiny.actions import papers
from scrutiny.models import Membership, Paper, Scope, Section
from scrutiny.papers import outline
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 6, 1)


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def review(cast):
    return make.make_review(
        cast.committee, "School transport", conducted_by=cast.sub_committee, with_paper=False, started="2023-06"
    )


@pytest.fixture
def paper(cast, review):
    return Paper.objects.create(council=cast.council, review=review, title="School transport")


@pytest.fixture
def add(cast, paper):
    def add(kind, text="", **fields):
        return papers.add_section(paper, kind, text=text, by=cast.officer, **fields)

    return add


def data(section, as_at=AS_AT):
    """What a section has to print, read anew."""
    section = Section.objects.select_related("paper").get(pk=section.pk)
    return outline.data_of(section, as_at)


def test_written_text_is_prose_in_a_plain_paper(add):
    section = add("written", "First.\n\nSecond *and* last.", heading="Background")
    assert data(section) == {"html": "<p>First.</p>\n<p>Second <em>and</em> last.</p>"}


def test_paragraphs_are_numbered_in_a_numbered_paper(cast, add, paper):
    add("written", "Earlier.", heading="Purpose")
    section = add("written", "One:\n\n- a\n- b\n\n{{unnumbered}} A note.\n\nTwo.", heading="Background")
    papers.save_paper(paper, paper.version, is_numbered=True, by=cast.officer)
    items = data(section)["items"]
    assert [item["label"] for item in items] == ["2.1", "", "2.2"]
    assert "<li>a</li>" in items[0]["html"]
    assert items[1]["html"] == "<p>A note.</p>"


@pytest.mark.parametrize(
    "kind",
    [
        "written",
        "process",
        "matters_covered",
        "witnesses",
        "scope",
        "glossary",
        "background_papers",
        "contact",
        "findings",
    ],
)
def test_an_empty_section_says_so(add, kind):
    assert data(add(kind, heading="Something")) is None


@pytest.mark.parametrize("kind", ["process", "matters_covered", "witnesses", "scope", "background_papers", "findings"])
def test_a_section_with_only_its_text_prints_it(add, kind):
    assert "Only this." in data(add(kind, "Only this."))["html"]


def test_an_unknown_kind_is_printed_as_text_not_lost(paper):
    section = make.make_section(paper, "poem", "Ode", text="Words.")
    assert data(section) == {"html": "<p>Words.</p>"}


def member(body, name, **fields):
    return make.make_membership(body, make.make_person(body.council, name), title="Councillor", **fields)


def test_membership_names_roles_in_the_councils_own_word(cast, add):
    cast.council.chair_word = "Chairman"
    cast.council.save()
    member(cast.sub_committee, "Ann Ash", role=Membership.Role.CHAIR)
    member(cast.sub_committee, "Bo Beck", role=Membership.Role.VICE_CHAIR)
    member(cast.sub_committee, "Cy Cole", role=Membership.Role.CHAIR, is_interim=True)
    rows = {row["name"]: row["role"] for row in data(add("membership"))["members"]}
    assert rows["Councillor Ann Ash"] == "Chairman"
    assert rows["Councillor Bo Beck"] == "Vice-chairman"
    assert rows["Councillor Cy Cole"] == "Interim chair"
    assert rows["Councillor Mabel Thorn"] == ""
    assert rows["Mrs Cora Finch"] == "Co-opted member, parent governor"


def test_changes_of_membership_are_told_and_reasons_only_when_decided(cast, add):
    new = member(cast.sub_committee, "Nia New", joined="2023-11", reason_joined="secret")
    gone = member(cast.sub_committee, "Olaf Old", left="2023-10", reason_left="secret illness", replaced_by=new)
    member(cast.sub_committee, "Late Comer", joined="2024-01-09", reason_joined="after an election")
    changes = data(add("membership"))["changes"]
    assert changes == [
        "Councillor Olaf Old left in October 2023 and was replaced by Councillor Nia New, who joined in November 2023.",
        "Councillor Late Comer joined on 9 January 2024 (after an election).",
    ]
    Membership.objects.filter(pk=gone.pk).update(prints_reason=True, reason_left="Ill health.")
    assert data(add("membership"))["changes"][0] == (
        "Councillor Olaf Old left in October 2023 (Ill health) and was replaced by Councillor Nia New, "
        "who joined in November 2023 (secret)."
    )


def test_membership_is_that_of_the_review_and_of_the_date(cast, add):
    member(cast.sub_committee, "Before Them", left="2022-05")
    member(cast.sub_committee, "After Them", joined="2024-07")
    leaver = member(cast.sub_committee, "Leaver Later", left="2024-12")
    section = add("membership")
    rows = {row["name"]: row["note"] for row in data(section)["members"]}
    assert "Councillor Before Them" not in rows
    assert "Councillor After Them" not in rows
    assert rows[leaver.printed_name] == ""
    later = {row["name"]: row["note"] for row in data(section, date(2025, 1, 1))["members"]}
    assert later["Councillor After Them"] == "From July 2024"
    assert later[leaver.printed_name] == "Until December 2024"


def test_process_lists_what_was_held_by_then(cast, review, add):
    make.make_session(review, "Visit to the depot", date="2024-02-05", kind="visit", place="Wenbridge <depot>")
    make.make_session(review, "Hearing of operators", date="2024-01")
    make.make_session(review, "Still to come", date="2024-09-01")
    make.make_meeting(cast.sub_committee, date(2024, 3, 4))
    make.make_meeting(cast.sub_committee, date(2023, 1, 4))
    make.make_meeting(cast.sub_committee, date(2024, 4, 4), kind="private")
    make.make_meeting(cast.sub_committee, date(2024, 5, 4), kind="private")
    shaped = data(add("process", "We met often."))
    assert [[cell["html"] for cell in row["cells"]] for row in shaped["rows"]] == [
        ["January 2024", "Hearing of operators", ""],
        ["5 February 2024", "Visit to the depot", "Wenbridge &lt;depot&gt;"],
        ["4 March 2024", "Formal meeting in public of the sub-committee", ""],
    ]
    assert shaped["note"] == "The sub-committee also held two private meetings."
    assert shaped["intro_html"] == "<p>We met often.</p>"


def heads(section):
    """The heads of the columns that a section prints, and how many cells its rows have."""
    html = shaping.article(shaping.shape(Paper.objects.get(pk=section.paper_id), AS_AT))
    return re.findall(r'<th scope="col"[^>]*>([^<]*)<', html), {len(re.findall("<t[hd]", row)) for row in rows_in(html)}


def rows_in(html):
    return re.findall(r"<tr.*?</tr>", html.partition("<tbody>")[2], re.DOTALL)


def test_a_section_without_a_heading_is_said_to_run_on(paper, add):
    for heading in ("One", "", "Two"):
        add("written", "Words.", heading=heading)
    blocks = shaping.printed_blocks(Paper.objects.get(pk=paper.pk), AS_AT)[0]
    assert [block.get("is_continued", False) for block in blocks] == [True, False, False]


def test_a_column_without_a_word_in_it_is_left_out(cast, review, add):
    make.make_session(review, "Hearing", date="2024-01")
    section = add("process")
    assert heads(section) == (["Date", "What was held"], {2})
    make.make_session(review, "Visit", date="2024-02", place="Wenbridge")
    assert heads(section) == (["Date", "What was held", "Where"], {3})


def test_members_and_witnesses_without_roles_are_a_column_of_names(cast, review, add):
    Membership.objects.filter(body=cast.sub_committee).update(role="member", capacity="", joined="")
    section = add("members_and_witnesses")
    witness = make.make_witness(review, "Wyn Speaker")
    assert heads(section) == (["Member", "Witness"], {1})
    Membership.objects.filter(body=cast.sub_committee).update(capacity="parent governor", joined="2024-01")
    witness.role = "Nurse"
    witness.save()
    assert heads(section)[0] == ["Member", "Role", "Served", "Witness", "Role and organisation"]


def test_a_committees_own_meetings_are_not_the_reviews(cast, add):
    review = make.make_review(cast.committee, with_paper=False, started="2023-06")
    paper = Paper.objects.create(council=cast.council, review=review, title="Own")
    make.make_meeting(cast.committee, date(2024, 3, 4))
    assert data(papers.add_section(paper, "process", by=cast.officer)) is None


def test_matters_covered_are_a_list(review, add):
    review.matters_covered = "- the first\n2. the second\nthe third"
    review.save()
    assert [item["html"] for item in data(add("matters_covered"))["items"]] == [
        "<p>the first</p>",
        "<p>the second</p>",
        "<p>the third</p>",
    ]


def test_witnesses_are_thanked_in_their_role_then(review, add):
    make.make_witness(review, "Wyn Speaker", title="Mr", role="Director", is_then=True, organisation="Wenbridge Buses")
    make.make_witness(review, "Front-line staff", is_anonymous=True)
    make.make_witness(review, "Not Thanked", is_thanked=False)
    make.make_witness(review, "In Bin", binned_at="2024-01-01T00:00Z")
    shaped = data(add("witnesses"))
    assert [(one["name"], one["role"], one["organisation"]) for one in shaped["witnesses"]] == [
        ("Mr Wyn Speaker", "Then Director", "Wenbridge Buses"),
        ("Front-line staff", "", ""),
    ]
    assert shaped["intro_html"] == "<p>The School Transport Sub-Committee thanks those who gave evidence.</p>"
    assert "Warm thanks" in data(add("witnesses", "Warm thanks to:"))["intro_html"]


def test_members_and_witnesses_stand_under_headings_of_their_own(review, add):
    make.make_witness(review, "Wyn Speaker")
    section = add("members_and_witnesses", "Olive Marsh, Scrutiny Officer")
    parts = data(section)["parts"]
    assert [part["heading"] for part in parts] == ["Members of the sub-committee", "Witnesses", "Officers"]
    assert parts[2]["data"]["items"] == [{"html": "<p>Olive Marsh, Scrutiny Officer</p>"}]
    blocks = shaping.printed_blocks(Paper.objects.get(pk=section.paper_id), AS_AT)[0]
    assert [(block["level"], block["heading"]) for block in blocks] == [
        (1, "Members and witnesses"),
        (2, "Members of the sub-committee"),
        (2, "Witnesses"),
        (2, "Officers"),
    ]


def test_scope_puts_what_was_planned_beside_what_happened(review, add):
    Scope.objects.create(
        review=review, objective="To look at buses.", planned_witnesses="Wyn Speaker, Director\nKay Absent, Head"
    )
    make.make_witness(review, "Wyn Speaker")
    make.make_witness(review, "Una Planned")
    make.make_evidence(review, "Open survey")
    make.make_evidence(review, "CANARY exempt title", access="exempt")
    shaped = data(add("scope"))
    assert [row["heading"] for row in shaped["rows"]] == ["Objective"]
    rows = {row["heading"]: row for row in shaped["parts"][0]["data"]["rows"]}
    assert "Wyn Speaker, Director" in rows["Witnesses"]["planned_html"]
    assert "Planned, but not there: Kay Absent." in rows["Witnesses"]["actual_html"]
    assert "Not planned: Una Planned." in rows["Witnesses"]["actual_html"]
    assert "Open survey" in rows["Evidence"]["actual_html"]
    assert "CANARY" not in str(shaped)


def test_a_scope_that_nobody_wrote_is_no_appendix(review, add):
    Scope.objects.create(review=review, planned_witnesses="  ")
    make.make_witness(review, "Wyn Speaker")
    make.make_session(review, "Hearing", date="2024-01")
    section = add("scope", heading="Appendix")
    assert data(section) is None
    assert shaping.printed_blocks(Paper.objects.get(pk=section.paper_id), AS_AT)[0] == []
    Scope.objects.filter(review=review).update(planned_witnesses="Kay Absent")
    assert [row["heading"] for row in data(section)["parts"][0]["data"]["rows"]] == ["Witnesses", "Dates", "Membership"]


def test_the_glossary_has_only_the_acronyms_that_the_paper_uses(cast, review, add):
    for acronym, meaning in [
        ("CAF", "Common assessment framework"),
        ("LADO", "Local authority designated officer"),
        ("LADO", "Lead adviser on domestic order"),
        ("GP", "General practitioner"),
        ("MA", "Multi-agency"),
        ("OSC", "Overview and scrutiny committee"),
        ("XX", "Not used"),
    ]:
        make.make_term(cast.council, acronym, meaning)
    make.make_term(make.make_council(), "CAF", "Another council's")
    add("written", "The LADO asked two GPs about the **CAF** (MAPLE).", heading="Background")
    buses = add("findings", heading="What the OSC found")
    make.make_finding(section=buses)
    left_out = add("written", "XX", heading="Left out")
    papers.drop_section(left_out, by=cast.officer)
    shaped = data(add("glossary"))
    assert shaped["terms"] == [
        {"term": "CAF", "meanings": ["Common assessment framework"]},
        {"term": "GP", "meanings": ["General practitioner"]},
        {"term": "LADO", "meanings": ["Lead adviser on domestic order", "Local authority designated officer"]},
        {"term": "OSC", "meanings": ["Overview and scrutiny committee"]},
    ]


def test_background_papers_are_the_open_ones(review, add):
    make.make_evidence(
        review, "Survey", is_background_paper=True, source="Highways", date="2023-05", link="https://x.gov.uk"
    )
    make.make_evidence(review, "Only read")
    make.make_evidence(review, "CANARY", access="exempt", is_background_paper=True)
    make.make_evidence(review, "In bin", is_background_paper=True, binned_at="2024-01-01T00:00Z")
    assert data(add("background_papers"))["items"] == [
        {"title": "Survey", "where": "Highways, May 2023", "href": "https://x.gov.uk"}
    ]


def test_contact_is_the_sections_else_the_reviews_else_the_councils(cast, review, add):
    section = add("contact")
    cast.council.contact = "The council's\nscrutiny team"
    cast.council.save()
    assert data(section)["html"] == "<p>The council's<br>scrutiny team</p>"
    review.contact = "The review's"
    review.save()
    assert "review" in data(section)["html"]
    assert (
        data(add("contact", "Mine *here*\n\nOlive\n020 1"))["html"] == "<p>Mine <em>here</em></p><p>Olive<br>020 1</p>"
    )
    assert data(add("contact", "Ask:\n- Olive"))["html"].count("<li>") == 1
