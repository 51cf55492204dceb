"""Findings, conclusions and recommendations as a paper prints them: beside each other, citing each other."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import recommendations as actions
from recommendations.models import Limb, Recommendation
from scrutiny.actions import findings as finding_actions
from scrutiny.actions import papers
from scrutiny.models import Finding, Paper, Section
from scrutiny.papers import outline
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 6, 1)


@pytest.fixture
def review():
    return make.make_review(with_paper=False)


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


@pytest.fixture
def paper(review):
    return Paper.objects.create(council=review.council, review=review, title=review.title)


@pytest.fixture
def add(paper, officer):
    def add(kind, heading, text="", **fields):
        return papers.add_section(paper, kind, heading=heading, text=text, by=officer, **fields)

    return add


@pytest.fixture
def recommend(review, officer):
    def recommend(section, text, *findings):
        one = actions.add(review, section, text, by=officer)
        if findings:
            one = actions.link(one, list(findings), by=officer) or one
        return Recommendation.objects.get(pk=one.pk)

    return recommend


def data(section):
    """What a section has to print, read anew."""
    section = Section.objects.select_related("paper__review").get(pk=section.pk)
    return outline.data_of(section, AS_AT)


def table(section):
    """A findings table as (finding's text, [labels and texts beside it], what stands below)."""
    return [
        (
            row["finding"] and row["finding"]["html"],
            [f"{item['label']} {item['html']}" for item in row["recommendations"]],
            f"{row['disposition']}{row['see_also']}",
        )
        for row in data(section)["rows"]
    ]


def number(paper, officer):
    paper = Paper.objects.get(pk=paper.pk)
    papers.save_paper(paper, paper.version, is_numbered=True, by=officer)


def test_a_recommendation_stands_beside_the_first_finding_it_rests_on(add, recommend):
    buses = add("findings", "Buses")
    late, dear, clean = (make.make_finding(section=buses, text=text) for text in ("Late", "Dear", "Clean"))
    Finding.objects.filter(pk=clean.pk).update(disposition="welcomed")
    recommend(buses, "Be on time", late, dear)
    recommend(buses, "Say when late", late)
    recommend(buses, "On its own")
    assert table(buses) == [
        ("<p>Late</p>", ["(1) <p>Be on time</p>", "(2) <p>Say when late</p>"], ""),
        ("<p>Dear</p>", [], "See recommendation (1)."),
        ("<p>Clean</p>", [], "Welcomed."),
        (None, ["(3) <p>On its own</p>"], ""),
    ]


def test_moving_a_finding_moves_the_labels_and_what_cites_them(add, recommend, officer):
    buses = add("findings", "Buses")
    late, dear = (make.make_finding(section=buses, text=text) for text in ("Late", "Dear"))
    recommend(buses, "Be on time", late)
    recommend(buses, "Be cheaper", dear, late)
    assert table(buses)[0] == ("<p>Late</p>", ["(1) <p>Be on time</p>"], "See recommendation (2).")
    finding_actions.move(Finding.objects.get(pk=dear.pk), "up", by=officer)
    assert table(buses) == [
        ("<p>Dear</p>", ["(1) <p>Be cheaper</p>"], ""),
        ("<p>Late</p>", ["(2) <p>Be on time</p>"], "See recommendation (1)."),
    ]


def test_moving_a_section_moves_its_labels(add, recommend, officer):
    buses, taxis = add("findings", "Buses"), add("findings", "Taxis")
    late, few = make.make_finding(section=buses, text="Late"), make.make_finding(section=taxis, text="Few")
    recommend(buses, "Be on time", late)
    recommend(taxis, "More taxis", few)
    papers.move_section(taxis, to=0, by=officer)
    assert table(taxis)[0][1] == ["(1) <p>More taxis</p>"]
    assert table(buses)[0][1] == ["(2) <p>Be on time</p>"]


def test_listed_recommendations_are_printed_in_their_list_only(add, recommend):
    buses, listed = add("findings", "Buses"), add("recommendations", "Recommendations", "We recommend:")
    late = make.make_finding(section=buses, text="Late")
    recommend(listed, "Be on time", late)
    assert table(buses) == [("<p>Late</p>", [], "See recommendation (1).")]
    shaped = data(listed)
    assert shaped["intro_html"] == "<p>We recommend:</p>"
    assert [(item["label"], item["html"], item["citation"]) for item in shaped["items"]] == [
        ("(1)", "<p>Be on time</p>", "")
    ]


def test_conclusions_and_recommendations_cite_each_other_by_number(add, recommend, paper, review, officer):
    listed, conclusions = add("recommendations", "Recommendations"), add("conclusions", "Conclusions")
    one, two, three = (make.make_finding(section=conclusions, text=text) for text in ("One", "Two", "Three"))
    actions.set_numbering(review, style="section", by=officer)
    number(paper, officer)
    first, second = recommend(listed, "First", one, three), recommend(listed, "Second", three)

    def cited():
        return (
            [(item["label"], item["citation"]) for item in data(listed)["items"]],
            [(item["label"], item["html"], item["citation"]) for item in data(conclusions)["items"]],
        )

    assert cited() == (
        [("1.1", "(2.1 and 2.3)"), ("1.2", "(2.3)")],
        [
            ("2.1", "<p>One</p>", "(Recommendation 1.1)"),
            ("2.2", "<p>Two</p>", ""),
            ("2.3", "<p>Three</p>", "(Recommendations 1.1 and 1.2)"),
        ],
    )
    finding_actions.move(Finding.objects.get(pk=three.pk), "up", by=officer)
    assert cited()[0] == [("1.1", "(2.1 and 2.2)"), ("1.2", "(2.2)")]
    papers.move_section(conclusions, to=0, by=officer)
    assert cited() == (
        [("2.1", "(1.1 and 1.2)"), ("2.2", "(1.2)")],
        [
            ("1.1", "<p>One</p>", "(Recommendation 2.1)"),
            ("1.2", "<p>Three</p>", "(Recommendations 2.1 and 2.2)"),
            ("1.3", "<p>Two</p>", ""),
        ],
    )
    actions.link(Recommendation.objects.get(pk=first.pk), [two], by=officer)
    assert cited()[0][0] == ("2.1", "(1.3)")
    anchors = {item["label"]: item["citation_anchor"] for item in data(conclusions)["items"]}
    assert anchors == {"1.1": "", "1.2": f"recommendation-{second.pk}", "1.3": f"recommendation-{first.pk}"}


def test_what_is_left_out_or_binned_is_neither_printed_nor_cited(add, recommend, paper, officer):
    buses, listed = add("findings", "Buses"), add("recommendations", "Recommendations")
    late = make.make_finding(section=buses, text="Late")
    make.make_finding(section=buses, text="CANARY", binned_at=timezone.now())
    binned = recommend(buses, "CANARY", late)
    Recommendation.objects.filter(pk=binned.pk).update(binned_at=timezone.now())
    papers.renumber_sections(paper)
    recommend(listed, "Be on time", late)
    assert "CANARY" not in str(data(buses))
    papers.drop_section(listed, by=officer)
    assert table(buses) == [("<p>Late</p>", [], "")]


def test_a_withdrawn_recommendation_keeps_its_number_and_not_its_words(add, recommend, officer):
    buses = add("findings", "Buses")
    late = make.make_finding(section=buses, text="Late")
    first = recommend(buses, "Be on time", late)
    recommend(buses, "Say when late", late)
    actions.withdraw(first, "Overtaken", by=officer)
    assert table(buses)[0][1] == ["(1) <p>Withdrawn.</p>", "(2) <p>Say when late</p>"]


def test_limbs_have_letters_or_bullets(add, recommend):
    listed = add("recommendations", "Recommendations")
    one = recommend(listed, "Do both:")
    Limb.objects.create(recommendation=one, order=1, label="(a)", text="this")
    Limb.objects.create(recommendation=one, order=2, label="(b)", text="that")
    assert [limb["label"] for limb in data(listed)["items"][0]["limbs"]] == ["(a)", "(b)"]
    Recommendation.objects.filter(pk=one.pk).update(limb_style="bullets")
    assert [limb["label"] for limb in data(listed)["items"][0]["limbs"]] == ["", ""]


def test_who_is_asked_and_by_when_stand_in_the_list_and_not_in_the_table(add, recommend):
    for section, shown in ((add("recommendations", "Listed"), True), (add("findings", "Table"), False)):
        one = recommend(section, "Do it")
        make.make_addressee(one, name="the Cabinet")
        make.make_addressee(one, make.make_body(name="Highways Board"), order=1)
        Recommendation.objects.filter(pk=one.pk).update(
            due_on="2026-03", due_event="the 2026 review", success_measure="fewer late buses."
        )
        shaped = data(section)
        item = shaped["items"][0] if shown else shaped["rows"][0]["recommendations"][0]
        small = {name: item.get(name) for name in ("addressees", "due", "note")}
        assert small == (
            {
                "addressees": "the Cabinet and Highways Board",
                "due": "March 2026 or at the 2026 review",
                "note": "The committee will know by: fewer late buses.",
            }
            if shown
            else {"addressees": None, "due": None, "note": None}
        )


def test_an_occasion_that_the_lead_in_names_is_not_repeated(add, recommend):
    listed = add("recommendations", "Listed", "To be answered at the 2026\nReview, or in May:")
    for fields in (
        {"due_event": "at the 2026 review"},
        {"due_event": "the 2026 Review.", "due_on": "2026-03"},
        {"due_event": "at the 2027 review"},
        {"due_event": "2026 rev"},
        {"due_event": "may"},
    ):
        Recommendation.objects.filter(pk=recommend(listed, "Do it").pk).update(**fields)
    assert [item["due"] for item in data(listed)["items"]] == [
        "",
        "March 2026",
        "at the 2027 review",
        "at 2026 rev",
        "at may",
    ]


def test_a_recommendation_among_conclusions_is_printed_below_them(add, recommend):
    conclusions = add("conclusions", "Conclusions")
    one = make.make_finding(section=conclusions, text="One")
    recommend(conclusions, "Do it", one)
    shaped = data(conclusions)
    assert shaped["items"][0]["citation"] == "(Recommendation 1)"
    assert [item["html"] for item in shaped["parts"][0]["data"]["items"]] == ["<p>Do it</p>"]


def test_a_referred_finding_says_to_whom(add):
    buses = add("findings", "Buses")
    body = make.make_body(name="Transport Board")
    for fields in (
        {"disposition": "referred", "disposition_body": body},
        {"disposition": "referred", "disposition_note": "the police"},
        {"disposition": "forward_look", "disposition_note": "2026/27"},
        {"disposition": "noted"},
    ):
        make.make_finding(section=buses, **fields)
    assert [row["disposition"] for row in data(buses)["rows"]] == [
        "Referred to the Transport Board.",
        "Referred to the police.",
        "For the forward look: 2026/27.",
        "Noted.",
    ]


@pytest.mark.parametrize(
    ("typed", "note", "printed"),
    [
        ("Transport Board", "Transport Board", "Referred to the Transport Board."),
        ("TB", "TB", "Referred to the Transport Board."),
        ("TB: to report by May.", "TB: to report by May.", "Referred to the Transport Board: to report by May."),
        ("transport board, by May", "transport board, by May", "Referred to the Transport Board: by May."),
        ("", "by May", "Referred to the Transport Board: by May."),
    ],
)
def test_a_body_and_a_note_are_typed_in_one_box(client, add, officer, typed, note, printed):
    buses = add("findings", "Buses")
    council = buses.paper.council
    body = make.make_body(council, "Transport Board", abbreviation="TB")
    make.make_body(council, "Transport Board", ends_on="2011-01-01")
    finding = make.make_finding(section=buses, text="Late")
    make.sign_in(client, officer)
    address = reverse("recommendations:finding-edit", args=[finding.pk])
    if typed:
        sent = {"text": "Late", "disposition": "referred", "disposition_note": typed, "version": "1"}
        assert client.post(address, sent).status_code == 302
    else:  # as the demonstration has it: the body, and the note without it
        Finding.objects.filter(pk=finding.pk).update(
            disposition="referred", disposition_body=body, disposition_note=note
        )
    saved = Finding.objects.get(pk=finding.pk)
    assert (saved.disposition_body, saved.disposition_note) == (body, note)
    assert data(buses)["rows"][0]["disposition"] == printed
    opened = client.get(address, follow=True).context["form"]
    shown = typed or f"{body}: {note}"
    assert opened["disposition_note"].value() == shown
    again = {"text": "Late", "disposition": "referred", "disposition_note": shown, "version": str(saved.version)}
    assert client.post(address, again).status_code == 302
    assert Finding.objects.get(pk=finding.pk).disposition_body == body
    assert data(buses)["rows"][0]["disposition"] == printed


def test_a_recommendation_without_a_label_is_named_by_its_words(add, recommend, review, officer):
    actions.set_numbering(review, style="by_hand", by=officer)
    buses = add("findings", "Buses")
    late, dear = (make.make_finding(section=buses, text=text) for text in ("Late", "Dear"))
    recommend(buses, "Be on **time**", late, dear)
    assert table(buses)[1][2] == "See the recommendation “Be on time”."


def test_a_paper_costs_the_same_for_one_finding_and_for_two_hundred(add, recommend, paper, review):
    sections = [
        add("findings", "Buses"),
        add("conclusions", "Ends"),
        add("recommendations", "List"),
        add("glossary", "G"),
    ]
    make.make_term(review.council)

    def fill(count):
        for section in sections[:2]:
            findings = Finding.objects.bulk_create(
                Finding(section=section, order=at, text=f"Finding {at} of LADO") for at in range(count)
            )
            made = Recommendation.objects.bulk_create(
                Recommendation(review=review, section=section, text="Do it", order=at) for at in range(count)
            )
            for finding, one in zip(findings, made, strict=True):
                one.finding_links.create(finding=finding)
                Limb.objects.create(recommendation=one, order=1, text="limb")
                make.make_addressee(one, name="the Cabinet")
            make.make_witness(review)

    def cost():
        fresh = Paper.objects.get(pk=paper.pk)
        with CaptureQueriesContext(connection) as queries:
            shaped = shaping.shape(fresh, AS_AT)
            html = shaping.page(shaped)
        return len(queries), html.count("paper-finding")

    fill(1)
    few, _ = cost()
    fill(200)
    many, rows = cost()
    assert many == few
    assert rows > 200
