"""The numbers of an agenda's items."""

import re
from collections.abc import Iterable

_LEADING = re.compile(r"(\d{1,4})")


def numbers(typed: Iterable[str]) -> list[str]:
    """The number of each item in order: what was typed ("7f"), else the next whole number that nobody typed.

    The next is one more than the greatest before it: after "7", "7a" and "7b" comes "8".
    """
    typed = [one.strip() for one in typed]
    taken = {one.casefold() for one in typed if one}
    found, last = [], 0
    for one in typed:
        if one:
            leading = _LEADING.match(one)
            last = max(last, int(leading[1])) if leading else last
        else:
            last += 1
            while str(last) in taken:
                last += 1
            one = str(last)
        found.append(one)
    return found
