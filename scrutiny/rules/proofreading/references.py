"""References that lead nowhere: to appendices, paragraphs and recommendations, and "(see below)" without a place."""

import re
from collections import Counter
from collections.abc import Iterator

from scrutiny.rules.proofreading.paper import HEADING, NAME, REFERENCE, TEXT, Paper, Report, each, fold, listed, quote

_WORD = r"Appendix|Annexe?|APPENDIX|ANNEXE?|appendix|annexe?"
_CITED = re.compile(rf"\b(?P<word>{_WORD})\s+(?P<label>[A-Z]|[0-9]{{1,2}}|[ivxIVX]{{1,5}})\b(?!['’]|\s+[a-z]+\s*:)")
_LABEL_ONLY = re.compile(rf"\W*(?P<word>{_WORD})\s+(?P<label>[A-Za-z]|[0-9]{{1,2}}|[ivxIVX]{{1,5}})\W*", re.IGNORECASE)
_UNNAMED = re.compile(
    rf"\b(?:attached|appended|annexed|enclosed|set out|provided|included|given|shown)\b[^.\n]{{0,60}}\b(?:as|in|at)\s+"
    rf"(?:an|the)\s+(?:{_WORD})\b(?!\s+(?:[A-Z0-9]\b|[ivx]+\b))"
)
_NEAR = re.compile(
    r"\((?P<words>(?:[\w-]+\s+){0,3}(?:above|below|overleaf|earlier|later)(?:\s+[\w-]+){0,2})\)", re.IGNORECASE
)
_PLACED = re.compile(
    r"\b(?:paragraph|para|section|table|figure|chart|page|appendix|annex|recommendation)\b|[0-9]", re.I
)
_NUMBERED = re.compile(
    r"\b(?P<kind>[Pp]ara(?:graph)?s?\.?|[Ss]ections?|[Rr]ecommendations?|[Cc]onclusions?|[Ff]indings?)\s+"
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9.]*[0-9%])"
)
_BRACKETED = re.compile(r"\((?P<number>[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?)\)")
_PLAIN = re.compile(r"\b[Pp]ara(?:graph)?s?\s+(?P<number>[0-9]{1,3})(?![0-9.]*[0-9])")
_LAW = re.compile(
    r"\s+of\s+(?:the\s+|that\s+|its\s+)?(?:[A-Z]|report|Act|Schedule|guidance)|\s*,?\s+(?:Part|Schedule)\b"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def reports(paper: Paper) -> Iterator[Report]:
    """The references of a paper that a reader cannot follow."""
    yield from _appendices(paper)
    yield from _unplaced(paper)
    yield from _numbers(paper)


def _appendices(paper: Paper) -> Iterator[Report]:
    """Appendices cited and not listed, or by a label that two have, or headed by a label in another style."""
    known = Counter(_key(one.label) for one in paper.appendices if one.label)
    titled = {
        which: match
        for which, part in enumerate(paper.parts)
        if (match := _LABEL_ONLY.fullmatch(part.words.partition("\n")[0]))
    }
    said = set()
    for which, match in each(paper.parts, _CITED, TEXT, HEADING):
        key = _key(match.group())
        if which in titled or key in said or _LAW.match(paper.parts[which].words, match.end()):
            continue
        label = f"{match['word'].capitalize()} {match['label']}"
        if not known[key]:
            said.add(key)
            have = ", ".join(one.label for one in paper.appendices if one.label)
            why = f"There is no {label}. " + (
                f"The paper lists {have}." if have else "The paper lists no such appendix."
            )
            yield Report(
                REFERENCE, (quote(paper.parts, which, *match.span()),), f"{why} Correct the reference, or add it."
            )
        elif known[key] > 1:
            said.add(key)
            why = f"Two appendices are called {label}, so that a reader cannot tell which is meant. Number them apart."
            yield Report(REFERENCE, (quote(paper.parts, which, *match.span()),), why)
    for which, match in titled.items():
        key, value = _key(match.group()), _ROMAN.get(match["label"].casefold())
        other = (key[0], str(value))
        if value and known[other] and not known[key]:
            label = f"{match['word'].capitalize()} {match['label']}"
            why = f"This is headed {label}; the paper lists {match['word'].capitalize()} {value}. Use one label."
            yield Report(NAME, (quote(paper.parts, which, *match.span()), listed(label)), why)


def _key(label: str) -> tuple[str, str]:
    """What a label compares by: its word and its letter or number."""
    words = fold(label).replace("annexe", "annex").split()
    return words[0], words[-1]


def _unplaced(paper: Paper) -> Iterator[Report]:
    """ "(see below)", "(link above)" and "attached as an appendix", which say no place."""
    for which, match in each(paper.parts, _NEAR, TEXT):
        if not _PLACED.search(match["words"]) and not re.fullmatch(r"(?i:as|the|all|and|or)\s+\w+", match["words"]):
            why = f"{match.group()} does not say where. Give the number of the paragraph, or the name of the section."
            yield Report(REFERENCE, (quote(paper.parts, which, *match.span()),), why)
    for which, match in each(paper.parts, _UNNAMED, TEXT):
        why = f"“{match.group()}” does not say which appendix. Give its label."
        yield Report(REFERENCE, (quote(paper.parts, which, *match.span()),), why)


def _numbers(paper: Paper) -> Iterator[Report]:
    """Paragraphs and recommendations cited by a number that nothing has."""
    known = {part.number.rstrip(".") for part in paper.parts if part.number} | paper.numbers
    asked = {
        part.number.rstrip(".")
        for part in paper.parts
        if part.number and re.search(r"\brecommendation", part.heading, re.IGNORECASE)
    }
    dotted = {number for number in known if "." in number}
    for rule, numbers in ((_NUMBERED, dotted), (_BRACKETED, dotted), (_PLAIN, known - dotted)):
        if not numbers:
            continue
        for which, match in each(paper.parts, rule, TEXT):
            if _LAW.match(paper.parts[which].words, match.end()):
                continue
            number = match["number"]
            kind = match.groupdict().get("kind") or ""
            is_asked = kind.casefold().startswith("recommendation")
            if is_asked and asked and number not in asked:
                is_other = " It is the number of another paragraph." if number in known else ""
                why = f"There is no recommendation {number}.{is_other} Correct the reference."
            elif number not in numbers:
                why = f"Nothing in this paper has the number {number}. Correct the reference."
            else:
                continue
            yield Report(REFERENCE, (quote(paper.parts, which, *match.span()),), why)
