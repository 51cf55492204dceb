"""The printed table of responses: what it says on which day, and that its figures add up."""

import re
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import response_blocks
from recommendations.actions import responses
from recommendations.models import DeadlineChange, Limb, PaperSubject
from scrutiny.models import Paper, Section
from scrutiny.papers import outline
from tests import factories as make
from tests import life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = date(2024, 6, 1)


@pytest.fixture
def review():
    return life.make_agreed()


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


def asked(review, *bodies, text="Do a thing.", limbs=(), **fields):
    """The requests to some bodies about one recommendation, sent on 14 March 2024."""
    one = make.make_recommendation(
        review, text, label=f"({review.recommendations.count() + 1})", is_label_fixed=True, **fields
    )
    for at, said in enumerate(limbs, start=1):
        Limb.objects.create(recommendation=one, order=at, label=f"({chr(96 + at)})", text=said)
    return [life.make_request(one, make.make_addressee(one, body, order=at)) for at, body in enumerate(bodies, start=1)]


def respond(officer, request, decision="accepted", **fields):
    own = {name: fields.pop(name) for name in ("limb", "amended_text") if name in fields}
    own["reasons"] = fields.pop("why", "")
    fields = {"received_on": date(2024, 4, 3), "on": date(2024, 4, 3)} | fields
    given = responses.respond([{"request": request, "decision": decision} | own], by=officer, **fields)
    return given.answers.get()


def body(review, name):
    return make.make_body(review.council, name, kind="directorate")


def table(review, on=LATER):
    return response_blocks.of_review(review, on)


def printed(review, on=LATER):
    """The words of the table, with single spaces."""
    html = render_to_string(response_blocks.TEMPLATE, {"data": table(review, on)})
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_says_all_of_an_answer(review, officer):
    (request,) = asked(review, body(review, "Works"), text="Meet twice a year.")
    answer = respond(
        officer,
        request,
        "in_part",
        why="Once is enough.",
        amended_text="Meet once a year.",
        decided_by="Cabinet",
        decided_on="2024-04-02",
        decided_at="Minute 12",
        reasons="Cabinet welcomed the report.",
    )
    owner = life.make_owner(review.council, "Una Owner", post="Head of Works", email="una.owner@example.org")
    life.make_action(answer, "Call the first meeting.", owner=owner, due_on="2024-12", on=LATER)
    (row,) = table(review)["rows"]
    assert (row["label"], row["addressee"], row["response"]) == ("(1)", "Works", "Accepted in part")
    assert row["due"] == "11 April 2024"
    assert row["late"] == "Answered 3 April 2024, in time"
    said = printed(review)
    for words in (
        "Meet twice a year.",
        "As amended: Meet once a year.",
        "Once is enough. Cabinet welcomed the report.",
        "Cabinet, 2 April 2024, Minute 12. Received 3 April 2024.",
        "Call the first meeting. Una Owner, by December 2024",
        "28 days after it was received",
    ):
        assert words in said
    assert "@" not in said


def test_each_addressee_has_a_row_and_the_wording_stands_once(review, officer):
    first, second = asked(review, body(review, "Works"), body(review, "Schools"), text="Meet twice a year.")
    respond(officer, second, "rejected")
    rows = table(review)["rows"]
    assert [(row["label"], row["addressee"], row["response"]) for row in rows] == [
        ("(1)", "Works", "Response awaited"),
        ("(1)", "Schools", "Rejected"),
    ]
    assert ["Meet twice" in row["html"] for row in rows] == [True, False]
    assert rows[0]["late"] == "Overdue by 51 days"
    assert first.due_on == date(2024, 4, 11)


def test_the_figures_add_up(review, officer):
    works, schools = body(review, "Works"), body(review, "Schools")
    decisions = ["accepted", "accepted", "in_part", "in_principle", "rejected", "noted", "under_consideration", "none"]
    for decision in decisions:
        (request,) = asked(review, works)
        respond(officer, request, decision)
    asked(review, works, schools)
    lead = table(review)["lead"]
    assert lead == (
        "As at 1 June 2024, 10 responses were asked for: 2 accepted, 1 accepted in part, 1 without commitment, "
        "1 noted, 1 rejected, 1 under consideration, 1 without a decision and 2 still awaited. 4 of them are overdue."
    )
    figures = [int(number) for number in re.findall(r"(\d+) [a-z]", lead.partition(":")[2].partition(".")[0])]
    assert sum(figures) == 10 == len(table(review)["rows"])


def test_what_was_recorded_later_is_not_in_an_earlier_table(review, officer):
    (request,) = asked(review, body(review, "Works"))
    answer = respond(officer, request, "under_consideration", on=date(2024, 4, 5))
    respond(officer, request, "rejected", why="Too dear.", received_on=date(2024, 5, 1), on=date(2024, 5, 2))
    life.make_action(answer, owner=life.make_owner(review.council), due_on="2024-12", on=date(2024, 5, 10))

    def on(month, day):
        when = date(2024, month, day)
        rows = table(review, when)["rows"]
        return (rows[0]["response"], len(rows[0]["actions"]), rows[0]["late"]) if rows else table(review, when)["lead"]

    assert on(3, 13) == "Nobody had been asked for a response as at 13 March 2024."
    assert on(3, 14) == ("Response awaited", 0, "Due in 28 days")
    assert on(4, 5) == ("Under consideration", 0, "Due in 6 days")
    assert on(5, 1) == ("Under consideration", 0, "Overdue by 20 days")
    assert on(5, 2) == ("Rejected", 0, "Answered 1 May 2024, 20 days late")
    assert on(5, 10) == ("Rejected", 1, "Answered 1 May 2024, 20 days late")


def test_a_date_that_moved_later_is_printed_as_it_was(review):
    (request,) = asked(review, body(review, "Works"))
    DeadlineChange.objects.create(
        request=request,
        before_on=request.due_on,
        after_on=date(2024, 7, 1),
        before_sum=request.sum,
        after_sum="A later notice.",
        why="Found in the post.",
        recorded_on=date(2024, 5, 1),
    )
    type(request).objects.filter(pk=request.pk).update(due_on=date(2024, 7, 1), sum="A later notice.")
    before, after = table(review, date(2024, 4, 30))["rows"][0], table(review)["rows"][0]
    assert (before["due"], before["sum"]) == ("11 April 2024", "28 days after it was received")
    assert (after["due"], after["sum"]) == ("1 July 2024", "A later notice.")


def test_limbs_answered_apart_are_named(review, officer):
    (request,) = asked(review, body(review, "Works"), limbs=["Write to schools.", "Print a list."])
    first, second = request.recommendation.limbs.order_by("order")
    respond(officer, request, limb=first)
    respond(officer, request, "rejected", limb=second, why="Lists go out of date.")
    (row,) = table(review)["rows"]
    assert row["response"] == "Taken together: rejected"
    assert [(one["limb"], one["decision"]) for one in row["answers"]] == [("(a)", "Accepted"), ("(b)", "Rejected")]
    assert "(b) Rejected Lists go out of date." in printed(review)


def test_in_principle_with_nothing_promised_is_no_commitment(review, officer):
    (request,) = asked(review, body(review, "Works"))
    respond(officer, request, "in_principle")
    assert table(review)["rows"][0]["response"] == response_blocks.NO_COMMITMENT


def test_a_withdrawn_recommendation_keeps_its_number_alone(review, officer):
    (request,) = asked(review, body(review, "Works"), text="Sell the depot.")
    asked(review, body(review, "Schools"))
    type(request.recommendation).objects.filter(pk=request.recommendation_id).update(withdrawn_at=timezone.now())
    rows = table(review, timezone.localdate())["rows"]
    assert [row["label"] for row in rows] == ["(1)", "(2)"]
    assert "Withdrawn." in rows[0]["html"]
    assert "Sell the depot" not in printed(review, timezone.localdate())
    assert "Sell the depot" in printed(review)


def test_what_was_not_asked_and_what_is_addressed_to_nobody_is_said(review):
    asked(review, body(review, "Works"))
    one = asked(review)
    assert one == []
    later = make.make_recommendation(review, "Write.", label="(3)")
    make.make_addressee(later, name="All head teachers")
    assert [row["response"] for row in table(review)["rows"]] == [
        "Response awaited",
        "Addressed to nobody",
        "Not asked yet",
    ]


def test_typed_words_are_not_printed_as_markup(review, officer):
    (request,) = asked(review, make.make_body(review.council, "<b>Works</b>", kind="directorate"))
    respond(officer, request, why="<script>alert(1)</script>", decided_by="<i>Cabinet</i>")
    html = render_to_string(response_blocks.TEMPLATE, {"data": table(review)})
    assert "<script" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;Works" in html


def test_it_stands_in_a_reviews_report_and_in_a_committees_paper(review):
    asked(review, body(review, "Works"))
    section = make.make_section(review.report, "response_table", "Responses")
    assert outline.data_of(section, LATER)["rows"]
    paper = Paper.objects.create(council=review.council, body=review.commissioned_by, title="Responses")
    own = make.make_section(paper, "response_table", "Responses")
    assert outline.data_of(own, LATER) is None
    PaperSubject.objects.create(paper=paper, review=review)
    again = Section.objects.select_related("paper").get(pk=own.pk)
    assert outline.data_of(again, LATER)["rows"]


def test_the_table_costs_the_same_for_few_and_for_many(review, officer):
    works, schools = body(review, "Works"), body(review, "Schools")

    def add():
        for request in asked(review, works, schools, limbs=["One.", "Two."]):
            answer = respond(officer, request)
            life.make_action(answer, owner=life.make_owner(review.council), due_on="2024-12")

    def cost():
        with CaptureQueriesContext(connection) as found:
            printed(review)
        return len(found)

    add()
    few = cost()
    for _ in range(8):
        add()
    assert cost() == few


def test_a_response_withdrawn_later_is_in_the_earlier_table_alone(review, officer):
    (request,) = asked(review, body(review, "Works"))
    answer = respond(officer, request, "rejected")
    responses.withdraw(answer.response, "Of another review.", by=officer, on=LATER)

    def on(when):
        return table(review, when)["rows"][0]["response"]

    assert (on(date(2024, 5, 31)), on(LATER)) == ("Rejected", "Response awaited")
