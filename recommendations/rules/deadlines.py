"""By when something must be done, and the sum that gives it.

Days are counted as statutes are read. "Two months beginning with" a day end on the day before the one with the same
number; months "after" a day end on the one with the same number; a month that lacks that number ends the period on
its last day. A period of working or clear days passes over weekends and the holidays it is given.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    def __new__(cls, value, words):
        one = str.__new__(cls, value)
        one._value_ = value
        one.words = words
        return one

    MONTHS = "months", "months"
    WEEKS = "weeks", "weeks"
    CALENDAR_DAYS = "calendar_days", "calendar days"
    WORKING_DAYS = "working_days", "working days"
    CLEAR_DAYS = "clear_days", "clear days"
    MEETINGS = "meetings", "ordinary meetings from then"


RECEIPT = "the day of receipt"
REQUEST = "the day of the request"
STARTS = (RECEIPT, REQUEST)


@dataclass(frozen=True)
class Deadline:
    """The last day (None while it depends on a meeting without a date), and how it was worked out, in words."""

    on: date | None
    sum: str


@dataclass(frozen=True)
class Default:
    """A regime as a council finds it at first; an administrator may change all of it."""

    key: str
    name: str
    amount: int
    unit: Unit
    counts_first_day: bool = False
    starts_from: str = RECEIPT
    source: str = ""


DEFAULTS = (
    Default(
        "executive",
        "Executive of the council",
        2,
        Unit.MONTHS,
        counts_first_day=True,
        source="Local Government Act 2000 s.9FE",
    ),
    Default("health", "Health body or provider", 28, Unit.CALENDAR_DAYS, starts_from=REQUEST, source="SI 2013/218"),
    Default("crime", "Crime and disorder partner", 28, Unit.CALENDAR_DAYS, source="SI 2009/942"),
    Default("local", "Local rule", 8, Unit.WEEKS, source="Rule of the council"),
)
LOCAL_SOURCE = "Rule of the council"

# Clear days between the agenda and its meeting, and what says so.
AGENDA = {
    "ENG": (5, "Local Government Act 1972 s.100B"),
    "WLS": (3, "Local Government Act 1972 s.100B, as it stands in Wales"),
}
AGENDA_ELSEWHERE = (5, "")
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FURTHEST = date(9990, 1, 1)


def defaults(nation: str) -> tuple[Default, ...]:
    """The regimes that a council of the nation ("ENG", "WLS", "SCT", "NIR") starts with.

    The Acts and orders named are England's: elsewhere the periods stand as rules of the council until it names its own.
    """
    if nation == "ENG":
        return DEFAULTS
    return tuple(
        Default(one.key, one.name, one.amount, one.unit, one.counts_first_day, one.starts_from, LOCAL_SOURCE)
        for one in DEFAULTS
    )


def deadline(
    start: date,
    amount: int,
    unit: Unit | str,
    counts_first_day: bool = False,
    holidays: Mapping[date, str] | Iterable[date] = (),
    *,
    meetings: Iterable[date] = (),
    source: str = "",
    began: str = "Received",
) -> Deadline:
    """The last day of a period of `amount` `unit`s from `start`, with its sum.

    `counts_first_day` is "beginning with" that day. `holidays` are days, with their names when it is a mapping;
    `meetings` are the days of ordinary meetings, in any order. `began` says what happened on `start`. Raises
    ValueError for a period of no length, or one that goes beyond the calendar.
    """
    unit = Unit(unit)
    if amount < 1:
        raise ValueError("A period is at least one long.")
    if start >= _FURTHEST or amount > 32_767:
        raise ValueError("The period goes beyond the calendar.")
    closed = dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, "")
    middle = ""
    if unit is Unit.MONTHS:
        end, middle = _months(start, amount, counts_first_day)
    elif unit in (Unit.WEEKS, Unit.CALENDAR_DAYS):
        days = amount * 7 if unit is Unit.WEEKS else amount
        end = start + timedelta(days=days - counts_first_day)
    elif unit is Unit.MEETINGS:
        end = _meeting(start, amount, counts_first_day, meetings)
    else:
        # So many clear days lie between: the end is the working day after them.
        end, passed = _working(start, amount + (unit is Unit.CLEAR_DAYS), _counts(unit, counts_first_day), closed)
        middle = _skipped(passed, closed)
    pieces = [f"{began} {in_words(start)}", _period(amount, unit, counts_first_day)]
    pieces += [middle, f"ends {in_words(end)}" if end else "no date until that meeting is in the calendar", source]
    return Deadline(end, "; ".join(filter(None, (piece.rstrip(" .;") for piece in pieces))) + ".")


def agenda_by(meeting: date, clear_days: int, holidays: Mapping[date, str] | Iterable[date] = (), source: str = ""):
    """The last working day on which the agenda of a meeting can come out with so many clear days between.

    Neither the day it comes out nor the day of the meeting is counted, nor weekends and holidays.
    """
    closed = dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, "")
    day, left, passed = meeting, clear_days + 1, []
    while left:
        day -= timedelta(days=1)
        if is_working(day, closed):
            left -= 1
        elif day in closed:
            passed.append(day)
    pieces = [f"Meeting on {in_words(meeting)}", f"{_number(clear_days)} clear {_plural('day', clear_days)} before it"]
    pieces += [_skipped(sorted(passed), closed), f"the agenda comes out by {in_words(day)}", source]
    return Deadline(day, "; ".join(filter(None, pieces)) + ".")


def is_working(day: date, holidays) -> bool:
    """Whether offices are open: neither a weekend nor one of the holidays."""
    return day.weekday() < 5 and day not in holidays


def in_words(day: date) -> str:
    """ "3 December 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _months(start, amount, counts_first_day):
    """The end of a period of months, and a word on a month that is too short."""
    years, month = divmod(start.month - 1 + amount, 12)
    year, month = start.year + years, month + 1
    last = monthrange(year, month)[1]
    if start.day > last:
        end = date(year, month, last)
        return end, f"{_MONTHS[month - 1]} {year} has no day {start.day}, so its last day counts"
    same = date(year, month, start.day)
    return same - timedelta(days=1) if counts_first_day else same, ""


def _working(start, amount, counts_first_day, closed):
    """The day on which so many working days are full, and the holidays on weekdays that were passed over."""
    day = start if counts_first_day else start + timedelta(days=1)
    left, passed = amount, []
    while True:
        if is_working(day, closed):
            left -= 1
            if not left:
                return day, passed
        elif day.weekday() < 5:
            passed.append(day)
        day += timedelta(days=1)


def _counts(unit, counts_first_day):
    """The first day is never a clear day."""
    return counts_first_day and unit is not Unit.CLEAR_DAYS


def _meeting(start, amount, counts_first_day, meetings):
    """The day of the so-manyth meeting after `start`, or None when the calendar does not reach so far."""
    coming = sorted({day for day in meetings if day > start or (counts_first_day and day == start)})
    return coming[amount - 1] if len(coming) >= amount else None


def _period(amount, unit, counts_first_day):
    after = "beginning with that day" if counts_first_day else "after that day"
    if unit is Unit.CLEAR_DAYS:
        return f"{_number(amount)} clear {_plural('day', amount)}, neither the first nor the last counted"
    if unit is Unit.MEETINGS:
        from_then = "from that day" if counts_first_day else "after that day"
        which = "the next ordinary meeting" if amount == 1 else f"ordinary meeting number {amount}"
        return f"{which} {from_then}"
    nouns = {Unit.MONTHS: "month", Unit.WEEKS: "week", Unit.CALENDAR_DAYS: "day", Unit.WORKING_DAYS: "working day"}
    return f"{_number(amount)} {_plural(nouns[unit], amount)} {after}"


def _skipped(passed, closed):
    """ "weekends and 2 holidays not counted (Christmas Day 25 December 2025, Boxing Day 26 December 2025)"."""
    if not passed:
        return "weekends not counted"
    named = ", ".join(f"{closed[day]} {in_words(day)}".strip() for day in passed[:12])
    more = f" and {len(passed) - 12} more" if len(passed) > 12 else ""
    return f"weekends and {len(passed)} {_plural('holiday', len(passed))} not counted ({named}{more})"


def _number(amount):
    return _NUMBERS[amount] if amount < len(_NUMBERS) else f"{amount:,}"


def _plural(noun, amount):
    return noun if amount == 1 else f"{noun}s"
