"""What papers print of boards: every figure is what the data sum to, as at the day."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from boards.actions import business_plans, indicators
from boards.models import BoardPaper, BusinessPlan, Contribution
from boards.papers.actions import named
from boards.rules import money
from recommendations.actions import doing, updates
from scrutiny import registry
from scrutiny.actions import committee_papers
from scrutiny.models import Paper
from scrutiny.papers import outline
from scrutiny.papers import paper as shaping
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2014, 5, 1)


@pytest.fixture
def cast():
    return make.make_cast()


def report(cast, *, plan=None, year="2013/14", **more):
    """A board report of the cast's committee."""
    about = {"board": cast.board, "year": year, "business_plan": plan}
    paper = committee_papers.make_paper(cast.committee, "board_report", about=about, by=cast.officer, **more)
    return Paper.objects.get(pk=paper.pk)


def data_of(paper, kind, day=DAY, choice=""):
    paper = Paper.objects.get(pk=paper.pk)
    section = next(one for one in outline.sections(paper) if one.kind == kind)
    section.choice = choice
    return outline.data_of(section, day)


def test_the_budget_sums_to_its_contributions(cast):
    for place in range(7):
        partner = things.make_partner(cast.board)
        things.make_contribution(partner, f"{1000 + place * 333}.{place}5")
        things.make_contribution(partner, f"{900 + place}.10", "2012/13")
    things.make_contribution(things.make_partner(cast.board), in_kind="A room for training")
    data = data_of(report(cast), "pooled_budget")
    for year, key in (("2013/14", "now"), ("2012/13", "before")):
        held = Contribution.objects.filter(year=year, kind="pounds").values_list("pounds", flat=True)
        printed = [money.parse(row[key]) for row in data["rows"] if row[key].startswith("£")]
        assert sorted(printed) == sorted(held)
        assert money.parse(data["total" if key == "now" else "total_before"]) == sum(held)
    assert ["In kind in 2013/14: A room for training"] in [row["in_kind"] for row in data["rows"]]
    assert data["total"] in data["sentence"]


def test_partners_are_those_of_the_day(cast):
    things.make_partner(cast.board, name="Always Trust")
    things.make_partner(cast.board, name="Former Trust", left="2013-06")
    things.make_partner(cast.board, name="Later Trust", joined="2014-09")
    make.make_membership(cast.board, make.make_person(cast.council, "Jo Hill"), role="chair")
    things.make_profile(cast.board, legal_basis="Children Act 2004")
    data = data_of(report(cast), "partners")
    assert [one["name"] for one in data["partners"]] == ["Always Trust"]
    assert {"name": "Legal basis", "words": "Children Act 2004"} in data["facts"]
    assert any("Jo Hill" in fact["words"] for fact in data["facts"])


def test_governance_is_printed_as_a_map_and_in_words(cast):
    things.make_group(cast.board, "Case Group")
    things.make_governance_link(cast.board, cast.executive)
    data = data_of(report(cast), "governance")
    assert data["map"] is not None
    assert data["groups"] == [{"name": "Case Group", "chair": "no chair is given"}]
    assert any(cast.executive.name in line for line in data["sentences"])


def test_a_plan_is_printed_with_its_counts_as_at_the_day(cast):
    plan = things.make_business_plan(cast.board)
    aim = things.make_goal(plan, text="Safe **journeys**")
    goal = things.make_goal(plan, "priority", "Map the crossings", parent=aim, progress="Half of them.")
    things.make_goal(plan, text="In the bin", binned_at="2014-01-01T00:00Z")
    actions = [
        business_plans.add_action(goal, text=f"Action {number}", due_on="2014-06", by=None, on=date(2013, 5, 1))
        for number in range(6)
    ]
    for action, rating in zip(actions, ("green", "amber", "red"), strict=False):
        updates.give(action, rating=rating, as_at=date(2014, 4, 1), by=None, on=date(2014, 4, 1))
    doing.close_action(actions[5], "dropped", by=None, on=date(2014, 6, 1))
    paper = report(cast, plan=plan)
    data = data_of(paper, "business_plan")
    assert [(one["name"], one["depth"]) for one in data["goals"]] == [("Aim 1", 0), ("Priority 1", 1)]
    assert "<strong>journeys</strong>" in data["goals"][0]["html"]
    printed = [row for one in data["goals"] for row in one["actions"]]
    assert len(printed) == len(actions)
    assert sum(map(int, re.findall(r"\d+", data["counts"]["sum"].partition("=")[0]))) == len(actions)
    assert data["counts"]["sum"].endswith(f"= {len(actions)}")
    assert sorted(row["rating"] for row in printed)[:2] == ["Amber", "Amber/red"]
    later = data_of(paper, "business_plan", date(2014, 7, 1))
    assert any("2014" in row["note"] and row["note"].startswith("Dropped") for row in later["goals"][1]["actions"])
    goals = data_of(paper, "business_plan", choice="goals")
    assert not any(one["actions"] or one["progress_html"] for one in goals["goals"])
    assert data_of(paper, "business_plan", date(2012, 1, 1))["counts"]["lead"] == ""


def test_indicators_print_every_value_as_known_on_the_day(cast):
    indicator = things.make_indicator(cast.board, "Conferences in time", target=Decimal(75))
    first = things.make_value(indicator, "45")
    things.make_value(indicator, "77", "2013/14", ends_on="2014-03-31", recorded_on=date(2014, 4, 9))
    things.make_value(indicator, "68", "2013/14", series="neighbours", ends_on="2014-03-31", recorded_on=DAY)
    indicators.revise(first, Decimal(46), why="Two were late.", by=None, on=date(2014, 6, 1))
    attendance = things.make_indicator(cast.board, "Attendance", about="attendance")
    paper = report(cast)
    data = data_of(paper, "indicators")
    assert [part["heading"] for part in data["parts"]] == ["Conferences in time", "Attendance"]
    one = data["parts"][0]["data"]
    assert one["lead"] == (
        "Between 2012/13 and 2013/14 it improved from 45% to 77% against a target of 75%: target met, above "
        "statistical neighbours (68%)."
    )
    assert [[cell["words"] for cell in row["cells"]] for row in one["rows"]] == [
        ["45%", "not given"],
        ["77%", "68%"],
    ]
    assert one["chart"]["chart"].bars
    later = data_of(paper, "indicators", date(2014, 6, 2))["parts"][0]["data"]
    assert later["rows"][0]["cells"][0] == {"words": "46%", "notes": ["first 45%, revised: Two were late."]}
    earlier = data_of(paper, "indicators", date(2014, 4, 1))["parts"][0]["data"]
    assert earlier["lead"].startswith("In 2012/13 it was 45% against")
    narrowed = data_of(paper, "indicators", choice="attendance")
    assert [part["heading"] for part in narrowed["parts"]] == ["Attendance"]
    only = data_of(paper, "indicators", choice=str(attendance.pk))
    assert [part["heading"] for part in only["parts"]] == ["Attendance"]
    assert str(attendance.pk) in dict(registry.blocks["indicators"].choices(paper.sections.get(kind="indicators")))


def test_counts_of_case_reviews_sum_to_their_total(cast):
    for place in range(4):
        things.make_case_reviews(cast.board, f"201{place}/1{place + 1}", started=place + 2, finished=place, published=0)
    data = data_of(report(cast), "case_reviews")
    assert data["totals"] == [sum(row["counts"][place] for row in data["rows"]) for place in range(3)] == [14, 6, 0]


def test_inspections_and_appearances_are_those_up_to_the_day(cast):
    things.make_inspection(cast.board, judgement="inadequate", findings="Weak **plans**.")
    notice = things.make_inspection(cast.board, "notice", inspector="The minister", began="2013", lifted_on="2014-08")
    things.make_inspection(cast.board, subject="Canary to come", began="2014-09")
    draft = make.make_paper(cast.committee, "Canary draft")
    meeting = make.make_meeting(cast.committee, date(2014, 3, 1))
    things.make_appearance(cast.board, meeting, paper=draft, note="Canary note")
    private = make.make_meeting(cast.committee, date(2014, 2, 1), kind="private")
    things.make_appearance(cast.board, private, presented_by="Canary")
    things.make_appearance(cast.board, make.make_meeting(cast.committee, date(2014, 9, 1)), presented_by="Canary")
    paper = report(cast)
    data = data_of(paper, "inspections")
    assert [row["lifted"] for row in data["rows"]] == ["in force", ""]
    assert data["rows"][1]["judgement"] == "inadequate"
    assert data_of(paper, "inspections", date(2014, 9, 2))["rows"][1]["lifted"] == "lifted in August 2014"
    assert notice.lifted_on
    seen = data_of(paper, "appearances")
    assert [row["day"] for row in seen["rows"]] == ["1 March 2014"]
    assert "Canary" not in str(data) + str(seen)
    make.make_edition(draft, published=True)
    assert data_of(paper, "appearances")["rows"][0]["paper"] == "Canary draft"


def test_a_report_of_nothing_prints_what_is_written(cast):
    paper = report(cast)
    shaped = shaping.shape(paper, DAY, is_draft=True)
    assert shaped
    for kind in ("pooled_budget", "indicators", "inspections", "case_reviews", "business_plan", "appearances"):
        assert data_of(paper, kind) is None


def test_it_is_started_from_the_committees_page(client, cast):
    make.sign_in(client, cast.officer)
    plan = things.make_business_plan(cast.board)
    other = things.make_business_plan(things.make_board(cast.council))
    address = f"{reverse('scrutiny:committee-paper-add', args=[cast.committee.pk])}?template=board_report"
    assert client.get(address).status_code == 200
    sent = {"board": cast.board.pk, "year": "2013/14", "business_plan": plan.pk}
    refused = client.post(address, sent | {"business_plan": other.pk})
    assert refused.status_code == 422
    assert "This plan belongs to" in refused.content.decode()
    refused = client.post(address, sent | {"year": "2013/19"})
    assert "not one year" in refused.content.decode()
    assert not BoardPaper.objects.exists()
    assert client.post(address, sent).status_code == 302
    kept = BoardPaper.objects.get()
    assert (kept.board, kept.year, kept.business_plan) == (cast.board, "2013/14", plan)
    assert kept.paper.title == f"{cast.board}: annual report 2013/14"
    assert kept.paper.body == cast.committee
    section = kept.paper.sections.get(kind="business_plan")
    shown = client.get(reverse("scrutiny:section-edit", args=[section.pk]))
    assert "Only the aims, objectives and priorities" in shown.content.decode()


@pytest.mark.parametrize("title", ["Safe travel", "Safe travel 2013/14"])
def test_a_plan_is_named_with_its_year_once(title):
    assert named(BusinessPlan(title=title, year="2013/14")).count("2013/14") == 1
