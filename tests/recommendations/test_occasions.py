"""Occasions on which things fall due, and the day they are given."""

from datetime import date

import pytest

from recommendations import facts
from recommendations.actions import doing, occasions
from recommendations.models import Occasion, Standing
from recommendations.models.standing import NO_DAY
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = pytest.mark.django_db
HELD = date(2025, 3, 11)


@pytest.fixture
def officer():
    return factories.make_officer(factories.make_body())


def test_an_occasion_is_one_however_it_is_worded(officer):
    council = factories.make_council()
    one = occasions.name_occasion(council, "At the 2013 scrutiny.", by=officer)
    assert one == occasions.name_occasion(council, "the  2013 Scrutiny", by=officer)
    assert Occasion.objects.count() == 1
    with pytest.raises(Refused):
        occasions.name_occasion(council, " . ", by=officer)


def test_its_day_brings_up_everything_that_waits_for_it(officer):
    own = life.make_sent(due_event="at the 2025 scrutiny")
    under = life.make_sent(own.review.commissioned_by)
    other = life.make_sent(own.review.commissioned_by)
    for one in (own, under, other):
        life.make_response(one.requests.get())
    doing.add_action(recommendation=under, text="Report.", due_event="The 2025 scrutiny.", by=officer, on=life.SENT)
    occasion = occasions.name_occasion(own.review.council, "the 2025 scrutiny", by=officer)
    assert set(occasions.waiting_for(occasion)) == {own.pk, under.pk}
    occasions.set_date(occasion, HELD, by=officer, on=date(2024, 7, 1))
    due = dict(Standing.objects.values_list("recommendation", "due_on"))
    assert due == {own.pk: HELD, under.pk: HELD, other.pk: NO_DAY}
    occasions.set_date(occasion, date(2025, 4, 1), by=officer, on=date(2024, 8, 1))
    assert set(Standing.objects.exclude(pk=other.pk).values_list("due_on", flat=True)) == {date(2025, 4, 1)}
    council = own.review.council_id
    assert set(facts.held_on([council], date(2024, 7, 15)).values()) == {HELD}


def test_a_day_that_changes_nothing_and_a_meeting_of_another_council_are_refused(officer):
    council = factories.make_council()
    occasion = occasions.name_occasion(council, "the review in two years", by=officer)
    occasions.set_date(occasion, HELD, by=officer)
    for fields in ({}, {"meeting": factories.make_meeting()}):
        with pytest.raises(Refused):
            occasions.set_date(occasion, HELD, by=officer, **fields)
    meeting = factories.make_meeting(factories.make_body(council), HELD)
    assert occasions.set_date(occasion, HELD, meeting=meeting, by=officer).meeting == meeting
