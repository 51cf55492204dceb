"""What changed between two texts, word by word, for showing an old and a new wording side by side.

Paragraphs are matched first, then words inside the paragraphs that changed, so that long texts stay quick.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

SAME, ADDED, REMOVED = "same", "added", "removed"

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_WORD = re.compile(r"\n+|[^\S\n]+|\w+(?:['’]\w+)*|[^\w\s]")
# Above this many pairs of words difflib grows slow, and a plainer search for the next agreement is used.
_PAIRS = 40_000
_WINDOW, _AGREE = 120, 7
# With fewer than this share of words kept, a word-by-word mixture reads worse than old beside new.
_KEPT = 0.25


@dataclass(frozen=True)
class Change:
    """A stretch of text that is "same", "added" or "removed"."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Change]:
    """The changes from `old` to `new`, in order, as stretches of text.

    Same and added joined give `new` exactly; same and removed joined give `old`. A removed stretch comes
    before the added one in its place; no two neighbours are of one kind.
    """
    changes = _Changes()
    old_parts, new_parts = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    for same, i1, i2, j1, j2 in _blocks(old_parts, new_parts):
        before, after = "".join(old_parts[i1:i2]), "".join(new_parts[j1:j2])
        if same:
            changes.add(SAME, after)
        else:
            _words(before, after, changes)
    return changes.tidy()


def _words(old: str, new: str, changes: "_Changes") -> None:
    """Put the word-level changes of a replaced stretch into `changes`."""
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    blocks = list(_blocks(old_words, new_words))
    kept = sum(_count(old_words[i1:i2]) for same, i1, i2, _, _ in blocks if same)
    if kept < _KEPT * min(_count(old_words), _count(new_words)):
        blocks = [(False, 0, len(old_words), 0, len(new_words))]
    for same, i1, i2, j1, j2 in blocks:
        if same:
            changes.add(SAME, "".join(new_words[j1:j2]))
        else:
            changes.add(REMOVED, "".join(old_words[i1:i2]))
            changes.add(ADDED, "".join(new_words[j1:j2]))


def _count(words: Sequence[str]) -> int:
    """How many of the pieces are words, rather than spaces or stops."""
    return sum(1 for word in words if word[0].isalnum())


class _Changes:
    """Changes being gathered: empty ones dropped, removed text held before the added text beside it."""

    def __init__(self) -> None:
        self.stretches: list[list[str]] = [["", "", ""]]  # same, then removed, then added

    def add(self, kind: str, text: str) -> None:
        """Put a stretch at the end."""
        last = self.stretches[-1]
        if kind == SAME and text:
            if last[1] or last[2]:
                self.stretches.append([text, "", ""])
            else:
                last[0] += text
        elif kind == REMOVED:
            last[1] += text
        else:
            last[2] += text

    def tidy(self) -> list[Change]:
        """The changes, with a lone space between two changes made part of them."""
        stretches = [self.stretches[0]]
        for same, removed, added in self.stretches[1:]:
            last = stretches[-1]
            if same.isspace() and "\n" not in same and (removed or added):
                last[1] += same + removed
                last[2] += same + added
            else:
                stretches.append([same, removed, added])
        found = []
        for stretch in stretches:
            found += [Change(kind, text) for kind, text in zip((SAME, REMOVED, ADDED), stretch, strict=True) if text]
        return found


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """The alignment of two sequences: (same, from, to, from, to), in order and covering both.

    Pieces that occur once on each side anchor it (as in a patience diff); only the short
    stretches between anchors go to difflib.
    """
    stack = [(0, len(old), 0, len(new))]
    while stack:
        i1, i2, j1, j2 = stack.pop()
        start = 0
        while i1 + start < i2 and j1 + start < j2 and old[i1 + start] == new[j1 + start]:
            start += 1
        if start:
            yield True, i1, i1 + start, j1, j1 + start
            i1, j1 = i1 + start, j1 + start
        end = 0
        while i1 < i2 - end and j1 < j2 - end and old[i2 - end - 1] == new[j2 - end - 1]:
            end += 1
        if end:
            stack.append((i2 - end, i2, j2 - end, j2))
            i2, j2 = i2 - end, j2 - end
        if i1 == i2 or j1 == j2:
            if i1 < i2 or j1 < j2:
                yield False, i1, i2, j1, j2
            continue
        anchors = _anchors(old, new, i1, i2, j1, j2)
        if anchors:
            edges = [(i1, j1), *anchors, (i2, j2)]
            stack += [(a, c, b, d) for (a, b), (c, d) in pairwise(edges)][::-1]
        elif (i2 - i1) * (j2 - j1) <= _PAIRS:
            matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
            for tag, a1, a2, b1, b2 in matcher.get_opcodes():
                yield tag == "equal", i1 + a1, i1 + a2, j1 + b1, j1 + b2
        else:
            yield from _walk(old, new, i1, i2, j1, j2)


def _walk(
    old: Sequence[str], new: Sequence[str], i: int, i2: int, j: int, j2: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    """The alignment of a long stretch without anchors: at each difference, the nearest place where both agree.

    What follows a difference longer than the window counts as wholly replaced.
    """
    while i < i2 or j < j2:
        i1, j1 = i, j
        while i < i2 and j < j2 and old[i] == new[j]:
            i, j = i + 1, j + 1
        if i > i1:
            yield True, i1, i, j1, j
            continue
        i, j = next(
            (
                (a, b)
                for total in range(1, _WINDOW)
                for a, b in ((i + skip, j + total - skip) for skip in range(total + 1))
                if a < i2 and b < j2 and old[a] == new[b] and old[a : a + _AGREE] == new[b : b + _AGREE]
            ),
            (i2, j2),
        )
        yield False, i1, i, j1, j


def _anchors(old: Sequence[str], new: Sequence[str], i1: int, i2: int, j1: int, j2: int) -> list[tuple[int, int]]:
    """The longest run, in both orders, of pieces occurring exactly once on each side, as pairs of places."""
    in_old, in_new = Counter(old[i1:i2]), Counter(new[j1:j2])
    place = {new[j]: j for j in range(j1, j2) if in_new[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in range(i1, i2) if in_old[old[i]] == 1 and old[i] in place]
    ends: list[int] = []  # the smallest last place in `new` of a rising run of each length
    where: list[int] = []  # the index in `pairs` of that last place
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(where[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            where.append(index)
        else:
            ends[length], where[length] = j, index
    found = []
    index = where[-1] if where else -1
    while index >= 0:
        found.append(pairs[index])
        index = previous[index]
    return found[::-1]
