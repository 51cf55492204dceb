"""What is done to business plans and their goals."""

from datetime import date

import pytest

from boards.actions import business_plans, goals
from boards.models import BusinessPlan, Goal
from boards.rules.goals import read
from recommendations.actions import doing, updates
from recommendations.models import Plan
from scrutiny.engine import versions
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "Aim: Safe journeys\n  Priority: Map the crossings\n  Priority: Ask the schools\nAim: Work together"


@pytest.fixture
def by():
    return make.make_user()


@pytest.fixture
def plan():
    return things.make_business_plan()


def texts(plan):
    return list(plan.goals.kept().order_by("order").values_list("text", flat=True))


def test_a_plan_has_a_year_and_a_title_of_its_own(by):
    board = things.make_board()
    plan = business_plans.add_plan(board, year="2013-14", title=" Business plan ", by=by)
    assert (plan.year, plan.title) == ("2013/14", "Business plan")
    with pytest.raises(Refused, match="already") as refused:
        business_plans.add_plan(board, year="2013/14", title="Business plan", by=by)
    assert refused.value.field == "title"
    with pytest.raises(Refused, match="not one year"):
        business_plans.change_plan(plan, 1, year="2013/15", by=by)
    with pytest.raises(versions.Stale):
        business_plans.change_plan(plan, 7, title="Other", by=by)
    business_plans.bin_plan(plan, by=by)
    other = business_plans.add_plan(board, year="2013/14", title="Business plan", by=by)
    with pytest.raises(Refused, match="already"):
        business_plans.restore_plan(plan, by=by)
    business_plans.bin_plan(other, by=by)
    business_plans.restore_plan(plan, by=by)
    assert list(BusinessPlan.objects.kept()) == [plan]
    assert AuditEntry.objects.filter(verb="put back").count() == 1


def test_a_list_is_pasted_as_it_is_understood(plan, by):
    found = goals.paste(plan, read(LIST), by=by)
    assert texts(plan) == ["Safe journeys", "Map the crossings", "Ask the schools", "Work together"]
    assert [goal.parent for goal in found] == [None, found[0], found[0], None]
    goals.paste(plan, read("Priority: Meet"), by=by)
    assert texts(plan)[-1] == "Meet"


def test_goals_move_among_those_beside_them_with_what_is_under_them(plan, by):
    first, _, ask, last = goals.paste(plan, read(LIST), by=by)
    assert goals.move_goal(last, "up", by=by)
    assert not goals.move_goal(last, "up", by=by)
    assert list(plan.goals.filter(parent=None).order_by("order")) == [last, first]
    assert goals.move_goal(ask, "up", by=by)
    assert list(first.children.order_by("order"))[0] == ask
    assert first.children.count() == 2


def test_a_goal_stands_only_where_it_may(plan, by):
    aim = goals.add_goal(plan, kind="aim", text="Safe journeys", by=by)
    priority = goals.add_goal(plan, kind="priority", text="Map the crossings", parent=aim, by=by)
    other = things.make_goal()
    for kwargs, words in (
        ({"kind": "aim", "parent": priority}, "An aim cannot stand under a priority"),
        ({"kind": "priority", "parent": priority}, "cannot stand under a priority"),
        ({"kind": "priority", "parent": other}, "of this plan"),
    ):
        with pytest.raises(Refused, match=words):
            goals.add_goal(plan, text="X", by=by, **kwargs)
    with pytest.raises(Refused, match="under itself"):
        goals.change_goal(aim, 1, kind="priority", parent=priority, by=by)
    with pytest.raises(Refused, match=r"cannot stand under a priority\. Move them first"):
        goals.change_goal(aim, 1, kind="priority", by=by)
    with pytest.raises(Refused, match="Enter what"):
        goals.change_goal(priority, 1, text=" ", by=by)
    saved = goals.change_goal(priority, 1, progress="All crossings are mapped.", parent=None, by=by)
    assert saved.parent is None
    assert saved.history.count() == 2


def test_the_bin_takes_what_is_under_a_goal_and_gives_it_back(plan, by):
    first, map_, ask, _ = goals.paste(plan, read(LIST), by=by)
    goals.bin_goal(ask, by=by)
    goals.bin_goal(first, by=by)
    assert texts(plan) == ["Work together"]
    with pytest.raises(Refused, match="is in the bin"):
        goals.restore_goal(map_, by=by)
    goals.restore_goal(first, by=by)
    assert texts(plan) == ["Safe journeys", "Map the crossings", "Work together"]
    goals.restore_goal(ask, by=by)
    assert texts(plan) == ["Safe journeys", "Map the crossings", "Ask the schools", "Work together"]


def test_actions_stand_in_the_plan_of_the_recommendations_app(plan, by):
    goal = things.make_goal(plan)
    one = business_plans.add_action(goal, text="Walk the routes", due_on="2013-09", by=by)
    two = business_plans.add_action(goal, text="Write it up", by=by)
    plan.refresh_from_db()
    assert plan.plan.source == Plan.Source.BUSINESS_PLAN
    assert plan.plan.body == plan.board
    assert list(plan.plan.actions.all()) == [one, two] == list(goal.actions.all())
    goals.bin_goal(goal, by=by)
    with pytest.raises(Refused, match="in the bin"):
        business_plans.add_action(goal, text="More", by=by)


def test_carrying_over_takes_goals_and_what_is_unfinished(plan, by):
    day = date(2013, 5, 1)
    aim = things.make_goal(plan, text="Safe journeys")
    priority = things.make_goal(plan, "priority", "Map the crossings", parent=aim, progress="Half of them.")
    left_out = things.make_goal(plan, text="Work together")
    done, said, live = (
        business_plans.add_action(priority, text=text, due_on="2014-01", by=by, on=day) for text in ("A", "B", "C")
    )
    doing.close_action(done, "completed", by=by, on=date(2014, 2, 1))
    updates.give(said, rating="green", as_at=date(2014, 2, 1), by=by, on=date(2014, 2, 1))
    for year, words in (("2013/14", "later"), ("2012/13", "later"), ("soon", "not a year")):
        with pytest.raises(Refused, match=words):
            business_plans.carry_over(plan, year=year, title="Next", by=by)
    with pytest.raises(Refused, match="at least one"):
        business_plans.carry_over(plan, year="2014/15", title="Next", goals=set(), by=by)
    assert BusinessPlan.objects.count() == 1
    new = business_plans.carry_over(
        plan, year="2014/15", title="Next", goals={aim.pk, priority.pk}, by=by, on=date(2014, 4, 1)
    )
    new_aim, new_priority = new.goals.all()
    assert new.carried_from == plan
    assert (new_aim.carried_from, new_priority.carried_from) == (aim, priority)
    assert new_priority.parent == new_aim
    assert new_priority.progress == ""
    assert list(new_priority.actions.all()) == [live]
    assert priority.actions.count() == 3
    assert not Goal.objects.filter(carried_from=left_out).exists()
    live.refresh_from_db()
    assert live.due_on == "2014-01"
    added = business_plans.add_action(new_priority, text="D", by=by)
    assert added.plan != live.plan
    again = business_plans.carry_over(plan, year="2015/16", title="Later", goals={priority.pk}, by=by)
    assert again.goals.get().parent is None
