"""The counts of an action plan by rating, which always sum to its total, and the sentence of each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .words import Rating, Shown

ORDER = (
    Shown.BLUE,
    Shown.GREEN,
    Shown.AMBER_GREEN,
    Shown.AMBER,
    Shown.AMBER_RED,
    Shown.RED,
    Shown.NO_DATA,
    Shown.UNRATED,
    Shown.NOT_DUE,
    Shown.CLOSED,
)
ALWAYS = tuple(Shown(one.value) for one in Rating)
COMPLETE = (Shown.BLUE, Shown.GREEN)
NO_EXCEPTION = (*COMPLETE, Shown.NOT_DUE, Shown.CLOSED)  # what needs nobody's attention

_OTHERS = {
    Shown.BLUE: ("is complete", "are complete"),
    Shown.UNRATED: (
        "is not rated, as nothing has been said of it",
        "are not rated, as nothing has been said of them",
    ),
    Shown.NOT_DUE: (
        "is not yet due, and nothing has been said of it so far",
        "are not yet due, and nothing has been said of them so far",
    ),
    Shown.CLOSED: ("was dropped or replaced by another action", "were dropped or replaced by other actions"),
}
_JOINED = re.compile(r"(?:as|and|because|since|indicating|which|but|although|where|with)\b", re.IGNORECASE)
_VERB = re.compile(
    r"(?:will|cannot|can|must|may|might|should|would|could|need|needs|is|are|was|were|has|have|had|do|does)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """One rating of the summary: how many have it, and the sentence."""

    rating: Shown
    number: int
    sentence: str


def counts(found: Iterable[Shown]) -> dict[Shown, int]:
    """How many have each rating, in the fixed order; ratings that nothing has are left out."""
    number = Counter(found)
    return {rating: number[rating] for rating in ORDER if number[rating]}


def lines(found: Iterable[Shown], meanings: Mapping[str, str] | None = None) -> list[Line]:
    """The summary: a Line for each rating that occurs, in order. `meanings` are a plan's own words by rating."""
    own = meanings or {}
    return [
        Line(rating, number, sentence(rating, number, own.get(rating.value, "")))
        for rating, number in counts(found).items()
    ]


def default(rating: Rating) -> str:
    """What a rating says of an action, unless the plan says it in words of its own."""
    return "despite asking, nothing was provided" if rating is Rating.NO_DATA else rating.meaning


def sentence(rating: Shown, number: int, own: str = "") -> str:
    """ "9 are marked green, as completed"; with `own` words "4 are marked red and will not be done by then".

    Words that begin with a verb, or with a joining word, are joined as they are.
    """
    if rating in _OTHERS:
        return f"{number:,} {_OTHERS[rating][number != 1]}"
    meaning = _tidy(own) or default(Rating(rating.value))
    marked = f"{number:,} {'is' if number == 1 else 'are'} marked {rating.words.lower()}"
    return f"{marked}{_joint(meaning)}{meaning}"


def _joint(meaning: str) -> str:
    if _JOINED.match(meaning):
        return " "
    if _VERB.match(meaning):
        return " and "
    if re.match(r"despite\b[^,]*,", meaning, re.IGNORECASE):
        return " as, "
    return ", as "


def _tidy(words: str) -> str:
    """Typed words as the rest of a sentence: no full stop after one sentence, no capital where none is needed."""
    plain = " ".join(words.split())
    if not re.search(r"[.!?] ", plain):
        plain = plain.rstrip(".")
    first = plain.split(" ", 1)[0].rstrip(",")
    return plain if len(first) < 2 or first.isupper() or not first.istitle() else plain[:1].lower() + plain[1:]
