"""Cut one long HTML document into pieces that can be laid out apart, and fill in the page numbers of its contents.

A document says itself where it may be cut, by comments that stand alone: `<!--head-->` before its cover and contents,
`<!--/head-->` after them, `<!--block-->` before each block (and `<!--section-->` behind it where a new section begins),
`<!--/blocks-->` after the last and `<!--end-->` where the element that holds the blocks is closed. Typed text cannot
hold them: cleaning takes comments out.
"""

import re
from dataclasses import dataclass

# Some 18 pages: longer pieces cost more a page and leave one of two processes idle at the end; shorter ones cost more
# for themselves, and waste paper, since each begins on a page of its own.
PIECE_CHARS = 62_000
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
    """Blocks put together in runs of about one length, an even number of them since two are laid out at a time.

    None is meant to be longer than `most_chars`. A section stays whole unless it alone is longer than that.
    """
    sections = []
    for block in blocks:
        if block.startswith(_SECTION) or not sections:
            sections.append([])
        sections[-1].append(block)
    units = []
    for section in sections:
        whole = "".join(section)
        units += [whole] if len(whole) <= most_chars else section
    total = sum(map(len, units))
    count = -(-total // most_chars)
    count += count % 2 if count > 1 else 0
    runs, before = {}, 0
    for unit in units:
        run = (before + len(unit) // 2) * count // max(total, 1)
        runs[run] = runs.get(run, "") + unit
        before += len(unit)
    return list(runs.values()) or [""]


def numbered(head: str, pages: dict[str, int]) -> str:
    """The head with the page of each thing in its contents; "" for what is not there."""
    return _NUMBER.sub(lambda found: _number(pages.get(found[1])), head)


def _number(page: int | None) -> str:
    return "" if page is None else f'<span class="paper-contents-page">{page}</span>'


def _bare(html: str) -> str:
    return _ANY.sub("", html)
