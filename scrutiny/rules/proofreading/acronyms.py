"""Acronyms that a paper uses and never explains.

An acronym is explained when its words stand beside it anywhere in the texts, "Full Name (FN)" or "FN (Full
Name)", or when the council's glossary has it. It is reported once, at its first use.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scrutiny.engine.rules.words import ADDRESS, placeholders
from scrutiny.rules.proofreading.marks import AcronymMark

# CQC, PCTs, A&E, DV1, KS2, and with one small letter inside: DfE, HoS, ChIN.
_ACRONYM = re.compile(
    r"(?<![\w&@#£.-])(?P<letters>[A-Z]{1,4}&[A-Z]{1,4}|[A-Z][a-z]?[A-Z]{1,5}|[A-Z]{2,3}[a-z][A-Z]{1,3})"
    r"(?P<digits>[0-9]{0,2})(?P<plural>s?)(?![\w&@]|\.\w)"
)
_CODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b|\b[A-Z]{2,5} ?\([0-9]{2}/[0-9]{2}\)")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KNOWN_WORDS = """
AD AGM AIDS AM BBC BC BST CCTV CD CV DIY DNA DVD EC EU FAQ FM GB GMT GP HIV HM HR ID IT ITV JP KC MBE MEP ML MP MS
NB NHS OBE CBE OK PA PC PDF PIN PM PS QC RAF SMS SOS TV UK UN URL US USA USB VAT VIP WC A&E Q&A B&B PHD BSC MSC
WIFI PLC LLB
"""
# Words often set in capitals to stress them or to label a box.
_STRESSED_WORDS = """
A ALL AND ANY ARE AS AT BE BY DATE DO DRAFT END FIRST FOR FROM IF IN INTO IS ITEM LIST MAY METHOD MUST NAME NEW NO
NONE NOT NOTE NOW OF ON ONLY OR OUT PAGE PART PLUS REF ROLE SHALL SHOULD THAT THE THEN THIS TITLE TO TOTAL UNTIL
VERY WARD WAS WHEN WHO WILL WITH YES HELD TABLE TERM TYPE UP
"""
_SMALL_WORDS = "a an and at by for from in into of on or the to with within &"
_EVERYBODY_KNOWS, _PLAIN_WORDS, _SMALL = (
    frozenset(words.split()) for words in (_KNOWN_WORDS, _STRESSED_WORDS, _SMALL_WORDS)
)
_LONGEST = 12  # words before a bracket that may be the full name


@dataclass
class _Use:
    """Where an acronym first stands, and how often it stands."""

    which: int
    start: int
    end: int
    text: str
    times: int = 1
    letters: str = field(default="")


def acronyms_unexplained(texts: Sequence[str], glossary: Iterable[str] = ()) -> list[AcronymMark]:
    """The acronyms used in the texts and explained in none of them, each at its first use, in order.

    `glossary` holds the acronyms the council's glossary explains (in any case; "YOS/YOT" counts as both). Roman
    numerals, headings in capitals, words stressed by capitals and a few acronyms everybody knows are left alone.
    """
    known = {_key(part) for term in glossary for part in (term, *re.split(r"[\s/]+", term))}
    small_words = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    uses: dict[str, _Use] = {}
    for which, text in enumerate(texts):
        for match in _found(text):
            key = _key(match["letters"])
            if key in uses:
                uses[key].times += 1
            elif not _is_ordinary(match, small_words):
                uses[key] = _Use(which, *match.span(), match.group(), letters=match["letters"])
    marks = []
    for key, use in uses.items():
        if (
            key in known
            or _key(use.text) in known
            or any(use.letters in text and _explained(use.letters, text) for text in texts)
        ):
            continue
        why = (
            f"{use.text} is never explained. Write its full name with {use.text} in brackets where it first stands, "
            "or add it to the glossary."
        )
        marks.append(AcronymMark(use.which, use.start, use.end, use.text, use.times, why))
    return marks


def key_of(term: str) -> str:
    """An acronym as it compares with others: in capitals, without digits at the end or the s of a plural."""
    return _key(term)


def first_uses(texts: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Where each acronym first stands: its key gives the text, from 0, and the place in it."""
    uses: dict[str, tuple[int, int, int]] = {}
    for which, text in enumerate(texts):
        for match in _found(text):
            uses.setdefault(_key(match["letters"]), (which, *match.span()))
    return uses


def expansions(texts: Sequence[str]) -> dict[str, list[tuple[int, int, str]]]:
    """The full names that the texts give: an acronym's key gives (text, place of the acronym, full name)."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for which, text in enumerate(texts):
        for key, place, name in _expansions_in(text):
            found.setdefault(key, []).append((which, place, name))
    return found


_AFTER_NAME = re.compile(r"\(\s*[\"'“‘]?(?:the )?(?P<letters>[A-Z][A-Za-z&]{1,7}?)(?P<plural>s?)[\"'”’]?\s*\)")
_BEFORE_NAME = re.compile(r"(?<![\w(])(?P<letters>[A-Z][A-Za-z&]{1,7}?)s?\s*\((?P<name>[A-Z][^()\n]{5,90})\)")


@lru_cache(maxsize=4096)
def _expansions_in(text: str) -> tuple[tuple[str, int, str], ...]:
    """The full names given in one text, "Full Name (FN)" and "FN (Full Name)"."""
    found = []
    for match in _AFTER_NAME.finditer(text):
        letters = match["letters"]
        if sum(letter.isupper() for letter in letters) > 1 and (name := _name_before(letters, text[: match.start()])):
            found.append((_key(letters), match.start("letters"), name))
    for match in _BEFORE_NAME.finditer(text):
        letters = match["letters"]
        if sum(letter.isupper() for letter in letters) > 1 and _fits_start(letters, match["name"]):
            found.append((_key(letters), match.start("letters"), " ".join(match["name"].split())))
    return tuple(found)


def _name_before(letters: str, text: str) -> str:
    """The shortest run of words at the end of a text that the letters stand for, or ""."""
    tail = text[-200:].rpartition("\n")[2]
    words = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)*|&", tail))[-_LONGEST:]
    for start in range(len(words) - 1, -1, -1):
        if words[start].group().casefold() not in _SMALL and _fits(
            letters, ["and" if word.group() == "&" else word.group().casefold() for word in words[start:]]
        ):
            return " ".join(tail[words[start].start() :].split())
    return ""


@lru_cache(maxsize=2048)
def _found(text: str) -> tuple[re.Match[str], ...]:
    """What looks like an acronym in a text; remembered, since of many texts one changes at a time."""
    return tuple(_acronyms(text))


def _key(term: str) -> str:
    """An acronym as it compares: capitals, without digits at the end or the s of a plural."""
    term = re.sub(r"[0-9]+$", "", term.strip())
    if len(term) > 2 and term.endswith("s"):
        term = term[:-1]
    return term.upper()


def _acronyms(text: str) -> Iterator[re.Match[str]]:
    """What looks like an acronym in a text, outside headings, addresses, postcodes and placeholders."""
    hidden = [match.span() for rule in (ADDRESS, _CODE) for match in rule.finditer(text)]
    hidden += [(mark.start, mark.end) for mark in placeholders(text)]
    for line in re.finditer(r"[^\n]+", text):
        if _is_heading(line.group()):
            continue
        for match in _ACRONYM.finditer(text, line.start(), line.end()):
            if not any(start < match.end() and match.start() < end for start, end in hidden):
                yield match


def _is_heading(line: str) -> bool:
    """Whether a line is wholly in capitals and of more than one word, so that acronyms cannot be told in it."""
    words = [word for word in _WORD.findall(line) if len(word) > 1]
    return len(words) > 1 and all(word.isupper() for word in words)


def _is_ordinary(match: re.Match[str], small_words: set[str]) -> bool:
    """Whether what looks like an acronym is known to everybody, a Roman numeral, or a word in capitals."""
    letters = match["letters"]
    if letters.upper() in _EVERYBODY_KNOWS or _ROMAN.fullmatch(letters):
        return True
    if letters in _PLAIN_WORDS or letters.lower() in small_words:
        return True
    # "METHOD: one day" labels a box.
    line_start = match.string.rfind("\n", 0, match.start()) + 1
    before = match.string[line_start : match.start()].strip(" \t*_#|")
    return not before and bool(re.match(r"\s*:", match.string[match.end() :])) and _has_vowel(letters)


def _has_vowel(letters: str) -> bool:
    """Whether the letters might be said as a word."""
    return any(letter in "AEIOUY" for letter in letters[1:])


def _explained(letters: str, text: str) -> bool:
    """Whether a text gives the full name beside the acronym, on either side of a bracket, or after a dash."""
    name = rf"{re.escape(letters)}[0-9]{{0,2}}['’]?s?"
    for match in re.finditer(
        rf"[(\[]\s*[\"'“‘]?(?:the |hereafter |or |i\.e\. )*[\"'“‘*_]*{name}\b[^()\[\]]*[)\]]", text, re.I
    ):
        if letters in match.group() and _fits_before(letters, text[max(0, match.start() - 200) : match.start()]):
            return True
    for match in re.finditer(
        rf"(?<!\w){name}[\"'”’*_]*\s*(?:[(\[]([^()\[\]]+)[)\]]|(?:\t|:|\s[–—-]\s|\s=\s)([^\n.;]+))", text
    ):
        if _fits_start(letters, match[1] or match[2]):
            return True
    for match in re.finditer(rf"(?:,? or|, known as|, called|\s[–—-])\s+(?:the\s+)?[\"'“‘]?{name}\b", text):
        if _fits_before(letters, text[max(0, match.start() - 200) : match.start()]):
            return True
    return False


def _fits_before(letters: str, text: str) -> bool:
    """Whether the last words of a text, from some word on, are what the letters stand for."""
    words = _words(re.split(r"\n\s*\n", text)[-1])[-_LONGEST:]
    return any(_fits(letters, words[start:]) for start in range(len(words)))


def _fits_start(letters: str, text: str) -> bool:
    """Whether the first words of a text, up to some word, are what the letters stand for."""
    words = _words(text)[:_LONGEST]
    first = next((place for place, word in enumerate(words) if word not in _SMALL), 0)
    return any(_fits(letters, words[first:end]) for end in range(first + 1, len(words) + 1))


def _words(text: str) -> list[str]:
    """The words of a text in small letters, compounds taken apart."""
    return [word.casefold() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*|&", text)]


def _fits(letters: str, words: list[str]) -> bool:
    """Whether the letters stand for the words: each word gives its first letter, or more of its letters in order.

    Small words may give none, and one other word in four may give none.
    """
    wanted = re.sub(r"[^a-z]", "", letters.casefold())
    if not words or words[0][0] != wanted[:1]:
        return False
    spare = len(words) // 4
    # Each state: letters used, spare words left, initials used.
    states = {(0, spare, 0)}
    for word in words:
        following = set()
        for used, left, initials in states:
            if word in _SMALL:
                following.add((used, left, initials))
            elif left:
                following.add((used, left - 1, initials))
            if used < len(wanted) and word[0] == wanted[used]:
                reached = used + 1
                following.add((reached, left, initials + 1))
                place = 1
                while reached < len(wanted) and (at := word.find(wanted[reached], place)) >= 0:
                    reached, place = reached + 1, at + 1
                    following.add((reached, left, initials + 1))
        states = following
    return any(
        used >= len(wanted) - (wanted.endswith("s") and used >= 2) and initials * 2 >= len(wanted)
        for used, _, initials in states
    )
