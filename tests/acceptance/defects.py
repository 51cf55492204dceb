"""The seeds as the system would hold them, proof-read whole, and what is found held against their known defects."""

import json
import re
from dataclasses import dataclass

from scrutiny.rules import proofreading as rules
from scrutiny.rules.proofreading.paper import (
    CLASH,
    HEADING,
    KINDS,
    NOISE,
    SOURCE,
    TEXT,
    TITLE,
    UNDEFINED,
    Listed,
    Named,
    Paper,
    Part,
    Term,
    fold,
)
from scrutiny.rules.proofreading.whole import proofread

from .seeds import SEEDS

PAPERS = ("essex", "herefordshire", "surrey", "medway", "hertfordshire")
_NUMBER = re.compile(
    r"^-?\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*)\s*\.?(?:\s+|$)(?=[A-Z“\"]|$)(?!(?i:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)
_ITEM = re.compile(r"^\s*[-·•]\s")
_LABELLED = re.compile(r"^-?\s*(?P<label>(?:Appendix|Annex) [A-Z0-9]{1,3})\s*[–-]?\s+(?P<title>[A-Z].+)$")
_SOURCES = ("background papers", "sources/background papers:")


@dataclass(frozen=True)
class Score:
    """One kind in one paper: how many of its defects were found, and what was reported beside them."""

    found: int
    known: int
    reports: int
    false: tuple[str, ...]
    missed: tuple[str, ...]


def there():
    """The seeds that lie beside the checkout."""
    return [name for name in PAPERS if (SEEDS / f"{name}.json").exists()]


def read(name):
    """One seed: its text and its truth."""
    return (SEEDS / f"{name}.txt").read_text(), json.loads((SEEDS / f"{name}.json").read_text())


def held(name):
    """The paper of a seed, from its text as printed and the lists that an officer would keep beside it."""
    text, truth = read(name)
    listed = _appendices(text)
    terms = tuple(
        Term(one["acronym"] if "acronym" in one else one["term"], one["meaning"]) for one in truth["glossary"]
    )
    return Paper(
        parts=tuple(_parts(text, truth, listed)),
        people=tuple(_people(text, truth)),
        bodies=tuple(one["name"] for one in truth["bodies"]),
        terms=terms,
        elsewhere=tuple(_elsewhere(name)),
        appendices=listed,
        presenter=truth["paper"]["report_by"] or "",
        prints_glossary=bool(terms),
        compared=(("planned members", "members"), ("planned witnesses", "witnesses")),
        council=truth["council"],
        counted=(("actions", None),) if truth["action_plan"] else (),
    )


def _appendices(text):
    """The appendices that the paper lists with a label and a title."""
    found = [_LABELLED.match(line.strip()) for line in text.splitlines()]
    return tuple(Listed(one["label"], one["title"].strip()) for one in found if one)


def _parts(text, truth, listed):
    """The texts in print order: a paragraph with the list under it is one text; typed numbers are kept apart."""
    headings = {fold(one["heading"]).rstrip(":.") for one in truth["sections"] if one["heading"]}
    title = fold(truth["paper"]["title"])
    heading, kind, number = "", TEXT, ""
    paragraph = []
    last_blank = True

    def ended():
        nonlocal paragraph, number
        words = "\n".join(paragraph).strip()
        paragraph = []
        if words:
            yield Part(words, heading, number, kind)
            number = ""

    for line in text.splitlines():
        bare = line.strip()
        match = _NUMBER.match(bare)
        words = bare[match.end() :].strip() if match else bare
        if not bare:
            last_blank = True
            continue
        if fold(bare) == title:
            yield from ended()
            yield Part(bare, kind=TITLE)
        elif fold(words).rstrip(":.") in headings or fold(bare) in _SOURCES:
            yield from ended()
            heading, number, kind = words, "", SOURCE if fold(bare) in _SOURCES else TEXT
            yield Part(words, kind=HEADING)
        elif fold(bare) == "glossary of terms":
            break
        elif _LABELLED.match(bare):
            yield from ended()
        elif re.fullmatch(r"(?:Appendix|Annex) \w{1,3}", bare):
            yield from ended()
            yield Part(bare, kind=HEADING)
        elif match:
            yield from ended()
            number = match["number"]
            paragraph = [words] if words else []
        elif "\t" in line.rstrip() or line.endswith("\t"):
            left, _, right = (piece.strip() for piece in line.partition("\t"))
            if paragraph and not right and not re.search(r"[.:;]$", paragraph[-1]):
                paragraph[-1] += f" {left}"
            else:
                yield from ended()
                paragraph = [left] if left else []
            if right:
                yield from ended()
                yield Part(right, heading)
        elif _ITEM.match(line) and paragraph:
            paragraph.append(re.sub(r"[·•]", "-", line.rstrip()))
        elif last_blank or not paragraph:
            if not (paragraph and bare[:1].islower()):
                yield from ended()
            paragraph.append(bare)
        else:
            paragraph.append(bare)
        last_blank = False
    yield from ended()


def _people(text, truth):
    """Everybody in the lists that the system keeps: members, witnesses, officers, and those planned in the scope."""
    conducts = (truth["review"] or {}).get("conducted_by")
    for one in truth["members"]:
        yield Named(one["name"] or "", one["role"] or "", "members" if one["body"] == conducts else "other members")
    for one in truth["witnesses"]:
        yield Named(one["name"], one["role"] or "", "witnesses")
    scope = (truth["review"] or {}).get("scope") or {}
    for one in scope.get("planned_witnesses", ()):
        yield Named(one["name"], one["role"] or "", "planned witnesses")
    for one in scope.get("membership", ()):
        yield Named(re.sub(r"\s*\([^()]*\)", "", one), "", "planned members")
    for one in scope.get("support", ()):
        role, _, names = one.partition(": ")
        for each in names.split("/"):
            who, _, post = each.partition(", ")
            yield Named(who.strip(), post or role, "support")
    # The officers whom the report itself lists, not those of the scope.
    report, _, _ = text.partition("Appendix i\n")
    for one in truth["officers"]:
        if one["name"] and one["name"] in report:
            yield Named(one["name"], one["role"] or "", "officers")


def _elsewhere(name):
    """What the other councils' papers explain: their glossaries, and the bodies that they know by an acronym."""
    for other in there():
        if other == name:
            continue
        text, truth = read(other)
        council = truth["council"]
        for one in truth["glossary"]:
            yield Term(one["acronym"] if "acronym" in one else one["term"], one["meaning"], council)
        for one in truth["bodies"]:
            if match := re.fullmatch(r"(?P<name>.+) \((?P<letters>[A-Z]{2,6})\)", one["name"]):
                yield Term(match["letters"], match["name"], council)
            elif re.fullmatch(r"[A-Z]{2,6}", one["name"]):
                yield Term(one["name"], "", council)
        for letters, places in rules.expansions([text]).items():
            yield Term(letters, places[0][2], council)


def scored(name):
    """Scores by kind for one seed."""
    text, truth = read(name)
    paper = held(name)
    plain = _plain(text)
    known = {kind: [one for one in truth["defects"] if one["kind"] == kind] for kind in KINDS}
    reports = [one for one in proofread(paper) if one.kind in KINDS]
    scores = {}
    for kind in KINDS:
        mine = [one for one in reports if one.kind == kind]
        hits = {id(one): _defects_of(one, known[kind], plain, paper) for one in mine}
        found = {id(defect) for defects in hits.values() for defect in defects}
        false = tuple(
            f"{' | '.join(quote.text[:60] for quote in one.quotes[:3])}  ({one.why[:110]})"
            for one in mine
            if not hits[id(one)]
        )
        missed = tuple(defect["where"] for defect in known[kind] if id(defect) not in found)
        scores[kind] = Score(len(found), len(known[kind]), len(mine), false, missed)
    return scores


def _plain(text):
    """A text as it compares: folded line by line, without markup and list dashes."""
    text = re.sub(r"</?\w+>|\*+", "", text)
    return "\n".join(fold(re.sub(r"^\s*[-·•]\s+", "", line)) for line in text.splitlines())


def _defects_of(report, defects, text, paper):
    """The defects that a report is of: those at whose place it stands, else those whose note names its words."""
    return [one for one in defects if _stands_at(report, one, text, paper)] or [
        one for one in defects if _is_named(report, one)
    ]


def _stands_at(report, defect, text, paper):
    """Whether quoted words overlap the defect's place, or stand in its sentence."""
    where = _plain(defect["where"]).strip()
    sentence = _sentence(where, text)
    for quote in report.quotes:
        words = " ".join(_plain(quote.text).split())
        if len(words) < 2:
            continue
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        if report.kind in (UNDEFINED, CLASH):  # of every use, not of the first only
            if whole.search(where) or where in words:
                return True
        elif (
            where in words
            or whole.search(where)
            or quote.which is not None
            and whole.search(sentence)
            and where in _plain(paper.parts[quote.which].words)
        ):
            return True
    return False


def _is_named(report, defect):
    """Whether a defect's note names what is quoted: an acronym, markup, or in quotation marks every wording reported."""
    note = fold(defect["note"])
    quotes = [" ".join(fold(quote.text).split()) for quote in report.quotes]
    if report.kind == UNDEFINED:
        return bool(re.search(rf"(?<!\w){re.escape(quotes[0].removesuffix('s'))}s?(?!\w)", note))
    if report.kind == NOISE:
        return any(quote.startswith("<") and quote.replace("/", "") in note for quote in quotes)
    named = re.findall(r"'((?:[^']|(?<=\w)'(?=\w))+)'", note)
    return all(any(quote in one or one in quote for one in named) for quote in quotes)


def _sentence(where, text):
    """The sentence of a text that a place lies in; a line ends one."""
    at = text.find(where)
    if at < 0:
        return where
    start = max(
        text.rfind(mark, 0, at) + len(mark) if text.rfind(mark, 0, at) >= 0 else 0 for mark in (". ", ": ", "\n")
    )
    ends = [end for mark in (". ", "\n") if (end := text.find(mark, at + len(where) - 1)) >= 0]
    return text[start : min(ends, default=len(text))]
