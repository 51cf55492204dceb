"""Typed or pasted text: made clean, and read for what a published paper must not hold.

Cleaning removes what cannot be seen and breaks printing or searching; it never removes a letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Word's Symbol font keeps its bullets and ticks in the private use area, where no other font has them.
_SYMBOL_FONT = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▫", "\uf0d8": "➢", "\uf0fc": "✓"})
_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_FLAG, _TAGS = "\U0001f3f4", range(0xE0020, 0xE0080)


@dataclass(frozen=True)
class Mark:
    """A place in a text (from character `start` to before `end`), the text there, and what is wrong with it."""

    start: int
    end: int
    text: str
    why: str


def clean(text: str) -> str:
    """The text with one kind of line end, composed letters (Unicode NFC) and nothing invisible.

    Tabs and newlines stay. Emoji and their joiners, the flags of the nations, and every letter are kept.
    """
    while True:
        cleaned = _LINE_ENDS.sub("\n", text).translate(_SYMBOL_FONT)
        bad = set(_invisible(cleaned))
        if bad:
            cleaned = "".join(character for place, character in enumerate(cleaned) if place not in bad)
        cleaned = unicodedata.normalize("NFC", cleaned)
        if cleaned == text:
            return cleaned
        text = cleaned


def control_characters(text: str) -> list[Mark]:
    """The invisible characters that `clean` would remove, each named by its code; line ends do not count."""
    why = "There is an invisible character here ({}). Delete it, or type the words again."
    return [Mark(place, place + 1, text[place], why.format(_name(text[place]))) for place in _invisible(text)]


def _invisible(text: str) -> Iterator[int]:
    """The places of characters to remove; a joiner inside emoji or a script that needs it is not one."""
    flag_ends = 0
    for match in _SUSPECT.finditer(text):
        place, character = match.start(), match.group()
        if character in _JOINERS:
            around = text[place - 1 : place] + text[place + 1 : place + 2]
            if len(around) == 2 and all(_may_join(neighbour) for neighbour in around):
                continue
        elif ord(character) in _TAGS and place and (text[place - 1] == _FLAG or flag_ends == place):
            flag_ends = place + 1
            continue
        yield place


def _may_join(character: str) -> bool:
    """Whether a joiner may stand beside this: emoji, or a letter of a script beyond the European ones."""
    return ord(character) > 0x2FF and not character.isspace() and not _SUSPECT.match(character)


def _name(character: str) -> str:
    """The code of a character and, where it has one, its name: "U+200B zero width space"."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{code} {name}" if name else code


# --- what a published paper must not hold -----------------------------------------------------------------

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_GAP = "This is a gap left to fill. Put in what is missing, or take it out."
_NOTE = "This is a drafting note. Act on it and delete it before the paper is published."
_OPEN = "A drafting note is opened with {{ and never closed. Close it with }}, or delete it."
_FIELD = "This is left over from a word processor's field, not text. Delete it, or type what it should show."
_FIGURE = "A figure or date is left as letters. Put in the figure."
_UNDECIDED = "Two wordings are left side by side. Choose one."

# The verbs that, in capitals and followed by more capitals, give an order to the drafter. UPDATE, CHECK and
# REVIEW are not among them: they open ordinary headings.
_ORDER = r"(?:ADD|INSERT|EXPAND|DELETE|REWORD|REWRITE|CONFIRM|PUT IN|FILL IN|PASTE)"
_CAPITALS = r"[A-Z0-9][A-Z0-9'’&/.-]*"

_ASIDE = r"(?:expand|check|confirm|reword|rewrite|clarify|explain|insert|add|delete|update|query)\b"
_EITHER = r"had/has|has/had|is/are|are/is|was/were|were/was|has/have|have/has|will/would|is/was|was/is"

_NOTES = [
    (r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}", _NOTE),
    (r"\{\{(?:[^{}\n]|\{(?!\{)|\}(?!\}))*(?=$|\{\{)", _OPEN),
    # An aside set in italics (as HTML or as Markdown) that opens with an order to the writer.
    (rf"(?i:<(i|em)>\s*{_ASIDE}[^<\n]{{3,160}}</\1>(?:\s*<\1>[^<\n]{{0,80}}</\1>)*)", _NOTE),
    (rf"(?i:(?<![\w*])\*{_ASIDE}[^*\n]{{3,160}}\*|(?<!\w)_{_ASIDE}[^_\n]{{3,160}}_(?!\w))", _NOTE),
    (r"(?<=[.!?] )[Ee]xpand on (?:this|what|how|why|here)\b[^.!?\n]{0,80}[.!?]?", _NOTE),
    (r"(?<=\w )expand on what (?:this|that|it) (?:is|was|means)\b[.!?]?", _NOTE),
    (rf"\b(?:{_EITHER})\b", _UNDECIDED),
]
_GAPS = [
    # "[...]" marks words left out of a quotation, and "[text](address)" is a link: neither is a gap.
    (
        r"(?i:\[\s*(?:insert|add|tb[cad]|to be|to follow|todo|check|confirm|complete)\b[^\]\n]{0,200}\](?!\())",
        _GAP,
    ),
    (r"(?i:\[\s*(?:name|date|number|figure|amount|details?|title)\b[^\]\n\d]{0,60}\](?!\())", _GAP),
    (r"\[(?:[xX]{2,}|[?_\s]*)\](?!\()", _GAP),
    (rf"\b{_ORDER}(?= +(?!AND\b|OR\b)[A-Z]{{2,}}\b)(?:[ ,:;]+{_CAPITALS}(?![a-z]))+", _GAP),
    (r"\bINSERT\b", _GAP),
    (r"(?<![\w@/.-])(?:TB[CAD]|[Tt]b[cad]|TODO|FIXME|X{3,}|x{3,})(?![\w@/-])", _GAP),
    (r"\?{3,}", _GAP),
    (r"(?<!\w)_{3,}(?!\w)|(?<=\w)_{4,}(?!\w)", _GAP),
    # Dots that lead to a page number belong to a list of contents.
    (r"(?:\.{5,}|(?<=[\s:])\.{4,}|…{2,}|(?:\. ){4,}\.)(?![.…]|\s*\d{1,3}\s*$)", _GAP),
    (r"(?i:\blorem ipsum\b[^\n.]*)", _GAP),
    (r"(?i:\bClick (?:here|or tap(?: here)?) to enter [^\n.]*\.?)", _GAP),
    (r"(?<![\w/])(?=[\d/]*[xX?])[\dxX?]{1,2}/[\dxX?]{1,2}/[\dxX?]{2,4}(?![\w/])", _FIGURE),
    (r"\b(?:dd|DD)/(?:mm|MM)/(?:yy|YY){1,2}\b", _FIGURE),
    (rf"(?<!\w)(?:[xX]{{1,2}}|\?{{1,2}})(?:st|nd|rd|th)? +{_MONTH}\b", _FIGURE),
    (r"£ ?[xX](?:[xX.,]*[xX])?(?: ?(?:k|m|bn|million|billion))?\b", _FIGURE),
    (r"\b[xX]{1,3} ?(?:%|per cent\b)", _FIGURE),
    (r"(?:\b[A-Z]+ +)?\\\* *(?:MERGEFORMAT|CHARFORMAT)", _FIELD),
    (r"(?i:\bError! (?:Reference source|Bookmark|No text)[^\n.]*\.?)", _FIELD),
]
_NOTES, _GAPS = ([(re.compile(rule, re.MULTILINE), why) for rule, why in rules] for rules in (_NOTES, _GAPS))
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]+")


def drafting_notes(text: str) -> list[Mark]:
    """The notes a drafter left: `{{...}}`, asides in italics that give an order, wordings not chosen between."""
    return _marks(text, _NOTES)


def placeholders(text: str) -> list[Mark]:
    """Everything to fill or take out, in order of place: drafting notes, gaps, figures left as letters.

    Finds `{{...}}`, `[insert ...]`, TBC, "ADD FIGURES FROM ..." in capitals, "____", "xx/xx/2025" and the like;
    leaves headings in capitals, acronyms, web addresses and "etc..." alone.
    """
    return _marks(text, _NOTES + _GAPS)


def _marks(text: str, rules: list[tuple[re.Pattern[str], str]]) -> list[Mark]:
    """What the rules find, in order of place; where two overlap, the one that starts first, or is longer."""
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    found = [(match.start(), -match.end(), why) for rule, why in rules for match in rule.finditer(text)]
    marks: list[Mark] = []
    reached = 0
    for start, minus_end, why in sorted(found):
        end = -minus_end
        if start < reached or any(a <= start and end <= b for a, b in addresses):
            continue
        marks.append(Mark(start, end, text[start:end], why))
        reached = end
    return marks
