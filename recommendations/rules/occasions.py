"""Occasions on which things fall due, compared by their words: "At the 2013 scrutiny." is "the 2013 scrutiny"."""

import re

_LEAD = re.compile(r"^(?:(?:due|by|at|on|in|for|to|the|a|an)\s+)+", re.IGNORECASE)


def key(words: str) -> str:
    """The words as they are compared: small letters, single spaces, without lead-in words and closing marks."""
    plain = " ".join(words.split()).strip(" .;:,")
    return _LEAD.sub("", plain).casefold()[:300]
