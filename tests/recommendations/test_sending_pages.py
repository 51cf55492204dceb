"""The room of a review's responses and the sending: what they show to whom, and that nothing is sent twice."""

from datetime import date, timedelta

import pytest

from recommendations.models import Answer, Regime, ResponseRequest
from tests import factories as make
from tests import life
from tests.recommendations.responding import TODAY, day, recommend, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
