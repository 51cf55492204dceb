"""Acronyms of a whole paper: unknown, explained too late or left out of its glossary, and with two meanings."""

import re
from collections.abc import Iterator
from itertools import combinations

from scrutiny.rules.proofreading.acronyms import acronyms_unexplained, expansions, first_uses, key_of
from scrutiny.rules.proofreading.paper import (
    CLASH,
    HEADING,
    NAME,
    TEXT,
    UNDEFINED,
    Paper,
    Report,
    Term,
    fold,
    listed,
    quote,
    quoted,
)

# Two meanings in one entry: each of two words or more.
_EITHER = re.compile(r"\s+OR\s+|\s*;\s*(?=[A-Z]\w+ \w)")
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "within", "&"]
)


def reports(paper: Paper) -> Iterator[Report]:
    """What to look at in the acronyms of a paper."""
    texts = [part.words for part in paper.parts]
    said = expansions(texts)
    yield from _unknown(paper, texts)
    yield from _late(paper, texts, said)
    if paper.prints_glossary:
        yield from _left_out(paper, texts, said)
    yield from _meanings(paper, said)
    yield from _elsewhere(paper, texts, said)
    yield from _alike(paper)


def forms(acronym: str) -> list[str]:
    """The forms that one entry of a glossary gives: "LW / LaW" two, "LSS/C" LSS and LSC, "LOS/LOT" two."""
    pieces = [piece for piece in re.split(r"\s*/\s*|\s+or\s+|,\s*", acronym.strip()) if piece]
    found = [acronym.strip(), *pieces]
    for first, *others in [pieces]:
        # A tail of one letter stands in place of the last letter of what is before it: "LSS/C" is LSS or LSC.
        found += [first[:-1] + other for other in others if len(other) == 1 and len(first) > 1 and first.isupper()]
    return list(dict.fromkeys(one for one in found if len(one) > 1))


def _unknown(paper: Paper, texts: list[str]) -> Iterator[Report]:
    """Acronyms explained nowhere."""
    glossary = [form for term in paper.terms for form in forms(term.acronym)]
    for mark in acronyms_unexplained(texts, glossary):
        yield Report(UNDEFINED, (quote(paper.parts, mark.which, mark.start, mark.end),), mark.why)


def _late(paper: Paper, texts: list[str], said: dict[str, list[tuple[int, int, str]]]) -> Iterator[Report]:
    """Acronyms explained only after they have been used in the text."""
    glossary = {key_of(form) for term in paper.terms for form in forms(term.acronym)}
    for key, (which, start, end) in first_uses(texts).items():
        if key in glossary or key not in said or paper.parts[which].kind != TEXT:
            continue
        where, place, _ = min(said[key])
        if (where, place) > (which + 1, 0) and paper.parts[where].kind in (TEXT, HEADING):
            word = texts[which][start:end]
            why = (
                f"{word} is used here and explained only later. Write its full name where it first stands, "
                f"with {word} in brackets."
            )
            yield Report(UNDEFINED, (quote(paper.parts, which, start, end),), why)


def _left_out(paper: Paper, texts: list[str], said: dict[str, list[tuple[int, int, str]]]) -> Iterator[Report]:
    """Acronyms that the text explains and the printed glossary does not hold."""
    glossary = {key_of(form) for term in paper.terms for form in forms(term.acronym)}
    for key, places in said.items():
        if key in glossary:
            continue
        where, start, meaning = min(places)
        word = _acronym_at(texts[where], start, key)
        why = f"{word} ({meaning}) is explained in the text and is not in the paper's glossary. Add it there."
        yield Report(UNDEFINED, (quote(paper.parts, where, start, start + len(word)),), why)


def _acronym_at(text: str, start: int, key: str) -> str:
    match = re.compile(r"[\w&]+").match(text, start)
    return match.group() if match else key


def _meanings(paper: Paper, said: dict[str, list[tuple[int, int, str]]]) -> Iterator[Report]:
    """One acronym with two meanings in the glossary, or one meaning in it and another in the text."""
    by_key: dict[str, list[Term]] = {}
    for term in paper.terms:
        by_key.setdefault(key_of(term.acronym), []).append(term)
    for key, terms in by_key.items():
        meanings = [one for term in terms for one in _EITHER.split(term.meaning)]
        whole = listed(f"{terms[0].acronym} {terms[0].meaning}")
        apart = list(dict.fromkeys(_core(meaning) for meaning in meanings))
        if len(apart) > 1 and not _same(meanings[0], meanings[1]):
            why = f"{terms[0].acronym} has {len(apart)} meanings. Say at each use which is meant, or write it out."
            yield Report(CLASH, (whole,), why)
            continue
        for where, start, meaning in said.get(key, ()):
            if _core(meaning) != apart[0] and _differ(meaning, meanings[0]):
                why = (
                    f"The glossary gives {terms[0].acronym} as {quoted(meanings[0])}, the text as {quoted(meaning)}. "
                    "Use one name."
                )
                place = quote(paper.parts, where, start, start + len(terms[0].acronym))
                yield Report(NAME, (whole, place), why)
                break


def _core(meaning: str) -> str:
    """A meaning without what differs by habit: small words, case, the s of a plural or a possessive."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(re.sub(r"\([^()]*\)", " ", meaning)).replace("-", " "))
    return " ".join(re.sub(r"'?s$|s'$|'$", "", word) for word in words if word not in _SMALL)


def _same(one: str, other: str) -> bool:
    """Whether two meanings share most of their words, so that they are one thing in two wordings."""
    first, second = set(_core(one).split()), set(_core(other).split())
    return len(first & second) * 2 >= min(len(first), len(second)) * 1.5


def _differ(one: str, other: str) -> bool:
    """Whether two wordings differ by a word of weight, not only in how a word is written."""
    first, second = _core(one).replace(" ", ""), _core(other).replace(" ", "")
    return first != second and set(_core(one).split()) != set(_core(other).split())


def _elsewhere(paper: Paper, texts: list[str], said: dict[str, list[tuple[int, int, str]]]) -> Iterator[Report]:
    """Acronyms used here that mean something else in another council on this site."""
    uses = first_uses(texts)
    own: dict[str, list[str]] = {}
    for term in paper.terms:
        own.setdefault(key_of(term.acronym), []).append(term.meaning)
    for key, places in said.items():
        own.setdefault(key, []).extend(meaning for _, _, meaning in places)
    for name in paper.bodies:
        if re.fullmatch(r"[A-Z]{2,6}", name.strip()):
            own.setdefault(key_of(name), []).append("")
    told = set()
    for term in paper.elsewhere:
        key = key_of(term.acronym)
        if key not in own or key in told:
            continue
        mine = own[key]
        if any(_one_meaning(meaning, term.meaning) for meaning in mine):
            continue
        told.add(key)
        words = quoted(mine[0]) if mine[0] else "a body"
        theirs = quoted(term.meaning) if term.meaning else "a body"
        why = (
            f"{term.acronym} is {words} here and {theirs} in {term.council}. Write it out where readers of both "
            "may meet it, and keep a glossary for each council."
        )
        if key in uses:
            yield Report(CLASH, (quote(paper.parts, *uses[key]),), why)
        else:
            yield Report(CLASH, (listed(f"{term.acronym} {mine[0]}".strip()),), why)


def _one_meaning(one: str, other: str) -> bool:
    """Whether two meanings are one, perhaps with words left out; a body without a meaning is like no other."""
    first, second = set(_core(one).split()), set(_core(other).split())
    return (first <= second or second <= first) if first and second else one == other


def _alike(paper: Paper) -> Iterator[Report]:
    """Pairs of the glossary that are easily taken for one another: a letter apart, and both the same sort of thing."""
    terms = [term for term in paper.terms if re.fullmatch(r"[A-Z]{3,6}", term.acronym)] if paper.prints_glossary else []
    for one, other in combinations(terms, 2):
        if not _letter_apart(one.acronym, other.acronym):
            continue
        first, second = _core(one.meaning).split(), _core(other.meaning).split()
        if first and second and first[-1] == second[-1]:
            why = (
                f"{one.acronym} and {other.acronym} are a letter apart, and each is a “{first[-1]}”. "
                "Write one of them out in the text, so that they are not confused."
            )
            quotes = tuple(listed(f"{term.acronym} {term.meaning}") for term in (one, other))
            yield Report(CLASH, quotes, why)


def _letter_apart(one: str, other: str) -> bool:
    """Whether one acronym is the other with a letter more, or with two neighbours changed round."""
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1:
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    return len(long) == len(short) and one != other and sorted(one) == sorted(other)
