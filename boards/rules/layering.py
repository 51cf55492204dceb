"""Putting linked things in rows: what others answer to above, the rest beneath; pure, in a fixed number of passes."""

from collections.abc import Hashable, Iterable, Sequence

SWEEPS = 4


def directed(keys: Sequence[Hashable], links: Iterable[tuple]) -> list[tuple]:
    """The links as (lower, upper, turned): one that would close a circle is turned round, earlier links first."""
    above = {key: [] for key in keys}
    found = []
    for source, target in links:
        turned = _reaches(above, target, source)
        lower, upper = (target, source) if turned else (source, target)
        above[lower].append(upper)
        found.append((lower, upper, turned))
    return found


def _reaches(above, start, end):
    seen, waiting = set(), [start]
    while waiting:
        key = waiting.pop()
        if key == end:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(above[key])
    return False


def layers(keys: Sequence[Hashable], edges: Iterable[tuple]) -> list[list]:
    """The keys in layers, topmost first: each below everything that it answers to.

    `edges` are pairs of lower and upper without circles. What answers to nothing stands right above the highest thing
    that answers to it, so that a link does not run through the whole drawing.
    """
    edges = list(edges)
    above, below = {key: [] for key in keys}, {key: [] for key in keys}
    for lower, upper in edges:
        above[lower].append(upper)
        below[upper].append(lower)
    rank, waiting, left = {}, [], {key: len(above[key]) for key in keys}
    waiting = [key for key in keys if not left[key]]
    while waiting:
        key = waiting.pop(0)
        rank[key] = 1 + max((rank[one] for one in above[key]), default=-1)
        for one in below[key]:
            left[one] -= 1
            if not left[one]:
                waiting.append(one)
    for key in keys:
        if not above[key] and below[key]:
            rank[key] = min(rank[one] for one in below[key]) - 1
    found = [[key for key in keys if rank[key] == level] for level in range(max(rank.values(), default=-1) + 1)]
    return _ordered([layer for layer in found if layer], above, below)


def _ordered(found, above, below):
    """Each layer in the order of what its things are linked with, so that links cross less."""
    for sweep in range(SWEEPS):
        place = {key: at / max(len(layer), 1) for layer in found for at, key in enumerate(layer)}
        beside = above if sweep % 2 == 0 else below
        for number, layer in enumerate(found):
            means = {key: mean([place[one] for one in beside[key]], place[key]) for key in layer}
            found[number] = sorted(layer, key=lambda key: means[key])
            place |= {key: at / len(layer) for at, key in enumerate(found[number])}
    return found


def mean(numbers: Sequence[float], otherwise: float) -> float:
    """The mean of the numbers, or something else when there are none."""
    return sum(numbers) / len(numbers) if numbers else otherwise


def rows(found: list[list], most: int, edges: Iterable[tuple]) -> list[list]:
    """The layers cut into rows of at most `most`, evenly filled; what has something beneath it comes last."""
    held = {upper for _, upper in edges}
    cut = []
    for layer in found:
        if len(layer) > most:
            layer = [key for key in layer if key not in held] + [key for key in layer if key in held]
        number = -(-len(layer) // most)
        start = 0
        for place in range(number):
            end = start + -(-(len(layer) - start) // (number - place))
            cut.append(layer[start:end])
            start = end
    return cut


def spread(wanted: Sequence[float], widths: Sequence[float], gaps: Sequence[float], room: float) -> list[float]:
    """Centres of things in their order as near as can be to where they are wanted, apart by the gaps, in the room.

    `gaps[i]` is between thing i and the next. The nearest such places (least squares) are found by pooling
    neighbours that are too close, then kept inside the room.
    """
    starts, at = [], 0.0
    for place, width in enumerate(widths):
        at += (widths[place - 1] + width) / 2 + gaps[place - 1] if place else 0.0
        starts.append(at)
    pools = []  # of [sum, number]
    for want, start in zip(wanted, starts, strict=True):
        pools.append([want - start, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, number = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += number
    shifts = [total / number for total, number in pools for _ in range(number)]
    if not shifts:
        return []
    least, most = widths[0] / 2, room - widths[-1] / 2 - starts[-1]
    return [start + min(max(shift, least), most) for start, shift in zip(starts, shifts, strict=True)]
