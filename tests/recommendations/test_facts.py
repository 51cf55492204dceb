"""What was recorded up to a day, and how a recommendation stood then."""

from datetime import date, timedelta

import pytest

from recommendations import facts
from recommendations.models import Occasion, OccasionDate, Standing
from recommendations.rules import occasions, standing
from tests import factories, life

pytestmark = pytest.mark.django_db


def stood(recommendation, on):
    return standing.stood(facts.read([recommendation], on)[recommendation.pk], on)


def test_a_whole_life_as_at_each_day():
    one = life.make_sent()
    request = one.requests.get()
    first = stood(one, life.SENT)
    assert (first.response, first.due_kind, first.timeliness) == ("awaited", "response", "due_soon")
    assert stood(one, life.SENT + timedelta(days=29)).timeliness == "overdue"
    answer = life.make_response(request, "in_principle")
    answered = life.SENT + timedelta(days=20)
    assert stood(one, answered - timedelta(days=1)).response == "awaited"
    assert stood(one, answered).response == "no_commitment"
    owner = life.make_owner(one.review.council)
    action = life.make_action(answer, owner=owner, due_on="2024-09", on=answered + timedelta(days=1))
    known = stood(one, answered + timedelta(days=1))
    assert (known.response, known.due_on, known.due_kind) == ("in_principle", date(2024, 9, 30), "action")
    life.make_update(action, "red")
    early = stood(one, life.SENT + timedelta(days=60))
    assert (early.claimed, early.rating) == ("red", "amber_red"), "what is not yet due is never red"
    assert stood(one, date(2024, 10, 1)).rating == "red"
    judgement = life.make_judgement(one, "close_not_feasible")
    assert stood(one, judgement.meeting.date).is_open is False
    assert stood(one, judgement.meeting.date - timedelta(days=1)).is_open is True
    assert Standing.objects.get().judgement == "close_not_feasible"


def test_an_occasion_gives_its_day_from_when_it_was_known():
    one = life.make_sent(due_event="at the 2025 scrutiny.")
    life.make_response(one.requests.get())
    assert stood(one, date(2024, 6, 1)).due_on is None
    name = "the 2025 scrutiny"
    occasion = Occasion.objects.create(council=one.review.council, name=name, key=occasions.key(name))
    OccasionDate.objects.create(occasion=occasion, held_on=date(2025, 3, 11), recorded_on=date(2024, 7, 1))
    assert stood(one, date(2024, 6, 1)).due_on is None
    assert stood(one, date(2024, 7, 1)).due_on == date(2025, 3, 11)


def test_many_cost_what_one_costs(django_assert_num_queries):
    review = life.make_agreed()
    every = [life.make_sent(review=review) for _ in range(6)]
    for one in every:
        answer = life.make_response(one.requests.get())
        life.make_update(life.make_action(answer, due_on="2025"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as single:
        facts.read(every[:1], date(2025, 1, 1))
    with CaptureQueriesContext(connection) as several:
        facts.read(every, date(2025, 1, 1))
    assert len(single) == len(several)


def test_an_action_is_owed_by_whom_it_was_handed_to():
    council = factories.make_council()
    body = factories.make_body(council)
    old, new = life.make_owner(council), life.make_owner(council)
    action = life.make_action(life.make_plan(body), owner=new)
    action.handovers.create(before=old, owner=new, recorded_on=date(2024, 6, 1))
    assert facts.of_actions([action.pk], date(2024, 5, 31))[action.pk].owner_id == old.pk
    assert facts.of_actions([action.pk], date(2024, 6, 1))[action.pk].owner_id == new.pk
