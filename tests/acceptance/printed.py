"""Reads a printed paper as somebody who listens to it would: the tags of the PDF, in order, with their text.

`of_pdf(path)` and `of_page(page)` give a `Reading`: its blocks (paragraphs, list items, headings, cells) in order, each
knowing the row and cell of the table it stands in.
"""

import re
import subprocess
from dataclasses import dataclass

from .expected import ELLIPSIS

_BLOCKS = {"P", "H1", "H2", "H3", "H4", "LBody", "Lbl", "TH", "TD", "Caption"}
_NODE = re.compile(r"^( *)(?:\"(.*)\"|([A-Za-z0-9]+)(?: <[^>]*>)?(?: \([a-z]+\))?:?)$")

_PAGE = """root => {
  const blocks = [], rows = [...root.querySelectorAll("tr")];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) {
    const text = walker.currentNode.data, parent = walker.currentNode.parentElement;
    if (!text.trim() || parent.closest("nav")) continue;
    const block = parent.closest("p,li,h1,h2,h3,h4,th,td,caption,dt,dd,div");
    const cell = parent.closest("th,td"), row = parent.closest("tr");
    if (block !== last) {
      blocks.push({text: "", tag: block.localName, row: row ? rows.indexOf(row) : null,
                   cell: cell ? [...row.children].indexOf(cell) : null});
    }
    blocks.at(-1).text += text;
    last = block;
  }
  return blocks;
}"""


@dataclass
class Block:
    """A piece of text of its own; `row` and `cell` are None outside tables."""

    text: str
    tag: str
    row: int | None
    cell: int | None


def _says(block, is_whole, parts):
    """Whether a block is the string, or holds its parts in order."""
    if is_whole:
        return [block] == parts
    place, said = 0, block.casefold()
    for part in parts:
        place = said.find(part.casefold(), place)
        if place < 0:
            return False
    return True


class Reading:
    """The blocks of a paper in order.

    A PDF does not say whether one line follows another with a space, so its words are compared without spaces
    (`is_spaced` False); a web page's with them.
    """

    def __init__(self, blocks, *, is_spaced):
        self.is_spaced = is_spaced
        self.blocks = [
            Block(self.plain(one.text), one.tag, one.row, one.cell)
            for one in blocks
            if one.text.strip() and one.tag != "Lbl"
        ]
        assert self.blocks, "There is no text in this paper."

    def plain(self, text):
        """Words as they are compared here."""
        return (" " if self.is_spaced else "").join(text.split())

    def missing(self, expected):
        """Those of the expected strings that do not stand here in order; none when one pass finds them all.

        The longest run of them that is in order counts as found, so that one lost string is reported as one.
        """
        wanted = [(one.is_whole, [self.plain(part) for part in one.text.split(ELLIPSIS)]) for one in expected]
        blocks = [one.text for one in self.blocks]
        # best[i][j]: how many of the strings from i on are found in order in the blocks from j on.
        best = [[0] * (len(blocks) + 1) for _ in range(len(wanted) + 1)]
        for i in range(len(wanted) - 1, -1, -1):
            for j in range(len(blocks) - 1, -1, -1):
                if _says(blocks[j], *wanted[i]):
                    best[i][j] = best[i + 1][j + 1] + 1
                else:
                    best[i][j] = max(best[i + 1][j], best[i][j + 1])
        missing, i, j = [], 0, 0
        while i < len(wanted):
            if j < len(blocks) and _says(blocks[j], *wanted[i]):
                i, j = i + 1, j + 1
            elif j < len(blocks) and best[i][j] == best[i][j + 1]:
                j += 1
            else:
                missing.append(expected[i])
                i += 1
        return missing

    def row_of(self, text):
        """The row in which a text stands as a block of its own in the first cell, or None."""
        wanted = self.plain(text)
        return next(
            (one.row for one in self.blocks if one.text == wanted and one.row is not None and not one.cell), None
        )

    def cell(self, row, number):
        """The texts in one cell of a row, in order."""
        return [one.text for one in self.blocks if one.row == row and one.cell == number]

    def unnamed(self, names):
        """Those of the names that stand nowhere here, capitals apart."""
        said = "".join(one.text for one in self.blocks).replace("’", "'").casefold()
        return [name for name in names if self.plain(name).replace("’", "'").casefold() not in said]

    def whole(self, pattern):
        """Every block that is all of a pattern, in order: labels, numbers, citations."""
        return [one.text for one in self.blocks if re.fullmatch(pattern, one.text)]

    def plain_all(self, texts):
        """Several texts as they are compared here."""
        return [self.plain(text) for text in texts]


def of_pdf(path):
    """The Reading of a PDF by its tags, without the list of contents."""
    said = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True, text=True).stdout
    blocks, open_nodes, rows, cells = [], [], -1, -1
    contents = None  # how deep the list of contents lies, while inside it
    last = None
    for line in said.splitlines():
        found = _NODE.match(line)
        if not found:
            continue
        depth, text, tag = len(found.group(1)), found.group(2), found.group(3)
        while open_nodes and open_nodes[-1][0] >= depth:
            open_nodes.pop()
        if contents is not None and depth <= contents:
            contents = None
        if tag:
            node = object()
            open_nodes.append((depth, tag, node))
            if tag == "TR":
                rows, cells = rows + 1, -1
            elif tag in ("TH", "TD"):
                cells += 1
            continue
        block = next((one for one in reversed(open_nodes) if one[1] in _BLOCKS), open_nodes[-1])
        if block[1] == "H2" and text.strip() in ("Contents", "Cynnwys"):
            contents = next(one[0] for one in open_nodes if one[1] == "NonStruct")
        if contents is not None:
            continue
        in_row = any(one[1] == "TR" for one in open_nodes)
        if block[2] is not last:
            blocks.append(Block("", block[1], rows if in_row else None, cells if in_row else None))
            last = block[2]
        blocks[-1].text += " " + text
    return Reading(blocks, is_spaced=False)


def of_page(page):
    """The Reading of the paper on an open web page."""
    return Reading([Block(**one) for one in page.locator("article.paper").evaluate(_PAGE)], is_spaced=True)


def pages(path):
    """The text of each page with its heads and feet."""
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    return said.split("\f")[:-1]
