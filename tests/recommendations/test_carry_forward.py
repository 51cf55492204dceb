"""The next stage begins with what the last one recommended, and what became of it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import judgements
from recommendations.actions import recommendations as writing
from recommendations.models import Occasion, OccasionDate, Recommendation
from recommendations.rules import occasions
from scrutiny.actions import reviews
from scrutiny.models import Section
from scrutiny.papers import outline
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AS_AT = date(2024, 9, 1)


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def start(cast):
    def start(title, previous=None, **fields):
        return reviews.create(
            cast.council,
            title=title,
            commissioned_by=cast.committee,
            conducted_by=cast.sub_committee,
            previous=previous,
            by=cast.officer,
            **fields,
        )

    return start


def sections(review):
    return [one.kind for one in Section.objects.kept().filter(paper=review.report).in_order()]


def agree(review, on=life.SENT):
    review.agreed_at = timezone.make_aware(timezone.datetime(on.year, on.month, on.day))
    review.status, review.endorsed = "published", on.isoformat()
    review.published_at = review.agreed_at
    review.save()
    return review


def recommend(review, text, label, to, *, on=life.SENT, **fields):
    """A recommendation of an agreed review that was sent to a body on a day."""
    section = review.report.sections.filter(kind="findings").first()
    one = factories.make_recommendation(review, text, section=section, label=label, is_label_fixed=True, **fields)
    life.make_request(one, factories.make_addressee(one, to), sent_on=on)
    return one


def register(review, as_at=AS_AT):
    section = Section.objects.get(paper=review.report, kind="earlier_recommendations")
    return outline.data_of(section, as_at)


def test_a_first_stage_begins_as_ever(start):
    assert "earlier_recommendations" not in sections(start("School transport"))


def test_a_stage_whose_predecessor_sent_nothing_begins_as_ever(start):
    first = start("School transport")
    assert "earlier_recommendations" not in sections(start("School transport again", first))


def test_stage_two_begins_with_stage_one(cast, start):
    """Essex: what stage 1 recommended is carried into stage 2, reviewed there, and judged at its meeting."""
    first = agree(start("Care leavers", stage=1))
    done = recommend(first, "Name a personal adviser.", "(1)", cast.directorate)
    slow = recommend(first, "Open a drop-in.", "(2)", cast.directorate)
    gone = recommend(first, "Print a leaflet.", "(3)", cast.directorate)
    life.make_update(life.make_action(life.make_response(done.requests.get())), "green")
    life.make_response(slow.requests.get(), "in_principle")
    second = start("Care leavers, the second stage", first, stage=2)
    assert sections(second)[0] == "earlier_recommendations"
    parts = register(second)["parts_of"]
    assert [part["caption"] for part in parts] == ["Stage 1: Care leavers, 2024"]
    rows = parts[0]["rows"]
    assert [row["label"] for row in rows] == ["(1)", "(2)", "(3)"]
    assert [row["response"] for row in rows] == ["Accepted", "No commitment", "Response awaited"]
    assert [row["rating"] for row in rows] == ["Green", "Not rated", "Not rated"]
    assert {row["decided"] for row in rows} == {"Not yet judged"}
    assert rows[0]["addressees"] == "Children's Services"
    again = factories.make_recommendation(
        second, "Open the drop-in this year.", section=second.report.sections.get(kind="findings"), label="(1)"
    )
    writing.relate(again, by=cast.officer, restates=slow)
    meeting = factories.make_meeting(cast.committee, AS_AT)
    agree(second, AS_AT)
    said = {"by": cast.officer, "on": AS_AT}
    judgements.judge(done, meeting, kind="close_implemented", minute_reference="7", **said)
    judgements.judge(slow, meeting, kind="close_superseded", into=again, **said)
    judgements.judge(gone, meeting, kind="close_not_feasible", **said)
    rows = register(second)["parts_of"][0]["rows"]
    assert [row["decided"] for row in rows] == [
        "Implemented, 1 September 2024",
        "Superseded by (1) of “Care leavers, the second stage”, 1 September 2024",
        "No longer feasible, the risk accepted, 1 September 2024",
    ]
    assert [row["again"] for row in rows] == ["", "Recommended again as (1)", ""]
    # As at the day before nothing had been decided yet.
    rows = register(second, AS_AT - timedelta(days=1))["parts_of"][0]["rows"]
    assert {row["decided"] for row in rows} == {"Not yet judged"}


def test_three_years_with_due_events(cast, start):
    """Hertfordshire: each year's scrutiny looks back at the last, and dates wait for the next scrutiny."""
    years = (2011, 2012, 2013)
    found, last = [], None
    for year in years:
        day = date(year, 10, 5)
        last = agree(start(f"Road safety {year}", last), day)
        found.append(last)
        following = f"the {year + 1} scrutiny"
        one = recommend(last, "Count the crossings.", "1", cast.directorate, on=day, due_event=f"At {following}.")
        life.make_response(one.requests.get(), on=day + timedelta(days=9))
        if len(found) > 1:
            earlier = Recommendation.objects.get(review=found[-2])
            writing.relate(one, by=cast.officer, restates=earlier)
    first, _, third = found
    on = date(2012, 11, 1)
    parts = register(third, date(2013, 12, 1))["parts_of"]
    assert [part["caption"] for part in parts] == ["Road safety 2011", "Road safety 2012"]
    assert [row["when"] for part in parts for row in part["rows"]] == ["No date", "No date"]
    assert parts[0]["rows"][0]["again"] == "Recommended again as 1 of “Road safety 2012”"
    assert parts[1]["rows"][0]["again"] == "Recommended again as 1"
    # Once the 2012 scrutiny has its day, what waited for it has a date: from the day on which that was recorded.
    occasion = Occasion.objects.create(
        council=cast.council, name="The 2012 scrutiny", key=occasions.key("The 2012 scrutiny")
    )
    OccasionDate.objects.create(occasion=occasion, held_on=date(2012, 10, 5), recorded_on=on)
    rows = register(third, date(2013, 12, 1))["parts_of"][0]["rows"]
    assert rows[0]["when"] == "Overdue by 422 days"
    assert rows[0]["rating"] == "Not rated"
    second = found[1]
    assert register(second, on - timedelta(days=1))["parts_of"][0]["rows"][0]["when"] == "No date"
    assert register(second, on)["parts_of"][0]["rows"][0]["when"] == "Overdue by 27 days"
    assert first.recommendations.count() == 1


def test_a_stage_that_was_not_agreed_by_then_is_not_there(cast, start):
    first = agree(start("Parking"))
    recommend(first, "Paint the lines.", "(1)", cast.directorate)
    second = start("Parking again", first)
    assert register(second, life.SENT)
    assert register(second, life.SENT - timedelta(days=1)) is None
    first.agreed_at = first.published_at = None
    first.status = "drafting"
    first.save()
    assert register(second) is None


def test_limbs_are_carried_with_their_recommendation_and_withdrawn_ones_say_so(cast, start):
    first = agree(start("Parking"))
    one = recommend(first, "Do both:", "(1)", cast.directorate)
    one.limbs.create(order=1, label="(a)", text="this")
    writing.withdraw(one, "Overtaken.", by=cast.officer, at=first.agreed_at)
    row = register(start("Parking again", first))["parts_of"][0]["rows"][0]
    assert [limb["label"] for limb in row["limbs"]] == ["(a)"]
    assert (row["decided"], row["rating"], row["when"]) == ("Withdrawn", "Closed", "")


def test_what_was_recommended_before_is_recommended_again(client, cast, start):
    first = agree(start("Parking"))
    one = recommend(first, "Do both:", "(1)", cast.directorate, success_measure="Fewer fines.")
    one.limbs.create(order=1, label="(a)", text="this")
    second = start("Parking again", first)
    factories.sign_in(client, cast.officer)
    address = reverse("recommendations:earlier-list", args=[second.pk])
    page = client.get(address)
    assert "Earlier stages" in page.content.decode()
    assert "Recommend again" in page.content.decode()
    restate = reverse("recommendations:recommendation-restate", args=[second.pk])
    sent = {"recommendation": one.pk, "once": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(restate, sent).status_code == 302
    made = second.recommendations.get()
    assert (made.text, made.restates, made.success_measure) == ("Do both:", one, "Fewer fines.")
    assert [limb.text for limb in made.limbs.all()] == ["this"]
    assert made.addressees.get().body == cast.directorate
    assert "Recommended again as (1)" in client.get(address).content.decode()
    client.post(restate, {"recommendation": one.pk})
    assert second.recommendations.count() == 1
    for number in ("", "x", "999999", "-1", "9" * 30, str(made.pk)):
        assert client.post(restate, {"recommendation": number}).status_code == 302
    assert second.recommendations.count() == 1
    agree(second)
    client.post(restate, {"recommendation": recommend(first, "New.", "(2)", cast.directorate).pk})
    assert second.recommendations.count() == 1


def test_a_first_stage_has_no_room_for_earlier_ones(client, cast, start):
    first = start("Parking")
    factories.sign_in(client, cast.officer)
    assert "Earlier stages" not in client.get(first.get_absolute_url()).content.decode()
    page = client.get(reverse("recommendations:earlier-list", args=[first.pk]))
    assert "No stage goes before this review." in page.content.decode()


def test_the_queries_are_as_many_for_one_as_for_thirty(cast, start):
    first = agree(start("Parking"))

    def asked():
        with CaptureQueriesContext(connection) as found:
            register(second)
        return len(found)

    recommend(first, "Paint the lines.", "(1)", cast.directorate)
    second = start("Parking again", first)
    few = asked()
    for at in range(2, 31):
        one = recommend(first, f"Paint line {at}.", f"({at})", factories.make_body(cast.council, kind="directorate"))
        meeting = factories.make_meeting(cast.committee, date(2024, 5, 1) + timedelta(days=at))
        life.make_judgement(one, "continue", meeting=meeting)
    assert asked() == few
