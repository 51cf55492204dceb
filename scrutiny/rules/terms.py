"""A glossary pasted as a list, one term a line: "ACR<tab>meaning", "ACR - meaning", "ACR: meaning", or a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scrutiny.rules.splitting import BULLETS

LONGEST_TERM, LONGEST_MEANING = 40, 300
_BULLET = re.compile(rf"^\s*(?:[{BULLETS}*•·]\s+|[{BULLETS}])")
_TABLE_RULE = re.compile(r"^[\s|:+-]+$")
_HEADS = frozenset({"term", "terms", "acronym", "acronyms", "abbreviation", "abbreviations", "glossary"})
_APART = (
    re.compile(r"\t+"),
    re.compile(r"\s+[–—-]\s+|\s+=\s+"),
    re.compile(r"\s*:\s+"),
    re.compile(r"\s{2,}"),
)


@dataclass(frozen=True)
class Line:
    """A line as it was read: the term and its meaning, or what is wrong with it and what to do."""

    term: str
    meaning: str
    problem: str = ""


@dataclass(frozen=True)
class Checked:
    """A term that can be saved, with what the glossary or the list itself already says of it."""

    term: str
    meaning: str
    others: tuple[str, ...] = ()  # other meanings of the same term
    is_there: bool = False  # this very meaning is held already, or stands above


def parse(text: str) -> list[Line]:
    """The lines of a pasted glossary, in order; blank lines, rules of tables and a line of headings are left out."""
    found = []
    for typed in text.splitlines():
        line = typed.strip()
        if not line or _TABLE_RULE.match(line):
            continue
        line = typed.rstrip()
        if line.strip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            line = "\t".join(cells[:2])
        else:
            line = _BULLET.sub("", line, count=1)
        one = _line(line)
        if one.term.casefold() in _HEADS and len(one.meaning.split()) <= 2:
            continue
        found.append(one)
    return found


def _line(line: str) -> Line:
    """One line taken apart at the first sign that divides it."""
    for rule in _APART:
        pieces = rule.split(line, maxsplit=1)
        if len(pieces) == 2 and pieces[0].strip() and pieces[1].strip():
            term, meaning = (" ".join(piece.split()) for piece in pieces)
            return Line(term, meaning, _wrong(term, meaning))
    words = " ".join(line.split())
    if line.startswith("\t"):
        return Line("", words, "It has no term before the meaning. Type the term, or join the line to the one above.")
    return Line(words, "", "It has no meaning. Put a tab, or a dash with spaces, between the term and what it means.")


def _wrong(term: str, meaning: str) -> str:
    """What is wrong with a line that has both, or ""."""
    if len(term) > LONGEST_TERM:
        return f"The term is longer than {LONGEST_TERM} characters. Check where the line is divided."
    if len(meaning) > LONGEST_MEANING:
        return f"The meaning is longer than {LONGEST_MEANING} characters. Shorten it."
    return ""


def check(lines: Iterable[Line], held: Iterable[tuple[str, str]]) -> list[Checked]:
    """The sound lines against the glossary as it is (pairs of term and meaning) and against each other."""
    known: dict[str, list[str]] = {}
    for term, meaning in held:
        known.setdefault(term.casefold(), []).append(meaning)
    found = []
    for line in lines:
        if line.problem:
            continue
        meanings = known.setdefault(line.term.casefold(), [])
        is_there = line.meaning.casefold() in (meaning.casefold() for meaning in meanings)
        others = tuple(meaning for meaning in meanings if meaning.casefold() != line.meaning.casefold())
        found.append(Checked(line.term, line.meaning, others, is_there))
        if not is_there:
            meanings.append(line.meaning)
    return found
