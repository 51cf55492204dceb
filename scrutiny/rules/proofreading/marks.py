"""What proof-reading finds: a place in one of the texts read, and a sentence on what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AcronymMark:
    """An acronym never explained: where it first stands (which text, from 0, and place), and how often it stands."""

    which: int
    start: int
    end: int
    text: str
    times: int
    why: str


@dataclass(frozen=True)
class CountMark:
    """A count that does not fit: the place, the number said, the number found. `which` is the text, from 0."""

    start: int
    end: int
    text: str
    said: int
    found: int
    why: str
    which: int = 0
