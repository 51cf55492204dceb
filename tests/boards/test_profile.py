"""A board's profile: what it rests on and is for, its chairs with their terms, and its rooms."""

import pytest
from django.urls import reverse

from boards.models import Board
from tests import board_things as things
from tests import factories as make
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def page(board, name="board-show"):
    return reverse(f"boards:{name}", args=[board.pk])


def sent(client, board, **typed):
    form = forms_of(client.get(page(board, "board-edit")).content.decode())[-1]
    return client.post(page(board, "board-edit"), {name: one.values for name, one in form.fields.items()} | typed)


def test_the_profile_is_entered_changed_and_shown_to_everybody(client, cast):
    make.sign_in(client, cast.officer)
    typed = {"legal_basis": "Children Act 2004, section 13", "statutory_guidance": "Working Together, chapter 3",
             "role": "It sees that **everybody** works together.", "website": "board.example.org", "reports_a_year": "2"}  # fmt: skip
    assert sent(client, cast.board, **typed).status_code == 302
    assert sent(client, cast.board, legal_basis="Care Act 2014, section 43").status_code == 302
    profile = Board.objects.get(body=cast.board)
    assert (profile.legal_basis, profile.website) == ("Care Act 2014, section 43", "https://board.example.org")
    assert profile.history.count() == 2
    shown = make.sign_in(client, None).get(page(cast.board)).content.decode()
    for words in (
        "Care Act 2014",
        "Working Together, chapter 3",
        "<strong>everybody</strong>",
        "https://board.example.org",
    ):
        assert words in shown
    assert "Reports twice" not in shown  # what is owed to scrutiny is for those with a post
    assert "Reports twice a year" in make.sign_in(client, cast.member).get(page(cast.board)).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("website", "javascript:alert(1)", "There is a problem"), ("reports_a_year", "0", "Enter 1 or more"),
     ("reports_a_year", "often", "whole number from 1 to 12"), ("reports_a_year", "9" * 30, "Enter 12 or fewer"),
     ("legal_basis", "x" * 251, "250 characters or fewer"), ("role", "a\x07b", "cannot be kept")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_lost(client, cast, name, value, said):
    make.sign_in(client, cast.officer)
    answer = sent(client, cast.board, statutory_guidance="Kept words", **{name: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert not Board.objects.exists()


def test_who_saves_second_sees_what_the_first_saved(client, cast):
    make.sign_in(client, cast.officer)
    old = forms_of(client.get(page(cast.board, "board-edit")).content.decode())[-1]
    sent(client, cast.board, legal_basis="First words")
    values = {name: one.values for name, one in old.fields.items()} | {"legal_basis": "Second words"}
    answer = client.post(page(cast.board, "board-edit"), values)
    assert answer.status_code == 409
    assert "First words" in answer.content.decode()
    assert "Second words" in answer.content.decode()


def test_chairs_are_shown_with_their_terms_those_before_them_apart(client, cast):
    for name, role, more in (
        ("Ira Now", "chair", {"capacity": "Independent chair", "joined": "2011-05"}),
        ("Jo Joint", "chair", {"joined": "2012"}),
        ("Vi Vice", "vice_chair", {}),
        ("Pat Past", "chair", {"joined": "2006-04", "left": "2011-04"}),
    ):
        make.make_membership(cast.board, make.make_person(cast.council, name), role=role, **more)
    shown = client.get(page(cast.board)).content.decode()
    for words in ("Ira Now, Chair", "since May 2011", "Jo Joint, Chair", "Vi Vice, Vice-chair"):
        assert words in shown.partition("Before</h3>")[0]
    assert "from April 2006 until April 2011" in shown.partition("Before</h3>")[2]


def test_the_rooms_are_those_that_one_may_open(client, cast):
    def rooms(user):
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        return shown.partition('aria-label="Of this board"')[2].partition("</nav>")[0]

    assert "Governance" in rooms(None)
    assert "Budget" not in rooms(None)
    assert "Budget" not in rooms(cast.stranger)
    assert "Budget" in rooms(cast.responsible)
    assert 'aria-current="page">About' in rooms(cast.member)


def test_only_boards_have_these_rooms(client, cast):
    make.sign_in(client, cast.officer)
    for name in (
        "board-edit",
        "budget",
        "budget-edit",
        "governance",
        "governance-add",
        "partner-add",
        "appearance-add",
    ):
        assert client.get(page(cast.committee, name)).status_code == 404
    assert things.make_board(cast.council).board.legal_basis == ""
