"""A board before committees: which meeting, who presented, on which paper, what came of it; and what is owed."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from boards.models import Appearance
from boards.rules import reporting
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def page(board, name="board-show"):
    return reverse(f"boards:{name}", args=[board.pk])


def test_an_appearance_is_recorded_once_and_shown_to_those_with_a_post(client, cast):
    meeting = make.make_meeting(cast.committee, date(2024, 3, 12))
    paper = make.make_paper(cast.committee, "Canary draft paper")
    values = {"meeting": meeting.pk, "presented_by": "Ira Chair", "paper": paper.pk, "note": "Members **asked** why."}
    make.sign_in(client, cast.officer)
    assert client.post(page(cast.board, "appearance-add"), values).status_code == 302
    again = client.post(page(cast.board, "appearance-add"), values)
    assert again.status_code == 422
    assert "is recorded already" in again.content.decode()
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        inside = role not in ("public", "stranger")
        assert ("Presented by Ira Chair" in shown) == inside
        assert ("<strong>asked</strong>" in shown) == inside
        assert ("Canary" in shown) == (role in ("officer", "monitoring"))  # the paper is not shared


def test_a_meeting_that_one_may_not_know_of_stays_unknown(client, cast):
    private = make.make_meeting(cast.committee, date(2024, 3, 13), kind="private")
    appearance = things.make_appearance(cast.board, private)
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        assert ("13 March 2024" in shown) == (role in ("officer", "monitoring"))
    make.sign_in(client, cast.other_officer)
    assert client.get(reverse("boards:appearance-edit", args=[appearance.pk])).status_code == 404
    offered = client.get(page(cast.board, "appearance-add")).content.decode()
    assert "13 March 2024" not in offered


def test_a_paper_that_one_may_not_open_is_kept_and_not_named(client, cast):
    paper = make.make_paper(cast.committee, "Canary draft paper")
    appearance = things.make_appearance(cast.board, make.make_meeting(cast.committee), paper=paper)
    make.sign_in(client, cast.administrator)
    address = reverse("boards:appearance-edit", args=[appearance.pk])
    assert "Canary" not in client.get(address).content.decode()
    values = {"meeting": appearance.meeting_id, "paper": paper.pk, "presented_by": "Somebody else", "note": ""}
    assert client.post(address, values).status_code == 302
    appearance.refresh_from_db()
    assert (appearance.paper, appearance.presented_by) == (paper, "Somebody else")


def test_a_paper_of_another_committee_is_refused_unless_it_went_there(client, cast):
    make.make_role(cast.officer, body=cast.other_committee)
    meeting = make.make_meeting(cast.committee)
    paper = make.make_paper(cast.other_committee, "Theirs")
    values = {"meeting": meeting.pk, "paper": paper.pk, "presented_by": "Typed words", "note": ""}
    make.sign_in(client, cast.officer)
    answer = client.post(page(cast.board, "appearance-add"), values)
    assert answer.status_code == 422
    assert f"That paper is of {cast.other_committee}" in answer.content.decode()
    assert "Typed words" in answer.content.decode()
    paper.also_to.create(meeting=meeting)
    assert client.post(page(cast.board, "appearance-add"), values).status_code == 302


@pytest.mark.parametrize("wrong", [{"meeting": ""}, {"meeting": "9" * 30}, {"paper": "x"}, {"note": "\x01"},
                                   {"presented_by": "y" * 201}])  # fmt: skip
def test_nonsense_is_refused(client, cast, wrong):
    values = {"meeting": make.make_meeting(cast.committee).pk, "paper": "", "presented_by": "", "note": ""}
    make.sign_in(client, cast.officer)
    assert client.post(page(cast.board, "appearance-add"), values | wrong).status_code == 422
    assert not Appearance.objects.exists()


TODAY = date(2026, 11, 21)  # in the municipal year 2026/27


@pytest.mark.parametrize(
    ("times", "days", "said"),
    [
        (None, [], ""),
        (2, [], "Reports twice a year. No report is recorded in 2026/27; the next was due by 31 October 2026 and is overdue."),
        (2, [date(2026, 4, 30)], "Reports twice a year. No report is recorded in 2026/27; the next was due by 31 October 2026 and is overdue."),
        (2, [date(2026, 5, 1)], "Reports twice a year. One report is recorded in 2026/27; the next is due by 30 April 2027."),
        (2, [date(2026, 6, 1), date(2027, 1, 9)], "Reports twice a year. One report is recorded in 2026/27; the next is planned for 9 January 2027."),
        (2, [date(2026, 6, 1), TODAY], "Reports twice a year. Two reports are recorded in 2026/27."),
        (1, [], "Reports once a year. No report is recorded in 2026/27; the next is due by 30 April 2027."),
        (4, [], "Reports 4 times a year. No report is recorded in 2026/27; the next was due by 31 July 2026 and is overdue."),
    ],
)  # fmt: skip
def test_what_is_owed_is_said_as_at_a_day(times, days, said):
    assert reporting.sentence(times, days, TODAY) == said


@given(st.integers(1, 12), st.integers(1990, 2090))
def test_the_days_by_which_reports_are_due_lie_in_the_year_and_end_it(times, begins):
    days = reporting.due_days(times, begins)
    assert days == sorted(set(days))
    assert len(days) == times
    assert all(reporting.year_of(day) == begins for day in days)
    assert days[-1] == date(begins + 1, 4, 30)
