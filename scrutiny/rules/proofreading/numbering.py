"""Numbers used twice: of paragraphs and recommendations whose numbers were typed, and of listed appendices."""

import re
from collections import Counter
from collections.abc import Iterator

from scrutiny.rules.proofreading.paper import DUPLICATE_NUMBER, Paper, Quote, Report, fold, listed, quoted

_LABEL = re.compile(r"\s*\((?P<number>[0-9]{1,3})\)\s+(?=[A-Z])")
_SHOWN = 60  # characters of a paragraph that are quoted behind its number


def reports(paper: Paper) -> Iterator[Report]:
    """The numbers that stand twice, and where numbering begins again."""
    yield from _paragraphs(paper)
    yield from _labels(paper)
    yield from _appendices(paper)


def _paragraphs(paper: Paper) -> Iterator[Report]:
    """Typed numbers: used twice in one run, or a whole run begun again."""
    numbered = [(which, part.number.rstrip(".")) for which, part in enumerate(paper.parts) if part.number]
    depths = Counter(number.count(".") for _, number in numbered)
    if not depths:
        return
    # Where paragraphs are 2.1 and 2.2, a plain 1, 2, 3 is a list inside one of them.
    if any(depths[depth] for depth in depths if depth):
        numbered = [(which, number) for which, number in numbered if "." in number]
    seen: dict[str, int] = {}
    earlier: set[str] = set()
    restart: tuple[int, list[str]] | None = None
    restarts = []
    highest = 0
    for which, number in numbered:
        top = int(number.split(".")[0])
        if number in seen and number in ("1", "1.1") and highest > 1:
            earlier |= set(seen)
            seen, highest = {}, 0
            restart = (which, [])
            restarts.append(restart)
        if number in seen:
            why = f"{number} numbers two paragraphs. Give one of them another number."
            yield Report(DUPLICATE_NUMBER, (_first_words(paper, seen[number]), _first_words(paper, which)), why)
        if restart and number in earlier:
            restart[1].append(number)
        seen.setdefault(number, which)
        highest = max(highest, top)
    for which, again in restarts:
        if len(again) > 1:
            why = (
                f"Numbering begins again at {again[0]} here, so {len(again)} numbers stand twice "
                f"({', '.join(again[:8])}{' …' if len(again) > 8 else ''}). "
                "Print this part as an appendix, or number on."
            )
            yield Report(DUPLICATE_NUMBER, (_first_words(paper, which),), why)


def _first_words(paper: Paper, which: int) -> Quote:
    """A paragraph's beginning, with its number."""
    part = paper.parts[which]
    end = min(len(part.words), _SHOWN)
    return Quote(which, 0, end, f"{part.number}. {part.words[:end]}")


def _labels(paper: Paper) -> Iterator[Report]:
    """Labels such as (2) at the head of two recommendations."""
    seen: dict[str, tuple[int, re.Match[str]]] = {}
    for which, part in enumerate(paper.parts):
        match = _LABEL.match(part.words)
        if not match:
            continue
        number = match["number"]
        if number == "1":
            seen = {}
        if number in seen:
            other, its = seen[number]
            why = f"({number}) labels two recommendations. Give one of them another number, or take it out."
            quotes = tuple(
                Quote(
                    where, 0, min(len(paper.parts[where].words), one.end() + _SHOWN), paper.parts[where].words[:_SHOWN]
                )
                for where, one in ((other, its), (which, match))
            )
            yield Report(DUPLICATE_NUMBER, quotes, why)
        seen.setdefault(number, (which, match))


def _appendices(paper: Paper) -> Iterator[Report]:
    """Two appendices with one label."""
    by_label: dict[str, list[str]] = {}
    for one in paper.appendices:
        if one.label:
            by_label.setdefault(fold(one.label), []).append(f"{one.label} {one.title}")
    for names in by_label.values():
        if len(names) > 1:
            why = f"{quoted(names[0])} and {quoted(names[1])} have one label. Number them apart."
            yield Report(DUPLICATE_NUMBER, tuple(map(listed, names)), why)
