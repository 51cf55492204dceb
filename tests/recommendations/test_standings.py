"""The summary follows every write, and making it anew changes nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from recommendations.actions import recommendations as actions
from recommendations.actions import standings
from recommendations.models import Standing, Tally, TurnedDay
from scrutiny.engine import versions
from tests import factories, life

pytestmark = pytest.mark.django_db


def tallies():
    """Every tally that counts something: {(body, public, facet, value): n}."""
    return {(one.body_id, one.is_public, one.facet, one.value): one.n for one in Tally.objects.exclude(n=0)}


def counted(body, facet):
    return {value: n for (pk, _, which, value), n in tallies().items() if (pk, which) == (body.pk, facet)}


def summary():
    return [sorted(Standing.objects.order_by("pk").values_list()), tallies()]


def test_a_write_moves_the_counts_of_both_committees():
    committee = factories.make_body()
    conducting = factories.make_body(committee.council)
    review = life.make_agreed(committee, conducted_by=conducting, published=True)
    one, other = life.make_sent(review=review), life.make_sent(review=review)
    life.make_response(one.requests.get())
    for body in (committee, conducting):
        assert counted(body, "response") == {"accepted": 1, "awaited": 1}
        assert counted(body, "open") == {"yes": 2}
    life.make_judgement(other, "close_not_feasible")
    assert counted(committee, "open") == {"yes": 1, "no": 1}


def test_a_day_turns_only_what_falls_due_and_says_nothing_was_recorded():
    one = life.make_sent()
    life.make_response(one.requests.get())
    life.make_update(life.make_action(one, due_on="2024-09-30"), "red")
    later = life.make_sent()
    life.make_response(later.requests.get())
    life.make_action(later, due_on="2030")
    Standing.objects.update(changed_on=date(2024, 5, 13))
    assert Standing.objects.get(pk=one.pk).rating == "amber_red"
    standings.turn_day(date(2024, 9, 10))
    assert Standing.objects.get(pk=one.pk).timeliness == "due_soon"
    standings.turn_day(date(2024, 10, 1))
    standings.turn_day(date(2024, 10, 1))
    turned = Standing.objects.get(pk=one.pk)
    assert (turned.timeliness, turned.rating, turned.changed_on) == ("overdue", "red", date(2024, 5, 13))
    assert Standing.objects.get(pk=later.pk).timeliness == "not_due"
    assert counted(one.review.commissioned_by, "timeliness") == {"overdue": 1}
    standings.turn_day(date(2024, 9, 1))
    assert TurnedDay.objects.get().on == date(2024, 10, 1), "a day does not come back"


def test_what_is_recorded_late_stands_on_the_day_to_which_all_is_turned():
    one = life.make_sent()
    standings.turn_day(date(2025, 1, 1))
    life.make_response(one.requests.get())
    life.make_action(one, due_on="2024-06", on=life.SENT + timedelta(days=30))
    assert Standing.objects.get().timeliness == "overdue"


def test_publishing_and_withdrawing_are_followed():
    one = life.make_sent()
    body, officer = one.review.commissioned_by, factories.make_user()
    assert {public for _, public, _, _ in tallies()} == {True}
    actions.withdraw(one, "Overtaken by a new law.", by=officer)
    assert Standing.objects.get().judgement == "withdrawn"
    assert counted(body, "open") == {"no": 1}
    actions.reinstate(one, by=officer)
    assert counted(body, "open") == {"yes": 1}


def test_making_all_anew_changes_nothing():
    for at in range(4):
        one = life.make_sent(published=bool(at % 2))
        answer = life.make_response(one.requests.get(), "in_part" if at else "rejected")
        action = life.make_action(answer, owner=life.make_owner(one.review.council), due_on="2024-08")
        life.make_update(action, "green" if at else "amber")
    life.make_judgement(one, "close_implemented")
    standings.turn_day(date(2024, 9, 20))
    before = summary()
    standings.rebuild()
    assert summary() == before
    Standing.objects.all().delete()
    Tally.objects.all().delete()
    standings.rebuild()
    assert summary() == before


def test_a_restored_wording_is_in_the_tracker_at_once(client):
    one = life.make_sent(text="First words.")
    officer = factories.make_officer(one.review.commissioned_by)
    versions.save_text(one, one.version, officer, text="Second words.")
    one.refresh_from_db()
    first = one.history.order_by("history_id").first()
    address = reverse("scrutiny:text-restore", args=["recommendation", one.pk, "text"])
    factories.sign_in(client, officer).post(address, {"wording": first.history_id, "version": one.version})
    one.refresh_from_db()
    assert one.text == "First words."
    assert Standing.objects.get(pk=one.pk).words == "First words."
