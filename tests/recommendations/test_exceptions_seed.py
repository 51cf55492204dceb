"""The exception report of a real paper's plan: its six counts, in its order, with its own words for each rating."""

from datetime import date

import pytest

from recommendations import plan_blocks, plan_rows
from recommendations.actions import doing, owners, plans, updates
from recommendations.rules import action_lines
from tests import factories
from tests.acceptance import herefordshire as seed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def day(text):
    return date.fromisoformat(text)


@pytest.fixture
def plan():
    told = seed.plan()
    body = factories.make_body()
    officer = factories.make_officer(body)
    on = day(seed.RECORDED)
    made = plans.make_plan(
        body, title=told["title"], source="external_review", source_words=told["source"], by=officer, on=on
    )
    made = plans.change_plan(made, made.version, meanings=told["meanings"], by=officer)
    for line, one in zip(action_lines.read(seed.table()), seed.ACTIONS, strict=True):
        assert (line.label, line.text, line.owner, line.due_on) == (one.label, one.text, one.owner, one.due)
        action = doing.add_action(
            plan=made,
            label=line.label,
            text=line.text,
            owner=owners.named(body.council, line.owner, by=officer),
            due_on=line.due_on,
            by=officer,
            on=on,
        )
        source = "system" if one.rating == "no_data" else "officer"
        said = {"rating": one.rating, "commentary": one.commentary, "source": source}
        updates.give(action, **said, as_at=day(seed.AS_AT), on=day(seed.AS_AT), by=officer)
    return made


def test_the_invented_actions_have_the_counts_of_the_paper():
    told = seed.plan()
    assert seed.counts() == told["counts"]
    assert len(seed.ACTIONS) == told["total"] == 28
    assert {one.owner for one in seed.ACTIONS if one.rating == "no_data"} == set(seed.SILENT)
    assert not {one.owner for one in seed.ACTIONS if one.rating != "no_data"} & set(seed.SILENT)


def test_the_report_says_what_the_paper_said(plan):
    told = seed.plan()
    data = plan_blocks.of_plan(plan, date(2009, 7, 1))
    said = [line["sentence"] for line in data["sentences"]]
    assert [int(sentence.split(" ")[0]) for sentence in said] == [*told["counts"].values()] == [9, 2, 10, 1, 4, 2]
    for sentence, meaning in zip(said, told["meanings"].values(), strict=True):
        assert meaning.rstrip(".") in sentence
    assert said[0] == "9 are marked green, as completed"
    assert said[3].startswith("1 is marked amber/red, as ")
    assert data["sum"] == "9 + 2 + 10 + 1 + 4 + 2 = 28"
    rows = [row["label"] for part in data["parts"] for group in part["data"]["groups"] for row in group["rows"]]
    assert sorted(rows, key=int) == [one.label for one in seed.ACTIONS]


def test_on_the_day_of_the_paper_what_is_not_yet_due_is_not_red(plan):
    rows = plan_rows.of_plan(plan, day(seed.AS_AT))
    assert {row.rating for row in rows if row.owed.due == "2009-06"} <= {"amber", "amber_green", "no_data"}
    assert sum(line.number for line in plan_rows.summary(rows)) == 28
