"""Lines between boxes in rows: up and across, never through a box.

Between two rows lies a gutter that holds no box. A link from row 5 up to row 2 passes rows 4 and 3 through a channel,
a narrow slot kept free for it between their boxes. Links of one kind to the same body share their channels and run
together like the branches of a tree; each bundle crosses a gutter at a height of its own.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

STEP, ABOVE, BELOW = 11, 20, 16  # between bundles in a gutter; over the first of them, and under the last
INSET, APART = 14, 22  # of ports from a box's corner, and from one another
STRAIGHT = 44  # lines that would step aside by less are made straight where they can be
CLOSE = 7


@dataclass(frozen=True)
class Edge:
    """A link as it is drawn: from a lower thing up to an upper one; turned when it points downwards."""

    lower: Hashable
    upper: Hashable
    turned: bool
    kind: str


@dataclass
class Slot:
    """A place in a row: a box, or a channel for one bundle."""

    key: Hashable
    width: int
    is_channel: bool
    x: float = 0  # its middle
    kind: str = ""


@dataclass
class Wire:
    """A bundle's way through one gutter: from slots in the lower row to one in the upper."""

    kind: str
    turned: bool
    upper: Slot
    lowers: list[Slot]
    from_x: list[float] = field(default_factory=list)
    to_x: float = 0

    @property
    def reach(self):
        """From where to where it runs across."""
        return min([*self.from_x, self.to_x]), max([*self.from_x, self.to_x])

    @property
    def is_straight(self):
        """Whether it only goes up."""
        left, right = self.reach
        return right - left < 0.5


@dataclass(frozen=True)
class Drawn:
    """A line: its points, and whether an arrow stands at its last point and whither it points."""

    kind: str
    points: tuple
    arrow: str = ""  # "up" or "down"

    @property
    def path(self):
        """The points as an SVG path."""
        return "M" + " L".join(f"{x:g},{y:g}" for x, y in self.points)

    @property
    def head(self):
        """The arrow as the points of an SVG polygon, "" without one."""
        if not self.arrow:
            return ""
        x, y = self.points[-1]
        back = y + 9 if self.arrow == "up" else y - 9
        return f"{x:g},{y:g} {x - 4.5:g},{back:g} {x + 4.5:g},{back:g}"


@dataclass(frozen=True)
class Gutter:
    """What is drawn between two rows, and how high it is."""

    lines: list[Drawn]
    height: float


def plan(rows, edges, box, channel):
    """(rows of Slots, for each gutter its Wires): boxes as in `rows` of keys, channels added where links pass."""
    row_of = {key: number for number, row in enumerate(rows) for key in row}
    boxes = {key: Slot(key, box, False) for key in row_of}
    slots = [[boxes[key] for key in row] for row in rows]
    wires = [[] for _ in rows[1:]]
    bundles = {}
    for edge in edges:
        bundles.setdefault((edge.upper, edge.kind, edge.turned), []).append(edge.lower)
    for (upper, kind, turned), lowers in bundles.items():
        top, rest = boxes[upper], sorted(lowers, key=lambda key: row_of[key])
        for number in range(row_of[upper] + 1, row_of[rest[-1]] + 1):
            here = [boxes[key] for key in rest if row_of[key] == number]
            passing = None
            if row_of[rest[-1]] > number:
                passing = Slot((upper, kind, turned, number), channel, True, kind=kind)
                slots[number].append(passing)
                here.append(passing)
            wires[number - 1].append(Wire(kind, turned, top, here))
            top = passing
    return slots, wires


def route(wires, y):
    """The Gutter under a row that ends at `y`: ports, heights and lines of its wires."""
    _ports(wires)
    levels = _levels([wire for wire in wires if not wire.is_straight])
    height = ABOVE + BELOW + STEP * max(levels.values(), default=0)
    lines = []
    for wire in wires:
        across = y + ABOVE + STEP * levels.get(id(wire), 0)
        for slot, x in zip(wire.lowers, wire.from_x, strict=True):
            bend = [] if abs(x - wire.to_x) < 0.5 else [(x, across), (wire.to_x, across)]
            points = [(x, y + height), *bend, (wire.to_x, y)]
            lines.append(_line(wire, slot, points))
    return Gutter(lines, height)


def through(slot, top, bottom):
    """The line through a channel, from the gutter above its row to the one below."""
    return Drawn(slot.kind, ((slot.x, bottom), (slot.x, top)))


def _line(wire, slot, points):
    """The line with its arrow: at the upper box, or at the lower one when the link is turned."""
    if wire.turned and not slot.is_channel:
        return Drawn(wire.kind, tuple(reversed(points)), "down" if wire.kind != "under" else "")
    up = not wire.turned and not wire.upper.is_channel and wire.kind != "under"
    return Drawn(wire.kind, tuple(points), "up" if up else "")


def _ports(wires):
    """Where each wire leaves its lower boxes and enters its upper one."""
    tops, bottoms = {}, {}
    for wire in wires:
        wire.from_x = [slot.x for slot in wire.lowers]
        wire.to_x = wire.upper.x
        bottoms.setdefault(id(wire.upper), []).append(wire)
        for place, slot in enumerate(wire.lowers):
            tops.setdefault(id(slot), []).append((wire, place))
    for those in bottoms.values():
        those.sort(key=lambda wire: sum(slot.x for slot in wire.lowers) / len(wire.lowers))
        for place, wire in enumerate(those):
            wire.to_x = wire.upper.x + _aside(wire.upper, place, len(those))
    for those in tops.values():
        those.sort(key=lambda one: one[0].upper.x)
        for place, (wire, which) in enumerate(those):
            slot = wire.lowers[which]
            wire.from_x[which] = slot.x + _aside(slot, place, len(those))
    for wire in wires:
        _straighten(wire, bottoms, tops)


def _aside(slot, place, number):
    """How far from the middle of a box its port stands; channels have theirs in the middle."""
    if slot.is_channel or number < 2:
        return 0
    apart = min(APART, (slot.width - 2 * INSET) / (number - 1))
    return (place - (number - 1) / 2) * apart


def _straighten(wire, bottoms, tops):
    """Move one end of a line that would step aside a little, so that it goes straight up."""
    if len(wire.lowers) > 1 or not 0.5 <= abs(wire.from_x[0] - wire.to_x) <= STRAIGHT:
        return
    lower, upper = wire.lowers[0], wire.upper
    others = [other.from_x[place] for other, place in tops[id(lower)] if other is not wire]
    if _free(lower, wire.to_x, others):
        wire.from_x[0] = wire.to_x
    elif _free(upper, wire.from_x[0], [other.to_x for other in bottoms[id(upper)] if other is not wire]):
        wire.to_x = wire.from_x[0]


def _free(slot, x, others):
    fits = not slot.is_channel and abs(x - slot.x) <= slot.width / 2 - INSET
    return fits and all(abs(x - other) >= CLOSE + 3 for other in others)


def _levels(wires):
    """At which height each wire runs across: one that another must pass above comes lower."""
    order = sorted(wires, key=lambda wire: wire.reach[1] - wire.reach[0])
    over = {id(wire): [] for wire in order}  # the wires that must run above it
    for wire in order:
        for other in order:
            if wire is not other and any(abs(x - other.to_x) < CLOSE for x in wire.from_x):
                over[id(wire)].append(other)
    levels, waiting = {}, list(order)
    for _ in range(len(order)):
        ready = [one for one in waiting if all(id(other) in levels for other in over[id(one)])]
        wire = (ready or waiting)[0]
        waiting.remove(wire)
        least = 1 + max((levels[id(other)] for other in over[id(wire)] if id(other) in levels), default=-1)
        taken = {levels[id(other)] for other in order if id(other) in levels and _meet(wire, other)}
        levels[id(wire)] = next(level for level in range(least, least + len(order) + 1) if level not in taken)
    return levels


def _meet(wire, other):
    (left, right), (start, end) = wire.reach, other.reach
    return left < end + CLOSE and start < right + CLOSE
