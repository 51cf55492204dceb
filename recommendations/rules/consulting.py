"""Whom a report is sent to, pasted one a line, and when a consultee who is silent is reminded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recommendations.rules.chasing import OWNER, Step

# A week before the comments are due, on the day, and a week after.
REMINDERS = (Step(-7, OWNER), Step(0, OWNER), Step(7, OWNER))
MOST = 200
LONGEST = 200

_EMAIL = re.compile(r"[^\s<>,;:()@\"“”]+@[^\s<>,;:()@\"“”]+")
_BULLET = re.compile(r"^\s*(?:[-*•●▪–]|\d{1,3}[.)])\s+")


class LineRefused(ValueError):
    """A line that cannot be read, in plain words."""


@dataclass(frozen=True)
class Line:
    """Somebody to ask: a name, and an address or ""."""

    name: str
    email: str = ""


def lines_of(typed: str, known: Iterable[str] = ()) -> list[Line]:
    """The Lines of a pasted list: "Name, name@example.org", "Name <name@example.org>" or "Name"; blanks left out.

    Raises LineRefused for a line with two addresses, without a name, too long, or naming somebody twice, `known` (who
    is asked already) among them.
    """
    found, seen = [], {_plain(name): 0 for name in known}
    for place, raw in enumerate(typed.splitlines(), start=1):
        if not raw.strip():
            continue
        one = _line(_BULLET.sub("", raw).strip(), place)
        key = _plain(one.name)
        if key in seen:
            where = f"in line {seen[key]}" if seen[key] else "asked"
            raise LineRefused(f"Line {place}: {one.name} is {where} already. Take one of them out")
        seen[key] = place
        found.append(one)
        if len(found) > MOST:
            raise LineRefused(f"Enter {MOST} lines or fewer at a time")
    return found


def _line(words, place):
    addresses = _EMAIL.findall(words)
    if len(addresses) > 1:
        raise LineRefused(f"Line {place}: there are two e-mail addresses. Give each consultee one")
    if "@" in words and not addresses:
        raise LineRefused(f"Line {place}: the e-mail address must look like name@example.org")
    name = words
    if addresses:
        name = words.replace(addresses[0], " ")
    name = re.sub(r"<\s*>|\(\s*\)|\[\s*\]|\"\s*\"", " ", name)
    name = " ".join(name.split()).strip(' ,;:\t"–-')
    if "@" in name:
        raise LineRefused(f"Line {place}: the e-mail address must look like name@example.org")
    if not name:
        raise LineRefused(
            f"Line {place}: say whose address this is, such as “Name, {addresses[0] if addresses else ''}”"
        )
    if len(name) > LONGEST:
        raise LineRefused(f"Line {place}: the name must be {LONGEST} characters or fewer: it has {len(name)}")
    return Line(name, addresses[0].rstrip(".") if addresses else "")


def _plain(name):
    """A name as names are compared."""
    return re.sub(r"^the ", "", " ".join(name.split()).casefold())
