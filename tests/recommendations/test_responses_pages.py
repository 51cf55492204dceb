"""The pages of sending and responding: what they show to whom, what they refuse, and that nothing is done twice."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import regimes, responses
from recommendations.models import Answer, Limb, Regime, Response, ResponseRequest
from scrutiny.engine.models import Draft
from scrutiny.models import Review
from tests import factories as make
from tests import life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def review(cast):
    return life.make_agreed(
        cast.committee, conducted_by=cast.sub_committee, shared_at=timezone.now(), endorsed="2025-11"
    )


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


def recommend(review, *bodies, text="Meet twice a year.", limbs=(), **fields):
    fields.setdefault("label", f"({review.recommendations.count() + 1})")
    one = make.make_recommendation(review, text, is_label_fixed=True, **fields)
    for at, body in enumerate(bodies, start=1):
        make.make_addressee(one, body, order=at)
    for at, said in enumerate(limbs, start=1):
        Limb.objects.create(recommendation=one, order=at, label=f"({chr(96 + at)})", text=said)
    return one


def day(name, on):
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}


def url(name, thing):
    return reverse(f"recommendations:{name}", args=[thing.pk])


def words(page):
    """What the page says, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# The room.


def test_a_draft_says_what_will_happen(officer, cast):
    draft = make.make_review(cast.committee)
    page = officer.get(url("review-life", draft))
    assert "Once the committee has agreed it, its recommendations are sent from here" in words(page)
    assert 'aria-current="page">Responses' not in page.content.decode()


def test_an_agreed_review_has_the_room_among_its_tabs(officer, review, cast):
    recommend(review, cast.executive)
    page = officer.get(url("review-life", review))
    assert 'aria-current="page">Responses' in page.content.decode()
    assert "Send the recommendations" in words(page)
    assert "Nobody has been asked for a response yet" in words(page)


def test_the_room_shows_the_date_with_its_sum_and_the_answer_with_its_words(officer, review, cast):
    one = recommend(review, cast.executive, text="Meet **twice** a year.")
    request = life.make_request(
        one, one.addressees.get(), sent_on=date(2025, 12, 3), due_on=date(2026, 2, 2), sum="Two months from then."
    )
    answer = life.make_response(request, "in_part", on=date(2026, 1, 20))
    Answer.objects.filter(pk=answer.pk).update(reasons="Once will do.", amended_text="Meet once a year.")
    said = words(officer.get(url("review-life", review)))
    for piece in (
        "Response due 2 February 2026 . Two months from then.",
        "Accepted in part",
        "Answered 20 January 2026, in time",
        "Once will do.",
        "As amended in the answer Meet once a year.",
        "As recommended Meet twice a year.",
    ):
        assert piece in said


def test_what_is_overdue_is_said_and_counted(officer, review, cast):
    one = recommend(review, cast.executive, cast.directorate)
    first, second = one.addressees.order_by("order")
    life.make_request(one, first, sent_on=TODAY - timedelta(days=30), due_on=TODAY - timedelta(days=2))
    life.make_request(one, second, sent_on=TODAY, due_on=TODAY + timedelta(days=28))
    said = words(officer.get(url("review-life", review)))
    assert "Overdue by 2 days" in said
    assert "Due in 28 days" in said
    assert "asked for 2 answered 0 not yet due 1 overdue 1" in said


def test_members_read_the_room_and_change_nothing(client, review, cast):
    one = recommend(review, cast.executive)
    request = life.make_request(one, one.addressees.get())
    member = make.sign_in(client, cast.member)
    said = words(member.get(url("review-life", review)))
    assert "Meet twice a year." in said
    for offered in ("Enter a response", "Change the day of receipt", "Send"):
        assert offered not in said
    for address in (url("send", review), url("response-add", review), url("request-receipt", request)):
        assert member.get(address).status_code == 403
        assert member.post(address).status_code == 403


def test_the_room_costs_the_same_for_few_and_for_many(client, review, cast):
    make.sign_in(client, cast.officer)

    def add():
        one = recommend(review, cast.executive, cast.directorate, limbs=["One.", "Two."])
        for addressee in one.addressees.all():
            answer = life.make_response(life.make_request(one, addressee))
            life.make_action(answer, owner=life.make_owner(review.council), due_on="2030-06")

    add()
    pages = [url("review-life", review), url("response-add", review)]
    few = [make.queries_of(client, page) for page in pages]
    for _ in range(5):
        add()
    assert [make.queries_of(client, page) for page in pages] == few


# Sending.


def send_data(client, review, sent_on, **more):
    """What the form holds as it is opened, with the day."""
    page = client.get(url("send", review))
    form = page.context["form"]
    chosen = {
        name: str(getattr(form.initial.get(name) or form.fields[name].initial, "pk", "")) for name in form.keys.values()
    }
    return {"once": str(form["once"].value()), **day("sent_on", sent_on), **chosen, **more}


def test_the_dates_are_shown_before_anything_is_recorded(officer, review, cast):
    recommend(review, cast.executive)
    recommend(review, cast.directorate, cast.executive)
    data = send_data(officer, review, TODAY)
    page = officer.post(url("send", review), data)
    assert page.status_code == 200
    assert "Check the dates before you send" in words(page)
    assert "two months beginning with that day" in words(page)
    assert "Local Government Act 2000 s.9FE" in words(page)
    assert not ResponseRequest.objects.exists()
    kept = dict(page.context["kept"])
    assert kept == data
    sent = officer.post(url("send", review), kept | {"do": "send"}, follow=True)
    assert "3 requests have been recorded" in words(sent)
    assert [row.regime.key for row in ResponseRequest.objects.order_by("addressee_id")] == [
        "executive",
        "local",
        "executive",
    ]


def test_sending_twice_asks_once(officer, review, cast):
    recommend(review, cast.executive)
    data = send_data(officer, review, TODAY, do="send")
    assert [officer.post(url("send", review), data).status_code for _ in range(3)] == [302, 302, 302]
    assert ResponseRequest.objects.count() == 1


def test_one_can_go_back_and_choose_another_time_limit(officer, review, cast):
    recommend(review, cast.executive)
    data = send_data(officer, review, TODAY)
    back = officer.post(url("send", review), data | {"do": "change"})
    assert back.status_code == 200
    assert "Work out the dates" in words(back)
    local = Regime.objects.get(council=review.council, key="local")
    officer.post(url("send", review), data | {"regime_1": str(local.pk), "do": "send"})
    assert ResponseRequest.objects.get().regime == local


@pytest.mark.parametrize("do", ["", "send"])
@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"sent_on_2": "2099"}, "in the future"),
        ({"sent_on_2": "2024"}, "endorsed in November 2025"),
        ({"sent_on_0": "31", "sent_on_1": "2"}, "31"),
        ({"sent_on_0": "", "sent_on_1": "", "sent_on_2": ""}, "Enter"),
        (day("received_on", TODAY - timedelta(days=1)), "before they were sent"),
        ({"regime_1": "999999999"}, "from the list"),
        ({"regime_1": "²"}, "from the list"),
        ({"regime_1": "\x00"}, ""),
    ],
)
def test_what_cannot_be_sent_is_said_beside_the_field(officer, review, cast, more, message, do):
    recommend(review, cast.executive)
    page = officer.post(url("send", review), send_data(officer, review, TODAY) | more | {"do": do})
    assert page.status_code == 422
    assert message in page.content.decode()
    assert not ResponseRequest.objects.exists()


def test_recommendations_to_nobody_are_named_before_sending(officer, review, cast):
    recommend(review)
    recommend(review, cast.executive)
    assert "Addressed to nobody, and so not sent: (1)" in words(officer.get(url("send", review)))
    page = officer.post(url("send", review), send_data(officer, review, TODAY))
    assert "Addressed to nobody, and so not sent: (1)" in words(page)


def test_with_nobody_to_ask_there_is_nothing_to_send(officer, review):
    recommend(review)
    page = officer.post(url("send", review), send_data(officer, review, TODAY))
    assert page.status_code == 422
    assert "There is nobody to ask" in words(page)


def test_a_draft_is_not_sent(officer, cast):
    draft = make.make_review(cast.committee)
    recommend(draft, cast.executive)
    for answer in (officer.get(url("send", draft)), officer.post(url("send", draft), {"do": "send"})):
        assert answer.status_code == 302
    assert not ResponseRequest.objects.exists()


def test_a_later_notice_is_recorded_with_its_reason(officer, review, cast):
    recommend(review, cast.executive)
    officer.post(url("send", review), send_data(officer, review, TODAY - timedelta(days=3), do="send"))
    request = ResponseRequest.objects.get()
    address = url("request-receipt", request)
    bad = officer.post(address, day("received_on", TODAY))
    assert bad.status_code == 422
    good = officer.post(address, day("received_on", TODAY) | {"why": "Found in the post."}, follow=True)
    assert "Found in the post." in words(good)
    request.refresh_from_db()
    assert request.received_on == TODAY


# Responding.


@pytest.fixture
def asked(review, cast):
    """Two requests to the executive, one to the directorate, sent ten days ago; the first has two limbs."""
    first = recommend(review, cast.executive, cast.directorate, limbs=["Write to schools.", "Print a list."])
    second = recommend(review, cast.executive, text="Print the timetable.")
    sent = TODAY - timedelta(days=10)
    return [
        life.make_request(one, addressee, sent_on=sent)
        for one in (first, second)
        for addressee in one.addressees.order_by("order")
    ]


def answers(*given, received=TODAY, **more):
    data = day("received_on", received)
    for request, decision in given:
        data[f"decision_{request.pk}"] = decision
    return data | more


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


# Reading one.


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


# Time limits and holidays.


@pytest.fixture
def administrator(client, cast):
    return make.sign_in(client, cast.administrator)


def test_the_time_limits_are_shown_with_what_they_give_today(administrator, cast):
    said = words(administrator.get(url("regime-list", cast.council)))
    assert "Executive of the council: 2 months (Local Government Act 2000 s.9FE)" in said
    assert f"Received {TODAY.day} {TODAY:%B %Y}; two months beginning with that day" in said
    assert "five clear days" in said.lower() or "5 clear days" in said
    assert "Time limits and holidays" in words(administrator.get(reverse("scrutiny:administration")))


def test_a_changed_time_limit_moves_live_dates_and_says_so(administrator, review, cast, asked):
    regime = asked[0].regime
    page = administrator.get(url("regime-edit", regime))
    form = page.context["form"]
    data = {name: form.initial[name] for name in ("name", "unit", "starts_from", "source")} | {
        "starts_from": "the day of receipt",
        "amount": "30",
        "is_active": "on",
    }
    assert administrator.post(url("regime-edit", regime), data).status_code == 422
    saved = administrator.post(url("regime-edit", regime), data | {"why": "Members asked for it."}, follow=True)
    assert "3 live dates have moved" in words(saved)
    asked[0].refresh_from_db()
    assert asked[0].due_on == asked[0].sent_on + timedelta(days=30)
    make.sign_in(administrator, cast.officer)
    said = words(administrator.get(url("review-life", review)))
    assert "The date was worked out anew once" in said
    assert "Members asked for it." in said


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"amount": "0"}, "1 or more"),
        ({"amount": "9" * 40}, "999 or less"),
        ({"amount": "²"}, "whole number"),
        ({"amount": ""}, "Enter how many"),
        ({"unit": "fortnights"}, "from the list"),
        ({"starts_from": "the moon"}, "from the list"),
        ({"name": ""}, "Enter"),
        ({"is_active": ""}, "at least one"),
    ],
)
def test_a_time_limit_that_cannot_be_is_refused(administrator, cast, more, message):
    regime = life.make_regime(cast.council)
    data = {
        "name": "Local rule",
        "amount": "20",
        "unit": "working_days",
        "starts_from": "the day of receipt",
        "source": "",
        "is_active": "on",
        "why": "Because.",
    }
    page = administrator.post(url("regime-edit", regime), data | more)
    assert page.status_code == 422
    assert message in page.content.decode()
    regime.refresh_from_db()
    assert regime.amount == 28


def test_holidays_are_added_and_taken_out(administrator, cast):
    regimes.ensure_regimes(cast.council)
    day_off = date(TODAY.year + 1, 8, 4)
    day_off += timedelta(days=(7 - day_off.weekday()) % 7)  # a Monday
    data = day("day", day_off) | {"name": "Wenbridge Fair"}
    page = administrator.post(url("holiday-add", cast.council), data, follow=True)
    assert "Wenbridge Fair" in words(page)
    assert "No live date changes." in words(page)
    again = administrator.post(url("holiday-add", cast.council), data)
    assert again.status_code == 422
    assert "in the list already" in again.content.decode()
    holiday = cast.council.holidays.get(name="Wenbridge Fair")
    assert administrator.get(url("holiday-remove", holiday)).status_code == 200
    administrator.post(url("holiday-remove", holiday))
    assert not cast.council.holidays.filter(name="Wenbridge Fair").exists()


@pytest.mark.parametrize(
    ("on", "message"),
    [
        (("21", "11", "2026"), "weekend"),
        (("1", "1", "1850"), "between 1990 and 2100"),
        (("1", "1", "1"), "year"),
        (("1", "1", "2150"), "between 1990 and 2100"),
        (("", "", ""), "Enter"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused(administrator, cast, on, message):
    data = {f"day_{place}": part for place, part in enumerate(on)} | {"name": "Fair"}
    page = administrator.post(url("holiday-add", cast.council), data)
    assert page.status_code == 422
    assert message in page.content.decode()


@pytest.mark.parametrize("year", ["2099", "²", "9" * 40, "x", "-1", ""])
def test_an_odd_year_shows_this_one(administrator, cast, year):
    page = administrator.get(url("regime-list", cast.council), {"year": year})
    assert page.status_code == 200
    assert f"Holidays in {TODAY.year}" in words(page)
