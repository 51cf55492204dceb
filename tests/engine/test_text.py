"""Texts: the marks that mean something, and that no word typed is ever lost."""

import json
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrutiny.engine.text import paragraphs, to_html, to_plain

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


class Reader(HTMLParser):
    """Reads HTML as a browser shows it: words, list numbers, and the addresses behind links."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.shown, self.tags, self.numbers = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag == "ol":
            self.numbers.append(int(attrs.get("start", 1)))
        elif tag == "ul":
            self.numbers.append(None)
        elif tag == "li" and self.numbers[-1] is not None:
            number = int(attrs.get("value", self.numbers[-1]))
            self.shown.append(f"{number}. ")
            self.numbers[-1] = number + 1
        elif tag == "a":
            self.shown.append(f"<{attrs.get('href')}{attrs.get('title', '')}>")

    def handle_endtag(self, tag):
        if tag in ("ol", "ul"):
            self.numbers.pop()
        if tag in ("p", "li"):
            self.shown.append("\n")

    def handle_data(self, data):
        self.shown.append(data)


def read(html):
    """The Reader after reading."""
    reader = Reader()
    reader.feed(html)
    return reader


def letters(text):
    return Counter(character for character in text if character.isalnum())


MARKS = ["#", "|", "`", "<", ">", "> ", "&", "4. ", "10) ", "007. ", "- ", "+ ", "* ", "**", "*", "_", "~~", "[", "]",
         "](", "(", ")", "!", "{{", "}}", "{{note: ", "\\", "\n", "\n\n", "    ", "\t", "---", "===", "```", ":", "https://",
         "www.",
         "example.org/", "mailto:", "&copy;", "<b>", "</p>", "<!--", '"', "'", "  \n", "\r\n", "é", "ŵ", "7", "\x00",
         "javascript:", "[a]: https://example.org\n", "<https://example.org>", "x", "%41", "|---|"]  # fmt: skip
typed = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=6)), max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(typed)
@example("1. a\n3. b\n1. c")
@example("007. bond\n1. a\n02. b")
@example("007. 007. 007. ")
@example(">" * 60 + " deep")
@example("> " * 60 + "deep")
@example("".join("  " * depth + "- item\n" for depth in range(60)))
@example("[label]: https://example.org 'title'")
@example("[a](javascript:alert(1)) [b](http://[bad) [c](https://example.org 'title')")
@example("# heading\n\n```\ncode\n```\n\n    indented\n\n| a | b |\n|---|---|")
def test_no_letter_or_figure_is_lost(text):
    html = to_html(text)
    shown = "".join(read(html).shown)
    assert not letters(text) - (letters(shown) + letters(unquote(shown)))
    plain = to_plain(text)
    assert not letters(text) - (letters(plain) + letters(unquote(plain)) + letters(titles(html)))


def titles(html):
    """The titles of links, which plain words leave out."""
    return " ".join(str(attrs.get("title", "")) for _, attrs in read(html).tags)


@settings(max_examples=200, deadline=None)
@given(typed)
def test_only_the_known_tags_come_out(text):
    for tag, attrs in read(to_html(text)).tags:
        assert tag in {"p", "ul", "ol", "li", "strong", "em", "blockquote", "a", "mark"}
        assert set(attrs) <= {"href", "title", "start", "value", "class"}
        assert attrs.get("class", "app-note") == "app-note"
        if "href" in attrs:
            assert re.match("https?://|mailto:", attrs["href"], re.IGNORECASE)


@settings(max_examples=150, deadline=None)
@given(typed)
def test_paragraphs_hold_what_the_whole_text_holds(text):
    whole, parts = read(to_html(text)), read("\n".join(part.html for part in paragraphs(text)))
    assert "".join("".join(whole.shown).split()) == "".join("".join(parts.shown).split())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one two</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("**bold** and *italic* and _too_", "<p><strong>bold</strong> and <em>italic</em> and <em>too</em></p>"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("4. a\n5. b", '<ol start="4">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("4. a\n6. b", '<ol start="4">\n<li>a</li>\n<li value="6">b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        (">50 people", "<p>&gt;50 people</p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("![picture](https://a.org/b.png)", '<p>!<a href="https://a.org/b.png">picture</a></p>'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("&copy; R&D", "<p>&amp;copy; R&amp;D</p>"),
        ("5 * 3 * 2 and a_b_c", "<p>5 * 3 * 2 and a_b_c</p>"),
        (r"2\. not a list, \*plain\*", "<p>2. not a list, *plain*</p>"),
        ("“quoted” – and — 'so' ...", "<p>“quoted” – and — 'so' ...</p>"),
        ("[a](https://b.org)", '<p><a href="https://b.org">a</a></p>'),
        ("[a](mailto:c@b.org)", '<p><a href="mailto:c@b.org">a</a></p>'),
        ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>"),
        ("[a](/local)", "<p>[a](/local)</p>"),
        ("(see www.b.org/x_y_z).", '<p>(see <a href="https://www.b.org/x_y_z">www.b.org/x_y_z</a>).</p>'),
        ("https://b.org/a(b), then", '<p><a href="https://b.org/a(b)">https://b.org/a(b)</a>, then</p>'),
        ("[see www.b.org](https://c.org)", '<p><a href="https://c.org">see www.b.org</a></p>'),
        ("http://localhost and www. alone", "<p>http://localhost and www. alone</p>"),
        ("`code` | ~~x~~", "<p>`code` | ~~x~~</p>"),
        ("", ""),
    ],
)
def test_marks(text, html):
    assert to_html(text) == html


def test_notes_are_marked_inside_a_paragraph():
    html = to_html("Cost was {{note: check **this** with finance}} and {{figure}} in all. {{ open")
    assert '<mark class="app-note">{{note: check <strong>this</strong> with finance}}</mark> and' in html
    assert '<mark class="app-note">{{figure}}</mark> in all. {{ open</p>' in html


def test_paragraphs_carry_their_lists_and_say_whether_they_are_numbered():
    parts = paragraphs(
        "First.\n\n- a\n- b\n\n> said\n\n{{unnumbered}} Second\ngoes on.\n\nThird.\n\n{{unnumbered}}\n\nFourth.\n\n- c"
    )
    assert [part.numbered for part in parts] == [True, False, True, False]
    assert "<li>b</li>" in parts[0].html
    assert "said" in parts[0].html
    assert parts[1].html == "<p>Second goes on.</p>"
    assert "unnumbered" not in "".join(part.html for part in parts) + to_html("{{unnumbered}} x")
    assert "<li>c</li>" in parts[3].html


def test_a_list_with_no_paragraph_before_it_stands_alone():
    assert [part.html[:4] for part in paragraphs("- a\n\nText")] == ["<ul>", "<p>T"]


def test_plain_words():
    text = "Said **so** [here](https://a.org).\n\n4. four\n5. five\n   - deep\n\n> quoted\nwww.b.org"
    assert to_plain(text) == "Said so here (https://a.org).\n\n4. four\n5. five\n  - deep\n\nquoted www.b.org"


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "*a " * 16_000, "{{" * 25_000, "<" * 50_000, "> " * 20_000, "**_" * 16_000]
)
def test_a_hostile_text_comes_back_whole(text):
    assert not letters(text) - letters(unescape(to_html(text)))


def strings(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_no_word_of_a_real_paper_is_lost():
    papers = sorted(SEEDS.glob("*.json"))
    texts = [text for paper in papers for text in strings(json.loads(paper.read_text()))] or [
        "1. The panel heard that 14% of pupils (n=203) had waited.\n2. It asked why:\n- cost\n- time"
    ]
    for text in texts:
        shown = "".join(read(to_html(text)).shown)
        assert not letters(text) - letters(shown), text[:80]
