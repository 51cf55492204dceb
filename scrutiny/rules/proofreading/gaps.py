"""What was never filled in or never taken out: gaps, notes to oneself, field codes and stray markup."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scrutiny.engine.rules.words import Mark, drafting_notes, placeholders
from scrutiny.rules.proofreading.paper import NOISE, NOTE, PLACEHOLDER, TEXT, Paper, Report, quote

# What Word writes into a field: its name in capitals, then switches.
_FIELD = re.compile(
    r"\\\*\s*(?:MERGEFORMAT|CHARFORMAT|ARABIC|ROMAN|ALPHABETIC)\b|\b(?:REF|PAGEREF|NOTEREF)\s+_\w+(?:\s+\\\w)*|"
    r"\bSEQ\s+\w+\s+\\\S+|\bTOC\s+\\\S+|\bHYPERLINK\s+\\?[\"“]\S*|\bFORM(?:TEXT|CHECKBOX|DROPDOWN)\b|\bMACROBUTTON\b|"
    r"\bMERGEFIELD\s+\w+|«\w+»"
)
_TAG = re.compile(
    r"</?(?:u|b|i|em|strong|span|font|p|br|div|sup|sub|td|tr|table|a|o:p|li|ul|ol)(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|rsquo|lsquo|ldquo|rdquo|ndash|mdash|#\d{2,5});")
_STARS = re.compile(r"\*\*|\\\*\\\*")
_ASIDE = re.compile(
    r"[(\[](?:(?:please )?(?:check|confirm|query|reword|rewrite|clarify)(?:\s+(?:with|this|if|whether|that|date|"
    r"figure|name|spelling)\b[^()\[\]\n]{0,80}|\s*\??)|note to (?:self|author|editor)\b[^()\[\]\n]{0,80}|"
    r"(?:is|are) this (?:right|correct|still)\b[^()\[\]\n]{0,60}|"
    r"needs? (?:checking|updating|rewording)[^()\[\]\n]{0,60})"
    r"[)\]]",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?i:\bnote to (?:self|author|editor)\b)[^.\n]{0,80}|(?<=[.!?] )(?:Check|Confirm) with \w+[^.\n]{0,60}\?"
)


def reports(paper: Paper) -> Iterator[Report]:
    """The gaps, notes and noise of every text, in order."""
    for which, part in enumerate(paper.parts):
        for kind, marks in _found(part.words, part.kind == TEXT):
            quotes = tuple(quote(paper.parts, which, mark.start, mark.end) for mark in marks)
            yield Report(kind, quotes, marks[0].why)


@lru_cache(maxsize=4096)
def _found(text: str, is_markdown: bool) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
    """The marks of one text as (kind, marks); markup of one text is one report."""
    notes = drafting_notes(text)
    spans = {(mark.start, mark.end) for mark in notes}
    found = [(NOTE, (mark,)) for mark in notes]
    for mark in placeholders(text):
        if (mark.start, mark.end) not in spans:
            found.append((NOISE if _FIELD.search(mark.text) else PLACEHOLDER, (mark,)))
            spans.add((mark.start, mark.end))
    for rule in (_ASIDE, _SELF):
        for match in rule.finditer(text):
            if not _within(match, spans):
                spans.add(match.span())
                found.append((NOTE, (_mark(match, "This is a note to oneself. Act on it and take it out."),)))
    fields = [match for match in _FIELD.finditer(text) if not _within(match, spans)]
    if fields:
        why = "This is left over from a word processor's field, not text. Delete it, or type what it should show."
        found.append((NOISE, tuple(_mark(match, why) for match in fields)))
    markup = [match for rule in (_TAG, _ENTITY) for match in rule.finditer(text) if not _within(match, spans)]
    stars = list(_STARS.finditer(text))
    if stars and (not is_markdown or len(stars) % 2 or stars[0].group().startswith("\\")):
        markup += stars
    if markup:
        why = f"{markup[0].group()} is markup, not text. Take it out; bold and italic have their own buttons."
        found.append((NOISE, tuple(_mark(match, why) for match in sorted(markup, key=re.Match.start))))
    return tuple(found)


def _mark(match: re.Match[str], why: str) -> Mark:
    return Mark(*match.span(), match.group(), why)


def _within(match: re.Match[str], spans: set[tuple[int, int]]) -> bool:
    """Whether a match lies in what is reported already."""
    return any(start < match.end() and match.start() < end for start, end in spans)
