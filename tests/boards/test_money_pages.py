"""The pooled budget's pages: one page for all partners, sums that add up, and amounts that cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from boards.actions import budget as actions
from boards.budget import budget_of
from boards.models import Contribution
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import board_things as things
from tests import factories as make
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def partners(cast):
    return [things.make_partner(cast.board, name=name) for name in ("Constabulary", "Health Trust", "College")]


def address(cast, name="budget-edit", year="2013/14"):
    return f"{reverse(f'boards:{name}', args=[cast.board.pk])}?year={year}"


def sent(client, cast, year="2013/14", **typed):
    """The page's form as a browser would send it, with `typed` in its boxes; gives the answer."""
    page = client.get(address(cast, year=year))
    values = {name: one.values for name, one in forms_of(page.content.decode())[-1].fields.items()}
    return client.post(address(cast, year=year), values | typed)


def test_all_partners_are_entered_at_once_however_pounds_are_written(client, cast, partners):
    make.sign_in(client, cast.officer)
    first, second, third = (one.pk for one in partners)
    answer = sent(client, cast, **{f"pounds_{first}": "£12,500", f"pounds_{second}": "12500.00",
                                   f"in_kind_{third}": "A room each month\nA trainer for two days"})  # fmt: skip
    assert answer.status_code == 302
    given = [(one.partner_id, one.pounds, one.in_kind) for one in Contribution.objects.order_by("partner", "pk")]
    assert given == [(first, Decimal("12500.00"), ""), (second, Decimal("12500.00"), ""),
                     (third, None, "A room each month"), (third, None, "A trainer for two days")]  # fmt: skip
    shown = client.get(address(cast, "budget")).content.decode()
    assert "£25,000" in shown
    assert "In kind: A trainer for two days" in shown
    entry = AuditEntry.objects.get(verb="entered the budget of 2013/14")
    assert entry.after["College"] == "A room each month; A trainer for two days"


def test_this_year_stands_beside_last_year_and_the_sums_add_up(client, cast, partners):
    for partner, now, before in zip(partners, ("1000.10", "2000.20", "0"), ("900.10", "2500.20", "5"), strict=True):
        things.make_contribution(partner, now, "2013/14")
        things.make_contribution(partner, before, "2012/13")
    things.make_contribution(things.make_partner(name="Elsewhere"), "777777")  # another board's
    found = budget_of(cast.board, "2013/14")
    assert (found.total, found.total_before) == ("£3,000.30", "£3,405.30")
    assert found.whole.words == "down £405 (11.9%)"
    assert found.sentence == (
        "In 2013/14, 2 partners gave £3,000.30 to the pooled budget, down £405 (11.9%) on £3,405.30 in 2012/13."
    )
    assert [row.line.words for row in found.rows] == ["up £100 (11.1%)", "down £500 (20%)", "down £5 (100%)"]
    shown = make.sign_in(client, cast.member).get(address(cast, "budget")).content.decode()
    for words in ("£1,000.10", "up £100 (11.1%)", "£3,405.30", 'role="img"', "Pounds given by each partner in 2013/14"):
        assert words in shown
    assert "777" not in shown
    for name in ("Constabulary", "Health Trust", "College"):
        assert shown.count(name) >= 2  # in the chart and in its table


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-500", "less than nothing"), ("lots", "is not an amount of money"), ("1.234", "two figures after the point"),
     ("9" * 30, "too large"), ("5\x00", "character that cannot be kept"), ("9" * 300, "40 characters or fewer")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_box_and_nothing_typed_is_lost(client, cast, partners, typed, said):
    make.sign_in(client, cast.officer)
    first, second, third = (one.pk for one in partners)
    answer = sent(
        client, cast, **{f"pounds_{first}": "£12,500", f"pounds_{second}": typed, f"in_kind_{third}": "A room"}
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in shown
    assert f'id="id_pounds_{second}_error"' in shown
    assert 'value="£12,500"' in shown
    assert typed.replace("\x00", "") in shown
    assert "A room</textarea>" in shown
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("year", ["2013", "2013/15", "1066/67", "next year", "2090/91", "2013/14\x00", "%F0%9F%98%80"])
def test_a_year_that_cannot_be_is_refused_beside_its_box(client, cast, partners, year):
    make.sign_in(client, cast.officer)
    assert client.get(address(cast, year=year)).status_code == 422
    answer = client.post(address(cast, year=year), {f"pounds_{partners[0].pk}": "5"})
    assert answer.status_code == 422
    assert 'id="id_year_' in answer.content.decode()
    assert client.get(address(cast, "budget", year=year)).status_code == 200
    assert not Contribution.objects.exists()


def test_a_partner_gives_only_in_years_in_which_it_was_one(client, cast):
    gone = things.make_partner(cast.board, name="Gone Service", joined="2005", left="2012-03")
    later = things.make_partner(cast.board, name="Later Trust", joined="2014-04")
    always = things.make_partner(cast.board, name="Always There")
    assert [row.partner for row in budget_of(cast.board, "2013/14").rows] == [always]
    assert [row.partner for row in budget_of(cast.board, "2011/12").rows] == [gone, always]
    for partner, said in (
        (gone, "left in March 2012, before 2013/14 began"),
        (later, "joined in April 2014, after 2013"),
    ):
        with pytest.raises(Refused, match=said) as refused:
            actions.save_year(cast.board, "2013/14", actions.version_of(cast.board, "2013/14"),
                              {partner.pk: (Decimal(5), [])}, by=cast.officer, on=date(2014, 6, 1))  # fmt: skip
        assert refused.value.field == f"pounds_{partner.pk}"
    assert not Contribution.objects.exists()
    make.sign_in(client, cast.officer)
    sent(client, cast, **{f"pounds_{gone.pk}": "500", f"pounds_{always.pk}": "20"})  # a box that was not on the page
    assert [one.partner for one in Contribution.objects.all()] == [always]


def test_blank_takes_out_and_the_same_changes_nothing(client, cast, partners):
    make.sign_in(client, cast.officer)
    things.make_contribution(partners[0], "500")
    things.make_contribution(partners[1], in_kind="A van")
    kept = things.make_contribution(partners[0], "700", "2012/13")
    assert sent(client, cast).status_code == 302
    assert not AuditEntry.objects.filter(verb__startswith="entered").exists()
    assert Contribution.objects.count() == 3
    sent(client, cast, **{f"pounds_{partners[0].pk}": "", f"in_kind_{partners[1].pk}": " "})
    assert list(Contribution.objects.all()) == [kept]
    assert Contribution.history.filter(history_type="-").count() == 2


def test_who_saves_second_sees_what_the_first_saved(client, cast, partners):
    make.sign_in(client, cast.officer)
    page = client.get(address(cast)).content.decode()
    mine = {name: one.values for name, one in forms_of(page)[-1].fields.items()}
    sent(client, cast, **{f"pounds_{partners[0].pk}": "100"})
    answer = client.post(address(cast), mine | {f"pounds_{partners[1].pk}": "222"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Pounds given by Constabulary, as somebody else saved it" in shown
    assert 'value="222"' in shown
    assert Contribution.objects.count() == 1
    again = {name: one.values for name, one in forms_of(shown)[-1].fields.items()}
    assert client.post(address(cast), again).status_code == 302
    assert [(one.partner, one.pounds) for one in Contribution.objects.all()] == [(partners[1], Decimal(222))]


def test_pressing_twice_enters_once(client, cast, partners):
    make.sign_in(client, cast.officer)
    page = client.get(address(cast)).content.decode()
    values = {name: one.values for name, one in forms_of(page)[-1].fields.items()} | {f"pounds_{partners[0].pk}": "9"}
    assert [client.post(address(cast), values).status_code for _ in range(2)] == [302, 302]
    assert Contribution.objects.count() == 1


def test_the_page_costs_the_same_for_one_and_forty_partners(client, cast):
    make.sign_in(client, cast.officer)
    pages = [address(cast, "budget"), address(cast)]
    things.make_contribution(things.make_partner(cast.board))
    with_one = [make.queries_of(client, page) for page in pages]
    for _ in range(40):
        partner = things.make_partner(cast.board)
        things.make_contribution(partner)
        things.make_contribution(partner, year="2012/13", in_kind="A desk")
    assert [make.queries_of(client, page) for page in pages] == with_one
