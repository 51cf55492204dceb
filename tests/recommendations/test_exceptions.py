"""The exception report: counts that sum to the total and equal the rows of its tables, as at any day."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from recommendations import plan_blocks, plan_rows
from recommendations.actions import doing, plans, updates
from recommendations.models import Ask, AskItem, Letter, MonitoringRule, PaperSubject, UpdateRound
from recommendations.rules.words import Closing, Rating
from scrutiny.papers import outline
from tests import factories, life

DAY = life.SENT
ON = date(2025, 1, 1)
PRINTED = {"green": 9, "amber_green": 2, "amber": 10, "amber_red": 1, "red": 4, "no_data": 2}

some = st.tuples(
    st.sampled_from([None, *Rating]),
    st.sampled_from(["", "2024-06", "2024-12-31", "2026"]),
    st.sampled_from([None, None, *Closing]),
    st.sampled_from([10, 400]),  # days after DAY on which it was recorded: before or after ON
)


def tables(data):
    """The tables of a report: {heading of the part: its rows}."""
    return {part["heading"]: [row for group in part["data"]["groups"] for row in group["rows"]]
            for part in data["parts"]}  # fmt: skip


def counted(data):
    return [int(line["sentence"].split(" ")[0].replace(",", "")) for line in data["sentences"]]


class Reconciling(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(some, max_size=12), st.sampled_from(["six", "three"]), st.booleans())
    def test_the_counts_of_any_plan_sum_to_its_total_and_equal_the_rows(self, actions, scale, blue):
        plan = life.make_plan()
        MonitoringRule.objects.create(council=plan.council, scale=scale, blue_for_complete=blue)
        known = 0
        for rating, due, closing, days in actions:
            on = DAY + timedelta(days=days)
            action = life.make_action(plan, due_on=due, on=on)
            known += on <= ON
            if rating:
                life.make_update(action, rating.value, on=on)
            if closing:
                doing.close_action(action, closing.value, by=None, on=on)
        data = plan_blocks.of_plan(plan, ON)
        rows = plan_rows.of_plan(plan, ON)
        assert sum(counted(data)) == len(rows) == known
        assert sum(len(found) for found in tables(data).values()) == known
        for group in (group for part in data["parts"] for group in part["data"]["groups"]):
            assert group["caption"].startswith(f"{len(group['rows'])} action")
        assert "red" not in {
            row.colour for row in rows if row.owed.undertaking.due_on and row.owed.undertaking.due_on >= ON
        }
        if len(data["sentences"]) > 1:
            terms, total = data["sum"].split(" = ")
            assert sum(map(int, terms.split(" + "))) == int(total) == known
        html = render_to_string(plan_blocks.TEMPLATE, {"data": data})
        for part in data["parts"]:
            html += render_to_string(part["template"], {"data": part["data"]})
        assert html.count('<th scope="row">') == known


pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def plan():
    return life.make_plan(title="Safeguarding Action Plan", source_words="the external review")


def section_about(plan, as_at_text=""):
    paper = factories.make_paper(plan.body) if plan else factories.make_paper(factories.make_body())
    if plan:
        PaperSubject.objects.create(paper=paper, plan=plan)
    return factories.make_section(paper, "exceptions", "Exception report", text=as_at_text)


def test_a_plan_of_28_reads_as_it_was_printed(plan):
    for rating, number in PRINTED.items():
        for _ in range(number):
            life.make_update(life.make_action(plan, due_on="2024-06"), rating)
    data = outline.data_of(section_about(plan, "As the committee asked."), ON)
    assert data["lead"].endswith("In summary, of the 28 actions:")
    assert counted(data) == [9, 2, 10, 1, 4, 2]
    assert data["sentences"][0]["sentence"] == "9 are marked green, as completed"
    assert data["sum"] == "9 + 2 + 10 + 1 + 4 + 2 = 28"
    assert list(tables(data)) == ["Needing attention (19)", "Complete (9)"]
    assert [group["rating"] for group in data["parts"][0]["data"]["groups"]] == [
        "Red", "No data", "Amber/red", "Amber", "Amber/green",
    ]  # fmt: skip


def test_a_paper_about_no_plan_has_nothing_to_print():
    assert outline.data_of(section_about(None), ON) is None


def test_a_plan_without_actions_and_a_merged_one_say_so(plan):
    assert "has no actions as at 1 January 2025" in plan_blocks.of_plan(plan, ON)["lead"]
    into = life.make_plan(plan.body, "One plan for all")
    life.make_action(plan)
    plans.merge([plan], into, by=None, on=ON)
    plan.refresh_from_db()
    assert "was merged into “One plan for all” on 1 January 2025" in plan_blocks.of_plan(plan, ON)["lead"]
    assert "of the 1 action:" in plan_blocks.of_plan(plan, ON - timedelta(days=1))["lead"]
    row = tables(plan_blocks.of_plan(into, ON))["Needing attention (1)"][0]
    assert row["from"] == "From “Safeguarding Action Plan”."


def test_no_data_prints_the_log_of_chases(plan):
    owner = life.make_owner(plan.council)
    action = life.make_action(plan, owner=owner, due_on="2024-06")
    asking = UpdateRound.objects.create(
        council=plan.council, body=plan.body, plan=plan, title="Summer", as_at=DAY, due_on=ON, opened_on=DAY
    )
    ask = Ask.objects.create(round=asking, owner=owner, key="k", asked_on=DAY, expires_on=ON)
    AskItem.objects.create(ask=ask, action=action)
    for days, kind in ((0, "ask"), (7, "reminder"), (14, "reminder"), (20, "manager"), (400, "reminder")):
        on = DAY + timedelta(days=days)
        Letter.objects.create(council=plan.council, ask=ask, kind=kind, key=f"{days}", to_email="a@example.org",
                              subject="Progress", body="…", written_on=on)  # fmt: skip
    life.make_update(action, "no_data", on=DAY + timedelta(days=15), commentary="", source="system")
    row = tables(plan_blocks.of_plan(plan, ON))["Needing attention (1)"][0]
    assert row["notes"] == ["Asked 3 times, on 14 March 2024, 21 March 2024 and 28 March 2024; no answer."]
    updates.give(action, rating="amber", as_at=ON, commentary="Begun.", blocked_by="Staff are ill.", on=ON)
    row = tables(plan_blocks.of_plan(plan, ON))["Needing attention (1)"][0]
    assert row["notes"] == ["Held up by: Staff are ill.", "As at 1 January 2025."]


def test_an_owner_who_could_not_be_asked(plan):
    owner = life.make_owner(plan.council, email="")
    action = life.make_action(plan, owner=owner, due_on="2024-06")
    asking = UpdateRound.objects.create(
        council=plan.council, body=plan.body, plan=plan, title="Summer", as_at=DAY, due_on=ON, opened_on=DAY
    )
    ask = Ask.objects.create(round=asking, owner=owner, key="k", asked_on=DAY, expires_on=ON)
    AskItem.objects.create(ask=ask, action=action)
    Letter.objects.create(council=plan.council, ask=ask, kind="ask", key="1", subject="s", body="b", written_on=DAY)
    row = tables(plan_blocks.of_plan(plan, ON))["Needing attention (1)"][0]
    assert row["notes"] == ["Could not be asked: the owner has no e-mail address."]


def test_the_report_is_as_at_its_day(plan):
    action = life.make_action(
        plan, "Train every team.", due_on="2024-06", owner=life.make_owner(plan.council, "Una Fell")
    )
    life.make_update(action, "red", on=date(2024, 7, 1), commentary="No trainer.")
    doing.revise_date(action, "2024-12", why="No trainer.", by=None, on=date(2024, 8, 1))
    doing.hand_over(action, life.make_owner(plan.council, "Ulf Dale"), by=None, on=date(2024, 9, 1))
    doing.close_action(action, "completed", note="All trained.", by=None, on=date(2024, 11, 1))

    def said(on):
        data = plan_blocks.of_plan(plan, on)
        return [(heading, row["owner"], row["due"]) for heading, rows in tables(data).items() for row in rows]

    slipped = "due December 2024, slipped once by 184 days since June 2024"
    assert said(DAY - timedelta(days=1)) == []
    assert said(date(2024, 6, 1)) == [("Not yet due (1)", "Una Fell", "due June 2024")]
    assert said(date(2024, 7, 1)) == [("Needing attention (1)", "Una Fell", "due June 2024 (overdue)")]
    assert said(date(2024, 9, 1)) == [("Needing attention (1)", "Ulf Dale", slipped)]
    assert said(date(2024, 11, 1)) == [("Complete (1)", "Ulf Dale", slipped)]
    data = plan_blocks.of_plan(plan, date(2024, 9, 1))
    assert data["sentences"][0]["sentence"].startswith("1 is marked amber/red"), "no longer due, so not red"
    row = tables(data)["Needing attention (1)"][0]
    assert "Said to be red, but not yet due." in row["notes"]
