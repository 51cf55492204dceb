"""Pounds as people type and print them, totals that add up, and how one year stands beside the one before."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

MOST = Decimal("9999999999.99")
NOTHING = Decimal("0.00")
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_NEGATIVE = re.compile(r"[-−–]\s*£?\s*[\d.,]+|£\s*[-−–]\s*[\d.,]+|\(\s*£?\s*[\d.,]+\s*\)")


class AmountError(ValueError):
    """An amount that cannot be; carries the plain message."""


def parse(typed: str) -> Decimal | None:
    """Pounds and pence from what was typed: "£12,500", "12500.00" and "12,500.5"; None for nothing typed.

    Raises AmountError, in plain words, for anything below zero, that is no amount, or that is too large to be one.
    """
    typed = " ".join(str(typed).split())
    if not typed:
        return None
    short = typed if len(typed) <= 30 else f"{typed[:29]}…"
    if _NEGATIVE.fullmatch(typed):
        raise AmountError(f"“{short}” is less than nothing. Enter £0 or more, or leave the box blank")
    found = typed.isascii() or typed.startswith("£")
    found = _AMOUNT.fullmatch(typed.removeprefix("£").strip()) if found else None
    if not found:
        raise AmountError(f"“{short}” is not an amount of money. Enter pounds in figures, such as 12,500 or 12500.00")
    whole, pence = found[1].replace(",", ""), found[2] or ""
    if len(pence) > 2:
        raise AmountError(f"“{short}” has more than two figures after the point. Enter pounds and pence, such as 99.50")
    if len(whole.lstrip("0")) > 10:
        raise AmountError(f"“{short}” is too large. Enter at most {printed(MOST)}")
    return Decimal(f"{whole.lstrip('0') or '0'}.{pence.ljust(2, '0')}")


def printed(amount: Decimal | None) -> str:
    """Pounds as printed: "£12,500", "£99.50"; below zero with a minus sign before the pound; None gives ""."""
    if amount is None:
        return ""
    sign = "−" if amount < 0 else ""
    figures = f"{abs(amount):,.2f}"
    return f"{sign}£{figures.removesuffix('.00')}"


def typed(amount: Decimal | None) -> str:
    """An amount as it stands in a box to be changed: the print without the pound sign."""
    return printed(amount).replace("£", "")


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of the amounts there are, to the penny."""
    return sum((one for one in amounts if one is not None), NOTHING)


@dataclass(frozen=True)
class Line:
    """What one partner gives in pounds this year beside last year; None is that nothing was entered."""

    key: Hashable
    now: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal:
        """By how much this year's pounds differ from last year's."""
        return (self.now or NOTHING) - (self.before or NOTHING)

    @property
    def words(self) -> str:
        """The change in words: "up £500 (4.2%)", "no change", "new this year", "nothing entered this year"."""
        return change_words(self.now, self.before)


def change_words(now: Decimal | None, before: Decimal | None) -> str:
    """How this year's pounds differ from last year's, in words; "" when neither year has any."""
    if now is None and before is None:
        return ""
    if before is None:
        return "nothing entered last year"
    if now is None:
        return "nothing entered this year"
    if now == before:
        return "no change"
    way = "up" if now > before else "down"
    said = f"{way} {printed(abs(now - before))}"
    if not before:
        return said
    share = abs(now - before) * 100 / before
    if share > 999:
        return said
    shown = f"{share:.1f}".removesuffix(".0")
    return f"{said} ({'less than 0.1' if shown == '0' else shown}%)"


def side_by_side(keys: Iterable[Hashable], now: Mapping, before: Mapping) -> list[Line]:
    """A Line for each key in order, from this year's and last year's pounds by key."""
    return [Line(key, now.get(key), before.get(key)) for key in keys]


def summed(lines: Iterable[Line]) -> Line:
    """The Line of all: None in a year for which nothing was entered at all."""
    lines = list(lines)
    sums = [
        total(amounts) if any(one is not None for one in amounts) else None
        for amounts in ([one.now for one in lines], [one.before for one in lines])
    ]
    return Line(None, *sums)


def share_words(part: Decimal | None, whole: Decimal | None) -> str:
    """A part of the whole as a percentage, "12.5%"; "" when there is nothing to take a share of."""
    if part is None or not whole:
        return ""
    shown = f"{part * 100 / whole:.1f}".removesuffix(".0")
    return f"{shown}%"


def widths(amounts: Iterable[Decimal | None], room: int) -> list[int]:
    """The length of a bar for each amount, the largest filling the room; what is more than nothing has at least 1."""
    amounts = [one or NOTHING for one in amounts]
    most = max(amounts, default=NOTHING)
    if not most:
        return [0 for _ in amounts]
    return [max(1, int(one * room / most)) if one else 0 for one in amounts]
