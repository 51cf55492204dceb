"""References typed in a text ("recommendation 4", "(4.1)", "Appendix A"), and those that lead nowhere.

A number is compared with the labels of the review as `numbering.normalise` compares them.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass

from recommendations.rules.numbering import normalise

ANY = "number"  # the kind of a bare "(4.1)", which may be a finding, a conclusion, a recommendation or a paragraph

_KINDS = {
    "recommendation": "recommendation",
    "rec": "recommendation",
    "recs": "recommendation",
    "finding": "finding",
    "conclusion": "conclusion",
    "paragraph": "paragraph",
    "para": "paragraph",
    "paras": "paragraph",
    "section": "section",
    "appendix": "appendix",
    "appendice": "appendix",
    "annex": "appendix",
    "annexe": "appendix",
}
_LABEL = (
    r"(?:[A-Z]{1,5} ?\([0-9]{2}/[0-9]{2}\) ?[0-9]{1,3}"  # SR (25/26) 01
    r"|\((?:R ?)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?\)"  # (4), (2.1)
    r"|R ?[0-9]{1,3}|[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}(?:[a-z]\b|(?: ?\([a-z]\)))?)"  # R4, 4, 2.1, 3a, 3(a)
)
_LETTER = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})?[a-z]?|[A-Z][0-9]{0,2}|[ivx]{1,5}|[IVX]{1,5})"  # 1, 2a, A, A1, i, IV
_BETWEEN = r"[^\S\n]*(?:,\s?and|,\s?or|,|and|or|&|to|[-–—]|through)[^\S\n]*"
_TYPED = re.compile(
    rf"\b(?P<word>(?i:recommendations?|recs?|findings?|conclusions?|paragraphs?|paras?|sections?))\.?"
    rf"[^\S\n]+(?:(?i:nos?|numbers?)\.?[^\S\n]+)?(?P<labels>{_LABEL}(?:{_BETWEEN}{_LABEL})*)(?![\w/%])"
    rf"|\b(?P<end>(?i:appendix|appendices|annexe?s?))[^\S\n]+(?P<letters>{_LETTER}(?:{_BETWEEN}{_LETTER})*)(?![\w/%])"
)
_BARE = re.compile(r"\((?:see\s+)?(?P<label>[0-9]{1,3}(?:\.[0-9]{1,3}){1,3})\)")
_ONE = re.compile(rf"{_LABEL}|{_LETTER}")
_RANGE = re.compile(r"\s*(?:to|[-–—]|through)\s*")
# "section 11 audit", "section 106 agreement", "paragraph 3 of Schedule 12", "section 9FE of the Local Government Act"
_OF_A_STATUTE = re.compile(
    r"\s*(?:\([0-9a-z]\)\s*)*(?:audits?|agreements?|enquir\w+|inquir\w+|investigations?|notices?|duty|duties|orders?"
    r"|funding|officers?|powers?|(?:of|to|in)\s+(?:the\s+)?(?:Schedule|Standing|Constitution|(?:[^.;\n]{0,80}?\b)?"
    r"(?:Act|Acts|Regulations|Measure|Order|Directive)\b))"
)
# "recommendation 12 months ago": the number counts something else.
_COUNTS = re.compile(r"\s*(?:per cent|percent|days?|weeks?|months?|years?|hours?|o’clock|o'clock|am|pm|times)\b")
_WIDEST = 50
_FIRST_OF_AN_ACT = 30  # no review has as many sections; Acts do (section 47, section 106)


@dataclass(frozen=True)
class Reference:
    """A reference in a text: its kind, its label as typed without brackets, and its place.

    Kinds: recommendation, finding, conclusion, paragraph, section, appendix (or annex), and "number" for a bare
    "(4.1)". The labels inside a range ("2.1 to 2.3") have the place of the whole range.
    """

    kind: str
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Broken:
    """A reference that leads nowhere: why, and what to do about it."""

    reference: Reference
    why: str


@dataclass(frozen=True)
class OneWay:
    """A citation without the link back: `source` cites `target`, and `target` does not cite `source`."""

    source: Hashable
    target: Hashable


def find(text: str) -> list[Reference]:
    """The references typed in a text, in order of place; sections of Acts are not taken for the paper's own."""
    found: list[Reference] = []
    for match in _TYPED.finditer(text):
        group = "labels" if match["labels"] else "letters"
        kind = _kind(match["word"] or match["end"])
        if kind in ("section", "paragraph") and _OF_A_STATUTE.match(text, match.end()):
            continue
        if _COUNTS.match(text, match.end()):
            continue
        if kind == "section" and match[group].isdecimal() and int(match[group]) >= _FIRST_OF_AN_ACT:
            continue
        found += _listed(kind, match[group], match.start(group), match.start())
    taken = [(reference.start, reference.end) for reference in found]
    for match in _BARE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Reference(ANY, match["label"], match.start(), match.end()))
    return sorted(found, key=lambda reference: (reference.start, reference.end))


def broken(references: Iterable[Reference], known: Mapping[str, Set[str]]) -> list[Broken]:
    """The references whose label is not among the labels of their kind, with what was perhaps meant.

    `known` gives the labels of each kind, as typed. A kind it does not name is not judged; a bare "(4.1)" is
    broken when no kind has it.
    """
    labels = {kind: {normalise(label) for label in typed} for kind, typed in known.items()}
    found = []
    for reference in references:
        label = normalise(reference.label)
        having = sorted(kind for kind, typed in labels.items() if label in typed)
        if reference.kind in having or (reference.kind not in labels and (reference.kind != ANY or having)):
            continue
        if reference.kind == ANY and not any(labels.values()):
            continue
        found.append(Broken(reference, _why(reference, having, known.get(reference.kind, ()))))
    return found


def resolve(reference: Reference, known: Mapping[str, Set[str]]) -> tuple[str, str] | None:
    """What a reference leads to, as (kind, label as in `known`); None when nothing, or several things, bear it."""
    wanted = normalise(reference.label)
    kinds = known if reference.kind == ANY else [reference.kind]
    found = [(kind, label) for kind in kinds for label in known.get(kind, ()) if normalise(label) == wanted]
    return found[0] if len(found) == 1 else None


def one_way(cites: Mapping[Hashable, Set[Hashable]]) -> list[OneWay]:
    """The citations without the link back, in the order given.

    `cites` gives what each thing cites, by key; a key may be (kind, label). A thing cited that is not itself a
    key of `cites` is passed over (it is broken, or cites nothing by nature), as is one that cites itself.
    """
    return [
        OneWay(source, target)
        for source, targets in cites.items()
        for target in sorted(targets, key=str)
        if target != source and target in cites and source not in cites[target]
    ]


def _kind(word: str) -> str:
    """The kind a word in the text stands for."""
    word = word.casefold()
    return _KINDS.get(word) or _KINDS[word.removesuffix("s")]


def _listed(kind: str, labels: str, offset: int, start: int) -> list[Reference]:
    """The references of a list of labels such as "2, 3 and 5 to 7"; the first reaches back to the word before."""
    found: list[Reference] = []
    reached = 0
    for match in _ONE.finditer(labels):
        label = _bare(match.group())
        if found and _RANGE.fullmatch(labels[reached : match.start()]):
            first = found[-1]
            found.pop()
            start = first.start
            end = offset + match.end()
            for each in (first.label, *_inside(first.label, label), label):
                found.append(Reference(kind, each, start, end))
        else:
            found.append(Reference(kind, label, start if not found else offset + match.start(), offset + match.end()))
        reached = match.end()
    return found


def _bare(label: str) -> str:
    """A label without the brackets round the whole of it."""
    return label[1:-1].strip() if label.startswith("(") and label.endswith(")") else label


def _inside(first: str, last: str) -> list[str]:
    """The labels between two that differ in their last number only: "2.1" and "2.4" give "2.2" and "2.3"."""
    one, other = re.fullmatch(r"(.*?)([0-9]+)", first), re.fullmatch(r"(.*?)([0-9]+)", last)
    if not one or not other or one[1] != other[1] or int(other[2]) - int(one[2]) > _WIDEST:
        return []
    return [f"{one[1]}{number}" for number in range(int(one[2]) + 1, int(other[2]))]


def _why(reference: Reference, having: list[str], labels: Iterable[str]) -> str:
    """What is wrong with a broken reference and what to do, as a sentence or two."""
    if reference.kind == ANY:
        return f"Nothing in this review is numbered {reference.label}. Correct the number, or take the reference out."
    named = f"{reference.kind} {reference.label}"
    if having:
        other = f"{_article(having[0])} {having[0]} {reference.label}"
        return f"There is no {named}, but there is {other}. Check which is meant, and correct the reference."
    if not any(labels):
        return f"There is no {named}: this review has no {reference.kind} with a number. Take the reference out."
    return f"There is no {named}. Correct the number, or take the reference out."


def _article(noun: str) -> str:
    """The indefinite article a noun takes."""
    return "an" if noun[0] in "aeiou" else "a"
