"""Pages of indicators, inspections and case reviews."""

from datetime import date

import pytest
from django.urls import reverse

from boards.models import CaseReviews, Indicator, IndicatorValue, Inspection
from recommendations.models import Plan
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


def address(name, thing):
    return reverse(f"boards:{name}", args=[thing.pk])


def page(client, name, thing, more=""):
    response = client.get(address(name, thing) + more)
    assert response.status_code == 200
    return response.content.decode()


def test_an_indicator_is_added_with_several_periods_and_says_what_they_say(officer, cast):
    sent = {"name": "Conferences in time", "unit": "%", "about": "performance", "good": "up", "target": "75 %"}
    added = officer.post(address("indicator-add", cast.board), sent)
    indicator = Indicator.objects.get()
    assert added["Location"] == address("value-add", indicator)
    values = {
        "period_0": "2012/13", "own_0": "45", "period_1": "2013-14", "own_1": "77%", "neighbours_1": "68", "note_1": "To March",
    }  # fmt: skip
    officer.post(address("value-add", indicator), values)
    shown = page(officer, "indicator-show", indicator)
    sentence = (
        "Between 2012/13 and 2013/14 it improved from 45% to 77% against a target of 75%: target met, above "
        "statistical neighbours (68%)."
    )
    assert sentence in shown
    assert 'role="img"' in shown
    assert "Bar chart of Conferences in time" in shown
    for words in ("To March", "77%", "68%"):
        assert words in shown
    assert sentence in page(officer, "indicator-list", cast.board)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"period_0": "2012/13", "own_0": "50"}, "There is a value for 2012/13 already. Revise that one instead"),
        ({"period_0": "2014", "own_0": "1", "period_1": "2014", "own_1": "2"}, "There is a value for 2014 already"),
        ({"period_0": "2014", "own_0": "three"}, "“three” is not a number"),
        ({"period_0": "2014", "own_0": "9" * 40}, "too large"),
        ({"period_0": "soon", "own_0": "3"}, "“soon” names no time"),
        ({"period_0": "99/99", "own_0": "3"}, "names no time"),
        ({"period_0": "2012/15", "own_0": "3"}, "not one year"),
        ({"period_0": "2014"}, "Enter the value for 2014"),
        ({"own_0": "3"}, "Enter the period of this value"),
        ({"note_7": "A note"}, "Enter the period of this value"),
        ({"period_0": "2014\x00", "own_0": "3"}, "cannot be kept"),
        ({}, "Nothing is filled in"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_lost(officer, cast, row, words):
    indicator = things.make_indicator(cast.board)
    things.make_value(indicator)
    typed = row | {"period_5": "2015", "own_5": "8"} if row else row
    response = officer.post(address("value-add", indicator), typed)
    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    if row:
        assert 'value="8"' in shown
    assert IndicatorValue.objects.count() == 1


def test_a_value_is_revised_and_the_first_one_kept(officer, cast):
    value = things.make_value(things.make_indicator(cast.board))
    refused = officer.post(address("value-revise", value), {"value": "47", "why": ""})
    assert refused.status_code == 422
    assert "Say why the value is revised" in refused.content.decode()
    officer.post(address("value-revise", value), {"value": "47", "why": "Two schools were late."})
    shown = page(officer, "indicator-show", value.indicator)
    assert "first 45%, revised: Two schools were late." in shown
    assert "In 2012/13 it was 47%." in shown


def test_attendance_and_quoracy_are_counted_and_offered(officer, cast):
    people = [make.make_person(cast.council) for _ in range(4)]
    for day, came in ((date(2013, 5, 1), 4), (date(2013, 9, 1), 3), (date(2014, 5, 1), 1)):
        meeting = make.make_meeting(cast.board, day)
        for place, person in enumerate(people):
            make.make_attendance(meeting, person, "present" if place < came else "apologies")
    site = make.make_meeting(cast.board, date(2013, 6, 1), kind="site")
    make.make_attendance(site, people[0], "absent")
    attendance = things.make_indicator(cast.board, about="attendance")
    things.make_value(attendance, "80", "2014/15")
    shown = page(officer, "indicator-show", attendance)
    assert "2013/14: 87.5% (7 of 8, at 2 meetings)" in shown
    assert "2014/15: 25% (1 of 4, at 1 meeting)" in shown
    offered = page(officer, "value-add", attendance, "?suggest=1")
    assert 'value="87.5"' in offered
    assert "7 of 8 attendances" in offered
    assert "2014/15" not in offered
    quoracy = things.make_indicator(cast.board, about="quoracy")
    assert "2013/14: 50% (1 of 2 meetings)" in page(officer, "indicator-show", quoracy, "?quorum=4")
    assert "Count the meetings" in page(officer, "indicator-show", quoracy, "?quorum=x")
    assert 'value="50"' in page(officer, "value-add", quoracy, "?suggest=1&quorum=4")


def test_a_line_is_drawn_of_many_periods(officer, cast):
    indicator = things.make_indicator(cast.board, good="down", target=30)
    for year in range(2007, 2014):
        things.make_value(indicator, str(year - 1990), str(year), ends_on=str(year))
    shown = page(officer, "indicator-show", indicator)
    assert "<polyline" in shown
    assert "Line chart of" in shown
    assert ">Target<" in shown


def test_inspections_and_notices(officer, cast):
    sent = {
        "kind": "notice",
        "inspector": "The minister",
        "subject": "Services",
        "began_2": "2012",
        "findings": "*Weak*.",
    }
    officer.post(address("inspection-add", cast.board), sent)
    notice = Inspection.objects.get()
    assert "in force" in page(officer, "inspection-list", cast.board)
    refused = officer.post(address("inspection-lift", notice), {"lifted_on_2": "2011", "version": 1})
    assert "cannot have been lifted before" in refused.content.decode()
    officer.post(address("inspection-lift", notice), {"lifted_on_1": "2", "lifted_on_2": "2014", "version": 1})
    assert "Lifted February 2014" in page(officer, "inspection-show", notice)
    begun = officer.post(address("inspection-plan", notice))
    plan = Plan.objects.get()
    assert begun["Location"] == reverse("recommendations:plan-paste", args=[plan.pk])
    officer.post(begun["Location"], {"pasted": "1. Publish the figures", "add": "1"})
    shown = page(officer, "inspection-show", notice)
    assert "Publish the figures" in shown
    assert "Of the 1 action" in shown
    one = things.make_inspection(cast.board)
    assert officer.get(address("inspection-lift", one)).status_code == 302
    assert officer.post(address("inspection-lift", one), {"lifted_on_2": "2014", "version": 1}).status_code == 422
    bad = officer.post(address("inspection-edit", one), {"kind": "inspection", "inspector": "Kept", "subject": "",
                                                         "began_2": "2015", "ended_2": "2014", "version": 1})  # fmt: skip
    assert bad.status_code == 422
    assert "Kept" in bad.content.decode()
    officer.post(address("inspection-bin", one))
    assert "In the bin (1)" in page(officer, "inspection-list", cast.board)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"started": "-1"}, "as a number from 0 to 10,000"),
        ({"finished": "many"}, "as a number from 0 to 10,000"),
        ({"finished": "2"}, "2 would be finished, and only 1 began"),
        ({"published": "1"}, "1 would be published, and only 0 finished"),
        ({"year": "soon"}, "not a year"),
        ({"started": "9" * 30}, "as a number from 0 to 10,000"),
    ],
)
def test_counts_of_case_reviews_that_cannot_be_are_refused_beside_the_box(officer, cast, wrong, words):
    right = {"year": "2013/14", "kind": "serious", "started": "1", "finished": "0", "published": "0", "themes": "Kept."}
    response = officer.post(address("case-reviews-add", cast.board), right | wrong)
    assert response.status_code == 422
    shown = response.content.decode()
    assert words in shown
    assert "Kept." in shown
    assert not CaseReviews.objects.exists()
    assert officer.post(address("case-reviews-add", cast.board), right).status_code == 302
    assert "2013/14: serious case reviews" in page(officer, "inspection-list", cast.board)
    one = CaseReviews.objects.get()
    begun = officer.post(address("case-reviews-plan", one))
    assert officer.get(begun["Location"]).status_code == 200
    officer.post(address("case-reviews-bin", one))
    assert "Case reviews in the bin (1)" in page(officer, "inspection-list", cast.board)


def test_words_by_which_a_child_may_be_known_are_kept_only_once_each_is_ticked(officer, cast):
    add = address("case-reviews-add", cast.board)
    sent = {"year": "2013/14", "kind": "serious", "started": "1", "finished": "0", "published": "0"}
    sent |= {"themes": "Neglect was seen late.", "lessons": "The story of\nChild F, born on 3 May 2009."}
    assert "nobody can be known" not in page(officer, "case-reviews-add", cast.board)
    response = officer.post(add, sent)
    shown = " ".join(response.content.decode().split())
    assert (response.status_code, CaseReviews.objects.count()) == (422, 0)
    found = response.context["form"].errors
    assert list(found) == ["lessons"]
    assert found["lessons"][0].startswith("“Child F” may identify a person")
    assert found["lessons"][1].startswith("“born on 3 May 2009”. A date of birth may identify a person.")
    assert "Neglect was seen late." in shown
    assert 'value="born on 3 May 2009"' in shown
    one_tick = sent | {"names_nobody": ["Child F"]}
    response = officer.post(add, one_tick)
    assert len(response.context["form"].errors["lessons"]) == 1
    assert 'value="Child F" checked' in " ".join(response.content.decode().split())
    assert officer.post(add, sent | {"names_nobody": ["Child F", "born on 3 May 2009"]}).status_code == 302
    one = CaseReviews.objects.get()
    assert "Child F" in one.lessons
    change = address("case-reviews-edit", one)
    named = sent | {"version": "1", "lessons": "Gone.", "explained": "J.B., aged 4, was counted twice."}
    assert "may identify" in officer.post(change, named).content.decode()
    plain = named | {"explained": "One was counted twice.", "names_nobody": ["Child F"]}
    assert officer.post(change, plain).status_code == 302
    one.refresh_from_db()
    assert one.lessons == "Gone."


def test_the_lists_cost_the_same_for_one_and_many(officer, cast):
    pages = [address(name, cast.board) for name in ("indicator-list", "inspection-list")]

    def add(years):
        for year in years:
            things.make_value(things.make_indicator(cast.board))
            things.make_inspection(cast.board)
            things.make_case_reviews(cast.board, f"{year}/{(year + 1) % 100:02d}")

    add([2001])
    one = [make.queries_of(officer, name) for name in pages]
    add(range(2002, 2012))
    assert [make.queries_of(officer, name) for name in pages] == one
