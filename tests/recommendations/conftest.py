"""A review that was agreed, its officer, and what was asked of whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tests import life
from tests.recommendations.responding import TODAY, recommend


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def review(cast):
    return life.make_agreed(
        cast.committee, conducted_by=cast.sub_committee, shared_at=timezone.now(), endorsed="2025-11"
    )


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


@pytest.fixture
def asked(review, cast):
    """Two requests to the executive, one to the directorate, sent ten days ago; the first has two limbs."""
    first = recommend(review, cast.executive, cast.directorate, limbs=["Write to schools.", "Print a list."])
    second = recommend(review, cast.executive, text="Print the timetable.")
    sent = TODAY - timedelta(days=10)
    return [
        life.make_request(one, addressee, sent_on=sent)
        for one in (first, second)
        for addressee in one.addressees.order_by("order")
    ]
