"""Boards: the list, and what scrutiny has asked of one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import board_things as things
from tests import factories as make
from tests import life

pytestmark = pytest.mark.django_db


EDITORS = ("officer", "other_officer", "administrator")


@pytest.fixture
def cast():
    return make.make_cast()


def page(board):
    return reverse("boards:board-show", args=[board.pk])


def test_everybody_sees_the_boards_that_exist(client, cast):
    make.make_membership(cast.board, make.make_person(cast.council, "Jo Hill"), role="chair", title="Dame")
    make.make_body(cast.council, "Old Board", kind="board", ends_on="2010", ending="abolished")
    for _, user in cast.everybody():
        make.sign_in(client, user)
        shown = client.get(reverse("boards:board-list")).content.decode()
        assert "Wenbridge Safeguarding Children Board" in shown
        assert "Dame Jo Hill, Chair" in shown
        assert "Old Board" not in shown
        assert cast.committee.name not in shown
        assert "Old Board" in client.get(reverse("boards:board-list") + "?show=ended").content.decode()
        assert client.get(page(cast.board)).status_code == 200


def test_a_missing_chair_is_spoken_of_only_to_who_can_name_one(client, cast):
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        assert (">Chair</h2>" in shown, "Not given." in shown) == (role in EDITORS,) * 2, role
    make.make_membership(cast.board, make.make_person(cast.council, "Jo Hill"), role="chair")
    assert ">Chair</h2>" in make.sign_in(client, None).get(page(cast.board)).content.decode()


def test_only_boards_are_shown_as_boards(client, cast):
    assert client.get(page(cast.committee)).status_code == 404
    assert client.get(reverse("boards:board-show", args=[999_999_999])).status_code == 404
    assert client.post(page(cast.board)).status_code == 405


def test_a_council_without_boards_is_told_so(client):
    make.make_council()
    assert "No boards yet" in client.get(reverse("boards:board-list")).content.decode()


def test_members_groups_and_meetings_are_shown_without_reasons(client, cast):
    make.make_membership(cast.board, make.make_person(cast.council, "Max Pole", email="max@example.org"),
                         capacity="Police", reason_joined="Canary reason")  # fmt: skip
    make.make_membership(cast.board, make.make_person(cast.council, "Peter Gone"), left="2011", reason_left="Canary")
    make.make_body(cast.council, "Case Review Group", kind="board_group", parents=[cast.board])
    make.make_meeting(cast.board, timezone.localdate() + timedelta(days=3))
    make.make_meeting(cast.board, date(2001, 2, 3), kind="private")
    cast.board.former_names.create(name="Area Child Protection Committee", until="2006-04")
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        for words in ("Max Pole", "Police", "Case Review Group", "Area Child Protection Committee until April 2006"):
            assert words in shown
        for words in ("Canary", "Peter Gone", "max@example.org"):
            assert words not in shown
        assert ("3 February 2001" in shown) == (role == "monitoring")


def test_drafts_are_read_by_those_inside_and_what_is_published_by_everybody(client, cast):
    draft = make.make_review(cast.committee, "Canary draft review")
    make.make_addressee(make.make_recommendation(draft, "Canary wording of a draft."), cast.board)
    review = make.make_review(cast.committee, "Published review", published=True)
    make.make_addressee(make.make_recommendation(review, "Meet once a term.", label="R1"), cast.board)
    withdrawn = make.make_recommendation(review, "Withdrawn words.", withdrawn_at=timezone.now())
    make.make_addressee(withdrawn, cast.board)
    make.make_addressee(make.make_recommendation(review, "Asked of others."), cast.directorate)
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        assert ("Canary" in shown) == (role in ("officer", "monitoring"))
        assert "Meet once a term." in shown
        assert f'href="{review.get_absolute_url()}"' in shown
        assert "Withdrawn words." not in shown
        assert "Asked of others." not in shown


def test_what_was_answered_is_said_beside_what_was_asked(client, cast):
    group = things.make_group(cast.board, "Audit Group")
    review = life.make_agreed(cast.committee, published=True)
    texts = ("Meet each term.", "Publish minutes.", "Audit ten cases.")
    asked = [make.make_recommendation(review, text, label=text[:1], is_label_fixed=True) for text in texts]
    answered = life.make_request(asked[0], make.make_addressee(asked[0], cast.board))
    life.make_response(answered, "in_part")
    life.make_request(asked[1], make.make_addressee(asked[1], cast.board), due_on=date(2024, 4, 11))
    make.make_addressee(asked[2], group)
    shown = client.get(page(cast.board)).content.decode()
    assert "Accepted in part, 3 April 2024" in shown
    assert "Asked on 14 March 2024; the response was due by 11 April 2024" in shown
    assert "To Audit Group" in shown
    for one in asked:
        assert reverse("recommendations:life", args=[one.pk]) in shown


def test_drafts_put_in_the_bin_are_gone(client, cast):
    review = make.make_review(cast.committee, "Binned review", binned_at=timezone.now())
    make.make_addressee(make.make_recommendation(review, "Binned words."), cast.board)
    assert "Binned words." not in make.sign_in(client, cast.officer).get(page(cast.board)).content.decode()


def test_the_pages_cost_the_same_for_one_and_fifty(client, cast):
    make.sign_in(client, cast.officer)
    pages = [reverse("boards:board-list"), page(cast.board)]

    def add(numbers):
        for number in numbers:
            make.make_membership(make.make_body(cast.council, kind="board"), role="chair")
            make.make_membership(cast.board)
            make.make_body(cast.council, kind="board_group", parents=[cast.board])
            make.make_meeting(cast.board, timezone.localdate() + timedelta(days=number - 25))
            review = make.make_review(cast.committee, published=True)
            asked = make.make_recommendation(review, label=str(number))
            life.make_response(life.make_request(asked, make.make_addressee(asked, cast.board)))
            things.make_partner(cast.board)
            things.make_appearance(
                cast.board,
                make.make_meeting(cast.committee, date(2024, 1, 1) + timedelta(days=number)),
                paper=make.make_paper(cast.committee),
            )

    add([0])
    with_one = [make.queries_of(client, address) for address in pages]
    add(range(1, 50))
    assert [make.queries_of(client, address) for address in pages] == with_one
