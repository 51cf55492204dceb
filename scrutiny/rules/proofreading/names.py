"""Names of bodies written in more than one way: misspelt, cut short, or one word taken for another."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from scrutiny.rules.proofreading.acronyms import expansions
from scrutiny.rules.proofreading.paper import NAME, SOURCE, Paper, Quote, Report, fold, listed, quote, quoted
from scrutiny.rules.proofreading.phrases import BODY, Phrase, bare, key, phrases

_GENERIC = frozenset(
    [
        "topic",
        "task",
        "finish",
        "working",
        "steering",
        "scrutiny",
        "select",
        "sub",
        "overview",
        "committee",
        "executive",
        "group",
        "board",
        "panel",
        "team",
        "review",
        "county",
        "borough",
        "city",
        "district",
        "parish",
        "full",
        "joint",
        "local",
        "council",
        "policy",
    ]
)
# A word such as these makes a name general ("each local parks board"), and no other body of it.
_GENERAL = frozenset(["local", "national", "regional", "joint", "new", "shadow", "strategic"])
_HEADS = frozenset(["board", "committee", "partnership", "panel", "trust", "authority", "forum"])


def reports(paper: Paper) -> Iterator[Report]:
    """The bodies whose names do not agree, each once."""
    found = [one for one in phrases(paper.parts) if one.is_body and paper.parts[one.which].kind != SOURCE]
    known = {key(body): re.sub(r"\s*\([^()]*\)", "", body) for body in paper.bodies if len(key(body)) > 1}
    yield from _spelt(paper, known)
    yield from _short(paper, found, known)
    yield from _one_word_other(found, known)
    yield from _prefixed(paper, known)
    yield from _said_twice(paper)


def _spelt(paper: Paper, known: dict[tuple[str, ...], str]) -> Iterator[Report]:
    """A recorded body written otherwise: a possessive more or less, one word as two, a letter wrong."""
    for name in known.values():
        pattern = _loosely(name)
        wanted = _strict(name)
        told = set()
        for which, part in enumerate(paper.parts):
            for match in pattern.finditer(part.words):
                if (said := _strict(match.group())) != wanted and said not in told:
                    told.add(said)
                    why = f"{quoted(match.group())} is {quoted(name)} elsewhere. Write one name."
                    yield Report(NAME, (quote(paper.parts, which, *match.span()), listed(name)), why)


@lru_cache(maxsize=1024)
def _loosely(name: str) -> re.Pattern[str]:
    """A pattern of a name with or without possessives, with its compounds joined or apart."""
    pieces = []
    for word in re.sub("[’‘]", "'", name).split():
        if word in ("&", "and"):
            pieces.append("(?:and|&)")
            continue
        letters = re.escape(re.sub(r"(?:'s|s')$", "", word)).replace("'", "['’]")
        pieces.append(letters + r"(?:['’]s|['’])?")
    pieces[-1] = pieces[-1].removesuffix(r"(?:['’]s|['’])?")
    joined = r"[\s-]+".join(pieces)
    # "Well Being" and "Wellbeing": neighbours may be written as one.
    joined = re.sub(r"(?i)(well|sub|multi|inter)(\(\?:\['’\]s\|\['’\]\)\?)?\[\\s-\]\+", r"\1[\\s-]*", joined)
    joined = re.sub(r"(?i)\b(well|sub|multi|inter)\\?-?(?=[a-z]{4})", r"\1[\\s-]*", joined)
    return re.compile(rf"(?<![\w'’]){joined}(?![\w-])", re.IGNORECASE)


def _strict(text: str) -> str:
    """A name as it should agree: one apostrophe, one case, "and" for "&", single spaces."""
    return fold(text).replace("&", "and").replace(" - ", "-").rstrip(".'")


def _short(paper: Paper, found: list[Phrase], known: dict[tuple[str, ...], str]) -> Iterator[Report]:
    """A body's name with words left out, where nothing says that the shorter name is meant."""
    places = _places(paper)
    full: dict[tuple[str, ...], Quote] = {words: listed(name) for words, name in known.items()}
    for one in found:
        full.setdefault(one.words, quote(paper.parts, one.which, one.start, one.end))
    for words in known:
        for one in found:
            if one.words == words:
                full[words] = quote(paper.parts, one.which, one.start, one.end)
                break
    told: set[tuple[str, ...]] = set()
    text = fold(" ".join(part.words for part in paper.parts))
    for one in found:
        short = one.words
        if short in told or short in known or not 2 <= len(short) <= 4 or set(bare(short)[:-1]) <= _GENERIC:
            continue
        longer = [
            words
            for words in full
            if len(short) < len(words) <= 2 * len(short) + 1
            and words in known
            and bare(words)[-1] == bare(short)[-1]
            and _within(short, words)
        ]
        longer = [words for words in longer if not _only_place_dropped(short, words, places, known)]
        if len(longer) == 1 and _stands_within(paper, one, known[longer[0]]):
            continue
        if len(longer) == 1 and f"(the {' '.join(short)})" not in text and not _is_whole_of(short, known):
            told.add(short)
            name = known[longer[0]]
            why = (
                f"{quoted(one.text)} seems to be {quoted(name)}. Use the full name where it first stands, and one "
                "shorter name after it."
            )
            yield Report(NAME, (quote(paper.parts, one.which, one.start, one.end), full[longer[0]]), why)


def _stands_within(paper: Paper, one: Phrase, name: str) -> bool:
    """Whether a phrase is only the end of the full name, of which a small word hides the beginning."""
    spans = (match.span() for match in _loosely(name).finditer(paper.parts[one.which].words))
    return any(start <= one.start and one.end <= end for start, end in spans)


def _places(paper: Paper) -> set[str]:
    """Words that say where: those of the names of councils."""
    of_councils = {word for body in paper.bodies if key(body) and key(body)[-1] == "council" for word in key(body)[:-1]}
    return of_councils | set(key(paper.council)) - _GENERIC - {"council"}


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one name stand in the other in order."""
    rest = iter(bare(long))
    return all(word in rest for word in bare(short))


def _only_place_dropped(
    short: tuple[str, ...], long: tuple[str, ...], places: set[str], known: dict[tuple[str, ...], str]
) -> bool:
    """Whether the shorter name only leaves out the place, or the body above, at its beginning."""
    first = len(long) - len(short)
    lead = long[:first]
    return bare(long[first:]) == bare(short) and (set(lead) <= places or lead in known or lead[0].isupper())


def _is_whole_of(short: tuple[str, ...], known: dict[tuple[str, ...], str]) -> bool:
    """Whether the shorter name is a recorded body but for a plural."""
    return any(bare(words) == bare(short) for words in known)


def _one_word_other(found: list[Phrase], known: dict[tuple[str, ...], str]) -> Iterator[Report]:
    """A board named once that is nowhere else, and differs by a word from one that is named often."""
    times = Counter(one.words for one in found)
    heard = Counter(bare(one.words) for one in found)
    told = set()
    for one in found:
        words = one.words
        if times[words] != 1 or words in known or words in told or words[-1] not in _HEADS or len(words) < 2:
            continue
        if set(words) & _GENERAL:
            continue
        near = [
            other
            for other in found
            if len(other.words) == len(words)
            and other.words[-1] == words[-1]
            and sum(a != b for a, b in zip(bare(other.words), bare(words), strict=True)) == 1
            and heard[bare(other.words)] >= 3
        ]
        if near:
            told.add(words)
            why = (
                f"{quoted(one.text)} is named only here, and {quoted(near[0].text)} often. Check which body is meant; "
                "if it is another one, say what it is."
            )
            quotes = tuple(Quote(each.which, each.start, each.end, each.text) for each in (one, near[0]))
            yield Report(NAME, quotes, why)


def _prefixed(paper: Paper, known: dict[tuple[str, ...], str]) -> Iterator[Report]:
    """A place's own name after other letters: "HMP X Hall" beside "HMYOI X Hall"."""
    for name in known.values():
        match = re.match(r"(?P<letters>(?:[A-Z]{2,}\s+)+)(?P<own>[A-Z][a-z]\w*(?:\s+[A-Z][a-z]\w*)+)$", name)
        if not match:
            continue
        rule = re.compile(rf"(?<!\w)(?P<letters>(?:[A-Z]{{2,}}[\s/]+)+){re.escape(match['own'])}\b")
        for which, part in enumerate(paper.parts):
            other = next((one for one in rule.finditer(part.words) if one.group() != name), None)
            if other and other["letters"].split() != match["letters"].split():
                why = f"{quoted(other.group())} is {quoted(name)} elsewhere. Write one name."
                yield Report(NAME, (quote(paper.parts, which, *other.span()), listed(name)), why)
                break


def _said_twice(paper: Paper) -> Iterator[Report]:
    """An acronym followed by the word that its last letter stands for: "the XYZB board"."""
    meanings = expansions([part.words for part in paper.parts])
    for which, part in enumerate(paper.parts):
        for match in re.finditer(
            rf"\b(?P<letters>[A-Z]{{2,7}})\s+(?P<head>{'|'.join(map(str.lower, BODY))})\b", part.words
        ):
            places = meanings.get(match["letters"])
            if places and key(places[0][2])[-1] == match["head"]:
                why = f"{match['letters']} ends in “{match['head']}” already. Take the second out."
                yield Report(NAME, (quote(paper.parts, which, *match.span()),), why)
                return
