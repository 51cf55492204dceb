"""A paper as it is proof-read whole: its texts in order, and the people, bodies, terms and appendices it stands on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TITLE, HEADING, TEXT, SOURCE = "title", "heading", "text", "source"

PLACEHOLDER = "placeholder"
NOTE = "inline_editorial_note"
DUPLICATE_NUMBER = "duplicate_number"
REFERENCE = "broken_cross_reference"
COUNT = "unreconciled_count"
UNDEFINED = "acronym_undefined"
CLASH = "acronym_clash"
NOISE = "field_code_noise"
NAME = "name_mismatch"
DATE = "typo_in_date"
KINDS = (PLACEHOLDER, NOTE, DUPLICATE_NUMBER, REFERENCE, COUNT, UNDEFINED, CLASH, NOISE, NAME, DATE)


@dataclass(frozen=True)
class Part:
    """One text of a paper: its words, the heading above it, the number typed before it, and what it is.

    `kind` is "title", "heading", "text", or "source" for a background paper.
    """

    words: str
    heading: str = ""
    number: str = ""
    kind: str = TEXT


@dataclass(frozen=True)
class Named:
    """Somebody named in one of the lists kept with a paper: "members", "witnesses", "planned witnesses" and so on."""

    name: str
    role: str = ""
    where: str = ""


@dataclass(frozen=True)
class Term:
    """An acronym and a meaning; `council` names the council when it is another one's."""

    acronym: str
    meaning: str
    council: str = ""


@dataclass(frozen=True)
class Listed:
    """An appendix as the paper lists it; `is_attached` when there is a file or a paper behind it."""

    label: str
    title: str
    is_attached: bool = False


@dataclass(frozen=True)
class Paper:
    """Everything that proof-reading knows of a paper.

    `compared` holds pairs of lists of people that should agree ("planned witnesses", "witnesses"); `body_people` the
    names of those who are recorded as members of the body that the paper speaks of; `counted` what is recorded of a
    noun (("actions", 28); None where the paper names it and nothing is recorded); `elsewhere` other councils' terms.
    """

    parts: tuple[Part, ...]
    people: tuple[Named, ...] = ()
    bodies: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    appendices: tuple[Listed, ...] = ()
    presenter: str = ""
    council: str = ""
    prints_glossary: bool = False
    compared: tuple[tuple[str, str], ...] = ()
    counted: tuple[tuple[str, int | None], ...] = ()
    numbers: frozenset[str] = frozenset()  # numbers that printing gives, beside those typed


@dataclass(frozen=True)
class Quote:
    """Words quoted in a report: the part they stand in (None for a list kept with the paper) and where in it."""

    which: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Report:
    """One thing to look at: its kind, the words it is about, and a sentence that says why and what to do."""

    kind: str
    quotes: tuple[Quote, ...]
    why: str


def quote(parts: tuple[Part, ...], which: int, start: int, end: int) -> Quote:
    """The words from `start` to before `end` of one part."""
    return Quote(which, start, end, parts[which].words[start:end])


def listed(text: str) -> Quote:
    """Words that stand in a list kept with the paper."""
    return Quote(None, 0, len(text), text)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text as it compares: one kind of apostrophe, quotation mark, dash and space, small letters."""
    text = re.sub("[’‘ʼ`]", "'", text)
    text = re.sub("[“”]", '"', re.sub("[‐‑–—]", "-", text))
    return " ".join(text.split()).casefold()


def quoted(text: str) -> str:
    """Words in quotation marks for a sentence, cut where they are long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 70 else text[:69].rstrip() + '…'}”"


def each(parts: tuple[Part, ...], pattern: re.Pattern[str], *kinds: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of a pattern in the parts (of some kinds), with the part's place."""
    for which, part in enumerate(parts):
        if not kinds or part.kind in kinds:
            for match in _matches(pattern, part.words):
                yield which, match


# An officer changes one text at a time and sees the panel after each: the others are read once.
@lru_cache(maxsize=32768)
def _matches(pattern: re.Pattern[str], words: str) -> tuple[re.Match[str], ...]:
    return tuple(pattern.finditer(words))
