"""A board's aims, objectives and priorities as they are pasted, and how they stand under each other."""

import re
from dataclasses import dataclass

KINDS = ("aim", "objective", "priority")
MOST = 200
_WORD = re.compile(r"(aim|objective|priorit(?:y|ies))s?\b\s*(\d{1,3}(?:\.\d{1,3})*\.?)?\s*[:.)–-]\s*", re.IGNORECASE)
_HEAD = re.compile(r"(?:our |the |strategic |key |board )*(aim|objective|priorit(?:y|ies))s?\s*:?", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-*•●▪–o]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-z][.)])\s+")


@dataclass(frozen=True)
class Line:
    """One goal as it was pasted: `under` is the place in the list of the one it stands under, or None."""

    kind: str
    text: str
    under: int | None = None

    @property
    def depth(self):
        """How far the preview sets it in."""
        return KINDS.index(self.kind)


def may_stand_under(kind: str, parent: str | None) -> bool:
    """Whether a goal of one kind may stand under one of another (None: on top)."""
    if parent is None:
        return True
    return KINDS.index(parent) < KINDS.index(kind)


def read(pasted: str, default: str = "aim") -> list[Line]:
    """The goals in a pasted list, one a line.

    A line says what it is by its first word ("Aim: …", "Priority 2: …"), by a heading above it ("Priorities"), or by
    how far it is set in: a line set in stands one kind below the line it is under. Lines that say nothing are of the
    `default` kind. A goal with a word stands under the last one of a higher kind; under a heading the list begins anew.
    """
    found, set_in, headed = [], [], None
    for raw in pasted.expandtabs(4).splitlines():
        words = raw.strip()
        if not words:
            continue
        if _HEAD.fullmatch(words):
            headed, set_in = _kind(_HEAD.fullmatch(words)[1]), []
            continue
        depth = len(raw) - len(raw.lstrip())
        while set_in and set_in[-1][0] >= depth:
            set_in.pop()
        outer = set_in[-1][1] if set_in else None
        said = _WORD.match(words)
        if said:
            kind, words = _kind(said[1]), words[said.end() :].strip()
            outer = _above(found, kind) if outer is None or headed is None else outer
        else:
            words = _BULLET.sub("", words, count=1) if _BULLET.match(words) else words
            kind = headed or default
            if outer is not None:
                kind = _below(found[outer].kind)
        if not words:
            continue
        if outer is not None and not may_stand_under(kind, found[outer].kind):
            outer = _fitting(found, outer, kind)
        set_in.append((depth, len(found)))
        found.append(Line(kind, words, outer))
    return found


def _kind(word):
    word = word.lower()
    return "priority" if word.startswith("priorit") else word


def _above(found, kind):
    """The last goal of a higher kind, by its place; None where there is none."""
    for place in range(len(found) - 1, -1, -1):
        if KINDS.index(found[place].kind) < KINDS.index(kind):
            return place
    return None


def _below(kind):
    return KINDS[min(KINDS.index(kind) + 1, 2)]


def _fitting(found, outer, kind):
    while outer is not None and not may_stand_under(kind, found[outer].kind):
        outer = found[outer].under
    return outer
