"""How often a board reports to scrutiny: what is recorded in a municipal year, and when the next report is due."""

from collections.abc import Iterable
from datetime import date, timedelta

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def year_of(day: date) -> int:
    """The calendar year in which a day's municipal year begins: May to April."""
    return day.year if day.month >= 5 else day.year - 1


def year_text(begins: int) -> str:
    """A municipal year as printed: "2026/27"."""
    return f"{begins}/{(begins + 1) % 100:02d}"


def due_days(times: int, begins: int) -> list[date]:
    """The last day of each of `times` equal parts of a municipal year: of two, 31 October and 30 April."""
    ends = []
    for part in range(1, times + 1):
        months = 4 + part * 12 // times  # whole months from January
        ends.append(date(begins + months // 12, months % 12 + 1, 1) - timedelta(days=1))
    return ends


def often(times: int) -> str:
    """How often in words: "once a year", "twice a year", "4 times a year"."""
    return {1: "once a year", 2: "twice a year"}.get(times, f"{times} times a year")


def sentence(times: int | None, appeared: Iterable[date], on: date) -> str:
    """What a board owes as at a day: "Reports twice a year. One report is recorded in 2026/27; the next is due by …".

    `appeared` are the days on which it came before a committee; those after `on` count as planned, not recorded.
    Gives "" when it is not said how often the board reports.
    """
    if not times:
        return ""
    begins = year_of(on)
    year = year_text(begins)
    days = [day for day in appeared if year_of(day) == begins]
    made, planned = [day for day in days if day <= on], sorted(day for day in days if day > on)
    count = NUMBERS[len(made)] if len(made) < len(NUMBERS) else str(len(made))
    reports = f"{count.capitalize()} report{' is' if len(made) == 1 else 's are'} recorded in {year}"
    said = f"Reports {often(times)}. {'No report is recorded' if not made else reports}{'' if made else f' in {year}'}"
    if len(made) >= times:
        return f"{said}."
    due = due_days(times, begins)[len(made)]
    if planned:
        return f"{said}; the next is planned for {_day(planned[0])}."
    if due < on:
        return f"{said}; the next was due by {_day(due)} and is overdue."
    return f"{said}; the next is due by {_day(due)}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
