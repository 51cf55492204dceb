"""Counts of a whole paper: lists that should agree, members counted against those recorded, totals nobody can check."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scrutiny.rules import planned
from scrutiny.rules.proofreading.counts import counts_that_do_not_add_up
from scrutiny.rules.proofreading.marks import CountMark
from scrutiny.rules.proofreading.numbers import NUMBER, in_words, value
from scrutiny.rules.proofreading.paper import COUNT, NAME, TEXT, Paper, Report, each, fold, listed, quote, quoted

_MEMBERSHIP = re.compile(r"\b(?:membership|members|comprising|made up of)\s*(?:was|were|is|are)?\s*:-?", re.IGNORECASE)
_PARTS_OF = re.compile(
    rf"\bof\s+the\s+(?P<number>{NUMBER})\s+(?P<noun>actions|recommendations|indicators|targets|objectives|milestones)\b",
    re.IGNORECASE,
)
_LED = re.compile(r":-?[ \t]*(?:\n|$)")
_AIMS = re.compile(r"\b(?:objectives|aims|priorities|goals|themes|recommendations|actions)\b(?=[^.]{0,60}$)")
_POINT = re.compile(r"^[ \t]*(?:[-*•·–]|\(?[0-9a-z]{1,2}[.)])[ \t]+(?P<words>.+)$", re.MULTILINE)
_UNIT = "team teams service services unit units group groups board boards panel panels section sections office centre"
_UNITS = frozenset(_UNIT.split())
_COUNTED_UNITS = re.compile(
    rf"(?P<number>{NUMBER})\s+(?P<noun>teams|services|units|groups|boards|panels)\s*:-?[ \t]*\n", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]{4,}")


def reports(paper: Paper) -> Iterator[Report]:
    """The counts and lists of a paper that do not agree, or that cannot be checked."""
    for which, part in enumerate(paper.parts):
        for mark in _miscounted(part.words):
            yield Report(COUNT, (quote(paper.parts, which, mark.start, mark.end),), mark.why)
    yield from _members(paper)
    yield from _unchecked(paper)
    yield from _odd_unit(paper)
    yield from _two_lists(paper)
    yield from _compared(paper)


@lru_cache(maxsize=4096)
def _miscounted(text: str) -> tuple[CountMark, ...]:
    return tuple(counts_that_do_not_add_up(text))


def _members(paper: Paper) -> Iterator[Report]:
    """A list of members in the text that is not the list recorded."""
    recorded = [one for one in paper.people if one.where == "members" and one.name]
    if not recorded:
        return
    drawn_up = {planned.plain_name(one.name) for one in paper.people if one.where == "planned members"}
    for which, match in each(paper.parts, _MEMBERSHIP, TEXT):
        after = fold(" ".join(part.words for part in paper.parts[which : which + 2])[match.end() :][:1500])
        named = [one for one in recorded if planned.plain_name(one.name) in after]
        if len(named) == len(drawn_up):
            continue  # the comparison of the two lists says so
        if 3 <= len(named) < len(recorded):
            others = ", ".join(one.name for one in recorded if one not in named)
            why = (
                f"The list here names {in_words(len(named))} members, but {in_words(len(recorded))} are recorded; "
                f"it leaves out {others}. Say who serves now, or correct the record."
            )
            yield Report(COUNT, (quote(paper.parts, which, *match.span()),), why)


def _unchecked(paper: Paper) -> Iterator[Report]:
    """A total broken down by rating whose things are not recorded or attached, or are recorded in another number."""
    for which, match in each(paper.parts, _PARTS_OF, TEXT):
        noun = match["noun"].casefold()
        counted = dict(paper.counted)
        if noun not in counted:
            continue
        recorded, said = counted[noun], value(match["number"])
        if recorded == said:
            continue
        if recorded is None:
            why = f"The {said} {noun} counted here are neither attached nor recorded, so nobody can check. Attach them."
        else:
            why = f"The text counts {said} {noun}, and {in_words(recorded)} are recorded. Correct one of them."
        yield Report(COUNT, (quote(paper.parts, which, *match.span()),), why)


def _odd_unit(paper: Paper) -> Iterator[Report]:
    """A list of so many teams in which one is not called a team, service or the like."""
    for which, match in each(paper.parts, _COUNTED_UNITS, TEXT):
        points = [_head(point["words"]) for point in _points(paper.parts[which].words, match.end())]
        odd = [point for point in points if point.split()[-1].casefold() not in _UNITS]
        if len(points) == value(match["number"]) > 2 and len(odd) == 1:
            why = (
                f"{quoted(odd[0])} is not called one of the {match['noun']}, like the others in this list. Check "
                f"whether there are {in_words(len(points))} or {in_words(len(points) - 1)}."
            )
            yield Report(COUNT, (quote(paper.parts, which, *match.span()),), why)


def _head(point: str) -> str:
    """What a point of a list names: the words before its dash, colon or comma."""
    return re.split(r"\s[–—-]\s|[:,.;(]", point, maxsplit=1)[0].strip() or point.strip()


def _points(text: str, start: int) -> list[re.Match[str]]:
    """The points of the list that starts here; a line that is none ends it, and deeper points are left out."""
    found = []
    for line in re.finditer(r"[^\n]+", text[start:]):
        point = _POINT.match(line.group())
        if not point:
            break
        found.append(point)
    margin = min((len(point.group()) - len(point.group().lstrip()) for point in found), default=0)
    return [point for point in found if len(point.group()) - len(point.group().lstrip()) <= margin + 1]


def _two_lists(paper: Paper) -> Iterator[Report]:
    """Two lists of what seem the same objectives, of which one is longer."""
    lists = [(which, *found) for which, part in enumerate(paper.parts) for found in _lists_in(part.words)]
    for place, (which, lead, noun, items) in enumerate(lists):
        for where, its_lead, its_noun, others in lists[place + 1 :]:
            same = sum(any(_overlap(one, two) for two in others) for one in items)
            if len(items) != len(others) and same >= 2 and same >= min(len(items), len(others)) - 1:
                why = (
                    f"{in_words(len(items)).capitalize()} {noun} are listed here and {in_words(len(others))} "
                    f"{its_noun} in another place, and they seem to be the same. Make the lists agree."
                )
                quotes = (quote(paper.parts, which, *lead), quote(paper.parts, where, *its_lead))
                yield Report(COUNT, quotes, why)


@lru_cache(maxsize=4096)
def _lists_in(text: str) -> tuple[tuple[tuple[int, int], str, tuple[str, ...]], ...]:
    """The lists of aims and the like in a text: the place of the line that leads in, its noun, and the items."""
    found = []
    for match in _LED.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 300)
        noun = _AIMS.search(text[start : match.start()])
        items = tuple(point["words"] for point in _points(text, match.end())) if noun else ()
        if 2 <= len(items) <= 12:
            found.append(((start, match.start()), noun.group(), items))
    return tuple(found)


def _overlap(one: str, other: str) -> bool:
    """Whether two points begin with one verb and go on with the same word, or share three words of weight."""
    first, second = ([word.casefold()[:6] for word in _WORDS.findall(text)] for text in (one, other))
    if not first or not second or first[0] != second[0]:
        return False
    return first[1:2] == second[1:2] or len(set(first[1:]) & set(second[1:])) >= 3


def _compared(paper: Paper) -> Iterator[Report]:
    """Two lists of people that should name the same: who is in one only, and who is spelt in two ways."""
    for one, other in paper.compared:
        first, second = (
            [each_one.name for each_one in paper.people if each_one.where == name] for name in (one, other)
        )
        if not first or not second:
            continue
        found = planned.compare(first, second)
        if found.missing or found.extra:
            apart = [f"{name} is only among the {one}" for name in found.missing]
            apart += [f"{name} is only among the {other}" for name in found.extra]
            why = f"{'; '.join(apart)}. Correct one list, or say in the report what changed."
            yield Report(COUNT, tuple(listed(name) for name in (*found.missing, *found.extra)), why)
        for wanted, came in found.likely_same:
            why = f"“{wanted}” ({one}) and “{came}” ({other}) are probably one person. Correct the spelling of one."
            yield Report(NAME, (listed(wanted), listed(came)), why)
