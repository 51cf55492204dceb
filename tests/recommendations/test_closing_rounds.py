"""Closing a round: who was asked and stayed silent is marked, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.actions import rounds
from recommendations.models import Letter, ProgressUpdate
from tests.recommendations.asked import DUE, TODAY, ask_of, make_asked, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return make_asked()


def test_the_silent_are_marked_when_the_day_has_come(asked):
    one = asked.open()
    Letter.objects.update(sent_at=timezone.now())
    rounds.answer(ask_of(one, asked.otto), said(ask_of(one, asked.otto)), on=DUE)
    rounds.close_round(one, by=asked.officer, on=DUE)
    marked = ProgressUpdate.objects.filter(rating="no_data")
    assert {update.action.owner for update in marked} == {asked.una}
    assert marked.count() == 2
    assert all("asked once" in update.commentary and update.source == "system" for update in marked)
    assert ask_of(one, asked.una).silent_on == DUE
    assert ask_of(one, asked.otto).silent_on is None


def test_nobody_is_marked_before_the_day(asked):
    one = asked.open()
    Letter.objects.update(sent_at=timezone.now())
    rounds.close_round(one, by=asked.officer, on=DUE - timedelta(days=1))
    assert not ProgressUpdate.objects.exists()


def test_who_was_never_reached_was_not_asked(asked):
    one = asked.open(on=TODAY)
    rounds.close_round(one, by=asked.officer, on=DUE + timedelta(days=1))
    assert not ProgressUpdate.objects.exists(), "no letter ever went out"
