"""How bodies stand to each other: a map with boxes in rows and lines between them, and the same said in words.

`chart(bodies, links)` gives the map: bodies are pairs of key and name (a third item says what it is), links are
(source, kind, target). No two boxes overlap, no name is wider than its box, and no line runs through a box: lines that
pass a row go through channels of their own between its boxes.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from . import connectors, layering, lettering

KINDS = {
    "under": "stands under",
    "reports_to": "reports to",
    "advises": "advises",
    "member_of": "is a member of",
}

MOST_IN_A_ROW = 4
BOX, GAP = 176, 22
CHANNEL, CHANNEL_GAP = 2, 12
SIZE, LINE, SMALL, PAD = 15, 19, 13, 12
SAMPLE, LEAST_ROOM = 40, 400
SWEEPS = 6


@dataclass(frozen=True)
class Word:
    """A line of text in the drawing: `x` its middle (or its start, in the key), `y` its base line."""

    text: str
    x: float
    y: float
    size: int = SIZE


@dataclass
class Box:
    """A body's box with its words."""

    key: Hashable
    name: str
    about: str
    is_main: bool
    x: float = 0
    y: float = 0
    width: int = BOX
    height: int = 0
    words: list[Word] = field(default_factory=list)

    def lines(self):
        """Its words as pairs of text and size: the wrapped name, then what it is."""
        inside = BOX - 2 * PAD
        return [
            *((text, SIZE) for text in lettering.wrap(self.name, inside, SIZE)),
            *((text, SMALL) for text in lettering.wrap(self.about, inside, SMALL)),
        ]


@dataclass(frozen=True)
class Key:
    """One line of the key: how a kind of link is drawn and what it says."""

    kind: str
    x: float
    y: float
    word: Word

    @property
    def path(self):
        """The sample of the line as an SVG path."""
        return f"M{self.x:g},{self.y:g} L{self.x + SAMPLE:g},{self.y:g}"

    @property
    def head(self):
        """The sample's arrow as the points of an SVG polygon, "" without one."""
        x, y = self.x + SAMPLE, self.y
        return "" if self.kind == "under" else f"{x:g},{y:g} {x - 9:g},{y - 4.5:g} {x - 9:g},{y + 4.5:g}"


@dataclass(frozen=True)
class Map:
    """The whole drawing."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[connectors.Drawn]
    keys: list[Key]

    @property
    def viewbox(self):
        """The drawing's frame, with room for the edge of the outermost boxes."""
        return f"-2 -2 {self.width + 4} {self.height + 4}"


def chart(bodies: Iterable[Sequence], links: Iterable[tuple], main: Hashable = None) -> Map:
    """The Map of the bodies and links; links of a body with itself or with one that is not there are left out."""
    boxes = {one[0]: Box(one[0], one[1], one[2] if len(one) > 2 else "", one[0] == main) for one in bodies}
    wanted = dict.fromkeys(
        (source, kind, target)
        for kind in KINDS
        for source, one, target in links_of(links)
        if one == kind and source != target and source in boxes and target in boxes
    )
    turned = layering.directed(list(boxes), [(source, target) for source, _, target in wanted])
    edges = [connectors.Edge(*edge, kind) for edge, (_, kind, _) in zip(turned, wanted, strict=True)]
    pairs = [(edge.lower, edge.upper) for edge in edges]
    rows = layering.rows(layering.layers(list(boxes), pairs), MOST_IN_A_ROW, pairs)
    slots, wires = connectors.plan(rows, edges, BOX, CHANNEL)
    room = max([LEAST_ROOM, *(_needed(row) for row in slots)])
    _place(slots, wires, room)
    y, drawn = 0.0, []
    heights = [_height(row, boxes) for row in slots]
    for number, row in enumerate(slots):
        for slot in row:
            if not slot.is_channel:
                _set(boxes[slot.key], slot.x, y, heights[number])
        y += heights[number]
        if number + 1 < len(slots):
            gutter = connectors.route(wires[number], y)
            drawn += gutter.lines
            channels = [slot for slot in slots[number + 1] if slot.is_channel]
            y += gutter.height
            drawn += [connectors.through(slot, y, y + heights[number + 1]) for slot in channels]
    kinds = [kind for kind in KINDS if any(edge.kind == kind for edge in edges)]
    keys, y = _keys(kinds, room, y)
    return Map(round(room), round(y), list(boxes.values()), drawn, keys)


def links_of(links):
    """The links as a list, read once."""
    return links if isinstance(links, list) else list(links)


def _gaps(row):
    return [
        CHANNEL_GAP if one.is_channel or other.is_channel else GAP for one, other in zip(row, row[1:], strict=False)
    ]


def _needed(row):
    return sum(slot.width for slot in row) + sum(_gaps(row))


def _height(row, boxes):
    tallest = max((len(boxes[slot.key].lines()) for slot in row if not slot.is_channel), default=1)
    return tallest * LINE + 2 * PAD


def _place(slots, wires, room):
    """Give every slot its x: near what it is linked with, by turns above and below."""
    for row in slots:
        middle = room / 2
        row_at = layering.spread([middle] * len(row), [slot.width for slot in row], _gaps(row), room)
        for slot, x in zip(row, row_at, strict=True):
            slot.x = x
    above, below = {}, {}
    for wire in (one for gutter in wires for one in gutter):
        for lower in wire.lowers:
            above.setdefault(id(lower), []).append(wire.upper)
            below.setdefault(id(wire.upper), []).append(lower)
    for sweep in range(SWEEPS):
        beside = below if sweep % 2 == 0 else above
        for row in slots if sweep % 2 else reversed(slots):
            wants = {id(slot): layering.mean([one.x for one in beside.get(id(slot), ())], slot.x) for slot in row}
            if sweep < SWEEPS - 2:
                row.sort(key=lambda slot: wants[id(slot)])
            wanted = [wants[id(slot)] for slot in row]
            places = layering.spread(wanted, [slot.width for slot in row], _gaps(row), room)
            for slot, x in zip(row, places, strict=True):
                slot.x = x
    for row in slots:
        for slot in row:
            slot.x = round(slot.x)


def _set(box, x, y, height):
    """Put a box and its words in their place."""
    box.x, box.y, box.height = x - BOX / 2, y, height
    lines = box.lines()
    at = y + (height - len(lines) * LINE) / 2
    box.words = [Word(text, x, round(at + place * LINE + 14, 1), size) for place, (text, size) in enumerate(lines)]


def _keys(kinds, room, y):
    """The key under the drawing, its entries side by side as far as they fit; and where it ends."""
    keys, x, y = [], 0.0, y + (34 if kinds else 0)
    for kind in kinds:
        words = KINDS[kind]
        wide = SAMPLE + 8 + lettering.width(words, SMALL)
        if x and x + wide > room:
            x, y = 0.0, y + 22
        keys.append(Key(kind, x, y, Word(words, x + SAMPLE + 8, y + 4, SMALL)))
        x += wide + 24
    return keys, y + (10 if kinds else 0)


def sentences(names: dict, links: Iterable[tuple]) -> list[str]:
    """The links in words, a sentence for each body that stands to others somehow.

    `links` are (source, kind, target), with a note as a fourth item where there is one.
    """
    found = {}
    for link in links:
        source, kind, target = link[:3]
        if source in names and target in names and kind in KINDS:
            note = f" ({link[3]})" if len(link) > 3 and link[3] else ""
            found.setdefault(source, {}).setdefault(kind, []).append(f"{names[target]}{note}")
    said = []
    for source, kinds in sorted(found.items(), key=lambda one: str(names[one[0]]).casefold()):
        parts = [f"{words} {_listed(kinds[kind])}" for kind, words in KINDS.items() if kind in kinds]
        said.append(f"{names[source]} {'; it '.join(parts)}.")
    return said


def _listed(words):
    """ "A", "A and B", "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
