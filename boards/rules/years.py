"""Financial years, April to March, as papers print them: "2013/14"."""

import re
from datetime import date

FIRST, LAST = 1990, 2100
_YEAR = re.compile(r"([0-9]{4})\s*(?:/|-|–|to)\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)


class YearError(ValueError):
    """A year that cannot be; carries the plain message."""


def parse(typed: str) -> int:
    """The calendar year in which a typed financial year begins: "2013/14", "2013-14" and "2013 to 2014" give 2013.

    Raises YearError for anything else, and for two years that do not follow each other.
    """
    typed = " ".join(str(typed).split())
    found = _YEAR.fullmatch(typed)
    if not found:
        short = typed if len(typed) <= 30 else f"{typed[:29]}…"
        raise YearError(f"“{short}” is not a year from April to March. Write it such as 2013/14")
    begins = int(found[1])
    if found[2] not in (str(begins + 1), f"{(begins + 1) % 100:02d}"):
        raise YearError(f"“{typed}” is not one year. Write two that follow each other, such as {text(begins)}")
    if not FIRST <= begins <= LAST:
        raise YearError(f"The year {begins} is out of range. Enter a year from {text(FIRST)} to {text(LAST)}")
    return begins


def text(begins: int) -> str:
    """How the year that begins in April `begins` is kept and printed: 2013 gives "2013/14"."""
    return f"{begins}/{(begins + 1) % 100:02d}"


def tidy(typed: str) -> str:
    """A typed year as it is kept: "2013-2014" gives "2013/14"; raises YearError."""
    return text(parse(typed))


def after(year: str) -> str:
    """The year after one: "2013/14" gives "2014/15"; raises YearError."""
    return text(parse(year) + 1)


def before(year: str) -> str:
    """The year before one; raises YearError."""
    return text(parse(year) - 1)


def of(day: date) -> str:
    """The year in which a day falls: 31 March 2014 is in "2013/14"."""
    return text(day.year if day.month >= 4 else day.year - 1)


def days(year: str) -> tuple[date, date]:
    """The first and the last day of a year; raises YearError."""
    begins = parse(year)
    return date(begins, 4, 1), date(begins + 1, 3, 31)
