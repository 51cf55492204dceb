"""The page on which a council sets its ladder."""

import pytest

from recommendations import asking
from recommendations.models import LadderStep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(client):
    council = factories.make_council()
    factories.sign_in(client, factories.make_administrator(council))
    return client, council, f"/councils/{council.pk}/ladder/"


def rows(*steps):
    data = {}
    for at, (who, days, side) in enumerate(steps):
        data |= {f"who-{at}": who, f"days-{at}": days, f"side-{at}": side}
    return data


def test_the_usual_ladder_is_shown_and_saved(ladder):
    client, council, address = ladder
    page = client.get(address)
    assert page.status_code == 200
    data = rows(("owner", "3", "before"), ("chair", "10", "after"), ("", "", "after"))
    assert client.post(address, data).status_code == 302
    assert [(step.days, step.who) for step in asking.steps_of(council)] == [(-3, "owner"), (10, "chair")]
    client.post(address, data)
    assert LadderStep.objects.count() == 2


@pytest.mark.parametrize(
    "steps, words",
    [
        ([("", "", "after")], "Leave at least one step"),
        ([("owner", "soon", "after")], "Step 1: enter the days as a number from 0 to 365"),
        ([("owner", "366", "after")], "from 0 to 365"),
        ([("owner", "9" * 19, "after")], "from 0 to 365"),
        ([("owner", "٣", "after")], "from 0 to 365"),
        ([("chair", "3", "before")], "only the owner is told before"),
        ([("owner", "3", "after"), ("owner", "3", "after")], "Two steps are the same"),
        ([("owner", "0", "before"), ("owner", "0", "after")], "Two steps are the same"),
        ([("paper", "3", "after"), ("paper", "9", "after")], "printed once"),
        ([("mayor", "3", "after")], "Choose"),
        ([("owner", "3", "beside")], "Choose"),
        ([("owner", "3\x00", "after")], "cannot be kept"),
    ],
)
def test_what_is_wrong_is_said_and_kept(ladder, steps, words):
    client, council, address = ladder
    page = client.post(address, rows(*steps))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not LadderStep.objects.filter(council=council).exists()


def test_many_rows_are_kept_within_reason(ladder):
    client, _, address = ladder
    page = client.post(address, {f"who-{at}": "owner" for at in range(1000)})
    assert page.status_code == 422
