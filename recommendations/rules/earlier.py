"""The stages of a review and what became of each: which reviews go before it, and how they are headed."""

from collections.abc import Mapping, Sequence


def chain(pk: int, previous: Mapping[int, int | None]) -> list[int]:
    """The reviews before `pk`, the oldest first, as `previous` says; a loop ends where it began."""
    found: list[int] = []
    here = previous.get(pk)
    while here is not None and here != pk and here not in found:
        found.append(here)
        here = previous.get(here)
    return found[::-1]


def headings(stages: Sequence[tuple[int | None, str, str]]) -> list[str]:
    """A heading for each earlier review from (its stage or None, its title, its year or ""), all different.

    "Stage 1: School transport, 2011"; where no stage is known the title says enough.
    """
    made = []
    for stage, title, year in stages:
        words = ": ".join(filter(None, [f"Stage {stage}" if stage else "", title]))
        made.append(f"{words}, {year}" if year and year not in title else words)
    return [
        f"{words} ({made[:at].count(words) + 1})" if made.count(words) > 1 else words for at, words in enumerate(made)
    ]


def again(labels: Sequence[str]) -> str:
    """That something was recommended again, by the labels of the later ones: "Recommended again as (3)"."""
    named = [label for label in labels if label]
    if not labels:
        return ""
    if not named:
        return "Recommended again"
    last = f" and {named[-1]}" if len(named) > 1 else ""
    return f"Recommended again as {', '.join(named[:-1]) or named[0]}{last}"
