"""Small pieces of printed English: dates, counts, lists, typed lines."""

import re
from itertools import groupby

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates

_BULLET = re.compile(r"^\s*(?:[-*•●▪–]|\d{1,3}[.)])\s+")
_NESTED = re.compile(r"^[ \t]+[-*•]\s", re.MULTILINE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TAG_ENDS = re.compile(r"<(?:br|/p|/li|/td|/th|/tr|/blockquote|/ul|/ol)\b[^>]*>", re.IGNORECASE)


def day(on):
    """A date as papers print it: "5 July 2011"."""
    return f"{on.day} {on:%B %Y}"


def when(partial):
    """A partial date after its preposition: "on 5 July 2011", "in July 2011", or "" for none."""
    if not partial:
        return ""
    return f"{'on' if len(partial) == 10 else 'in'} {partial_dates.in_words(partial)}"


def count(number, one, many):
    """A number and its noun, small numbers in words: "two meetings", "14 meetings"."""
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {one if number == 1 else many}"


def joined(items):
    """Items as a sentence lists them: "a, b and c"."""
    items = list(items)
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def the(name):
    """A body's name after its article: "the Transport Committee"; one that has an article keeps it."""
    return name[:1].lower() + name[1:] if name.casefold().startswith("the ") else f"the {name}"


def lines_of(typed):
    """The lines of a typed list, without bullets or numbers."""
    return [line for line in (_BULLET.sub("", line).strip() for line in typed.splitlines()) if line]


def items_of(typed):
    """A typed list as the items of papers/blocks/list.html, one a line; None when it is more than one plain list.

    Text with paragraphs between, or lists within, is not such a list: print it as it was written.
    """
    if _NESTED.search(typed):
        return None
    blocks = [block for block in re.split(r"\n\s*\n", typed.strip()) if block.strip()]
    if len(blocks) > 1 and not all(_BULLET.match(block) for block in blocks):
        return None
    return [{"html": text.to_html(line)} for line in lines_of(typed)]


def list_html(items):
    """Plain items as HTML: one as a paragraph, several as a list, none as ""."""
    items = list(items)
    if len(items) < 2:
        return format_html_join("", "<p>{}</p>", ((one,) for one in items))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in items)))


def typed_html(typed):
    """Typed text as cleaned HTML in which every line stays a line, unless it has lists, quotations or paragraphs."""
    lines = [line.strip() for line in typed.strip().splitlines()]
    if "" in lines or any(_BULLET.match(line) or line.startswith(">") for line in lines):
        return text.to_html(typed)
    return format_html_join("", "{}", ((text.to_html(line),) for line in lines))


def lines_html(typed):
    """Typed lines as cleaned HTML, such as an address: each on its own line, a paragraph where a blank line stands.

    With lists or quotations it is printed as it was written.
    """
    lines = [_inline(line) if line.strip() else "" for line in typed.strip().splitlines()]
    if None in lines:
        return text.to_html(typed)
    groups = [[*group] for has_words, group in groupby(lines, key=bool) if has_words]
    broken = (format_html_join(SafeString("<br>"), "{}", ((line,) for line in group)) for group in groups)
    return format_html_join("", "<p>{}</p>", ((group,) for group in broken))


def _inline(line):
    """A typed line as cleaned HTML without the paragraph around it; None where it is anything else."""
    html = text.to_html(line)
    is_one = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return type(html)(html[3:-4]) if is_one else None  # as safe as it was


def said_in(data):
    """Every word that shaped data prints, as plain text: strings of dicts and lists, without tags or addresses."""
    if isinstance(data, str):
        return [strip_tags(_TAG_ENDS.sub(" ", data))]
    if isinstance(data, dict):
        skipped = ("template", "anchor", "href", "citation_anchor", "see_also_anchor", "id")
        return [words for key, value in data.items() if key not in skipped for words in said_in(value)]
    if isinstance(data, list | tuple):
        return [words for value in data for words in said_in(value)]
    return []
