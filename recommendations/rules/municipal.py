"""Municipal years, from May to April: "2026/27" begins on 1 May 2026 and ends on 30 April 2027."""

import re
from datetime import date

FIRST_MONTH = 5
_FORM = re.compile(r"([0-9]{4})/([0-9]{2})")
FIRST, LAST = 1900, 2998


def year_of(day: date) -> str:
    """The municipal year in which a day falls."""
    return _named(day.year if day.month >= FIRST_MONTH else day.year - 1)


def is_year(typed: str) -> bool:
    """Whether the words are a municipal year whose two halves follow each other."""
    found = _FORM.fullmatch(typed)
    return bool(found) and FIRST <= int(found[1]) <= LAST and _named(int(found[1])) == typed


def first_day(year: str) -> date:
    """1 May of the year."""
    return date(int(year[:4]), FIRST_MONTH, 1)


def last_day(year: str) -> date:
    """30 April of the year."""
    return date(int(year[:4]) + 1, FIRST_MONTH - 1, 30)


def after(year: str) -> str:
    """The year after."""
    return _named(int(year[:4]) + 1)


def before(year: str) -> str:
    """The year before."""
    return _named(int(year[:4]) - 1)


def _named(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02d}"
