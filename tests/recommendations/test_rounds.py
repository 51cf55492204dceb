"""Update rounds as the officer sees them: opening, who was asked, settling answers, links, closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import asking
from recommendations.actions import chases, doing, rounds, updates
from recommendations.models import Letter, ProgressUpdate, UpdateRound
from recommendations.rules.words import Closing
from scrutiny.refused import Refused
from tests import factories, life
from tests.recommendations.asked import DUE, TODAY, address, ask_of, make_asked, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY if not args else args[0].date())


@pytest.fixture
def asked():
    return make_asked()


@pytest.fixture
def officer(client, asked):
    factories.sign_in(client, asked.officer)
    return client


def form(**changes):
    """What a browser sends of the form that opens a round."""
    data = {"title": "Spring update", "about": "all", "message": ""}
    for name, day in (("as_at", TODAY), ("due_on", DUE)):
        data |= {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}
    return data | changes


def page(client, url, data=None, status=200):
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


# Opening.


def test_every_owner_is_asked_about_all_their_live_actions(asked):
    doing.close_action(asked.actions[1], Closing.COMPLETED, by=asked.officer, on=TODAY - timedelta(days=1))
    life.make_action(asked.plan, "Nobody's.", on=TODAY)
    round = asked.open()
    found = {ask.owner: [item.action for item in ask.items.all()] for ask in round.asks.all()}
    assert found == {asked.una: [asked.actions[0]], asked.otto: [asked.actions[2]]}
    ask = ask_of(round, asked.una)
    assert ask.expires_on == DUE + timedelta(days=60)
    assert Letter.objects.count() == 2


def test_a_committee_a_review_and_a_plan_each_have_their_own_scope(asked):
    recommendation = life.make_sent(asked.body)
    under = life.make_action(recommendation, "Under a recommendation.", owner=asked.una)
    other = life.make_action(
        life.make_plan(factories.make_body(asked.council)), "Another committee's.", owner=asked.una
    )
    everything = asked.open(plan=None)
    assert {item.action for ask in everything.asks.all() for item in ask.items.all()} == {*asked.actions, under}
    review = asked.open(plan=None, review=recommendation.review)
    assert [item.action for ask in review.asks.all() for item in ask.items.all()] == [under]
    assert other not in {item.action for item in everything.asks.first().items.all()}


def test_what_the_committee_closed_is_not_asked_about(asked):
    recommendation = life.make_sent(asked.body)
    life.make_action(recommendation, "Done with.", owner=asked.una)
    life.make_judgement(recommendation, "close_implemented")
    with pytest.raises(Refused, match="no open action"):
        asked.open(plan=None, review=recommendation.review)


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"due_on": TODAY - timedelta(days=1)}, "cannot be due before they are asked for"),
        ({"title": "  "}, "Enter a title"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(asked, fields, words):
    with pytest.raises(Refused, match=words):
        asked.open(**fields)
    assert not UpdateRound.objects.exists()


def test_the_preview_says_who_gets_what_and_sends_nothing(officer, asked):
    asked.otto.email = ""
    asked.otto.save()
    life.make_action(asked.plan, "An orphan.", on=TODAY)
    url = f"/bodies/{asked.body.pk}/rounds/open/"
    page(officer, url)
    text = page(officer, url, form(step="preview"))
    for words in ("1 e-mail will go out", "una.owner@example.org", "no e-mail address", "SECRETOTTO", "An orphan."):
        assert words in text
    assert not UpdateRound.objects.exists()
    data = form(step="send", once="6f9619ff-8b86-4011-b42d-00c04fc964ff")
    page(officer, url, data, 302)
    page(officer, url, data, 302)
    round = UpdateRound.objects.get()
    text = page(officer, round.get_absolute_url())
    for words in ("0 of 2", "To be asked by hand", "no e-mail address", "Nobody was asked about these", "An orphan."):
        assert words in text


@pytest.mark.parametrize(
    "change, words",
    [
        ({"about": "plan-999999"}, "Choose"),
        ({"about": ["all", "x"]}, "Choose"),
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 251}, "must be 250 characters or fewer"),
        ({"title": "Bell \x07"}, "cannot be kept"),
        ({"due_on_0": "32"}, "Answers due by"),
        ({"due_on_2": "1999"}, "cannot be due before they are asked for"),
        ({"message": "x" * 3001}, "must be 3,000 characters or fewer"),
    ],
)
def test_what_is_wrong_with_a_round_is_said(officer, asked, change, words):
    assert words in page(officer, f"/bodies/{asked.body.pk}/rounds/open/", form(step="send", **change), 422)
    assert not UpdateRound.objects.exists()


# Settling.


def test_answers_are_accepted_and_sent_back_on_the_rounds_page(officer, asked):
    round = asked.open()
    ask = ask_of(round, asked.una)
    rounds.answer(ask, said(ask, words="Going *well*."))
    text = page(officer, round.get_absolute_url())
    assert "2 answers to settle" in text
    assert "<em>well</em>" in text
    first, second = ProgressUpdate.objects.order_by("pk")
    settle = f"/rounds/{round.pk}/settle/"
    page(officer, settle, {"accept": first.pk}, 302)
    text = page(officer, settle, {"back": second.pk, f"remark-{second.pk}": " "}, 422)
    assert "Say what is missing or wrong" in text
    text = page(officer, settle, {"back": second.pk, f"remark-{second.pk}": "x" * 5001}, 422)
    assert "it has 5,001" in text
    page(officer, settle, {"back": second.pk, f"remark-{second.pk}": "How many?"}, 302)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.remark) == ("accepted", "returned", "How many?")
    letter = Letter.objects.get(kind="returned")
    assert "How many?" in letter.body
    assert "SECRETUNA" in letter.body


def test_all_that_was_seen_is_accepted_and_nothing_else(officer, asked):
    round = asked.open()
    una, otto = (ask_of(round, owner) for owner in (asked.una, asked.otto))
    rounds.answer(una, said(una))
    seen = list(ProgressUpdate.objects.values_list("pk", flat=True))
    rounds.answer(otto, said(otto))
    page(officer, f"/rounds/{round.pk}/settle/", {"all": "1", "seen": [*seen, "x", "9" * 40]}, 302)
    assert ProgressUpdate.objects.filter(state="accepted").count() == 2
    assert ProgressUpdate.objects.get(state="waiting").ask_item.ask == otto


def test_two_officers_who_accept_one_answer_are_told_the_truth(officer, asked):
    round = asked.open()
    ask = ask_of(round, asked.otto)
    rounds.answer(ask, said(ask))
    update = ProgressUpdate.objects.get()
    updates.accept(update, by=factories.make_officer(asked.body, "Olive Second"), on=TODAY)
    text = officer.post(f"/rounds/{round.pk}/settle/", {"accept": update.pk}, follow=True).content.decode()
    assert "accepted by Olive Second on 2 March 2026" in text
    text = page(officer, f"/rounds/{round.pk}/settle/", {"back": update.pk, f"remark-{update.pk}": "Why?"}, 422)
    assert "accepted by Olive Second" in text


@pytest.mark.parametrize("data", [{}, {"accept": "x"}, {"accept": "9" * 30}, {"back": "²"}, {"accept": ["1", "2"]}])
def test_settling_nonsense_finds_nothing(officer, asked, data):
    round = asked.open()
    assert officer.post(f"/rounds/{round.pk}/settle/", data).status_code == 404


# One owner.


def test_a_reminder_goes_at_most_once_a_day(officer, asked, monkeypatch):
    round = asked.open()
    ask = ask_of(round, asked.una)
    text = officer.post(f"/asks/{ask.pk}/remind/", follow=True).content.decode()
    assert "has been written to today already" in text
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY + timedelta(days=1))
    once = {"once": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}
    officer.post(f"/asks/{ask.pk}/remind/", once)
    officer.post(f"/asks/{ask.pk}/remind/", once)
    assert Letter.objects.filter(kind="extra").count() == 1


def test_a_new_link_goes_once_and_the_old_one_dies(officer, asked):
    ask = ask_of(asked.open(), asked.una)
    before = ask.key
    once = {"once": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}
    officer.post(f"/asks/{ask.pk}/resend/", once)
    officer.post(f"/asks/{ask.pk}/resend/", once)
    ask.refresh_from_db()
    assert ask.key != before
    assert Letter.objects.filter(kind="link").count() == 1
    officer.post(f"/asks/{ask.pk}/revoke/")
    text = page(officer, ask.round.get_absolute_url())
    assert "Link withdrawn" in text
    asked.una.email = ""
    asked.una.save()
    text = officer.post(f"/asks/{ask.pk}/resend/", follow=True).content.decode()
    assert "has no e-mail address" in text


def test_a_closed_round_refuses_and_can_still_be_settled(officer, asked):
    round = asked.open()
    ask = ask_of(round, asked.una)
    rounds.answer(ask, said(ask))
    page(officer, f"/rounds/{round.pk}/close/")
    page(officer, f"/rounds/{round.pk}/close/", {}, 302)
    text = officer.post(f"/rounds/{round.pk}/close/", follow=True).content.decode()
    assert "The round was closed on 2 March 2026" in text
    assert "was closed on" in officer.post(f"/asks/{ask.pk}/resend/", follow=True).content.decode()
    assert chases.day(DUE) == {"letters": 0, "silent": 0}
    one = ProgressUpdate.objects.first()
    page(officer, f"/rounds/{round.pk}/settle/", {"accept": one.pk}, 302)
    one.refresh_from_db()
    assert one.state == "accepted"
    assert "Closed" in page(officer, f"/bodies/{asked.body.pk}/rounds/")


def test_the_page_says_how_each_owner_stands(officer, asked):
    round = asked.open()
    asked.una.refresh_from_db()

    def states():
        return {row.owner.name: row.state for row in asking.heard(round)}

    assert states() == {"Una Owner": "queued", "Otto Other": "queued"}
    Letter.objects.filter(to_name="Una Owner").update(sent_at=timezone.now())
    Letter.objects.filter(to_name="Otto Other").update(gave_up_at=timezone.now(), last_error="550 No such user")
    assert states() == {"Una Owner": "sent", "Otto Other": "failed"}
    assert "550 No such user" in page(officer, round.get_absolute_url())
    officer.logout()
    ask = ask_of(round, asked.una)
    officer.get(address(ask))
    assert states()["Una Owner"] == "opened"
    one, two = ask.items.all()
    rounds.answer(ask, {one.pk: {"parts": {None: ("green", "Done.")}}})
    assert states()["Una Owner"] == "partly"
    rounds.answer(ask, {two.pk: {"parts": {None: ("green", "Done.")}}})
    assert states()["Una Owner"] == "answered"


def test_an_officer_who_opens_the_link_is_not_counted_as_the_owner(officer, asked):
    ask = ask_of(asked.open(), asked.una)
    page(officer, address(ask))
    ask.refresh_from_db()
    assert ask.opened_at is None


def test_the_pages_cost_the_same_for_two_owners_and_for_twenty(officer, asked):
    few = asked.open()
    officer.get(few.get_absolute_url())
    cost = factories.queries_of(officer, few.get_absolute_url())
    lists = factories.queries_of(officer, f"/bodies/{asked.body.pk}/rounds/")
    for at in range(18):
        life.make_action(asked.plan, "More.", owner=life.make_owner(asked.council, f"Owner Number{at}"), on=TODAY)
    many = asked.open(title="More")
    ask = ask_of(many, asked.una)
    rounds.answer(ask, said(ask))
    few_waiting = factories.queries_of(officer, many.get_absolute_url())
    assert few_waiting <= cost + 1
    assert factories.queries_of(officer, f"/bodies/{asked.body.pk}/rounds/") == lists
