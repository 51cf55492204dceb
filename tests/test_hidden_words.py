"""Words for those who hear a page, added to a link or button: they go on after a space, without a colon.

A browser makes the name of "Up<span hidden>: move it</span>" into "Up : move it", which nobody would say.
"""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SPAN = '<span class="govuk-visually-hidden">'
WRONG = re.compile(rf"[^\s>'\"(]{SPAN}(?! [^\s:,.])|{SPAN} ?[:,.]")
SOURCES = [
    path
    for folder in ("templates", "scrutiny", "recommendations", "boards")
    for path in (PROJECT / folder).rglob("*")
    if path.suffix in (".html", ".py")
]


def test_hidden_words_go_on_after_a_space():
    found = [
        f"{path.relative_to(PROJECT)}: {match.group()}{path.read_text()[match.end() :][:20]}"
        for path in SOURCES
        for match in WRONG.finditer(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("html", "is_wrong"),
    [
        ('Up<span class="govuk-visually-hidden">: move it</span>', True),
        ('Up<span class="govuk-visually-hidden"> : it</span>', True),
        ('{% endif %}<span class="govuk-visually-hidden">of it</span>', True),
        ("f'<span class=\"govuk-visually-hidden\">: move {name}</span>'", True),
        ('Up<span class="govuk-visually-hidden"> one place</span>', False),
        ('<p><span class="govuk-visually-hidden">Error:</span> No</p>', False),
    ],
)
def test_the_pattern_finds_what_it_should(html, is_wrong):
    assert bool(WRONG.search(html)) == is_wrong
