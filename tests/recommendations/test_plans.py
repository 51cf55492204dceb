"""Plans: making, changing, merging, and how they stood on each day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import facts, plan_rows
from recommendations.actions import doing, plans
from recommendations.models import Action, Plan
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


def words(plan, on):
    return [row.action.text for row in plan_rows.of_plan(plan, on)]


def test_a_plan_is_made_changed_and_audited(body, officer):
    plan = plans.make_plan(
        body, title=" Improvement plan ", source="inspection", source_words="Ofsted", started="2024-03", by=officer
    )
    assert (plan.council, plan.title, plan.get_source_display()) == (body.council, "Improvement plan", "Inspection")
    saved = plans.change_plan(plan, plan.version, title="Another", meanings={"red": "late", "x": "y"}, by=officer)
    assert (saved.title, saved.meanings) == ("Another", {"red": "late"})
    with pytest.raises(Stale):
        plans.change_plan(plan, plan.version, title="A third", by=officer)
    assert [one.verb for one in AuditEntry.objects.about(plan)] == ["changed", "added"]
    assert saved.history.count() == 2


@pytest.mark.parametrize(
    ("fields", "field"), [({"title": " "}, "title"), ({"title": "Plan", "source": "nowhere"}, "source")]
)
def test_a_plan_needs_a_title_and_a_source(body, officer, fields, field):
    with pytest.raises(Refused) as problem:
        plans.make_plan(body, **{"source": "other"} | fields, by=officer)
    assert problem.value.field == field


def test_merged_plans_lose_nothing_and_say_where_they_went(body, officer):
    one, two, into = (life.make_plan(body, title) for title in ("One", "Two", "Into"))
    for plan, text in ((into, "Into 1"), (one, "One 1"), (one, "One 2"), (two, "Two 1")):
        doing.add_action(plan=plan, text=text, by=officer, on=DAY)
    merged = DAY + timedelta(days=100)
    plans.merge([two, one], into, by=officer, on=merged)
    assert words(into, merged) == ["Into 1", "Two 1", "One 1", "One 2"]
    assert words(one, merged) == []
    before = merged - timedelta(days=1)
    assert (words(into, before), words(one, before), words(two, before)) == (["Into 1"], ["One 1", "One 2"], ["Two 1"])
    assert {str(action.came_from) for action in Action.objects.filter(plan=into)} == {"None", "One", "Two"}
    one.refresh_from_db()
    assert (one.merged_into, one.merged_on) == (into, merged)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"merged", "took in"} <= verbs
    with pytest.raises(Refused, match="merged into"):
        doing.add_action(plan=one, text="Too late", by=officer, on=merged)


def test_a_plan_merged_twice_stood_in_each_place_in_turn(body, officer):
    a, b, c = (life.make_plan(body, title) for title in "ABC")
    for plan in (a, b, c):
        life.make_action(plan, f"Of {plan}", on=DAY)
    first, second = DAY + timedelta(days=10), DAY + timedelta(days=20)
    plans.merge([a], b, by=officer, on=first)
    plans.merge([Plan.objects.get(pk=b.pk)], c, by=officer, on=second)
    seen = [[words(plan, on) for plan in (a, b, c)] for on in (DAY, first, second)]
    assert seen == [
        [["Of A"], ["Of B"], ["Of C"]],
        [[], ["Of B", "Of A"], ["Of C"]],
        [[], [], ["Of C", "Of B", "Of A"]],
    ]
    assert set(facts.of_plans([a.pk, b.pk, c.pk], first)) == {b.pk, c.pk}


def test_what_cannot_be_merged_is_refused(body, officer):
    into, gone, far = life.make_plan(body), life.make_plan(body), life.make_plan()
    plans.merge([gone], into, by=officer)
    for wrong in ([], [into], [gone], [far]):
        with pytest.raises(Refused):
            plans.merge(wrong, into, by=officer)
    other = life.make_plan(body)
    with pytest.raises(Refused, match="merged already"):
        plans.merge([other], Plan.objects.get(pk=gone.pk), by=officer)


def test_many_actions_cost_what_one_costs(body):
    small, large = life.make_plan(body), life.make_plan(body)
    for plan, number in ((small, 1), (large, 12)):
        for _ in range(number):
            action = life.make_action(plan, owner=life.make_owner(body.council), due_on="2024-09")
            life.make_update(action, "no_data")
    costs = []
    for plan in (small, large):
        with CaptureQueriesContext(connection) as found:
            rows = plan_rows.of_plan(plan, date(2025, 1, 1), asked=True)
            assert all(row.due_sentence and row.owner.name and row.updates for row in rows)
        costs.append(len(found))
    assert costs[0] == costs[1]
