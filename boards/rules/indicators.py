"""What the values of an indicator say: numbers as typed and as printed, and the sentence of the whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MOST = Decimal(10) ** 11  # what the column holds, less than this
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class NumberError(ValueError):
    """What was typed is no number that can be kept; carries the plain message."""


@dataclass(frozen=True)
class Value:
    """What was measured in one period."""

    period: str
    number: Decimal


@dataclass(frozen=True)
class Measured:
    """An indicator with its values in order of time; `comparators` are pairs of a name and the same of another."""

    values: Sequence[Value]
    unit: str = ""
    good: str = "up"  # "up", "down" or "neither"
    target: Decimal | None = None
    target_words: str = ""
    comparators: Sequence[tuple[str, Sequence[Value]]] = ()


def number(typed: str, unit: str = "") -> Decimal:
    """The number in what was typed: "45", "1,234.5", "45 %" or "£2,000" where that is the unit.

    Raises NumberError for words, for more than three decimals and for what is too large to keep.
    """
    words = " ".join(str(typed).split())
    figures = words.replace("−", "-").replace("£", "", 1).removesuffix("%").strip()
    if unit and figures.casefold().endswith(unit.casefold()):
        figures = figures[: -len(unit)].strip()
    if not (_NUMBER.fullmatch(figures) or _GROUPED.fullmatch(figures)):
        short = words if len(words) <= 30 else f"{words[:29]}…"
        raise NumberError(f"“{short}” is not a number. Write it in figures, such as 45 or 1,234.5")
    found = Decimal(figures.replace(",", ""))
    if abs(found) >= MOST:
        raise NumberError("The number is too large to keep. Check it, or choose a larger unit")
    if found != round(found, 3):
        raise NumberError("Write the number with at most three decimals")
    return found


def printed(value: Decimal, unit: str = "") -> str:
    """A value with its unit: "45%", "1,234.5 days", "£2,000", "−3"."""
    figures = f"{abs(value):,f}"
    figures = figures.rstrip("0").rstrip(".") if "." in figures else figures
    sign = "−" if value < 0 and figures.strip("0,.") else ""
    if unit == "£":
        return f"{sign}£{figures}"
    if unit == "%":
        return f"{sign}{figures}%"
    return f"{sign}{figures} {unit}".strip()


def is_met(number: Decimal, target: Decimal | None, good: str) -> bool | None:
    """Whether a value meets the target; None where there is none, or neither way is good."""
    if target is None or good == "neither":
        return None
    return number >= target if good == "up" else number <= target


def moved(first: Decimal, last: Decimal, good: str) -> str:
    """What a value did between two periods, in a word: "improved", "worsened", "rose", "fell" or ""."""
    if first == last:
        return ""
    if good == "neither":
        return "rose" if last > first else "fell"
    return "improved" if (last > first) == (good == "up") else "worsened"


def sentence(one: Measured) -> str:
    """What the values say, as a sentence with its full stop; "" where there is none yet.

    "Between 2012/13 and 2013/14 it improved from 45% to 77% against a target of 75%: target met, above statistical
    neighbours (68%)."
    """
    if not one.values:
        return ""
    first, last = one.values[0], one.values[-1]
    said = _change(one, first, last) + _against(one)
    beside = [words for words in (_target(one, last.number), *_beside(one, last)) if words]
    return f"{said}: {', '.join(beside)}." if beside else f"{said}."


def _change(one, first, last):
    now = printed(last.number, one.unit)
    if len(one.values) == 1:
        return f"In {last.period} it was {now}"
    span = f"Between {first.period} and {last.period} it"
    word = moved(first.number, last.number, one.good)
    if not word:
        return f"{span} stayed at {now}" if len(one.values) == 2 else f"{span} came back to {now}"
    return f"{span} {word} from {printed(first.number, one.unit)} to {now}"


def _against(one):
    if one.target is not None:
        return f" against a target of {printed(one.target, one.unit)}"
    return f" against a target of {one.target_words.rstrip('.')}" if one.target_words else ""


def _target(one, number):
    met = is_met(number, one.target, one.good)
    return "" if met is None else "target met" if met else "target missed"


def _beside(one, last):
    """How the last value stands to each comparator's of the same period, else to its newest, which is then named."""
    for name, values in one.comparators:
        if not values:
            continue
        same = next((value for value in values if value.period == last.period), None)
        other = same or values[-1]
        way = "above" if last.number > other.number else "below" if last.number < other.number else "the same as"
        when = "" if same else f" in {other.period}"
        yield f"{way} {name} ({printed(other.number, one.unit)}{when})"


def share(part: int, whole: int) -> Decimal | None:
    """How many of a hundred, to one decimal; None of nothing. Source: half of a tenth is rounded up."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
