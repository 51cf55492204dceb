"""Pages of business plans and their goals."""

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.actions import business_plans
from boards.models import BusinessPlan, Goal
from recommendations.actions import updates
from recommendations.models import Action
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "Aim: Safe journeys\n  Priority: Map the crossings\nPriority: Ask the schools"


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.other_officer)


def address(name, thing):
    return reverse(f"boards:{name}", args=[thing.pk])


def page(client, name, thing, status=200):
    response = client.get(address(name, thing))
    assert response.status_code == status
    return response.content.decode()


def test_a_plan_is_added_filled_and_shown(officer, cast):
    added = officer.post(address("business-plan-add", cast.board), {"year": "2013-14", "title": "Business plan"})
    plan = BusinessPlan.objects.get()
    assert added["Location"] == plan.get_absolute_url()
    assert plan.year == "2013/14"
    paste = {"pasted": LIST, "default": "priority"}
    checked = officer.post(address("goals-paste", plan), paste | {"check": "1"}).content.decode()
    assert "3 lines, understood like this" in checked
    assert not Goal.objects.exists()
    officer.post(address("goals-paste", plan), paste | {"add": "1"})
    shown = page(officer, "business-plan-show", plan)
    assert [shown.index(words) for words in ("Aim 1", "Safe journeys", "Priority 1", "Map the crossings", "Priority 2")]
    assert "Business plan" in page(officer, "business-plan-list", cast.board)


def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(officer, cast):
    plan = things.make_business_plan(cast.board)
    goal = things.make_goal(plan, "priority")
    for name, thing, sent, words in (
        ("business-plan-add", cast.board, {"year": "2013/15", "title": "A title kept"}, "not one year"),
        ("business-plan-add", cast.board, {"year": "\x00", "title": "A title kept"}, "Year"),
        ("goals-paste", plan, {"pasted": "Priority:", "default": "aim", "add": "1"}, "There is nothing in this list"),
        (
            "goals-paste",
            plan,
            {"pasted": "Kept words", "default": "dream", "add": "1"},
            "Lines that do not say what they are",
        ),
        ("goal-add", plan, {"kind": "aim", "text": " "}, "Enter what the goal is"),
        ("goal-add", plan, {"kind": "aim", "text": "Kept words", "parent": "99999999999999"}, "Stands under"),
        ("goal-action-add", goal, {"text": ""}, "Enter the action"),
        ("business-plan-carry", plan, {"year": "2012/13", "title": "Kept", "goals": [goal.pk]}, "a year after 2013/14"),
        ("business-plan-carry", plan, {"year": "2014/15", "title": "Kept", "goals": ["x"]}, "no longer in the plan"),
    ):
        response = officer.post(address(name, thing), sent)
        shown = response.content.decode()
        assert response.status_code == 422, (name, sent)
        assert words in shown
        assert "There is a problem" in shown
        for value in sent.values():
            assert not str(value).startswith(("A title", "Kept")) or str(value) in shown
    assert BusinessPlan.objects.count() == 1
    assert Goal.objects.count() == 1


def test_goals_are_changed_moved_binned_and_put_back(officer, cast):
    plan = things.make_business_plan(cast.board)
    first, second = things.make_goal(plan, text="First words"), things.make_goal(plan, text="Second words")
    sent = {"kind": "aim", "text": "First words", "progress": "Half of **it**.", "version": 1}
    assert officer.post(address("goal-edit", first), sent)["Location"].endswith(f"#goal-{first.pk}")
    assert "<strong>it</strong>" in page(officer, "business-plan-show", plan)
    stale = officer.post(address("goal-edit", first), sent | {"text": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()
    officer.post(address("goal-move", second), {"direction": "up"})
    shown = page(officer, "business-plan-show", plan)
    assert shown.index("Second words") < shown.index("First words")
    officer.post(address("goal-move", second), {"direction": "sideways"})
    officer.post(address("goal-bin", first))
    shown = page(officer, "business-plan-show", plan)
    assert "In the bin (1)" in shown
    officer.post(address("goal-bin", first), {"put_back": "1"})
    assert "In the bin" not in page(officer, "business-plan-show", plan)
    officer.post(address("business-plan-bin", plan))
    assert "In the bin (1)" in page(officer, "business-plan-list", cast.board)
    assert "It is kept" in page(officer, "business-plan-show", plan)
    officer.post(address("business-plan-bin", plan), {"put_back": "1"})
    assert BusinessPlan.objects.kept().exists()


def test_actions_under_a_goal_are_followed_and_carried_over(officer, cast):
    plan = things.make_business_plan(cast.board, title="Plan 2013/14")
    goal = things.make_goal(plan, "priority", "Map the crossings")
    sent = {"label": "1", "text": "Walk the routes", "new_owner": "Una Owner", "due_on_2": "2014"}
    assert officer.post(address("goal-action-add", goal), sent).status_code == 302
    action = Action.objects.get()
    today = timezone.localdate()
    updates.give(action, rating="amber", as_at=today, commentary="Six of ten.", by=cast.officer)
    shown = page(officer, "business-plan-show", plan)
    for words in ("Walk the routes", "Una Owner", "Amber", "Six of ten.", "Of the 1 action"):
        assert words in shown
    for name in ("action-show", "action-edit", "action-date", "update-add"):
        assert officer.get(reverse(f"recommendations:{name}", args=[action.pk])).status_code == 200
    assert officer.get(reverse("recommendations:plan-progress", args=[action.plan_id])).status_code == 200
    assert "Plan 2014/15" in page(officer, "business-plan-carry", plan)
    carried = officer.post(
        address("business-plan-carry", plan), {"year": "2014/15", "title": "Plan 2014/15", "goals": [goal.pk]}
    )
    new = BusinessPlan.objects.get(year="2014/15")
    assert carried["Location"] == new.get_absolute_url()
    shown = page(officer, "business-plan-show", new)
    for words in ("Carried over from Plan 2013/14, 2013/14", "from Plan 2013/14, 2013/14", "Walk the routes", "Amber"):
        assert words in shown
    assert "carried over into" in page(officer, "business-plan-show", plan)


def test_a_report_to_a_committee_is_begun_from_the_plan(client, cast):
    plan = things.make_business_plan(cast.board)
    make.sign_in(client, cast.officer)
    address = f"{reverse('scrutiny:committee-paper-add', args=[cast.committee.pk])}?template=board_report"
    shown = page(client, "business-plan-show", plan)
    assert f'{address}&amp;board={cast.board.pk}&amp;business_plan={plan.pk}"' in shown
    form = client.get(f"{address}&board={cast.board.pk}&business_plan={plan.pk}").content.decode()
    assert f'<option value="{plan.pk}" selected>' in form


def test_those_with_a_post_read_the_plan_and_its_actions_and_only_officers_write(client, cast):
    plan = things.make_business_plan(cast.board)
    action = business_plans.add_action(things.make_goal(plan), text="Walk the routes", by=cast.officer)
    for role, user in cast.everybody():
        make.sign_in(client, user)
        seen = client.get(plan.get_absolute_url()).status_code
        assert seen == {"stranger": 404, "public": 302}.get(role, 200), role
        writes = client.get(reverse("recommendations:action-edit", args=[action.pk])).status_code
        assert writes == {"stranger": 404, "public": 302}.get(role) or writes == (
            200 if role in ("officer", "other_officer", "administrator") else 403
        ), role
        if role not in ("stranger", "public"):
            assert client.get(action.get_absolute_url()).status_code == 200
            assert client.get(action.plan.get_absolute_url()).status_code == 200


def test_a_plan_costs_the_same_for_one_goal_and_fifty(client, cast):
    make.sign_in(client, cast.officer)
    plan = things.make_business_plan(cast.board)
    pages = [address(name, thing) for name, thing in (
        ("business-plan-show", plan), ("business-plan-list", cast.board), ("business-plan-carry", plan))]  # fmt: skip

    def add(number):
        for _ in range(number):
            goal = things.make_goal(plan)
            old = business_plans.add_action(things.make_goal(things.make_business_plan(cast.board)), text="A", by=None)
            goal.actions.add(old)
            business_plans.add_action(goal, text="B", by=None)

    add(2)
    few = [make.queries_of(client, one) for one in pages]
    add(12)
    assert [make.queries_of(client, one) for one in pages] == few
