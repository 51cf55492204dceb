"""The demonstration's board: its partners, two years of budget that add up, groups, and a map."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from boards.budget import budget_of, years_entered
from boards.governance import governance_of
from boards.models import Partner
from boards.rules import money
from scrutiny.engine.models import User
from scrutiny.models import Body
from tests.boards.test_governance import problems
from tests.factories import sign_in

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.django_db]


def test_the_partnership_is_a_whole_board(demo):
    board = Body.objects.get(abbreviation="FSCP")
    assert Partner.objects.filter(board=board, left="").count() == 7
    assert years_entered(board) == ["2026/27", "2025/26"]
    now = budget_of(board, "2026/27")
    given = "152440 55000 6000 18000 10500 4250.50 64900"
    assert [money.printed(Decimal(one)) for one in given.split()] == [row.now for row in now.rows]
    assert now.whole.now == sum(Decimal(one) for one in given.split()) == Decimal("311090.50")
    assert now.whole.before == Decimal("296550.50")
    assert board.appearances.exists()


def test_its_map_is_drawn_and_who_chairs_what_is_said(demo):
    found = governance_of(Body.objects.get(abbreviation="FSCP"))
    assert len(found.map.boxes) >= 8
    assert list(problems(found.map)) == []
    assert {line.kind for line in found.map.lines} == {"under", "reports_to", "advises", "member_of"}
    assert any("jointly" in group.words for group in found.groups)
    assert found.chairing_several


def test_its_pages_can_be_read(demo):
    board = Body.objects.get(abbreviation="FSCP")
    client = sign_in(Client(), User.objects.get(username="imogen"))
    for name in ("board-show", "board-edit", "budget", "budget-edit", "governance", "appearance-add", "partner-add"):
        assert client.get(reverse(f"boards:{name}", args=[board.pk])).status_code == 200
