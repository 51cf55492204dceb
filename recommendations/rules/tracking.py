"""What a line of the tracker says of dates, and the place in a list from which its next page goes on."""

import re
from datetime import date

from .words import Timeliness

NO_DAY = date(9999, 12, 31)
_OWED = {"response": "response ", "extension": "as extended, "}
_CURSOR = re.compile(r"[0-9-]{1,12}(?:\.[0-9]{1,12}){1,2}")


def in_words(day: date) -> str:
    """A day as it is printed: "5 July 2024"."""
    return f"{day.day} {day:%B %Y}"


def days(number: int) -> str:
    """A number of days: "1 day", "12 days"."""
    return f"{number} day" if number == 1 else f"{number:,} days"


def when(timeliness: str, due_on: date | None, on: date, due_kind: str = "") -> str:
    """What the dates say: "Response overdue by 12 days", "Due 5 July 2024", "No date", "Closed"."""
    if timeliness == Timeliness.CLOSED:
        return "Closed"
    if timeliness == Timeliness.DONE:
        return Timeliness.DONE.words
    if due_on is None or due_on == NO_DAY:
        return "No date"
    owed = _OWED.get(due_kind, "")
    if due_on < on:
        said = f"{owed}overdue by {days((on - due_on).days)}"
    elif due_on == on:
        said = f"{owed}due today"
    else:
        said = f"{owed}due {in_words(due_on)}"
    return said[0].upper() + said[1:]


def slipped(slips: int, slip_days: int) -> str:
    """How often its date moved and by how much: "slipped 3 times, 214 days", or ""."""
    if not slips:
        return ""
    times = "once" if slips == 1 else "twice" if slips == 2 else f"{slips} times"
    by = f", {days(abs(slip_days))}{' earlier' if slip_days < 0 else ''}" if slip_days else ""
    return f"slipped {times}{by}"


def cursor(text: str, shape: str) -> tuple | None:
    """The place after which a page goes on, from an address; None unless it has the `shape`.

    `shape` has a letter for each part: d a day, n a number.
    """
    if not _CURSOR.fullmatch(text):
        return None
    parts = text.split(".")
    if len(parts) != len(shape):
        return None
    try:
        return tuple(
            date.fromisoformat(part) if kind == "d" else int(part) for part, kind in zip(parts, shape, strict=True)
        )
    except ValueError:
        return None


def as_text(place: tuple) -> str:
    """A place as an address holds it."""
    return ".".join(part.isoformat() if isinstance(part, date) else str(part) for part in place)


def year_of(text: str) -> tuple[date, date] | None:
    """The first and the last day of a municipal year named as "24/25", or None."""
    if not re.fullmatch(r"[0-9]{2}/[0-9]{2}", text):
        return None
    first, second = (int(part) for part in text.split("/"))
    if second != (first + 1) % 100:
        return None
    start = 2000 + first
    return date(start, 5, 1), date(start + 1, 4, 30)


def years(first: date, last: date) -> list[str]:
    """The municipal years from one day to another, newest first."""
    start, end = (day.year if day.month >= 5 else day.year - 1 for day in (first, last))
    return [f"{year % 100:02d}/{(year + 1) % 100:02d}" for year in range(end, start - 1, -1)]
