"""Names in running text: the phrases in capitals that name bodies, services and documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scrutiny.rules.proofreading.paper import Part, fold

_CAP = r"[A-Z][\w'’]*(?:[-/][\w'’]+)*"
_PHRASE = re.compile(rf"(?<![\w'’/-]){_CAP}(?:(?:[^\S\n]+(?:of|and|for|&))?[^\S\n]+(?:\([A-Z]\w+\)[^\S\n]+)?{_CAP})*")
_LEAD = re.compile(
    r"(?:(?:The|This|These|That|A|An|Our|Its|In|At|As|For|To|By|From|With|Each|All|Some|When|Where|While|If|And|But|"
    r"NB|New|Both|Members|During|Since|Following|Subsequently|Although|However|"
    r"Attached|Under|Beneath|Alongside)\s+)+"
)
_OFFICE = re.compile(
    r"(?:[A-Z]\w+\s+)?(?:Vice[- ]?)?(?:Chair(?:man|woman|person|s)?|Director|Head|Members?|Leader|Manager|"
    r"Secretary|Officers?)\s+(?:of|for)\s+"
)
BODY = [
    "Board",
    "Boards",
    "Committee",
    "Sub-Committee",
    "Group",
    "Groups",
    "Panel",
    "Panels",
    "Partnership",
    "Forum",
    "Forums",
    "Trust",
    "Trusts",
    "Authority",
    "Council",
    "Directorate",
    "Department",
    "Service",
    "Services",
    "Team",
    "Teams",
    "Unit",
    "Commission",
    "Cabinet",
    "Executive",
    "Academy",
    "Centre",
    "Network",
]
_BODY = frozenset(BODY)


@dataclass(frozen=True)
class Phrase:
    """A name in a text: the part, its place there, the words, and the words as they compare."""

    which: int
    start: int
    end: int
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words in small letters, brackets left out."""
        return key(self.text)

    @property
    def is_body(self) -> bool:
        """Whether its last word names a sort of body or service."""
        return self.text.split()[-1] in _BODY


@lru_cache(maxsize=8192)
def key(text: str) -> tuple[str, ...]:
    """A name as it compares: its words in small letters, without brackets."""
    return tuple(re.findall(r"[^\W_]+(?:['&][^\W_]+)*|&", fold(re.sub(r"\([^()]*\)", " ", text))))


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without possessives and plurals."""
    return tuple(re.sub(r"'s$|s'$|(?<=[a-z]{3})s$", "", word) for word in words)


def phrases(parts: tuple[Part, ...]) -> Iterator[Phrase]:
    """Every phrase in capitals of two words or more, in order; lines wholly in capitals are left out."""
    for which, part in enumerate(parts):
        for start, end in _phrases(part.words):
            yield Phrase(which, start, end, part.words[start:end])


@lru_cache(maxsize=8192)
def _phrases(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for match in _PHRASE.finditer(text):
        start, end = match.span()
        if lead := _LEAD.match(text, start, end):
            start = lead.end()
        if office := _OFFICE.match(text, start, end):
            found.append((start, end))
            start = office.end()
        words = text[start:end].split()
        if len(words) > 1 and not text[start:end].isupper():
            found.append((start, end))
            # "the Parks Service and Quality Team" are two.
            for match_and in re.finditer(r"\s(?:and|&)\s", text[start:end]):
                if text[start : start + match_and.start()].split()[-1] in _BODY:
                    found.append((start, start + match_and.start()))
                    found.append((start + match_and.end(), end))
            # "the Safeguarding Board Business Manager": the body inside a longer phrase.
            for place in range(len(words) - 2, 0, -1):
                if words[place] in _BODY and place > 0:
                    found.append((start, start + _length(text[start:end], place + 1)))
                    break
    return tuple(found)


def _length(text: str, words: int) -> int:
    """How many characters the first so many words of a text take."""
    return [match.end() for match in re.finditer(r"\S+", text)][words - 1]
