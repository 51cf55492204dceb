"""Pounds: what may be typed, what is printed, and sums that add up to the penny."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.rules import money

POUNDS = st.decimals(min_value=0, max_value=money.MOST, places=2, allow_nan=False, allow_infinity=False)
MAYBE = st.none() | POUNDS


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("£12,500", "12500.00"),
        ("12500.00", "12500.00"),
        ("12,500.5", "12500.50"),
        (" £ 99.50 ", "99.50"),
        ("0", "0.00"),
        ("007", "7.00"),
        ("1,234,567.89", "1234567.89"),
        ("9999999999.99", "9999999999.99"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, amount):
    assert money.parse(typed) == Decimal(amount)


def test_nothing_typed_is_no_amount():
    assert money.parse("") is None
    assert money.parse("  ") is None


@pytest.mark.parametrize("typed", ["-500", "−500", "£-500", "-£500", "(500)", "- 1.50"])
def test_less_than_nothing_is_said_to_be(typed):
    with pytest.raises(money.AmountError, match="less than nothing"):
        money.parse(typed)


@pytest.mark.parametrize("typed", ["twelve", "12k", "12,50", "1,2345", "1e5", "12.5.0", "£", "１２", "NaN", "inf", "£12 500",
                                   "12500 pounds", "." * 500])  # fmt: skip
def test_what_is_no_amount_is_said_to_be_none(typed):
    with pytest.raises(money.AmountError, match="is not an amount of money") as said:
        money.parse(typed)
    assert len(str(said.value)) < 150


def test_thousandths_and_the_enormous_are_refused():
    with pytest.raises(money.AmountError, match="two figures after the point"):
        money.parse("12.500")
    with pytest.raises(money.AmountError, match="too large"):
        money.parse("10,000,000,000")
    with pytest.raises(money.AmountError, match="too large"):
        money.parse("9" * 400)


@given(st.text(max_size=60))
def test_anything_typed_is_an_amount_nothing_or_refused(typed):
    try:
        amount = money.parse(typed)
    except money.AmountError:
        return
    assert amount is None or (0 <= amount <= money.MOST and amount == amount.quantize(Decimal("0.01")))


@given(POUNDS)
def test_what_is_printed_can_be_typed_again(amount):
    assert money.parse(money.printed(amount)) == amount
    assert money.parse(money.typed(amount)) == amount


def test_pence_are_printed_only_when_there_are_some():
    assert money.printed(Decimal("12500")) == "£12,500"
    assert money.printed(Decimal("99.5")) == "£99.50"
    assert money.printed(Decimal("-1200")) == "−£1,200"
    assert money.printed(None) == ""


@given(st.lists(st.tuples(MAYBE, MAYBE), max_size=30))
def test_totals_and_changes_add_up_to_the_penny(pairs):
    now = {place: pair[0] for place, pair in enumerate(pairs)}
    before = {place: pair[1] for place, pair in enumerate(pairs)}
    lines = money.side_by_side(range(len(pairs)), now, before)
    whole = money.summed(lines)
    pence = [sum(int(one * 100) for one in year.values() if one is not None) for year in (now, before)]
    assert int((whole.now or 0) * 100) == pence[0]
    assert int((whole.before or 0) * 100) == pence[1]
    assert whole.change == sum((line.change for line in lines), Decimal(0))
    assert (whole.now is None) == all(one is None for one in now.values())


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("12500", "12000", "up £500 (4.2%)"),
        ("9000", "12000", "down £3,000 (25%)"),
        ("100", "100", "no change"),
        ("100", None, "nothing entered last year"),
        (None, "100", "nothing entered this year"),
        (None, None, ""),
        ("100", "0", "up £100"),
        ("0", "100", "down £100 (100%)"),
        ("1000000.01", "1000000", "up £0.01 (less than 0.1%)"),
        ("100000", "1", "up £99,999"),
    ],
)
def test_the_change_is_said_in_words(now, before, words):
    now, before = (None if one is None else Decimal(one) for one in (now, before))
    assert money.change_words(now, before) == words


@given(st.lists(MAYBE, max_size=20), st.integers(10, 1000))
def test_bars_fit_their_room_and_keep_their_order(amounts, room):
    found = money.widths(amounts, room)
    assert all(0 <= one <= room for one in found)
    assert all((width > 0) == bool(amount) for width, amount in zip(found, amounts, strict=True))
    pairs = sorted(zip([one or 0 for one in amounts], found, strict=True))
    assert [width for _, width in pairs] == sorted(found)


def test_shares():
    assert money.share_words(Decimal(1), Decimal(8)) == "12.5%"
    assert money.share_words(Decimal(0), Decimal(8)) == "0%"
    assert money.share_words(None, Decimal(8)) == ""
    assert money.share_words(Decimal(1), None) == ""
