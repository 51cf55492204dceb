"""The limited Markdown that texts are written in: which marks mean something, and that no word is lost.

Paragraphs, lists, bold, italics, quotations, links and drafting notes; everything else stays as typed. Where
CommonMark would drop something typed (the second number of a list, a zero before a number, what is nested too
deep) the rules here keep it. See https://spec.commonmark.org/0.31.2/ for the marks themselves.
"""

import re
from collections import Counter
from functools import lru_cache
from html import escape
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from mdurl import encode

SCHEMES = {"http", "https", "mailto"}
UNNUMBERED = "{{unnumbered}}"
_DEEPEST = 40

# What may stand before the first word of a line: quotation marks, bullets and numbers.
_MARKS = r"^((?:[ \t]|>(?=[ \t>])|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*)"
_ZEROS = re.compile(_MARKS + r"(0[0-9]+)(?=[.)](?:[ \t]|$))", re.MULTILINE)
_MORE_THAN = re.compile(_MARKS + r">(?=[^\s>])", re.MULTILINE)
_NOTE = re.compile(r"\{\{(?:(?!\{\{|\}\}).)*\}\}", re.DOTALL)
_BARE_START = re.compile(r"(?<![\w.@/-])(?:https?://|www\.)(?=[A-Za-z0-9])", re.IGNORECASE)
_BARE = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^\s<>\"“”‘’\[\]{}|\\^`])+")


def parse(markdown):
    """The tokens of a text, checked: when a letter or figure of it would not be shown, the text as typed.

    Takes text of any kind; gives a list of markdown-it tokens.
    """
    source = markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    guarded = _MORE_THAN.sub(r"\1\\>", _ZEROS.sub(r"\1\2\\", source))
    tokens = _reader().parse(guarded)
    if _letters(source) - _shown(tokens):
        tokens = _reader(as_typed=True).parse(source)
    return tokens


def render(tokens):
    """The tokens as HTML text in which only the marks above are tags."""
    reader = _reader()
    return nh3.clean(
        reader.renderer.render(tokens, reader.options, {}),
        tags={"p", "ul", "ol", "li", "strong", "em", "blockquote", "a", "mark"},
        attributes={"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}},
        allowed_classes={"mark": {"app-note"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )


@lru_cache(maxsize=2)
def _reader(as_typed=False):
    """The parser; `as_typed` knows paragraphs alone."""
    reader = MarkdownIt("zero", {"maxNesting": _DEEPEST})
    reader.normalizeLink = encode
    reader.validateLink = _may_link
    for kind in ("softbreak", "hardbreak"):
        reader.add_render_rule(kind, lambda self, tokens, index, options, env: " ")
    if as_typed:
        return reader
    reader.enable(["list", "blockquote", "emphasis", "link", "newline", "escape"])
    reader.inline.ruler.at("text", _text)
    reader.inline.ruler.before("text", "bare_link", _bare_link)
    reader.inline.ruler.before("link", "note", _note)
    reader.core.ruler.after("block", "as_typed_numbers", _numbers)
    reader.core.ruler.after("block", "unnumbered", _unnumbered)
    return reader


@lru_cache(maxsize=4096)
def _may_link(address):
    """Whether an address is one that the cleaning keeps, so that a refused link stays as typed."""
    scheme = address.split(":", 1)[0].lower()
    if ":" not in address or scheme not in SCHEMES:
        return False
    return "href=" in nh3.clean(f'<a href="{escape(address)}">x</a>', url_schemes=SCHEMES)


def _text(state, silent):
    """Plain text, up to the next character that may mean something or a bare address (markdown-it's own
    rule, with the addresses added)."""
    ending = state.md.inline.terminator_re.search(state.src, state.pos)
    end = min(ending.start() if ending else state.posMax, state.posMax)
    bare = _BARE_START.search(state.src, state.pos + 1, min(end + 4, state.posMax))
    if bare and bare.start() < end:
        end = bare.start()
    if end <= state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _bare_link(state, silent):
    """A web address typed without marks becomes a link; the full stop or bracket after it does not."""
    if state.linkLevel or state.src[state.pos] not in "hHwW" or not _BARE_START.match(state.src, state.pos):
        return False
    typed = _BARE.match(state.src, state.pos, state.posMax).group()
    typed = _without_ending(typed)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", typed)
    address = encode(shown if "://" in shown[:8] else f"https://{shown}")
    host = address.split("://", 1)[1].split("/", 1)[0]
    if "." not in host or not state.md.validateLink(address):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = shown
        state.push("link_close", "a", -1)
    state.pos += len(typed)
    return True


def _without_ending(typed):
    """An address without the punctuation of the sentence around it."""
    while typed:
        if typed[-1] in ".,;:!?'*_~\\…" or (typed[-1] == ")" and typed.count(")") > typed.count("(")):
            typed = typed[:-1]
        else:
            break
    return typed


def _note(state, silent):
    """`{{note: check this}}` and other double braces are marked, so that nobody publishes one unseen."""
    note = _NOTE.match(state.src, state.pos, state.posMax)
    if not note:
        return False
    start, end = state.pos, note.end() - 2
    if not silent:
        whole = state.posMax
        state.push("note_open", "mark", 1).attrs = {"class": "app-note"}
        state.push("text", "", 0).content = "{{"
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("text", "", 0).content = "}}"
        state.push("note_close", "mark", -1)
        state.posMax = whole
    state.pos = end + 2
    return True


def _numbers(state):
    """Items of numbered lists keep the numbers typed: "4." then "6." must not print as 4 and 5."""
    expected = []
    for token in state.tokens:
        if token.type == "ordered_list_open":
            expected.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            expected.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and expected[-1] is not None:
            number = int(token.info)
            if number != expected[-1]:
                token.attrs = {"value": number}
            expected[-1] = number + 1


def _unnumbered(state):
    """Take `{{unnumbered}}` off the start of a paragraph and remember it on the paragraph."""
    for place, token in enumerate(state.tokens):
        if token.type == "inline" and token.content.startswith(UNNUMBERED):
            token.content = token.content[len(UNNUMBERED) :].lstrip()
            opening, closing = state.tokens[place - 1], state.tokens[place + 1]
            opening.meta["unnumbered"] = True
            opening.hidden = opening.hidden or not token.content
            closing.hidden = closing.hidden or not token.content


def _letters(text):
    """How many of each letter and figure are in a text."""
    return Counter(filter(str.isalnum, text))


def _shown(tokens):
    """How many of each letter and figure the tokens show, addresses and list numbers included."""
    shown = Counter()
    for token in tokens:
        if token.meta.get("unnumbered"):
            shown += _letters(UNNUMBERED)
        if token.type == "list_item_open":
            # A list shows 7 for a typed 007.
            shown += _letters(str(int(token.info)) if token.info.isdigit() else token.info)
        for child in token.children or ():
            shown += _letters(child.content)
            if child.type == "link_open":
                address = child.attrs["href"] + str(child.attrs.get("title", ""))
                shown += _letters(address)
                shown += Counter({c: n for c, n in _letters(unquote(address)).items() if not c.isascii()})
    return shown
