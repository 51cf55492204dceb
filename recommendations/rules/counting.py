"""How many recommendations stand how, as counts that sum to their total and as the sentence that says so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .words import Answered, Rating, Shown, Timeliness, Words

# One and several: what the sentence says after the number.
_IS = ("is {}", "are {}")
_WAS = ("was {}", "were {}")
_SAID = {
    Shown.NO_DATA: ("has no data", "have no data"),
    Shown.NOT_DUE: ("is not yet due", "are not yet due"),
    Shown.UNRATED: ("is not rated", "are not rated"),
    Answered.AWAITED: ("awaits a response", "await a response"),
    Answered.NONE: ("was given no decision", "were given no decision"),
    Answered.UNDER_CONSIDERATION: ("is under consideration", "are under consideration"),
    Answered.NO_COMMITMENT: (
        "was accepted in principle without a commitment",
        "were accepted in principle without a commitment",
    ),
    Answered.NOT_ASKED: ("was asked of nobody", "were asked of nobody"),
    Timeliness.DONE: ("is done and to be judged", "are done and to be judged"),
    Timeliness.NO_DATE: ("has no date", "have no date"),
}
_MEANS = {
    Shown.AMBER_RED: "work has stopped or is at risk; or it is said to be red and its date has not come",
    Shown.BLUE: "completed",
    Shown.NOT_DUE: "nothing has been said of it, and its date has not come",
    Shown.UNRATED: "nothing has been said of it",
    Shown.CLOSED: "closed by the committee",
}
_BEST_FIRST = {
    Shown: (
        Shown.BLUE,
        Shown.GREEN,
        Shown.AMBER_GREEN,
        Shown.AMBER,
        Shown.AMBER_RED,
        Shown.RED,
        Shown.NO_DATA,
        Shown.NOT_DUE,
        Shown.UNRATED,
        Shown.CLOSED,
    ),
    Answered: tuple(reversed([one for one in Answered if one is not Answered.NOT_ASKED])) + (Answered.NOT_ASKED,),
    Timeliness: tuple(Timeliness),
}


@dataclass(frozen=True)
class Count:
    """One value of an axis, how many have it, and the words of that: "9 are green"."""

    value: Words
    number: int

    @property
    def said(self) -> str:
        """ "9 are green", "1 awaits a response"."""
        ways = _SAID.get(self.value)
        if ways is None:
            way = _WAS if isinstance(self.value, Answered) else _IS
            ways = tuple(one.format(self.value.words[0].lower() + self.value.words[1:]) for one in way)
        return f"{self.number:,} {ways[self.number != 1]}"


def counts(axis: type[Words], found: Iterable[Words], always: Iterable[Words] = ()) -> list[Count]:
    """How many of `found` have each value of `axis`, in the fixed order; values that nothing has only of `always`.

    The numbers sum to how many there are.
    """
    number = Counter(axis(one) for one in found)
    kept = {axis(one) for one in always}
    return [Count(value, number[value]) for value in _BEST_FIRST[axis] if number[value] or value in kept]


def sentence(found: list[Count]) -> str:
    """ "9 are green, 2 are amber and 1 has no data: 12 in all." Empty for nothing at all."""
    said = [one.said for one in found if one.number]
    if not said:
        return ""
    listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"{listed}: {total(found):,} in all." if len(said) > 1 else f"{listed}."


def meaning(value: Words) -> str:
    """What a rating says of a recommendation, or ""."""
    if not isinstance(value, Shown):
        return ""
    return _MEANS.get(value) or Rating(value.value).meaning


def total(found: list[Count]) -> int:
    """What the counts sum to."""
    return sum(one.number for one in found)
