"""The printed labels of recommendations: styles, clashes and renumbering.

A label is what the paper prints ("(3)", "2.5", "R12", "SR (25/26) 01", "3a" or nothing); it is neither the
recommendation's identity nor its order. A label is frozen once its recommendation is agreed or withdrawn:
it has been quoted elsewhere, so it is never changed and never given to another.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Style(StrEnum):
    """The ways councils print the number of a recommendation."""

    BRACKETS = "brackets"
    PLAIN = "plain"
    SECTION = "section"
    R = "r"
    MUNICIPAL_YEAR = "municipal_year"
    BY_HAND = "by_hand"


CHOICES = [
    (Style.BRACKETS.value, "(1), (2), (3)"),
    (Style.PLAIN.value, "1, 2, 3"),
    (Style.SECTION.value, "2.1, 2.2: section number, then place in the section"),
    (Style.R.value, "R1, R2, R3"),
    (Style.MUNICIPAL_YEAR.value, "SR (25/26) 01: prefix, municipal year, number"),
    (Style.BY_HAND.value, "Typed by hand"),
]

_PIECE = re.compile(r"\d+(?:[./]\d+)*|[^\W\d_]+")
_WORD_BEFORE = re.compile(r"^(?:recommendations?|rec|no)\b\.?\s*(?=[(\[\d])", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^[^\W\d_]*(\d+)$")


@dataclass(frozen=True)
class Item:
    """One recommendation to number: its key, the number of its section, its frozen label, its present label.

    `frozen_label` is "" while the recommendation may still be renumbered. `label` matters only in the style
    `by_hand`, where it is kept.
    """

    key: Hashable
    section_number: int | str | None = None
    frozen_label: str = ""
    label: str = ""


@dataclass(frozen=True)
class Duplicate:
    """Labels that read as the same: how they compare, how each was typed, and where each stands (from 0)."""

    key: str
    labels: tuple[str, ...]
    positions: tuple[int, ...]


def municipal_year(on: date) -> str:
    """The municipal year a day falls in, May to April, as "25/26" (30 April 2025 is "24/25")."""
    first = on.year if on.month >= 5 else on.year - 1
    return f"{first % 100:02d}/{(first + 1) % 100:02d}"


def label(
    style: str,
    *,
    position: int,
    section_number: int | str | None = None,
    section_position: int | None = None,
    municipal_year: str | None = None,
    prefix: str = "SR",
) -> str:
    """The label a recommendation takes: from its place in the review (from 1) or in its section, in a style.

    `municipal_year` is text such as "25/26". Gives "" in the style `by_hand`, where people type their own.
    Raises ValueError, in plain words, for an unknown style or when the style needs something not given.
    """
    try:
        style = Style(style)
    except ValueError:
        raise ValueError(f"“{style}” is not a numbering style. Choose one of: {', '.join(Style)}.") from None
    if style is Style.BRACKETS:
        return f"({position})"
    if style is Style.PLAIN:
        return str(position)
    if style is Style.R:
        return f"R{position}"
    if style is Style.SECTION:
        if section_number is None or section_position is None:
            raise ValueError(
                "Numbering by section needs a section. Put the recommendation in a section, or choose another style."
            )
        return f"{section_number}.{section_position}"
    if style is Style.MUNICIPAL_YEAR:
        if not municipal_year:
            raise ValueError("Numbering by municipal year needs the year. Give it as two years, such as 25/26.")
        return f"{prefix} ({municipal_year}) {position:02d}".strip()
    return ""


def normalise(label: str) -> str:
    """A label as it compares with others: "(3)", "3." and "Recommendation 3" give "3"; " 3A" and "3(a)" give "3a".

    Brackets, spaces, case, leading noughts and closing stops do not tell labels apart. Gives "" for no label.
    """
    text = _WORD_BEFORE.sub("", label.strip()).casefold()
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if piece[0].isdecimal():
            piece = re.sub(r"\d+", lambda digits: digits.group().lstrip("0") or "0", piece)
            if pieces and pieces[-1][-1].isdecimal():
                pieces.append("-")
        pieces.append(piece)
    return "".join(pieces) or text


def duplicates(labels: Iterable[str]) -> list[Duplicate]:
    """The labels borne by more than one recommendation, in order of first appearance; no label is no clash."""
    found: dict[str, list[tuple[int, str]]] = {}
    for position, typed in enumerate(labels):
        if key := normalise(typed):
            found.setdefault(key, []).append((position, typed))
    return [
        Duplicate(key, tuple(typed for _, typed in group), tuple(position for position, _ in group))
        for key, group in found.items()
        if len(group) > 1
    ]


def renumber(
    items: Iterable[Item],
    style: str,
    start: int = 1,
    *,
    municipal_year: str | None = None,
    prefix: str = "SR",
    taken: Iterable[str] = (),
) -> dict[Hashable, str]:
    """The label of every item, in the order given, as a dictionary from key to label.

    Frozen labels stay as they are and are not given again, nor are those in `taken` (recommendations no longer
    in the list); every other item takes the lowest number still free, from `start`. Numbers run on through the
    review, except in the style `section`, where they start again in each section; an item without a section
    then takes a plain number. In the style `by_hand` the labels stay. Raises ValueError as `label` does.
    """
    items = list(items)
    style = _checked(style, municipal_year)
    used = [normalise(text) for text in (*(item.frozen_label for item in items), *taken) if text.strip()]
    used_labels = set(used)
    used_numbers = {int(match.group(1)) for text in used if (match := _BARE_NUMBER.match(text))}
    following: dict[str | None, int] = {}
    result: dict[Hashable, str] = {}
    for item in items:
        if item.frozen_label.strip():
            result[item.key] = item.frozen_label
            continue
        if style is Style.BY_HAND:
            result[item.key] = item.label
            continue
        section = str(item.section_number) if style is Style.SECTION and item.section_number is not None else None
        here = Style.PLAIN if style is Style.SECTION and section is None else style
        number = following.get(section, start)
        while True:
            candidate = label(
                here,
                position=number,
                section_number=section,
                section_position=number,
                municipal_year=municipal_year,
                prefix=prefix,
            )
            number += 1
            if normalise(candidate) not in used_labels and (section is not None or number - 1 not in used_numbers):
                break
        following[section] = number
        result[item.key] = candidate
    return result


def _checked(style: str, year: str | None) -> Style:
    """The style as a member of Style; raises ValueError when unknown or when its year is missing."""
    label(style, position=1, section_number=1, section_position=1, municipal_year=year)
    return Style(style)
