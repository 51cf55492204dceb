"""Cut one long HTML document into pieces that can be laid out apart, and fill in the page numbers of its contents.

A document says itself where it may be cut, by comments that stand alone: `<!--head-->` before its cover and contents,
`<!--/head-->` after them, `<!--block-->` before each block (and `<!--section-->` behind it where a new section begins),
`<!--/blocks-->` after the last and `<!--end-->` where the element that holds the blocks is closed. Typed text cannot
hold them: cleaning takes comments out.
"""

import re
from dataclasses import dataclass

# About 25 pages: longer pieces cost more a page, shorter ones waste paper, since each begins on a page of its own.
PIECE_CHARS = 70_000
_HEAD, _HEAD_END, _BLOCK, _BLOCKS_END, _END = (
    "<!--head-->",
    "<!--/head-->",
    "<!--block-->",
    "<!--/blocks-->",
    "<!--end-->",
)
_NUMBER = re.compile(r'<span class="paper-contents-page" data-href="#([^"]*)"></span>')
_SECTION = "<!--section-->"
_ANY = re.compile(r"<!--/?(?:head|blocks?|section|end)-->")


@dataclass(frozen=True)
class Pieces:
    """A document cut up: its head apart when that lists contents (else ""), and the rest in order."""

    head: str
    rest: tuple[str, ...]


def cut(html: str, most_chars: int = PIECE_CHARS) -> Pieces:
    """The pieces of `html`, each a whole document: one when it is short, and its head apart if it has contents."""
    marks = [html.find(mark) for mark in (_HEAD, _HEAD_END, _BLOCK, _BLOCKS_END, _END)]
    if -1 in marks or marks != sorted(marks):
        return Pieces("", (_bare(html),))
    start, head_end, _, blocks_end, end = marks
    before, head, after = html[:start], html[start:head_end], html[end:]
    opened, *blocks = html[head_end:blocks_end].split(_BLOCK)
    closed = html[blocks_end:end]
    listed = _NUMBER.search(head) is not None
    rest = []
    for place, run in enumerate(_runs(blocks, most_chars)):
        above = head if place == 0 and not listed else ""
        rest.append(_bare(before + above + opened + run + closed + after))
    return Pieces(_bare(before + head + after) if listed else "", tuple(rest))


def _runs(blocks: list[str], most_chars: int) -> list[str]:
    """Blocks put together up to `most_chars`: a section stays whole unless it alone is longer than that."""
    sections = []
    for block in blocks:
        if block.startswith(_SECTION) or not sections:
            sections.append([])
        sections[-1].append(block)
    runs = [""]
    for section in sections:
        whole = "".join(section)
        for unit in [whole] if len(whole) <= most_chars else section:
            if runs[-1] and len(runs[-1]) + len(unit) > most_chars:
                runs.append("")
            runs[-1] += unit
    return runs


def numbered(head: str, pages: dict[str, int]) -> str:
    """The head with the page of each thing in its contents; "" for what is not there."""
    return _NUMBER.sub(lambda found: _number(pages.get(found[1])), head)


def _number(page: int | None) -> str:
    return "" if page is None else f'<span class="paper-contents-page">{page}</span>'


def _bare(html: str) -> str:
    return _ANY.sub("", html)
