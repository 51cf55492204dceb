"""What is done to indicators, their values, inspections and case reviews."""

from datetime import date
from decimal import Decimal

import pytest

from boards.actions import indicators, inspections
from boards.actions.indicators import Entry
from boards.models import CaseReviews, IndicatorValue
from recommendations.models import Plan
from scrutiny.engine import versions
from scrutiny.refused import Refused
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make.make_user()


def entry(period, number, series="own", **more):
    return Entry(series, period, Decimal(number), **more)


def test_several_periods_are_recorded_at_once_or_not_at_all(by):
    indicator = things.make_indicator()
    rows = [entry("2011-12", "40"), entry("2012/13", "45", note="All schools"), entry("2012/13", "50", "england")]
    found = indicators.add_values(indicator, rows, by=by, on=date(2013, 5, 1))
    assert [(one.period, one.ends_on, one.value) for one in found] == [
        ("2011/12", "2012-03-31", 40),
        ("2012/13", "2013-03-31", 45),
        ("2012/13", "2013-03-31", 50),
    ]
    for bad, box in (
        ([entry("2013/14", "1", place=0), entry("2012-13", "2", place=1)], "period_1"),
        ([entry("June 2014", "1", place=0), entry("june 2014", "2", place=4)], "period_4"),
        ([entry("soon", "1", place=2)], "period_2"),
    ):
        with pytest.raises(Refused) as refused:
            indicators.add_values(indicator, bad, by=by)
        assert refused.value.field == box
    assert IndicatorValue.objects.count() == 3


def test_a_revised_value_stays_with_what_replaced_it_and_why(by):
    value = things.make_value()
    new = indicators.revise(value, Decimal("46.5"), why="Two schools reported late.", by=by, on=date(2013, 7, 1))
    value.refresh_from_db()
    assert (value.value, value.revised_by, value.why_revised) == (45, new, "Two schools reported late.")
    assert (new.period, new.series, new.revised_by, new.recorded_on) == ("2012/13", "own", None, date(2013, 7, 1))
    third = indicators.revise(new, Decimal(45), why="They were right at first.", by=by)
    assert IndicatorValue.objects.filter(revised_by=None).get() == third
    for one, number, why, words in (
        (value, 47, "Why", "revised already"),
        (third, 45, "Why", "already. Enter another"),
        (third, 47, " ", "Say why"),
    ):
        with pytest.raises(Refused, match=words):
            indicators.revise(one, Decimal(number), why=why, by=by)


def test_indicators_have_names_of_their_own(by):
    board = things.make_board()
    one = indicators.add_indicator(board, name="Visits in time", unit="%", target=Decimal(75), by=by)
    with pytest.raises(Refused, match="already"):
        indicators.add_indicator(board, name="Visits in time ", by=by)
    indicators.bin_indicator(one, by=by)
    with pytest.raises(Refused, match="in the bin"):
        indicators.add_values(one, [entry("2012/13", "1")], by=by)
    two = indicators.add_indicator(board, name="Visits in time", by=by)
    assert two.order == 2
    with pytest.raises(Refused, match="already"):
        indicators.restore_indicator(one, by=by)
    assert indicators.change_indicator(two, 1, name="Visits", by=by).name == "Visits"
    indicators.restore_indicator(one, by=by)
    with pytest.raises(versions.Stale):
        indicators.change_indicator(two, 1, name="Other", by=by)


def test_only_a_notice_is_lifted_and_not_before_it_was_given(by):
    board = things.make_board()
    fields = {"inspector": "The minister", "subject": "Services for children", "began": "2012-06-01"}
    notice = inspections.add_inspection(board, kind="notice", by=by, **fields)
    with pytest.raises(Refused, match="given in 1 June 2012"):
        inspections.lift(notice, "2012-05", 1, by=by)
    lifted = inspections.lift(notice, "2014-02-03", 1, by=by)
    assert lifted.lifted_on == "2014-02-03"
    with pytest.raises(Refused, match="lifted"):
        inspections.change_inspection(lifted, 2, kind="inspection", by=by)
    with pytest.raises(Refused, match="given after"):
        inspections.change_inspection(lifted, 2, began="2015", by=by)
    inspection = inspections.add_inspection(board, kind="inspection", by=by, **fields)
    with pytest.raises(Refused, match="Only a notice"):
        inspections.lift(inspection, "2014", 1, by=by)
    with pytest.raises(Refused, match="end is before"):
        inspections.change_inspection(inspection, 1, ended="2011", by=by)
    with pytest.raises(Refused, match="who inspected"):
        inspections.add_inspection(board, by=by, **fields | {"inspector": " "})


def test_what_an_inspection_recommended_is_followed_in_a_plan(by):
    inspection = things.make_inspection()
    plan = inspections.plan_of_inspection(inspection, by=by)
    assert inspections.plan_of_inspection(inspection, by=by) == plan
    assert (plan.source, plan.body) == (Plan.Source.INSPECTION, inspection.board)
    peer = things.make_inspection(inspection.board, "peer_review")
    assert inspections.plan_of_inspection(peer, by=by).source == Plan.Source.EXTERNAL_REVIEW
    assert inspections.plan_of_case_reviews(things.make_case_reviews(), by=by).source == Plan.Source.OTHER


def test_no_more_reviews_finish_than_ever_began_unless_it_is_explained(by):
    board = things.make_board()
    first = inspections.add_case_reviews(board, year="2011-12", kind="serious", started=3, finished=1, by=by)
    assert first.year == "2011/12"
    inspections.add_case_reviews(board, year="2012/13", kind="serious", started=0, finished=2, by=by)
    for fields, field in (
        ({"year": "2013/14", "finished": 1}, "finished"),
        ({"year": "2013/14", "published": 4}, "published"),
        ({"year": "2013/14", "started": -1}, "started"),
        ({"year": "2012/13"}, "year"),
        ({"year": "2013"}, "year"),
        ({"year": "2013/14", "kind": "other"}, "kind"),
    ):
        with pytest.raises(Refused) as refused:
            inspections.add_case_reviews(board, by=by, **{"kind": "serious"} | fields)
        assert refused.value.field == field
    with pytest.raises(Refused, match="2 began"):
        inspections.change_case_reviews(first, 1, started=2, by=by)
    saved = inspections.change_case_reviews(first, 1, started=2, explained="One began in 2010.", by=by)
    assert saved.explained
    inspections.bin_thing(saved, by=by)
    with pytest.raises(Refused, match="0 began"):
        inspections.add_case_reviews(board, year="2013/14", kind="serious", by=by)
    inspections.restore_thing(saved, by=by)
    assert CaseReviews.objects.kept().count() == 2
    names = {field.name for field in CaseReviews._meta.get_fields()}
    assert not names & {"name", "child", "person", "initials", "born_on"}
