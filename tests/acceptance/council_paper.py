"""A committee's paper without a review of its own: what is typed, and what must then be printed, in order.

council_seeds.py makes a `CouncilPaper` of a seed; paper_writer.py enters it.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from .expected import Expected
from .truth import UNNUMBERED, WRITTEN, strings_of

THROUGH, BY_SECTION = "Through the paper: 1, 2, 3", "By section: 1, 1.1, 1.2"
# What the forms call the kinds of section that are not of a review.
WARDS, ASKS, IMPLICATIONS = "Wards affected", "What members are asked", "Implications"
QUALITY, CONTACT, GLOSSARY, BACKGROUND = "Data quality", "Contact", "Glossary", "Background papers"
PART = "a heading that a section prints"
PARTNERS, PLAN = "Board: partners", "Board: business plan"
MEASURES, INSPECTIONS = "Board: indicators", "Board: inspections and notices"
COUNTED = (WRITTEN, ASKS, PART)


@dataclass
class Piece:
    """A section of the paper: `kind` is the visible name of its kind, `text` what the officer types into it.

    `live` is what a section that fills itself must print, `parts` the headings that it prints below it, each with its
    text. `number` and `labels` are worked out by `CouncilPaper`.
    """

    kind: str = WRITTEN
    heading: str = ""
    text: str = ""
    live: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    level: int = 1
    is_numbered: bool = True
    choice: str = ""
    number: str = ""
    labels: list = field(default_factory=list)

    @property
    def is_counted(self):
        """Whether its paragraphs take numbers of the paper."""
        return self.kind in COUNTED and self.is_numbered and bool(self.text)

    def paragraphs(self):
        """The paragraphs that are typed, a list with the one before it: pairs of the text and whether it is counted."""
        found = []
        for one in re.split(r"\n\s*\n", self.text) if self.text else []:
            if found and one.startswith("- "):
                found[-1] = (f"{found[-1][0]}\n\n{one}", found[-1][1])
            else:
                found.append((one, not one.startswith(UNNUMBERED)))
        return found

    def strings(self):
        """What must be printed of it, in order."""
        found = [Expected(f"{self.number} {self.heading}".strip(), "heading")] if self.heading else []
        if self.live:
            return found + self.live
        labels = iter(self.labels)
        for text, is_counted in self.paragraphs():
            if is_counted and self.labels:
                found.append(Expected(next(labels), "number"))
            found += [Expected(one, "paragraph") for one in strings_of(text)]
        return [*found, *(one for part in self.parts for one in part.strings())]


@dataclass
class Board:
    """What a paper tells of a board: the lists of its truth, indicators and inspections as dicts of what is entered."""

    name: str
    abbreviation: str
    members: list
    partners: list
    plan_year: str
    plan_title: str
    aims: list
    priorities: list
    indicators: list
    inspections: list
    glossary: list
    year: str


@dataclass
class CouncilPaper:
    """A whole paper; `further` are pairs of a body and the day on which the paper goes there too.

    `headings` are those of the council that differ from the usual: pairs of the usual one ("" for one more) and the
    council's; `nothing` those with nothing to say. `printed_behind` is the title of the appendix that is another paper
    of this installation. `names` are people and bodies of the truth, each
    printed somewhere, in no order of their own.
    """

    seed: str
    council: str
    title: str
    kind: str
    committee: str
    pieces: list
    style: str
    front: list = field(default_factory=list)
    behind: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    meeting: str = ""
    further: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    nothing: list = field(default_factory=list)
    printed_behind: str = ""
    details: dict = field(default_factory=dict)
    appendices: list = field(default_factory=list)
    quality: dict = field(default_factory=dict)
    says_part: bool = False
    delegated: bool = False
    names: list = field(default_factory=list)
    board: Board | None = None

    def __post_init__(self):
        """Number it as the council's style says, whatever was printed."""
        (_through if self.style == THROUGH else _by_section)(list(self._numbered()))

    def _numbered(self):
        """The pieces, in place of one without a heading its parts."""
        for piece in self.pieces:
            yield from piece.parts if piece.parts else [piece]

    def said(self):
        """What is entered under the council's standard headings: {heading: text}."""
        parts = [part for piece in self.pieces for part in piece.parts]
        return {part.heading: part.text for part in parts if part.heading in [name for _, name in self.headings]}

    def strings(self):
        """Every string in the order of print."""
        return [*self.front, *(one for piece in self.pieces for one in piece.strings()), *self.behind]

    def numbers(self):
        """The numbers of the paragraphs in order."""
        return [label for piece in self._numbered() for label in piece.labels]


def in_words(day):
    """A day as it is printed: "21 November 2012"."""
    return f"{date.fromisoformat(day).day} {date.fromisoformat(day):%B %Y}" if day else ""


def _through(pieces):
    count = 0
    for piece in pieces:
        if piece.is_counted:
            counted = sum(is_counted for _, is_counted in piece.paragraphs())
            piece.labels = [str(count + place) for place in range(1, counted + 1)]
            count += counted


def _by_section(pieces):
    top = below = 0
    for piece in pieces:
        if not piece.is_numbered or not piece.heading:
            continue
        if piece.level == 1:
            top, below = top + 1, 0
            piece.number = str(top)
        else:
            below += 1
            piece.number = f"{top}.{below}"
        if piece.is_counted:
            counted = sum(is_counted for _, is_counted in piece.paragraphs())
            piece.labels = [f"{piece.number}.{place}" for place in range(1, counted + 1)]
