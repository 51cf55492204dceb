"""A board's partners: pasted names, the dates between which they were partners, and mistakes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.actions import partners as actions
from boards.models import Partner
from boards.rules import partnership
from scrutiny.models import Body
from scrutiny.refused import Refused
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def page(board):
    return reverse("boards:board-show", args=[board.pk])


def test_pasted_names_are_found_or_added_as_agencies(client, cast):
    make.sign_in(client, cast.officer)
    police = make.make_body(cast.council, "Wenbridge Constabulary", kind="agency", abbreviation="WC")
    make.make_body(make.make_council(), "Health Trust", kind="agency")  # another council's
    names = "  wenbridge   CONSTABULARY \n\nCS\nHealth Trust\nCourt Welfare Service (CWS)\r\nHighways Scrutiny Committee (hsc)"
    answer = client.post(
        reverse("boards:partner-add", args=[cast.board.pk]), {"names": names, "joined_2": "2006"}, follow=True
    )
    assert "5 partners have been added. New among the council&#x27;s bodies: Health Trust, Court Welfare Service" in (
        answer.content.decode()
    )
    found = [one.body for one in cast.board.partners.all()]
    assert found[:2] == [police, cast.directorate]
    assert [(one.name, one.abbreviation, one.kind) for one in found[2:4]] == [
        ("Health Trust", "", "agency"), ("Court Welfare Service", "CWS", "agency")]  # fmt: skip
    assert found[2].council == cast.council
    assert found[4] == cast.other_committee
    assert {one.joined for one in cast.board.partners.all()} == {"2006"}


@pytest.mark.parametrize(
    ("names", "said"),
    [("Old Partner", "is a partner of this board already"), ("One\nTwo\n one", "is in the list twice"),
     ("Wenbridge Safeguarding Children Board", "is this board"), ("Other (CFSC)", "has the abbreviation CFSC"),
     ("A" * 201, "200 characters or fewer"), ("X\nY (" + "z" * 30 + ")", "too long an abbreviation"),
     ("", "Enter the name of at least one partner")],
)  # fmt: skip
def test_what_cannot_be_added_is_said_and_nothing_is(client, cast, names, said):
    make.sign_in(client, cast.officer)
    things.make_partner(cast.board, name="Old Partner")
    bodies = Body.objects.count()
    answer = client.post(reverse("boards:partner-add", args=[cast.board.pk]), {"names": names})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in shown
    assert names.split("\n")[0] in shown
    assert (cast.board.partners.count(), Body.objects.count()) == (1, bodies)


def test_a_live_body_is_meant_before_one_that_has_ended(cast):
    make.make_body(cast.council, "Probation", kind="agency", ends_on="2014-06", ending="replaced")
    live = make.make_body(cast.council, "Probation", kind="agency")
    assert actions.find_bodies(cast.council, ["probation", "Nobody"]) == [("probation", live), ("Nobody", None)]


def test_partners_of_other_times_are_shown_apart(client, cast):
    things.make_partner(cast.board, name="Present Trust", joined="2006-04")
    things.make_partner(cast.board, name="Former Trust", joined="2006-04", left="2012-03-31")
    shown = client.get(page(cast.board)).content.decode()
    assert shown.index("Present Trust") < shown.index("At other times") < shown.index("Former Trust")
    assert "until 31 March 2012" in shown
    assert "partner-edit" not in shown
    assert "/partners/" not in shown


def edited(client, partner, **typed):
    values = {"place": "1", "joined_0": "", "joined_1": "", "joined_2": "", "left_0": "", "left_1": "", "left_2": ""}
    return client.post(reverse("boards:partner-edit", args=[partner.pk]), values | typed)


def test_dates_that_do_not_go_with_what_was_given_are_refused(client, cast):
    make.sign_in(client, cast.officer)
    partner = things.make_partner(cast.board)
    things.make_contribution(partner, year="2013/14")
    answer = edited(client, partner, left_2="2012")
    assert answer.status_code == 422
    assert "It gave to the budget of 2013/14" in answer.content.decode()
    assert "before it joined" in edited(client, partner, joined_2="2012", left_2="2011").content.decode()
    assert edited(client, partner, left_1="March", left_2="2014").status_code == 302
    partner.refresh_from_db()
    assert partner.left == "2014-03"
    things.make_partner(cast.board, partner.body)  # it came back
    assert "joined again since" in edited(client, partner).content.decode()


def test_a_partner_is_put_in_its_place(client, cast):
    make.sign_in(client, cast.officer)
    first, second, third = (things.make_partner(cast.board, name=name) for name in ("A Trust", "B Trust", "C Trust"))
    assert edited(client, third, place="1").status_code == 302
    assert list(cast.board.partners.all()) == [third, first, second]
    assert edited(client, third, place="4").status_code == 422


def test_a_mistake_is_taken_out_but_not_one_that_gave(client, cast):
    make.sign_in(client, cast.officer)
    mistake, giver = things.make_partner(cast.board), things.make_partner(cast.board)
    things.make_contribution(giver)
    assert client.post(reverse("boards:partner-remove", args=[mistake.pk]), {}).status_code == 302
    answer = client.post(reverse("boards:partner-remove", args=[giver.pk]), {})
    assert answer.status_code == 422
    assert "Say when it left instead" in answer.content.decode()
    assert list(Partner.objects.all()) == [giver]
    with pytest.raises(Refused):
        actions.take_out_partner(giver, by=cast.officer)


@pytest.mark.parametrize(
    ("joined", "left", "way"),
    [("", "", ""), ("2014", "", ""), ("2014-04", "", "joined"), ("", "2013", ""), ("", "2013-03", "left"),
     ("2010", "2013-04-01", "")],
)  # fmt: skip
def test_dates_of_which_parts_are_unknown_are_not_in_the_way(joined, left, way):
    first, last = timezone.datetime(2013, 4, 1).date(), timezone.datetime(2014, 3, 31).date()
    assert partnership.in_the_way(joined, left, first, last) == way
