"""To whom or where a finding goes, typed in one box: "Health Board", "HB: with a request to report", "the police"."""

import re
from collections.abc import Iterable

_DIVIDER = re.compile(r"\s*(?:[,:–—]|\s-(?=\s))\s*")


def name_typed(typed: str, names: Iterable[str]) -> str | None:
    """The longest of `names` with which the words begin, or None; a comma, colon or dash ends the name."""
    found = [name for name in names if name and note_after(typed, [name]) is not None]
    return max(found, key=len, default=None)


def note_after(typed: str, names: Iterable[str]) -> str | None:
    """What is typed after one of `names`, without what divides them; "" for the name alone, None without a name."""
    words = _plain(typed)
    for name in sorted(filter(None, names), key=len, reverse=True):
        wanted = _plain(name)
        if words.rstrip(".").casefold() == wanted.rstrip(".").casefold():
            return ""
        if words[: len(wanted)].casefold() == wanted.casefold() and (end := _DIVIDER.match(words, len(wanted))):
            return words[end.end() :]
    return None


def _plain(words: str) -> str:
    """The words with single spaces and without "the" before them."""
    return re.sub(r"^the ", "", " ".join(words.split()), flags=re.IGNORECASE)
