"""The pages of time limits and holidays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from recommendations.actions import regimes
from tests import factories as make
from tests import life
from tests.recommendations.responding import TODAY, day, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def administrator(client, cast):
    return make.sign_in(client, cast.administrator)


def test_the_time_limits_are_shown_with_what_they_give_today(administrator, cast):
    said = words(administrator.get(url("regime-list", cast.council)))
    assert "Executive of the council: 2 months (Local Government Act 2000 s.9FE)" in said
    assert f"Received {TODAY.day} {TODAY:%B %Y}; two months beginning with that day" in said
    assert "five clear days" in said.lower() or "5 clear days" in said
    assert "Time limits and holidays" in words(administrator.get(reverse("scrutiny:administration")))


def test_a_changed_time_limit_moves_live_dates_and_says_so(administrator, review, cast, asked):
    regime = asked[0].regime
    page = administrator.get(url("regime-edit", regime))
    form = page.context["form"]
    data = {name: form.initial[name] for name in ("name", "unit", "starts_from", "source")} | {
        "starts_from": "the day of receipt",
        "amount": "30",
        "is_active": "on",
    }
    assert administrator.post(url("regime-edit", regime), data).status_code == 422
    saved = administrator.post(url("regime-edit", regime), data | {"why": "Members asked for it."}, follow=True)
    assert "3 live dates have moved" in words(saved)
    asked[0].refresh_from_db()
    assert asked[0].due_on == asked[0].sent_on + timedelta(days=30)
    make.sign_in(administrator, cast.officer)
    said = words(administrator.get(url("review-life", review)))
    assert "The date was worked out anew once" in said
    assert "Members asked for it." in said


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"amount": "0"}, "1 or more"),
        ({"amount": "9" * 40}, "999 or less"),
        ({"amount": "²"}, "whole number"),
        ({"amount": ""}, "Enter how many"),
        ({"unit": "fortnights"}, "from the list"),
        ({"starts_from": "the moon"}, "from the list"),
        ({"name": ""}, "Enter"),
        ({"is_active": ""}, "at least one"),
    ],
)
def test_a_time_limit_that_cannot_be_is_refused(administrator, cast, more, message):
    regime = life.make_regime(cast.council)
    data = {
        "name": "Local rule",
        "amount": "20",
        "unit": "working_days",
        "starts_from": "the day of receipt",
        "source": "",
        "is_active": "on",
        "why": "Because.",
    }
    page = administrator.post(url("regime-edit", regime), data | more)
    assert page.status_code == 422
    assert message in page.content.decode()
    regime.refresh_from_db()
    assert regime.amount == 28


def test_holidays_are_added_and_taken_out(administrator, cast):
    regimes.ensure_regimes(cast.council)
    day_off = date(TODAY.year + 1, 8, 4)
    day_off += timedelta(days=(7 - day_off.weekday()) % 7)  # a Monday
    data = day("day", day_off) | {"name": "Wenbridge Fair"}
    page = administrator.post(url("holiday-add", cast.council), data, follow=True)
    assert "Wenbridge Fair" in words(page)
    assert "No live date changes." in words(page)
    again = administrator.post(url("holiday-add", cast.council), data)
    assert again.status_code == 422
    assert "in the list already" in again.content.decode()
    holiday = cast.council.holidays.get(name="Wenbridge Fair")
    assert administrator.get(url("holiday-remove", holiday)).status_code == 200
    administrator.post(url("holiday-remove", holiday))
    assert not cast.council.holidays.filter(name="Wenbridge Fair").exists()


@pytest.mark.parametrize(
    ("on", "message"),
    [
        (("21", "11", "2026"), "weekend"),
        (("1", "1", "1850"), "between 1990 and 2100"),
        (("1", "1", "1"), "year"),
        (("1", "1", "2150"), "between 1990 and 2100"),
        (("", "", ""), "Enter"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused(administrator, cast, on, message):
    data = {f"day_{place}": part for place, part in enumerate(on)} | {"name": "Fair"}
    page = administrator.post(url("holiday-add", cast.council), data)
    assert page.status_code == 422
    assert message in page.content.decode()


@pytest.mark.parametrize("year", ["2099", "²", "9" * 40, "x", "-1", ""])
def test_an_odd_year_shows_this_one(administrator, cast, year):
    page = administrator.get(url("regime-list", cast.council), {"year": year})
    assert page.status_code == 200
    assert f"Holidays in {TODAY.year}" in words(page)
