"""Planned witnesses and members against those who came: lines read, and names compared."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from scrutiny.rules.splitting import BULLETS

_START = re.compile(rf"\s*(?:[{BULLETS}*–—-]\s+|[{BULLETS}]|\(?[0-9]{{1,3}}[.)]\s+)?\s*")
_BRACKETED = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<role>[^()]+)\)\s*(?P<more>.*)")
_DIVIDED = re.compile(r"(?P<name>.*?\S)\s*(?:,|\t|:|\s[–—-]\s|[–—]\s|\s[–—])\s*(?P<role>.*)")
# "David Wynne - Parry (Parent Governor)": spaces typed round the hyphen of a surname, the role in brackets.
_SPACED_SURNAME = re.compile(r"(\S+\s+\S+)\s-\s([A-ZÀ-Þ][\w'’]+)\s*\(")
_ROLE_WORD = re.compile(
    r"(?:vice|chair\w*|member|officer|director|manager|observer|clerk|leader|governor|head|mayor|deputy|nurse)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = """
councillor councillors cllr cllrs cllor alderman mr mrs ms miss mx dr doctor prof professor sir dame lord lady
baroness baron rev revd reverend canon hon rt right honourable the chief assistant deputy detective
superintendent inspector sergeant constable commander acc dcc dci di ds
"""
_RANK_WORDS = "chief assistant deputy detective superintendent inspector sergeant constable the right"
_HONOUR_WORDS = "obe mbe cbe kbe dbe jp mp ms msp mep qpm bem qc kc dl phd frcn qn"
_TITLES, _RANKS, _HONOURS = (frozenset(words.split()) for words in (_TITLE_WORDS, _RANK_WORDS, _HONOUR_WORDS))


@dataclass(frozen=True)
class Planned:
    """A person or group as planned: the name as typed, and the role or organisation, perhaps ""."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Comparison:
    """Planned names nobody came under, names nobody planned, and pairs that are likely one person misspelt."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    likely_same: tuple[tuple[str, str], ...]


def parse_lines(text: str) -> list[Planned]:
    """The people in a list of one a line: "Jane Hill, Head of Service", "Jane Hill – Chair", "Jane Hill (Chair)"."""
    found = []
    for line in text.splitlines():
        line = _START.sub("", re.sub(r"[^\S\t]+", " ", line.strip()), count=1).strip()
        if line:
            found.append(_planned(line))
    return found


def compare(planned: Iterable[str], actual: Iterable[str]) -> Comparison:
    """Who was planned and who came, by name.

    Titles, honours, case, accents, brackets and spaces round hyphens do not tell names apart; a name given twice
    counts once. A likely pair differs by one letter (or two neighbours changed round), or by a first name cut to
    its initial; it is in neither `missing` nor `extra`.
    """
    wanted = {key: name for name in reversed(list(planned)) if (key := plain_name(name))}
    came = {key: name for name in reversed(list(actual)) if (key := plain_name(name))}
    missing = [key for key in reversed(wanted) if key not in came]
    extra = [key for key in reversed(came) if key not in wanted]
    pairs = []
    for key in list(missing):
        match = next((other for other in extra if _alike(key, other)), None)
        if match is not None:
            pairs.append((wanted[key], came[match]))
            missing.remove(key)
            extra.remove(match)
    return Comparison(tuple(wanted[key] for key in missing), tuple(came[key] for key in extra), tuple(pairs))


def plain_name(name: str) -> str:
    """A name as it compares: "Cllr. Dr José Hill - Ward OBE (Chair)" gives "jose hill-ward"."""
    text = unicodedata.normalize("NFKD", re.sub(r"\([^()]*\)", " ", " ".join(name.split()))).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = text.replace("’", "'").split(",")[0]
    text = re.sub(r"\s*[-‐‑–—]+\s*", "-", text).strip("- ")
    words = re.sub(r"[^\w'-]+", " ", text).split()
    kept = list(words)
    while len(kept) > 1 and kept[0] in _TITLES:
        kept.pop(0)
    while len(kept) > 2 and kept[-1] in _HONOURS:
        kept.pop()
    if len(kept) == 1 and len(words) > 1 and kept[0] in _RANKS:
        kept = words  # an office, such as "the Chief Constable", rather than a person
    return " ".join(kept)


def _planned(line: str) -> Planned:
    """One line taken apart."""
    if (spaced := _SPACED_SURNAME.match(line)) and not _ROLE_WORD.match(spaced.group(2)):
        line = line[: spaced.end(1)] + "-" + line[spaced.start(2) :]
    bracketed, divided = _BRACKETED.fullmatch(line), _DIVIDED.fullmatch(line)
    if bracketed and not (divided and divided.end("name") < bracketed.end("name")):
        more = bracketed["more"].lstrip(",:–—- ").strip()
        return Planned(bracketed["name"].strip(), f"{bracketed['role'].strip()}, {more}".rstrip(", "))
    if divided and divided["role"].strip():
        return Planned(divided["name"].strip(), divided["role"].strip())
    return Planned(line.rstrip(",:–— \t") or line)


def _alike(one: str, other: str) -> bool:
    """Whether two plain names that differ are likely one person's."""
    return (min(len(one), len(other)) >= 5 and _one_slip(one, other)) or _initial(one, other) or _initial(other, one)


def _initial(short: str, long: str) -> bool:
    """Whether `short` is `long` with the first name as an initial: "j hill", "jane hill"."""
    first, _, rest = short.partition(" ")
    return len(first) == 1 and bool(rest) and long[:1] == first and long.partition(" ")[2] == rest


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or changed, or two neighbours changed round, makes the texts the same."""
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        swapped = one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
        return one[start + 1 :] == other[start + 1 :] or swapped == other[start:]
    return len(other) == len(one) + 1 and one[start:] == other[start + 1 :]
