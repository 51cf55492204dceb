"""The heading under which what has nothing specific to say is printed together."""

import re
from collections.abc import Iterable

_ENDS = re.compile(r"\s+implications?$", re.IGNORECASE)
_BEGINS = re.compile(r"^implications?\s+(?:for|of|on)\s+(?:the\s+)?", re.IGNORECASE)
_SMALL = {"a", "and", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


def short(heading: str) -> str:
    """A heading without the word "implications": "Financial" of "Financial implications"."""
    found = _BEGINS.sub("", _ENDS.sub("", heading.strip()))
    return found[:1].upper() + found[1:] if found else heading.strip()


def together(headings: Iterable[str]) -> str:
    """One heading for several: "Financial, Legal and Staffing implications".

    One alone stays as it is. The word "Implications" has a capital where the headings are written so.
    """
    headings = [heading.strip() for heading in headings]
    if len(headings) < 2:
        return "".join(headings)
    names = [short(heading) for heading in headings]
    word = "Implications" if any(map(_is_titled, headings)) else "implications"
    return f"{', '.join(names[:-1])} and {names[-1]} {word}"


def _is_titled(heading):
    """Whether a word after the first begins with a capital, as in "Equal Opportunities"."""
    return any(word[:1].isupper() for word in re.findall(r"[^\W\d_]+", heading)[1:] if word.casefold() not in _SMALL)
