"""Recording responses: what counts, what is refused, and what stays after one is withdrawn."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import exchanges, facts
from recommendations.actions import responses
from recommendations.models import Answer, Limb, Response, Standing
from recommendations.rules import standing
from recommendations.rules.words import Answered, Decision
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories as make
from tests import life

pytestmark = pytest.mark.django_db
SENT = life.SENT
CAME = date(2024, 4, 3)
LATER = date(2024, 6, 1)


@pytest.fixture
def review():
    return life.make_agreed()


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


def asked(review, *limbs, **fields):
    """A request to one directorate about a recommendation with these limbs."""
    one = life.make_sent(review=review, **fields)
    for at, text in enumerate(limbs, start=1):
        Limb.objects.create(recommendation=one, order=at, label=f"({chr(96 + at)})", text=text)
    return one.requests.get()


def respond(answers, by, **fields):
    fields = {"received_on": CAME, "on": LATER} | fields
    return responses.respond(answers, by=by, **fields)


def answer(request, decision="accepted", **fields):
    return {"request": request, "decision": decision} | fields


def said(request, on=LATER):
    return Standing.objects.get(recommendation=request.recommendation_id).response


def test_one_response_answers_several_recommendations(review, officer):
    first, second, third = (asked(review, text=f"Do thing {number}.") for number in (1, 2, 3))
    response = respond(
        [answer(first), answer(second, "rejected", reasons="Too dear."), answer(third, "noted")],
        officer,
        decided_by="Cabinet",
        decided_on="2024-04",
        decided_at="Meeting of April 2024",
        reasons="Cabinet considered the report as a whole.",
    )
    assert [(one.request, one.decision, one.reasons) for one in response.answers.all()] == [
        (first, "accepted", ""),
        (second, "rejected", "Too dear."),
        (third, "noted", ""),
    ]
    assert (response.recorded_on, response.recorded_by, response.received_on) == (LATER, officer, CAME)
    assert [said(one) for one in (first, second, third)] == ["accepted", "rejected", "noted"]
    entry = AuditEntry.objects.get(verb="recorded a response")
    assert entry.after["answers"] == ["(1): Accepted", "(2): Rejected", "(3): Noted"]
    assert entry.under == f"scrutiny.review:{review.pk}"


def test_limbs_are_answered_apart_and_the_worst_counts(review, officer):
    request = asked(review, "Write to schools.", "Print a list.")
    first, second = request.recommendation.limbs.all()
    respond([answer(request, limb=first), answer(request, "in_part", limb=second)], officer)
    assert said(request) == "in_part"
    respond([answer(request, "accepted", limb=second)], officer, received_on=date(2024, 5, 1))
    assert said(request) == "accepted"
    newest = exchanges.newest_answers([request.pk], LATER)[request.pk]
    assert {limb: one.decision for limb, one in newest.items()} == {first.pk: "accepted", second.pk: "accepted"}


def test_a_second_answer_takes_the_place_of_the_first_which_stays(review, officer):
    request = asked(review)
    respond([answer(request, "under_consideration")], officer, decided_by="Director")
    assert said(request) == "under_consideration"
    respond([answer(request, "accepted")], officer, received_on=date(2024, 5, 1), decided_by="Cabinet")
    assert said(request) == "accepted"
    (told,) = exchanges.read(review, LATER)
    (one,) = told.exchanges
    assert [each.decision for each in one.answers] == ["accepted"]
    assert [each.decision for each in one.earlier] == ["under_consideration"]
    assert one.late == "Answered 1 May 2024, 20 days late"


def test_in_principle_is_no_commitment_until_somebody_undertakes_something_by_a_day(review, officer):
    request = asked(review)
    response = respond([answer(request, "in_principle")], officer)
    assert said(request) == "no_commitment"
    life.make_action(response.answers.get(), on=LATER)
    assert said(request) == "no_commitment"
    life.make_action(response.answers.get(), owner=life.make_owner(review.council), due_on="2024-12", on=LATER)
    assert said(request) == "in_principle"
    (told,) = exchanges.read(review, LATER)
    assert [(one.owner[:8], one.due) for one in told.exchanges[0].promised] == [
        ("", ""),
        ("Una Owne", "December 2024"),
    ]


def test_the_wording_as_amended_stands_beside_the_old(review, officer):
    request = asked(review, text="Meet twice a year.")
    response = respond([answer(request, "in_part", amended_text=" Meet once a year. ")], officer)
    assert response.answers.get().amended_text == "Meet once a year."
    request.recommendation.refresh_from_db()
    assert request.recommendation.text == "Meet twice a year."


def test_wording_that_is_not_amended_is_not_kept_twice(review, officer):
    request = asked(review, text="Meet twice a year.")
    response = respond([answer(request, amended_text="Meet twice a year.")], officer)
    assert response.answers.get().amended_text == ""


# What is refused: nothing is kept of it.


def refusal(answers, by, **fields):
    with pytest.raises(Refused) as refused:
        respond(answers, by, **fields)
    assert not Response.objects.exists()
    assert not Answer.objects.exists()
    return f"{refused.value.field}: {refused.value}"


def test_nothing_answered(officer):
    assert "Choose at least one" in refusal([], officer)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"received_on": date(2024, 3, 13)}, "received_on: Recommendation (1) was sent on 14 March 2024"),
        ({"received_on": date(2024, 6, 2)}, "received_on: The day the response was received is in the future"),
        ({"decided_on": "2024-04-04"}, "decided_on: It cannot have been decided after it was received"),
        ({"decided_on": "2025"}, "decided_on: It cannot have been decided after"),
    ],
)
def test_days_that_cannot_be(review, officer, fields, words):
    assert refusal([answer(asked(review))], officer, **fields).startswith(words)


def test_a_month_that_may_be_before_the_receipt_is_taken(review, officer):
    assert respond([answer(asked(review))], officer, decided_on="2024-04").decided_on == "2024-04"


def test_a_part_of_another_recommendation(review, officer):
    one, other = asked(review), asked(review, "Write to schools.")
    words = refusal([answer(one, limb=other.recommendation.limbs.get())], officer)
    assert "Recommendation (1) has no such part" in words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([None, None], "answered twice"),
        (["(a)", "(a)"], "answered twice"),
        ([None, "(a)"], "the whole of it or its parts, not both"),
        (["(a)", None], "the whole of it or its parts, not both"),
    ],
)
def test_the_same_thing_twice(review, officer, parts, words):
    request = asked(review, "Write to schools.")
    limbs = {"(a)": request.recommendation.limbs.get(), None: None}
    assert words in refusal([answer(request, limb=limbs[part]) for part in parts], officer)


@pytest.mark.parametrize("decision", ["", None, "agreed", "ACCEPTED", 1, "accepted "])
def test_a_decision_that_there_is_not(review, officer, decision):
    assert "choose what was decided" in refusal([answer(asked(review), decision)], officer)


def test_recommendations_of_two_reviews(review, officer):
    words = refusal([answer(asked(review)), answer(life.make_sent().requests.get())], officer)
    assert "of one review" in words


def test_a_recommendation_that_was_withdrawn(review, officer):
    request = asked(review, withdrawn_at=timezone.now())
    assert "was withdrawn" in refusal([answer(request)], officer)


def test_more_than_a_response_can_hold(review, officer):
    assert "more than one response" in refusal([answer(asked(review))] * 1001, officer)


# The reply itself.


def test_the_reply_is_kept_under_its_name(review, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reply = SimpleUploadedFile("Cabinet’s reply.pdf", b"%PDF-1.7\nHello")
    response = respond([answer(asked(review))], officer, document=reply)
    assert response.document_name == "Cabinet’s reply.pdf"
    assert response.document.read() == b"%PDF-1.7\nHello"
    assert "reply" not in response.document.name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("reply.exe", b"MZ", "must be one of these"),
        ("reply.pdf", b"<html>", "is not a PDF"),
        ("reply.pdf", b"", "is empty"),
        ("reply", b"words", "must be one of these"),
    ],
)
def test_a_file_that_is_not_taken(review, officer, settings, tmp_path, name, content, words):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO(content)
    file.name = name
    assert words in refusal([answer(asked(review))], officer, document=file)


# Withdrawing.


def test_a_response_that_was_withdrawn_no_longer_counts_and_did_before(review, officer):
    request = asked(review)
    first = respond([answer(request, "under_consideration")], officer, on=date(2024, 4, 3))
    second = respond([answer(request)], officer, on=date(2024, 4, 10))
    responses.withdraw(second, " It was of another review. ", by=officer, on=LATER)
    second.refresh_from_db()
    assert (second.withdrawn_on, second.withdrawn_why) == (LATER, "It was of another review.")
    assert said(request) == "under_consideration"
    key = request.recommendation_id

    def on(day):
        return standing.answered(facts.read([key], day)[key].asked)

    assert [on(date(2024, 4, day)) for day in (2, 3, 9, 10)] == [
        Answered.AWAITED,
        Answered.UNDER_CONSIDERATION,
        Answered.UNDER_CONSIDERATION,
        Answered.ACCEPTED,
    ]
    assert on(date(2024, 5, 31)) is Answered.ACCEPTED
    assert on(LATER) is Answered.UNDER_CONSIDERATION
    with pytest.raises(Refused, match="withdrawn already"):
        responses.withdraw(second, "Again.", by=officer, on=LATER)
    with pytest.raises(Refused, match="Say why"):
        responses.withdraw(first, "  ", by=officer, on=LATER)


# What is read of it.


def test_an_answer_recorded_later_was_not_known_before(review, officer):
    request = asked(review)
    respond([answer(request)], officer, on=LATER)
    (told,) = exchanges.read(review, date(2024, 5, 1))
    assert told.exchanges[0].said is Answered.AWAITED
    assert told.exchanges[0].late == "Overdue by 20 days"
    assert told.exchanges[0].is_overdue
    (told,) = exchanges.read(review, LATER)
    assert told.exchanges[0].late == "Answered 3 April 2024, in time"


@pytest.mark.parametrize(
    ("on", "words", "overdue"),
    [
        (date(2024, 4, 9), "Due in 2 days", False),
        (date(2024, 4, 10), "Due in 1 day", False),
        (date(2024, 4, 11), "Due today", False),
        (date(2024, 4, 12), "Overdue by 1 day", True),
    ],
)
def test_what_the_dates_say(review, on, words, overdue):
    asked(review)
    (told,) = exchanges.read(review, on)
    assert (told.exchanges[0].late, told.exchanges[0].is_overdue) == (words, overdue)


def test_under_consideration_does_not_stop_the_clock(review, officer):
    request = asked(review)
    respond([answer(request, "under_consideration")], officer)
    (told,) = exchanges.read(review, LATER)
    assert told.exchanges[0].late == "Overdue by 51 days"


def test_every_decision_can_be_recorded(review, officer):
    request = asked(review)
    for decision in Decision:
        respond([answer(request, decision.value)], officer)
    assert Answer.objects.count() == len(Decision)


def test_exchanges_cost_the_same_for_one_recommendation_and_for_many(review, officer):
    def cost():
        with CaptureQueriesContext(connection) as found:
            exchanges.read(review, LATER)
        return len(found)

    def add():
        request = asked(review, "Write to schools.")
        given = respond([answer(request)], officer)
        life.make_action(given.answers.get(), owner=life.make_owner(review.council), due_on="2024-12")

    add()
    few = cost()
    for _ in range(8):
        add()
    assert cost() == few
