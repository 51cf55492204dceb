"""Actions: adding, moving their dates, handing over and closing, with everything kept."""

from datetime import date, timedelta

import pytest

from recommendations import plan_rows
from recommendations.actions import doing, occasions
from recommendations.models import Action, Standing
from scrutiny.engine.models import AuditEntry
from scrutiny.engine.versions import Stale
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = pytest.mark.django_db
DAY = life.SENT


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def officer(body):
    return factories.make_officer(body)


@pytest.fixture
def plan(body):
    return life.make_plan(body)


@pytest.fixture
def add(plan, officer):
    def add(text="Write to every school.", **fields):
        return doing.add_action(**{"plan": plan, "by": officer, "on": DAY} | fields, text=text)

    return add


def refusal(act, *args, **fields):
    with pytest.raises(Refused) as problem:
        act(*args, **fields)
    return str(problem.value), problem.value.field


def test_actions_stand_in_the_order_they_were_added(add, plan):
    assert [add(str(number)).order for number in range(3)] == [1, 2, 3]
    assert [row.action.text for row in plan_rows.of_plan(plan, DAY)] == ["0", "1", "2"]


def test_an_action_under_an_answer_makes_a_commitment(officer):
    one = life.make_sent()
    answer = life.make_response(one.requests.get(), "in_principle")
    assert Standing.objects.get().response == "no_commitment"
    owner = life.make_owner(one.review.council)
    action = doing.add_action(answer=answer, text="Do it.", owner=owner, due_on="2024-09", by=officer)
    assert (action.recommendation, action.answer) == (one, answer)
    assert Standing.objects.get().response == "in_principle"


def test_what_a_recommendation_asks_is_chased_without_a_response(officer):
    one = life.make_sent()
    action = doing.add_action(recommendation=one, text="What the recommendation asks.", by=officer, on=DAY)
    assert (action.recommendation, action.answer, action.plan) == (one, None, None)
    assert AuditEntry.objects.about(action).get().under == f"scrutiny.review:{one.review_id}"


def test_what_cannot_be_added_is_refused(add, plan, officer):
    assert refusal(add, " ") == ("Enter the action", "text")
    assert refusal(add, due_on="2024", due_event="the 2025 scrutiny")[1] == "due_event"
    assert refusal(add, due_on="31 June")[1] == "due_on"
    assert refusal(add, owner=life.make_owner(factories.make_council()))[1] == "owner"
    assert refusal(add, plan=None)[1] is None
    draft = factories.make_recommendation(factories.make_review())
    assert "agreed" in refusal(add, plan=None, recommendation=draft)[0]
    assert not Action.objects.exists()


def test_a_date_moves_and_every_earlier_one_is_kept(add, officer):
    action = add(due_on="2024-11-28")
    moves = [("2024-12-31", date(2024, 11, 1)), ("2025-03", date(2024, 12, 20)), ("2025-06-30", date(2025, 3, 1))]
    for due, on in moves:
        doing.revise_date(action, due, why="The contract is late.", who="The director", by=officer, on=on)
    row = plan_rows.of_action(action, action.plan.council, date(2025, 4, 1))
    assert row.due_sentence == "due 30 June 2025, slipped 3 times by 214 days since 28 November 2024"
    assert row.slips == "slipped 3 times, 214 days"
    earlier = plan_rows.of_action(action, action.plan.council, date(2024, 12, 31))
    assert earlier.due_sentence == "due March 2025, slipped twice by 123 days since 28 November 2024"
    kept = list(action.revisions.values_list("before_on", "due_on", "who", "by"))
    assert kept[0] == ("2024-11-28", "2024-12-31", "The director", officer.pk)
    assert [before for before, *_ in kept] == ["2024-11-28", "2024-12-31", "2025-03"]


def test_a_date_brought_forward_or_said_more_exactly_is_no_slip(add, officer):
    action = add(due_on="2024-06")
    doing.revise_date(action, "2024-06-30", why="To be exact.", by=officer, on=DAY)
    assert plan_rows.of_action(action, action.plan.council, DAY).slips == ""
    doing.revise_date(action, "2024-09-30", why="Late.", by=officer, on=DAY)
    doing.revise_date(action, "2024-07-30", why="Earlier after all.", by=officer, on=DAY)
    assert plan_rows.of_action(action, action.plan.council, DAY).slips == "slipped once, 30 days"


def test_a_first_date_given_late_is_no_slip(add, officer):
    action = add()
    doing.revise_date(action, "2024-09", why="Agreed with the owner.", by=officer, on=DAY)
    row = plan_rows.of_action(action, action.plan.council, DAY)
    assert (row.due_sentence, row.owed.undertaking.slips) == ("due September 2024", 0)


def test_dates_that_cannot_be_are_refused(add, officer):
    action = add(due_on="2024-09-30")

    def move(due_on, why="Late.", **fields):
        return refusal(doing.revise_date, action, due_on, why=why, by=officer, **fields)

    assert move("2024-10", " ")[1] == "why"
    assert move("")[1] == "due_on"
    assert move("2024-13")[1] == "due_on"
    assert "already" in move("2024-09-30")[0]
    assert "first given" in move("2024-09-29")[0]
    doing.close_action(action, "completed", by=officer)
    assert "closed" in move("2024-10")[0]
    assert not action.revisions.exists()


def test_an_occasion_given_its_day_is_the_date_that_moves(add, officer, body):
    action = add(due_event="At the 2025 scrutiny.")
    occasion = occasions.name_occasion(body.council, "the 2025 scrutiny", by=officer)
    occasions.set_date(occasion, date(2025, 3, 11), by=officer, on=DAY)
    doing.revise_date(action, "2025-04-10", why="Put off.", by=officer, on=DAY + timedelta(days=1))
    row = plan_rows.of_action(action, body.council, DAY + timedelta(days=1))
    assert row.due_sentence == "due 10 April 2025, slipped once by 30 days since 11 March 2025"
    assert plan_rows.of_action(action, body.council, DAY).due_sentence == "due 11 March 2025"


def test_handing_over_keeps_who_owed_it(add, officer, body):
    old, new = life.make_owner(body.council), life.make_owner(body.council)
    action = add(owner=old)
    later = DAY + timedelta(days=30)
    doing.hand_over(action, new, why="Left the council.", by=officer, on=later)
    seen = [plan_rows.of_action(action, body.council, on).owner for on in (later - timedelta(days=1), later)]
    assert seen == [old, new]
    assert "already" in refusal(doing.hand_over, action, new, by=officer)[0]
    assert refusal(doing.hand_over, action, life.make_owner(factories.make_council()), by=officer)[1] == "owner"
    doing.hand_over(action, None, by=officer, on=later)
    assert Action.objects.get().owner is None


def test_closing_an_action_keeps_the_recommendation_open(officer):
    one = life.make_sent()
    action = doing.add_action(recommendation=one, text="Do it.", by=officer, on=DAY)
    later = DAY + timedelta(days=30)
    doing.close_action(action, "completed", note="Seen in place.", by=officer, on=later)
    assert (Standing.objects.get().is_open, Standing.objects.get().rating) == (True, "green")
    assert plan_rows.of_action(action, one.review.council, later - timedelta(days=1)).closing == ""
    assert plan_rows.of_action(action, one.review.council, later).closing == "Completed"
    assert "closed" in refusal(doing.close_action, action, "dropped", by=officer)[0]
    other = doing.add_action(recommendation=one, text="Do that.", by=officer, on=DAY)
    assert refusal(doing.close_action, other, "vanished", by=officer)[1] == "closing"
    assert refusal(doing.close_action, other, "dropped", by=officer, on=DAY - timedelta(days=1))[1] is None


def test_the_words_are_saved_over_the_version_that_was_seen(add, officer):
    action = add(label="1")
    saved = doing.change_action(action, action.version, label="1a", text="Other words.", by=officer)
    assert (saved.label, saved.text) == ("1a", "Other words.")
    with pytest.raises(Stale):
        doing.change_action(action, action.version, text="Mine.", by=officer)
    assert refusal(doing.change_action, saved, saved.version, text=" ", by=officer)[1] == "text"
    with pytest.raises(ValueError, match="due_on"):
        doing.change_action(saved, saved.version, due_on="2030", by=officer)
