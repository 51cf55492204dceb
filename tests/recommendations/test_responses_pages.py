"""Entering a response and reading it: what is refused, who reads what, and that nothing is done twice."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import responses
from recommendations.models import Answer, Response
from scrutiny.engine.models import Draft
from scrutiny.models import Review
from tests import factories as make
from tests import life
from tests.recommendations.responding import TODAY, answers, day, recommend, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_form_answers_several(officer, review, asked):
    first, _, third = asked
    data = answers(
        (first, "accepted"),
        (third, "rejected"),
        decided_by="Cabinet",
        decided_on_1="11",
        decided_on_2="2025",
        decided_at="Minute 7",
        reasons="As a whole.",
    )
    data |= {f"reasons_{third.pk}": "Too dear.", "document": SimpleUploadedFile("Reply.pdf", b"%PDF-1.7\n")}
    page = officer.post(url("response-add", review), data, follow=True)
    assert page.status_code == 200
    response = Response.objects.get()
    assert (response.decided_by, response.decided_on, response.decided_at) == ("Cabinet", "2025-11", "Minute 7")
    assert response.document_name == "Reply.pdf"
    assert {(one.request, one.decision, one.reasons) for one in response.answers.all()} == {
        (first, "accepted", ""),
        (third, "rejected", "Too dear."),
    }
    said = words(page)
    for piece in ("Response of Cabinet", "November 2025", "Minute 7", "Reply.pdf", "Too dear.", "As a whole."):
        assert piece in said


def test_limbs_are_answered_apart(officer, review, asked):
    first = asked[0]
    one, two = first.recommendation.limbs.all()
    data = answers() | {
        f"decision_{first.pk}_{one.pk}": "accepted",
        f"decision_{first.pk}_{two.pk}": "in_part",
        f"amended_{first.pk}_{two.pk}": "Print a short list.",
    }
    page = officer.post(url("response-add", review), data, follow=True)
    assert [(row.limb, row.decision, row.amended_text) for row in Answer.objects.order_by("limb__order")] == [
        (one, "accepted", ""),
        (two, "in_part", "Print a short list."),
    ]
    assert "As recommended Print a list. As amended in the answer Print a short list." in words(page)


def test_one_can_enter_for_one_addressee_alone(officer, review, asked):
    page = officer.get(url("response-add", review), {"to": "2"})
    assert len(page.context["form"].rows) == 1
    assert len(officer.get(url("response-add", review), {"to": "77"}).context["form"].rows) == 3


def test_a_response_sent_twice_is_recorded_once(officer, review, asked):
    form = officer.get(url("response-add", review)).context["form"]
    data = answers((asked[0], "accepted"), once=str(form["once"].value()))
    assert [officer.post(url("response-add", review), data).status_code for _ in range(3)] == [302, 302, 302]
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "more", "message"),
    [
        ([], {}, "Choose a decision for at least one recommendation"),
        ([(0, "accepted")], day("received_on", TODAY - timedelta(days=11)), "was sent on"),
        ([(0, "accepted")], day("received_on", TODAY + timedelta(days=1)), "in the future"),
        ([(0, "accepted")], {"received_on_0": "x"}, "day"),
        ([(0, "accepted")], {"decided_on_2": "2099"}, "decided after it was received"),
        ([(0, "agreed")], {}, "from the list"),
        ([(0, "accepted")], {"document": SimpleUploadedFile("reply.pdf", b"<html>")}, "is not a PDF"),
        ([(0, "accepted")], {"decided_by": "a\x00b"}, "cannot be kept"),
        ([(0, "accepted")], {"decided_by": "a" * 251}, "250 characters or fewer"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_what_was_typed_stays(officer, review, asked, given, more, message):
    data = answers(*[(asked[place], decision) for place, decision in given], reasons="Kept words.") | more
    page = officer.post(url("response-add", review), data)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Kept words." in page.content.decode()
    assert not Response.objects.exists()


def test_the_whole_and_a_part_at_once_are_refused(officer, review, asked):
    first = asked[0]
    part = first.recommendation.limbs.first()
    data = answers((first, "accepted")) | {f"decision_{first.pk}_{part.pk}": "accepted"}
    page = officer.post(url("response-add", review), data)
    assert page.status_code == 422
    assert "the whole of it or its parts, not both" in page.content.decode()
    assert "<details" in page.content.decode()


def test_words_without_a_decision_are_not_dropped(officer, review, asked):
    data = answers((asked[0], "accepted")) | {f"reasons_{asked[2].pk}": "We shall see."}
    page = officer.post(url("response-add", review), data)
    assert page.status_code == 422
    assert "Choose what was decided of recommendation (2) by Cabinet" in page.content.decode()


def test_requests_of_another_review_are_not_answered(officer, review, asked):
    other = life.make_sent().requests.get()
    page = officer.post(url("response-add", review), answers((other, "accepted")))
    assert page.status_code == 422
    assert not Response.objects.exists()


def test_with_nobody_asked_there_is_nothing_to_enter(officer, review, cast):
    recommend(review, cast.executive)
    assert officer.get(url("response-add", review)).status_code == 302


def test_a_draft_of_a_reason_is_offered_and_forgotten_once_saved(officer, review, asked, cast):
    key = f"new-response:{review.pk}:reasons_{asked[0].pk}"
    Draft.objects.create(user=cast.officer, key=key, text="Half a thought.", base_version=0)
    page = officer.get(url("response-add", review))
    assert "You have unsaved text" in page.content.decode()
    page = officer.get(url("response-add", review), {"draft": "1"})
    assert "Half a thought.</textarea>" in page.content.decode().replace("\n", "")
    assert "A response to" in officer.get(reverse("engine:draft-list")).content.decode()
    officer.post(url("response-add", review), answers((asked[0], "accepted")))
    assert not Draft.objects.exists()


@pytest.fixture
def response(asked, cast):
    """The executive's response to both recommendations, with its reply."""
    return responses.respond(
        [
            {"request": asked[0], "decision": "accepted", "reasons": "For the first."},
            {"request": asked[2], "decision": "rejected", "reasons": "For the second."},
        ],
        received_on=TODAY,
        decided_by="Cabinet",
        reasons="Of both.",
        document=SimpleUploadedFile("Reply.pdf", b"%PDF-1.7\nsecret"),
        by=cast.officer,
    )


def test_who_follows_one_recommendation_reads_the_answer_to_that_one(client, response, cast):
    page = make.sign_in(client, cast.responsible).get(url("response-show", response))
    said = words(page)
    assert "For the first." in said
    for kept in ("For the second.", "Of both.", "Reply.pdf", "Print the timetable."):
        assert kept not in said
    assert client.get(url("response-document", response)).status_code == 404


def test_everybody_reads_it_once_the_review_is_published(client, response, review):
    assert client.get(url("response-show", response)).status_code == 404
    assert client.get(url("response-document", response)).status_code == 404
    Review.objects.filter(pk=review.pk).update(status="published", published_at=timezone.now())
    said = words(client.get(url("response-show", response)))
    for piece in ("For the first.", "For the second.", "Of both.", "Reply.pdf"):
        assert piece in said
    assert "withdraw it" not in said
    answer = client.get(url("response-document", response))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nsecret"
    assert answer["Content-Disposition"] == 'attachment; filename="Reply.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_promised_action_shows_its_owner_and_never_an_address(client, response, review):
    owner = life.make_owner(review.council, "Una Owner", email="una.owner@example.org")
    life.make_action(response.answers.first(), "Call the first meeting.", owner=owner, due_on="2030-06")
    Review.objects.filter(pk=review.pk).update(status="published", published_at=timezone.now())
    page = client.get(url("response-show", response))
    assert "Call the first meeting. Una Owner, by June 2030" in words(page)
    assert "una.owner" not in page.content.decode()


def test_a_response_withdrawn_is_read_inside_alone(client, officer, response, review, cast):
    address = url("response-withdraw", response)
    assert officer.post(address, {"why": ""}).status_code == 422
    page = officer.post(address, {"why": "Entered under the wrong review."}, follow=True)
    assert "Entered under the wrong review." in words(page)
    assert "Response awaited" in words(page)
    assert officer.post(address, {"why": "Again."}).status_code == 422
    Review.objects.filter(pk=review.pk).update(status="published", published_at=timezone.now())
    assert "Entered under the wrong review." in words(officer.get(url("response-show", response)))
    make.sign_in(client, None)
    assert client.get(url("response-show", response)).status_code == 404
    assert client.get(url("response-document", response)).status_code == 404


def test_a_reply_that_is_gone_is_not_found(officer, response):
    response.document.storage.delete(response.document.name)
    assert officer.get(url("response-document", response)).status_code == 404
