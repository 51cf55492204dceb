"""The governance page: the map with the same in words, who chairs what, and lines added and taken out."""

import pytest
from django.urls import reverse

from boards.governance import governance_of
from boards.models import GovernanceLink
from tests import board_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def page(board, name="governance"):
    return reverse(f"boards:{name}", args=[board.pk])


def test_everybody_sees_the_map_and_reads_the_same_in_words(client, cast):
    group = things.make_group(cast.board, "Audit Group")
    make.make_body(cast.council, "Case File Sub-group", kind="board_group", parents=[group])
    make.make_body(cast.council, "Old Group", kind="board_group", parents=[cast.board], ends_on="2010")
    make.make_body(cast.council, "Unlinked Forum", kind="agency")
    things.make_governance_link(cast.board, cast.executive, "reports_to", note="each autumn")
    things.make_governance_link(cast.directorate, group, "advises")
    for _, user in cast.everybody():
        shown = make.sign_in(client, user).get(page(cast.board)).content.decode()
        drawing = shown.partition('<svg class="app-map"')[2].partition("</svg>")[0]
        assert f'<title id="map-title">Governance of {cast.board.name}</title>' in drawing
        assert "5 " not in drawing.partition("<desc")[2].partition("</desc>")[0][:20]
        for words in ("Audit Group", "Case File", "Cabinet", "Children&#x27;s"):
            assert words in drawing
        for words in ("Old Group", "Unlinked Forum"):
            assert words not in shown
        assert f"{cast.board.name} reports to Cabinet (each autumn)." in shown
        assert "Case File Sub-group stands under Audit Group." in shown
        assert "Children&#x27;s Services advises Audit Group." in shown


def test_joint_chairs_and_one_who_chairs_two_are_said(client, cast):
    ann, ben = (make.make_person(cast.council, name) for name in ("Ann Both", "Ben One"))
    groups = [things.make_group(cast.board, name) for name in ("Audit Group", "Training Group", "Policy Group")]
    for body, person in ((groups[0], ann), (groups[0], ben), (groups[1], ann)):
        make.make_membership(body, person, role="chair")
    make.make_membership(groups[2], make.make_person(cast.council, "Gone Chair"), role="chair", left="2012")
    shown = client.get(page(cast.board)).content.decode()
    assert "Chaired jointly by Ann Both and Ben One" in shown
    assert "Ann Both chairs Audit Group and Training Group." in shown
    assert "Gone Chair" not in shown
    assert "Ben One chairs" not in shown
    about = client.get(reverse("boards:board-show", args=[cast.board.pk])).content.decode()
    assert "Chaired jointly by Ann Both and Ben One" in about


def test_a_board_that_stands_alone_has_no_map(client, cast):
    shown = client.get(page(cast.board)).content.decode()
    assert "Nothing to draw yet" in shown
    assert "<svg class" not in shown


def test_lines_are_added_once_and_taken_out(client, cast):
    make.sign_in(client, cast.officer)
    values = {"body": cast.board.pk, "kind": "advises", "to": cast.executive.pk, "note": ""}
    assert client.post(page(cast.board, "governance-add"), values).status_code == 302
    again = client.post(page(cast.board, "governance-add"), values)
    assert again.status_code == 422
    assert "advises Cabinet already" in again.content.decode()
    itself = client.post(page(cast.board, "governance-add"), values | {"to": cast.board.pk})
    assert "Choose two different bodies" in itself.content.decode()
    elsewhere = make.make_body(name="Elsewhere")
    for wrong in ({"to": elsewhere.pk}, {"kind": "owns"}, {"body": "9" * 40}, {"to": "\x00"}):
        assert client.post(page(cast.board, "governance-add"), values | wrong).status_code == 422
    link = GovernanceLink.objects.get()
    answer = client.post(reverse("boards:governance-remove", args=[link.pk]), {})
    assert answer["Location"] == page(cast.board)
    assert not GovernanceLink.objects.exists()


def test_bodies_that_stand_in_a_circle_are_drawn(cast):
    group = things.make_group(cast.board)
    cast.board.parents.add(group)
    things.make_governance_link(cast.board, group, "member_of")
    found = governance_of(cast.board)
    assert len(found.map.boxes) == 2
    assert len(found.groups) == 2


def test_the_page_costs_the_same_for_one_and_thirty_groups(client, cast):
    things.make_governance_link(things.make_group(cast.board), cast.executive)
    make.make_membership(cast.board, role="chair")
    with_one = make.queries_of(client, page(cast.board))
    for _ in range(30):
        group = things.make_group(cast.board)
        things.make_governance_link(group, cast.executive)
        make.make_membership(group, role="chair")
    assert make.queries_of(client, page(cast.board)) == with_one
