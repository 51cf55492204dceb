"""Texts as people read them: HTML for the page and the paper, plain words for lists and tables."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from . import markdown as limited


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a paper, with the lists and quotations that follow it; `numbered` unless it says not."""

    html: SafeString
    numbered: bool = True


@lru_cache(maxsize=2048)
def to_html(markdown):
    """A text in limited Markdown as cleaned HTML.

    Takes text; gives a SafeString of paragraphs, lists and quotations ("" for nothing). Every letter and figure
    typed is in it.
    """
    return mark_safe(limited.render(limited.parse(markdown or "")).strip())  # noqa: S308 (cleaned by nh3)


def to_plain(markdown):
    """A text as plain words: paragraphs apart by a blank line, list items by their mark, link addresses in
    brackets after the words that carry them."""
    return _Plain().write(limited.parse(markdown or ""))


@lru_cache(maxsize=1024)
def paragraphs(markdown):
    """A text as a tuple of `Paragraph`, so that a paper can number them.

    A list or quotation belongs to the paragraph before it. A paragraph that begins `{{unnumbered}}` comes
    without those words and with `numbered` False; on its own, the words speak for the paragraph after them.
    """
    groups, numbered, pending = [], True, True
    for block in _blocks(limited.parse(markdown or "")):
        opening = block[0]
        if opening.type == "paragraph_open":
            numbered = pending and not opening.meta.get("unnumbered")
            pending = True
            if opening.hidden:
                pending = False
                continue
            groups.append((list(block), numbered))
        elif groups and pending:
            groups[-1][0].extend(block)
        else:
            groups.append((list(block), pending))
            pending = True
    return tuple(
        Paragraph(mark_safe(limited.render(tokens).strip()), flag)  # noqa: S308 (cleaned by nh3)
        for tokens, flag in groups
    )


def _blocks(tokens):
    """The tokens cut into top-level blocks."""
    block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting == -1:
            yield block
            block = []


class _Plain:
    """Writes tokens as plain words."""

    def __init__(self):
        self.lines = []
        self.lists = []
        self.marker = ""
        self.depth = 0

    def write(self, tokens):
        """The plain text of the tokens."""
        for token in tokens:
            if token.type in ("ordered_list_open", "bullet_list_open"):
                self.lists.append(token.type)
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self.lists.pop()
                if not self.lists:
                    self.lines.append("")
            elif token.type == "list_item_open":
                self._flush()
                self.marker = f"{token.info}. " if self.lists[-1] == "ordered_list_open" else "- "
            elif token.type == "list_item_close":
                self._flush()
            elif token.type == "inline" and token.content:
                self._line(self._words(token.children))
                if not self.lists:
                    self.lines.append("")
        return "\n".join(self.lines).strip("\n")

    def _flush(self):
        """Write the number or bullet of an item that has no words."""
        if self.marker:
            self._line("")

    def _line(self, words):
        indent = "  " * max(0, len(self.lists) - 1)
        if self.lists and not self.marker:
            indent += "  "
        self.lines.append((indent + self.marker + words).rstrip())
        self.marker = ""

    def _words(self, children):
        words, links = "", []
        for child in children:
            if child.type in ("softbreak", "hardbreak"):
                words += " "
            elif child.type == "link_open":
                links.append((len(words), child.attrs["href"]))
            elif child.type == "link_close":
                start, address = links.pop()
                said = words[start:]
                if said not in (address, address.removeprefix("https://"), address.removeprefix("mailto:")):
                    words += f" ({address})"
            else:
                words += child.content
        return words
