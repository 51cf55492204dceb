"""Counts that do not add up within one text: a total against its parts, a number against the list after it."""

import re

from scrutiny.rules.proofreading.marks import CountMark
from scrutiny.rules.proofreading.numbers import NUMBER, in_words, value
from scrutiny.rules.splitting import BULLETS

# "of the 28 actions:", "seven members:", "the following six recommendations -"; then the list.
_LED_IN = re.compile(
    rf"(?P<number>{NUMBER})[^\S\n]{{1,5}}"
    rf"(?P<noun>(?!(?:is|are|was|were|has|have|had|to|in|and|or)\b)[^\d\s.,:;()][^\d.,:;()\n]{{1,90}}?)"
    rf"[^\S\n]{{0,5}}(?::-?|:?[^\S\n]-)(?=\s)"
)
# "Stage 2", "section 4": the number names a thing and counts nothing.
_NAMED = re.compile(
    r"\b(?:stage|phase|part|section|paragraph|recommendation|finding|conclusion|appendix|annex|item|tier|year|aim|"
    r"objective|priority|page|table|figure|level|band|option|question|step|day|week|number|no|chapter|schedule)\.?\s+$",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:at least|more than|less than|fewer than|over|up to|about|around|some|nearly|almost|including|includes|"
    r"such as|e\.g|for example|among|notably|in particular|especially|mainly|principally|largely|additional)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?P<margin>[ \t]*)(?P<mark>[{BULLETS}*–—-]\s+|[{BULLETS}]|\(?(?:[0-9]{{1,3}}|[a-z]|[ivx]+)[.)]\s+)"
)
_ITEM_NUMBER = re.compile(
    rf"(?:and\s+)?(?P<number>{NUMBER})(?=\s)(?!\s+(?:months?|weeks?|days?|years?|hours?|per|of)\b)", re.I
)
_LINE_END = re.compile(r"[ \t]*\n")
_LINE = re.compile(r"[^\n]+")
_BEGINS_NUMBER = re.compile(NUMBER)
_FIRST = re.compile(r"first(?:ly)?\b|one is\b|the first\b", re.IGNORECASE)


def counts_that_do_not_add_up(text: str) -> list[CountMark]:
    """The numbers in a text that the list after them contradicts, in order of place.

    "28 actions: 9 green, 2 amber, 10 red" is summed; "seven members: A, B and C" is counted, as are the points of a
    list under a line that ends in a colon. Where the items cannot be told apart with certainty, nothing is said.
    """
    marks = []
    for match in _LED_IN.finditer(text):
        said, noun = value(match["number"]), match["noun"]
        before = re.split(r"[.\n:;]", text[max(0, match.start() - 40) : match.start()])[-1]
        if noun.startswith("of ") or _NAMED.search(before) or _LOOSE.search(before) or _LOOSE.search(noun):
            continue
        items, certain = _items(text, match.start("number"), match.end())
        if len(items) < 2 or said < 2:
            continue
        start, end = match.start("number"), match.end("noun")
        parts = [_ITEM_NUMBER.match(item) for item in items]
        if all(parts):
            found = sum(value(part["number"]) for part in parts)
            if found != said:
                marks.append(_sum_mark(text, start, end, said, found, parts))
        elif (
            certain
            and not any(map(_BEGINS_NUMBER.match, items))
            and (wrong := _miscounted(said, items, certain)) is not None
        ):
            marks.append(_list_mark(text, start, end, said, wrong))
    return marks


def _sum_mark(text: str, start: int, end: int, said: int, found: int, parts: list[re.Match[str]]) -> CountMark:
    """The mark of a total that its parts do not make."""
    arithmetic = " + ".join(str(value(part["number"])) for part in parts)
    why = f"The total is given as {said}, but the parts make {found} ({arithmetic}). Correct the total or a part."
    return CountMark(start, end, text[start:end], said, found, why)


def _list_mark(text: str, start: int, end: int, said: int, found: int) -> CountMark:
    """The mark of a number that the list after it does not bear out."""
    why = (
        f"The text says {in_words(said)}, but the list after it has {in_words(found)}. "
        "Correct the number, or complete the list."
    )
    return CountMark(start, end, text[start:end], said, found, why)


def _miscounted(said: int, items: list[str], certain: str) -> int | None:
    """The number of items when it cannot be the number said; None when it can.

    In a running list an "and" may join two items or stand inside one, so that a range of counts fits.
    """
    if certain == "points":
        return None if len(items) == said else len(items)
    inside = sum(len(re.findall(r"\s(?:and|&)\s", item)) for item in items)
    if len(items) <= said <= len(items) + inside:
        return None
    return len(items) + (1 if re.search(r"\sand\s", items[-1]) else 0)


def _items(text: str, lead_start: int, start: int) -> tuple[list[str], str]:
    """The items of the list that follows a lead-in, and "points", "running" or "" for how surely they were told."""
    if _LINE_END.match(text, start):
        line_start = text.rfind("\n", 0, lead_start) + 1
        return _points(text, start, _ITEM.match(text[line_start:lead_start])), "points"
    rest = re.split(r"\n|(?<=[^A-Z\d])\.(?=\s|$)", text[start : start + 3000], maxsplit=1)[0]
    rest = re.sub(r"\([^()]*\)", "", rest)
    semicolons = ";" in rest
    items = [item.strip() for item in re.split(rf"{';' if semicolons else ','}|\sand\s+(?={NUMBER})", rest)]
    items = [re.sub(r"^and\s+", "", item) for item in items if item]
    return items, "running" if _told_apart(items, semicolons) else ""


def _told_apart(items: list[str], semicolons: bool) -> bool:
    """Whether running items are surely separate things: short, or all with a capital, and no sentence among them."""
    if not items or _FIRST.match(items[0]) or any(not item for item in items):
        return False
    if semicolons:
        return True
    named = all(item[:1].isupper() for item in items) and all(len(item.split()) <= 8 for item in items)
    return named or all(len(re.split(r"\s+and\s+", item)[0].split()) <= 3 for item in items)


def _points(text: str, start: int, lead: re.Match[str] | None) -> list[str]:
    """The points of a list that starts here, deeper ones left out.

    When the lead-in is a point itself, only points further in can be its own. A plain paragraph ends the list.
    """
    points: list[str] = []
    shape: tuple[int, str] | None = None
    for line in (found.group() for found in _LINE.finditer(text, start) if not found.group().isspace()):
        item = _ITEM.match(line)
        if not item:
            if points and not line.startswith((" ", "\t")):
                break
            if not points:
                return []
            continue
        margin, mark = len(item["margin"].expandtabs(4)), _mark_kind(item["mark"])
        if lead and mark == _mark_kind(lead["mark"]) and margin <= len(lead["margin"].expandtabs(4)):
            break
        if shape is None:
            shape = (margin, mark)
        if mark == shape[1] and abs(margin - shape[0]) <= 1:
            points.append(line[item.end() :].strip())
        elif margin < shape[0] or (margin == shape[0] and "1" in (mark, shape[1])):
            break
    return points


def _mark_kind(mark: str) -> str:
    """The kind of a list mark: its character for a bullet, "1" for figures, "a" for letters."""
    bare = mark.strip(" \t().")
    if bare.isdecimal():
        return "1"
    return "a" if bare.isalpha() else bare[:1]
