"""One thing under two words: appendix and annex, chair and chairman, a team and a service, a report and a review."""

import re
from collections.abc import Iterator

from scrutiny.rules.proofreading.acronyms import _fits
from scrutiny.rules.proofreading.paper import (
    HEADING,
    NAME,
    TEXT,
    Paper,
    Quote,
    Report,
    each,
    fold,
    listed,
    quote,
    quoted,
)
from scrutiny.rules.proofreading.phrases import Phrase, bare, key, phrases

_APPENDIX = re.compile(r"\b(?P<word>Append(?:ix|ices)|Annex(?:es)?)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(?P<before>[A-Za-z]+)\s+(?P<word>Chair(?:man|woman|person)?)\b(?!\s*[-])")
_PREFIXES = "sub|multi|inter|well|co|non|pre|post|anti|self|semi|micro|over|under|cyber|home|work"
_SPACED = re.compile(rf"\b(?P<one>{_PREFIXES})\s(?P<other>[a-z]{{4,}})\b", re.IGNORECASE)
_UNITS = frozenset(["service", "services", "team", "unit", "department", "division", "directorate"])
_FORMER = {
    "Social Services": "Since 2005 councils have had children’s and adult services instead",
    "Primary Care Trust": "Primary care trusts ended in 2013",
    "Local Education Authority": "The term was given up in 2010",
}


def reports(paper: Paper) -> Iterator[Report]:
    """The things that go by two words."""
    yield from _appendix_words(paper)
    yield from _chairs(paper)
    yield from _joined(paper)
    found = list(phrases(paper.parts))
    yield from _possessives(paper, found)
    yield from _units(paper, found)
    yield from _abbreviated(paper, found)
    yield from _former(paper)


def _both(paper: Paper, one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[Quote, Quote]:
    return quote(paper.parts, *one), quote(paper.parts, *other)


def _appendix_words(paper: Paper) -> Iterator[Report]:
    """Appendices called annexes elsewhere in the paper."""
    first: dict[str, tuple[int, int, int]] = {}
    for which, match in each(paper.parts, _APPENDIX, TEXT, HEADING):
        first.setdefault(match["word"].casefold()[:5], (which, *match.span()))
    if len(first) > 1:
        one, other = first.values()
        why = "The paper speaks of appendices and of annexes. Use one word."
        yield Report(NAME, _both(paper, one, other), why)


def _chairs(paper: Paper) -> Iterator[Report]:
    """Chair and Chairman of what is one body: the same word before each, under one heading."""
    seen: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
    for which, match in each(paper.parts, _CHAIR, TEXT):
        before = match["before"].casefold()
        if before in ("the", "a", "an", "and", "or", "of", "as", "by", "to", "joint"):
            continue
        words = seen.setdefault((paper.parts[which].heading, before), {})
        words.setdefault(match["word"].casefold(), (which, *match.span()))
    for words in seen.values():
        if len(words) > 1:
            one, other = list(words.values())[:2]
            why = "One office is called by two words here. Use the council's word for its chairs throughout."
            yield Report(NAME, _both(paper, one, other), why)


def _joined(paper: Paper) -> Iterator[Report]:
    """A compound written as one word and as two."""
    texts = [fold(part.words) for part in paper.parts]
    told = set()
    for which, match in each(paper.parts, _SPACED):
        joined = (match["one"] + match["other"]).casefold()
        if joined in told:
            continue
        rule = re.compile(rf"\b{joined}s?\b", re.IGNORECASE)
        for where, text in enumerate(texts):
            if joined in text and (other := rule.search(paper.parts[where].words)):
                told.add(joined)
                why = f"{quoted(match.group())} is {quoted(other.group())} in another place. Write it one way."
                yield Report(NAME, _both(paper, (which, *match.span()), (where, *other.span())), why)
                break


def _possessives(paper: Paper, found: list[Phrase]) -> Iterator[Report]:
    """A document or service of three words or more whose name has a possessive in one place only."""
    by_bare: dict[tuple[str, ...], tuple[tuple[str, ...], Quote]] = {}
    for one in paper.appendices:
        by_bare.setdefault(_unowned(key(one.title)), (key(one.title), listed(one.title)))
    told = set()
    for one in found:
        words, plain = one.words, _unowned(one.words)
        if len(words) < 3:
            continue
        its_words, other = by_bare.setdefault(plain, (words, quote(paper.parts, *_at(one))))
        if its_words != words and plain not in told and not one.is_body:
            told.add(plain)
            why = f"{quoted(one.text)} and {quoted(other.text)} seem to be one. Write one name."
            yield Report(NAME, (quote(paper.parts, *_at(one)), other), why)


def _unowned(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the possessives."""
    return tuple(re.sub(r"'s$", "", word) for word in words)


def _at(one: Phrase) -> tuple[int, int, int]:
    return one.which, one.start, one.end


def _units(paper: Paper, found: list[Phrase]) -> Iterator[Report]:
    """One part of a council called a service here and a team there."""
    by_name: dict[tuple[str, ...], dict[str, Phrase]] = {}
    for one in found:
        words = one.words
        if len(words) > 2 and words[-1] in _UNITS:
            by_name.setdefault(bare(words[:-1]), {}).setdefault(words[-1], one)
    for units in by_name.values():
        if len(units) > 1:
            one, other = list(units.values())[:2]
            why = f"{quoted(one.text)} and {quoted(other.text)} seem to be one. Use one name, or say how they differ."
            yield Report(NAME, _both(paper, _at(one), _at(other)), why)


_MIXED = re.compile(r"\b(?P<letters>[A-Z]{2,5})\s+(?P<head>[A-Z][a-z]{2,})\b")


def _abbreviated(paper: Paper, found: list[Phrase]) -> Iterator[Report]:
    """One name cut in two ways: "AB Plan" beside "ABP", both for "Apple Barrel Plan"."""
    text = "\n".join(part.words for part in paper.parts)
    told = set()
    for which, match in each(paper.parts, _MIXED, TEXT, HEADING):
        letters, head = match["letters"], match["head"]
        whole = letters + head[0]
        head = re.sub(r"(?<=[a-z]{3})s$", "", head)
        if (letters, head) in told or not re.search(rf"\b{whole}s?\b", text):
            continue
        for one in found:
            words = one.words
            last = re.sub(r"(?<=[a-z]{3})s$", "", words[-1])
            if (
                last == head.casefold()
                and len(words) > 2
                and _fits(letters, [re.sub("'s$", "", w) for w in words[:-1]])
            ):
                if f"({letters} {head})" in text or f"({letters} {match['head']})" in text:
                    break
                told.add((letters, head))
                why = (
                    f"{quoted(one.text)} is also {quoted(match.group())} and {quoted(whole)}. Cut it short in one way."
                )
                there = re.compile(rf"\b{whole}s?\b")
                place = next((n, *m.span()) for n, p in enumerate(paper.parts) for m in there.finditer(p.words))
                quotes = [quote(paper.parts, *at) for at in ((which, *match.span()), _at(one), place)]
                yield Report(NAME, tuple(quotes), why)
                break


def _former(paper: Paper) -> Iterator[Report]:
    """A body or service that no longer goes by its name, in a paper that names its successor otherwise."""
    for name, since in _FORMER.items():
        rule = re.compile(rf"\b{name}s?\b(?!\s+(?:Act|Department of))")
        uses = [(which, match) for which, match in each(paper.parts, rule, TEXT)]
        if uses and len(uses) < 3:
            which, match = uses[0]
            why = f"{quoted(match.group())} is a former name. {since}. Use the name that the paper has elsewhere."
            yield Report(NAME, (quote(paper.parts, which, *match.span()),), why)
