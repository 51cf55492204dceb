"""A chart of bars, one or two beside each name, with every figure printed: where each thing is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import lettering, money

ROOM = 420  # the width of the drawing: narrow, so that it can be read on a telephone too
SIZE, LINE, SMALL = 15, 19, 13
THICK, BETWEEN, AFTER = 15, 3, 16


@dataclass(frozen=True)
class Bar:
    """One bar and the figure behind it; `series` is 0 for the first kind of figure, 1 for the second."""

    x: int
    y: int
    width: int
    series: int
    figure: str
    figure_x: int
    figure_y: int
    height: int = THICK


@dataclass(frozen=True)
class Word:
    """A line of text: where it starts, and its base line."""

    text: str
    x: int
    y: int
    size: int = SIZE


@dataclass(frozen=True)
class Chart:
    """The whole drawing; `samples` are the bars of the key, without figures."""

    width: int
    height: int
    bars: list[Bar]
    words: list[Word]
    samples: list[Bar]


def draw(rows: Iterable[Sequence], series: Sequence[str]) -> Chart:
    """The Chart of `rows` of a name and an amount for each of the `series` (one or two names); None has no bar."""
    rows = [(name, list(amounts)) for name, *amounts in rows]
    flat = [amount for _, amounts in rows for amount in amounts]
    figures = max((lettering.width(_figure(one), SMALL) for one in flat if one is not None), default=0)
    widths = iter(money.widths(flat, ROOM - int(figures) - 12))
    bars, words, samples, y = [], [], [], 0
    x = 0
    for number, name in enumerate(series):
        samples.append(Bar(x, 2, 28, number, "", 0, 0))
        words.append(Word(name, x + 36, 14, SMALL))
        x += 36 + int(lettering.width(name, SMALL)) + 28
    y = LINE + 16
    for name, amounts in rows:
        for line in lettering.wrap(name, ROOM, SIZE):
            words.append(Word(line, 0, y + 13))
            y += LINE
        for number, amount in enumerate(amounts):
            width = next(widths)
            if amount is not None:
                bars.append(Bar(0, y, width, number, _figure(amount), width + 8, y + 12))
                y += THICK + BETWEEN
        y += AFTER
    return Chart(ROOM, max(y - AFTER, LINE), bars, words, samples)


def _figure(amount: Decimal) -> str:
    return money.printed(amount)
