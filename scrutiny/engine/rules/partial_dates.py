"""Dates known to the year, the month or the day, as papers print them: "2011", "July 2011", "5 July 2011".

Kept as text ("2011", "2011-07", "2011-07-05"), which sorts in the order of the dates.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1800, 2200

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_TEXT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDateError(ValueError):
    """A date that cannot be: the plain message, and which part is wrong ("day", "month", "year" or "")."""

    def __init__(self, message: str, part: str = ""):
        super().__init__(message)
        self.part = part


@dataclass(frozen=True)
class PartialDate:
    """A year, with a month or not, with a day or not; PartialDateError is raised for one that does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise PartialDateError(
                f"The year {self.year} is out of range. Enter a year from {FIRST_YEAR} to {LAST_YEAR}.",
                "year",
            )
        if self.month is None:
            if self.day is not None:
                raise PartialDateError("Enter the month as well as the day, or leave both blank.", "month")
            return
        if not 1 <= self.month <= 12:
            raise PartialDateError(f"There is no month {self.month}. Enter a month from 1 to 12, or its name.", "month")
        if self.day is None:
            return
        month, days = MONTHS[self.month - 1], monthrange(self.year, self.month)[1]
        if not 1 <= self.day <= days:
            when = f"{month} {self.year}" if self.month == 2 else month
            raise PartialDateError(f"{self.day} {month} {self.year} does not exist: {when} has {days} days.", "day")

    def earliest(self) -> date:
        """The first day this could be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day this could be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def text(self) -> str:
        """The form it is kept in: "2011", "2011-07" or "2011-07-05"."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __str__(self) -> str:
        """The form it is printed in: "2011", "July 2011" or "5 July 2011"."""
        if self.month is None:
            return str(self.year)
        words = f"{MONTHS[self.month - 1]} {self.year}"
        return words if self.day is None else f"{self.day} {words}"


def parse(text: str) -> PartialDate:
    """The date kept as "2011", "2011-07" or "2011-07-05"; raises PartialDateError for anything else."""
    match = _TEXT.fullmatch(text.strip())
    if not match:
        raise PartialDateError(
            f"“{_short(text)}” is not a date. Write the year, the year and month, or all three: "
            "2011, 2011-07 or 2011-07-05."
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year, month, day)


def from_parts(day: str, month: str, year: str) -> PartialDate:
    """The date from three boxes as typed; the day, or the day and month, may be blank; a month may be a name.

    Raises PartialDateError, whose `part` says which box is wrong.
    """
    day, month, year = (part.strip() for part in (day, month, year))
    if not year:
        raise PartialDateError("Enter the year, as four figures such as 2025.", "year")
    if not re.fullmatch(r"[0-9]{4}", year):
        raise PartialDateError(f"“{_short(year)}” is not a year. Enter four figures, such as 2025.", "year")
    if day and not month:
        raise PartialDateError("Enter the month as well as the day, or leave both blank.", "month")
    month_number = _month(month) if month else None
    if day and not re.fullmatch(r"[0-9]{1,2}", day):
        raise PartialDateError(f"“{_short(day)}” is not a day. Enter a number, such as 5.", "day")
    return PartialDate(int(year), month_number, int(day) if day else None)


def definitely_before(a_text: str, b_text: str) -> bool:
    """Whether every day `a` could be is before every day `b` could be; False when either is blank.

    Raises PartialDateError when either is no date.
    """
    if not a_text or not b_text:
        return False
    return parse(a_text).latest() < parse(b_text).earliest()


def in_words(text: str) -> str:
    """The kept text as printed: "2011-07" gives "July 2011", "" gives ""; raises PartialDateError."""
    return str(parse(text)) if text else ""


def _month(typed: str) -> int:
    """The number of a month typed as a number, a name or the first three letters (or more) of one."""
    if re.fullmatch(r"[0-9]{1,2}", typed):
        return int(typed)
    letters = typed.rstrip(".").casefold()
    if len(letters) >= 3:
        for number, name in enumerate(MONTHS, start=1):
            if name.casefold().startswith(letters):
                return number
    raise PartialDateError(
        f"“{_short(typed)}” is not a month. Enter a number from 1 to 12, or a name such as July.", "month"
    )


def _short(text: str) -> str:
    """What was typed, cut to a length a message can hold."""
    return text if len(text) <= 30 else text[:29] + "…"
