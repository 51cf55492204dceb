"""A pasted block, from Word or a PDF, taken apart into the findings it holds.

By its numbers if it has them, else by blank lines and bullets, else by lines that end as sentences do. Lines
broken only to fit a page are joined. Nothing typed is lost but the bullets; labels are handed over apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BULLETS = "•·●▪▫◦‣⁃➢\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]\s*|[-–—*]\s+|o(?:\t|[ ]{{2,}})\s*)(?=\S)")
_LONE_BULLET = re.compile(rf"\s*[{BULLETS}*–—-]\s*")

_NUMBERS = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}"
_LABELS = {
    # A bare number is a label only with a stop, a bracket, a tab or a wide space after it, so that a line
    # broken before "54 social workers" is not taken for the fifty-fourth finding.
    "number": re.compile(
        rf"\s*((?:(?:Recommendation|Finding|Conclusion|Paragraph)\s+)?(?:\({_NUMBERS}[a-z]?\)|R{_NUMBERS}[.):]?)"
        rf"|(?:Recommendation|Finding|Conclusion|Paragraph)\s+{_NUMBERS}[a-z]?[.):]?"
        rf"|[0-9]{{1,3}}[a-z]?[.)](?![0-9])"
        rf"|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,3}}[.)]?(?=\s*$|\s*\t|\s+[^\sa-z])"
        rf"|[0-9]{{1,3}}(?=\s*\t|[ ]{{2,}}|\s*$))(?:\s+|$)"
    ),
    "letter": re.compile(r"\s*(\([a-z]{1,4}\)|[a-z]{1,4}\))\s+(?=\S)"),
}
_STOP = re.compile(r"[.!?:;…][)\]\"'”’»]*$")
_SENTENCE_END = re.compile(r"[.!?…][)\]\"'”’»]*$")
_CUT_LENGTH = 60  # a paragraph at least this long without a stop was cut by a page break
_SHORT = 70  # lines all below this and without stops are a list


@dataclass(frozen=True)
class Piece:
    """One finding of a pasted block: its label as typed ("4.1", "(a)" or "") and its text."""

    label: str
    text: str


def split_block(text: str) -> list[str]:
    """The findings in a pasted block, in order, without bullets and labels; blank text gives none."""
    return [piece.text for piece in split_numbered(text) if piece.text]


def split_numbered(text: str) -> list[Piece]:
    """The findings in a pasted block with the labels they bore.

    Every character but white space and bullets is in some label or text, in order. A label with nothing after
    it is a piece with an empty text.
    """
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    kind = _numbering(lines)
    pieces = _by_label(lines, _LABELS[kind]) if kind else _by_paragraph(lines)
    return [piece for piece in pieces if piece.label or piece.text]


def _numbering(lines: list[str]) -> str:
    """The kind of label that divides the block: that of the first labelled line, or "" when none is."""
    for line in lines:
        for kind, label in _LABELS.items():
            if label.match(line):
                return kind
    return ""


def _by_label(lines: list[str], label: re.Pattern[str]) -> Iterator[Piece]:
    """One piece from each label to the next; what stands before the first label is split by paragraphs."""
    starts = [place for place, line in enumerate(lines) if label.match(line)]
    yield from _by_paragraph(lines[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = label.match(lines[start])
        paragraphs = _paragraphs([lines[start][found.end() :], *lines[start + 1 : end]])
        bodies = ["\n".join(_body(paragraph)) for paragraph in paragraphs]
        heading = bodies.pop() if end < len(lines) and len(bodies) > 1 and _is_heading(bodies[-1]) else ""
        yield Piece(" ".join(found.group(1).split()), "\n\n".join(bodies))
        yield Piece("", heading)


def _is_heading(text: str) -> bool:
    """Whether a paragraph just before the next label reads as the heading of what follows."""
    return len(text) < _SHORT and "\n" not in text and text[0].isupper() and not _STOP.search(text)


def _body(paragraph: list[str]) -> Iterator[str]:
    """The lines of a paragraph inside a numbered finding: wraps joined, each bullet on a line of its own."""
    for bullet, group in _bulleted(paragraph):
        yield ("- " if bullet else "") + _join(group)


def _by_paragraph(lines: list[str]) -> list[Piece]:
    """Pieces by blank lines, bullets, table cells and sentences; a paragraph cut by a page break is joined."""
    texts: list[str] = []
    whole = True  # whether the last text may not go on in the next paragraph
    for paragraph in _paragraphs(lines):
        for place, (bullet, group) in enumerate(_bulleted(paragraph)):
            sentences = [_join(part) for part in _sentences(group)]
            cut = texts and not place and not bullet and not whole and sentences[0][:1].islower()
            if cut:
                texts[-1] += " " + sentences.pop(0)
            texts += sentences
        whole = bool(_STOP.search(texts[-1])) or len(texts[-1]) < _CUT_LENGTH
    return [Piece("", text) for text in texts]


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """The runs of lines between blank ones; a line with table cells gives each cell as a paragraph."""
    gathered: list[str] = []
    for line in lines:
        cells = [cell for cell in line.split("\t") if cell.strip()]
        if len(cells) > 1 and not _BULLET.match(line):
            if gathered:
                yield gathered
                gathered = []
            yield from ([cell] for cell in cells)
        elif cells and not _LONE_BULLET.fullmatch(line):
            gathered.append(line)
        elif gathered:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _bulleted(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in groups, each from one bullet to the next, bullets off, with whether the group had one."""
    group: list[str] = []
    bullet = False
    for line in lines:
        if found := _BULLET.match(line):
            if group:
                yield bullet, group
            group, bullet = [line[found.end() :]], True
        else:
            group.append(line)
    if group:
        yield bullet, group


def _sentences(lines: list[str]) -> Iterator[list[str]]:
    """The lines in groups, each to be joined: parted where a line ended because its sentence did.

    A line broken to fit the page has no room for the next line's first word; one that had room, and ends as a
    sentence, ended there on purpose; so did one that ends its table row. Short lines none of which ends as a
    sentence are a list.
    """
    row_ends = [line.endswith("\t") for line in lines]
    lines = [line.strip() for line in lines]
    width = max(map(len, lines))
    is_list = len(lines) > 1 and all(
        len(line) < _SHORT and line[:1].isupper() and not _STOP.search(line) and line[-1] != "," for line in lines
    )
    all_end = all(_STOP.search(line) for line in lines)
    group: list[str] = []
    for line, following, row_end in zip(lines, [*lines[1:], ""], row_ends, strict=True):
        group.append(line)
        room = len(line) + 1 + len(following.split(" ", 1)[0]) <= width
        if is_list or all_end or ((room or row_end) and _SENTENCE_END.search(line)):
            yield group
            group = []
    if group:
        yield group


def _join(lines: Iterable[str]) -> str:
    """Lines made one: a space between, but none after the hyphen of a word broken over two lines."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        broken = re.search(r"[^\W\d_]-$", text) and line[:1].islower()
        text += line if broken or not text else f" {line}"
    return text
