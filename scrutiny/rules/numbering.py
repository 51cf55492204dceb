"""The numbers of a paper's sections and paragraphs, from what is printed in its order.

By section: "3", below it "3.1" and "3.2", below a second heading "3.2.1". Through the paper: 1, 2, 3 whatever the
section, headings without a number. No number is given twice; numbers that have been quoted stay, and what came
later takes the number before it with a letter ("6A"), as papers that are added to do.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Place:
    """A printed section: its level (1, or 2 for one below), and what in it takes a number.

    `headings` are those of its own level (several where it prints one for each of its parts), `below` whatever
    stands directly under the last of them with a number; `paragraphs` all the numbered paragraphs in it. `start` is
    the number of its first paragraph where that has been quoted.
    """

    key: Hashable
    level: int = 1
    is_numbered: bool = True
    headings: int = 1
    below: int = 0
    paragraphs: int = 0
    start: int | None = None


def by_section(places: Iterable[Place]) -> dict[Hashable, str]:
    """The number of each section's first heading, by key: "3" or "3.2".

    What stands below a section without a number has none; a second level with nothing above it is a first level.
    """
    found: dict[Hashable, str] = {}
    top, below, is_begun, is_numbered = 0, 0, False, False
    for place in places:
        if place.level == 1 or not is_begun:
            is_begun, is_numbered = True, place.is_numbered
            if is_numbered:
                found[place.key] = str(top + 1)
                top, below = top + place.headings, place.below
        elif is_numbered and place.is_numbered:
            found[place.key] = f"{top}.{below + 1}"
            below += place.headings
    return found


def through(places: Iterable[Place], *, is_fixed: bool = False) -> dict[Hashable, list[str]]:
    """The numbers of each section's paragraphs, by key, running through the paper.

    With `is_fixed` every section keeps its `start`; one without has come later and its paragraphs have no number.
    """
    places = [place for place in places if place.is_numbered]
    if not is_fixed:
        found, last = {}, 0
        for place in places:
            found[place.key] = [str(number) for number in range(last + 1, last + place.paragraphs + 1)]
            last += place.paragraphs
        return found
    kept = [place for place in places if place.start is not None]
    found = {place.key: [] for place in places}
    last, letters = 0, 0
    for place, following in pairwise([*kept, None]):
        stop = following.start if following else None
        for number in range(place.start, place.start + place.paragraphs):
            if (stop is None or number < stop) and number > last:
                last, letters = number, 0
                found[place.key].append(str(number))
            else:
                letters += 1
                found[place.key].append(f"{last}{letter(letters)}")
    return found


def run(count: int, *, prefix: str = "", first: int = 1, stop: int | None = None) -> list[str]:
    """`count` numbers from `first` after a prefix ("3" gives "3.1"); from `stop`, taken already, with letters."""
    ahead = f"{prefix}." if prefix else ""
    free = count if stop is None else max(0, min(count, stop - first))
    plain = [f"{ahead}{number}" for number in range(first, first + free)]
    return plain + [f"{ahead}{first + free - 1}{letter(place)}" for place in range(1, count - free + 1)]


def last_of(number: str) -> int:
    """The last part of a number: 2 of "3.2"."""
    return int(number.rpartition(".")[2])


def letter(place: int) -> str:
    """A, B ... Z, AA, AB for 1, 2 ... 26, 27, 28."""
    found = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
