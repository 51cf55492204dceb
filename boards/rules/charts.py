"""Where the marks of a small chart stand: bars or lines of a few series, a target, an axis. Numbers in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from . import lettering

WIDTH, HEIGHT, WITHOUT_KEY = 640, 260, 240
LEFT, RIGHT, TOP, BOTTOM = 62, 556, 22, 214  # the plane in which the marks stand; right of it the target's words
MOST_BARS = 4  # periods; more are drawn as lines
LABEL = 12
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Line:
    """One series of a chart: its points from left to right, each (x, y)."""

    name: str
    place: int
    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart with its value as printed above it."""

    place: int  # of its series
    x: float
    y: float
    width: float
    height: float
    label: str

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 1)

    @property
    def label_y(self) -> float:
        """Where its label stands."""
        return round(self.y - 5, 1)

    @property
    def label_width(self) -> float:
        """How much of the drawing is kept free for its label, so that no line runs through it."""
        return round(lettering.width(self.label, LABEL) + 2, 1)

    @property
    def label_x(self) -> float:
        """Where that free part begins."""
        return round(self.middle - self.label_width / 2, 1)

    @property
    def label_top(self) -> float:
        """How high it reaches."""
        return round(self.label_y - 11, 1)


@dataclass(frozen=True)
class Chart:
    """What a template draws: ticks of the axis (y, words), the periods below (x, words), and the marks."""

    ticks: tuple[tuple[float, str], ...]
    periods: tuple[tuple[float, str], ...]
    zero: float
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    target: float | None = None
    names: tuple[tuple[int, str], ...] = field(default=())


def scale(values: Sequence[Decimal], most: int = 5) -> list[Decimal]:
    """The marks of an axis from zero (or below the lowest) to at least the highest, at most `most` steps apart."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    if low == high:
        high = low + 1
    step = _step((high - low) / most)
    first, last = (
        int((low / step).to_integral_value("ROUND_FLOOR")),
        int((high / step).to_integral_value("ROUND_CEILING")),
    )
    return [step * place for place in range(first, last + 1)]


def draw(series: Sequence[tuple[str, dict[str, Decimal]]], periods: Sequence[str], target, printed) -> Chart | None:
    """The chart of some series, each a name and its values by period; `printed(value)` gives a value's words.

    None where there is nothing to draw.
    """
    values = [value for _, found in series for value in found.values()]
    if not values or not periods:
        return None
    marks = scale([*values, *([target] if target is not None else [])])
    low, high = marks[0], marks[-1]

    def y(value):
        return round(float(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)), 1)

    slot = (RIGHT - LEFT) / len(periods)
    middles = {period: round(LEFT + slot * (place + 0.5), 1) for place, period in enumerate(periods)}
    drawn = {
        "ticks": tuple((y(mark), printed(mark)) for mark in marks),
        "periods": tuple((middles[period], _cut(period, len(periods))) for period in periods),
        "zero": y(Decimal(0)),
        "target": y(target) if target is not None else None,
        "names": tuple((place, name) for place, (name, _) in enumerate(series)),
    }
    if len(periods) > MOST_BARS:
        lines = (
            Line(name, place, tuple((middles[one], y(found[one])) for one in periods if one in found))
            for place, (name, found) in enumerate(series)
        )
        return Chart(**drawn, lines=tuple(lines))
    return Chart(**drawn, bars=tuple(_bars(series, periods, middles, slot, y, printed)))


def _bars(series, periods, middles, slot, y, printed):
    width = round(min(72.0, slot * 0.78 / len(series)), 1)
    for place, (_, found) in enumerate(series):
        for period in periods:
            if period in found:
                left = middles[period] - width * len(series) / 2 + width * place
                top, zero = y(max(found[period], Decimal(0))), y(min(found[period], Decimal(0)))
                yield Bar(
                    place, round(left + 2, 1), top, round(width - 4, 1), round(zero - top, 1), printed(found[period])
                )


def _step(wanted):
    power = Decimal(10) ** wanted.adjusted()
    return next(power * Decimal(str(step)) for step in _STEPS if power * Decimal(str(step)) >= wanted)


def _cut(period, number):
    most = max(6, 84 // number)
    return period if len(period) <= most else f"{period[: most - 1]}…"
