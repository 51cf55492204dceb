"""Periods in words, and when each ends: "2012/13" ends in March 2013, "Q1 2013/14" in June 2013."""

import re

from scrutiny.engine.rules import partial_dates

from . import years

_MONTH = "|".join(name for name in partial_dates.MONTHS)
_SHORT = "|".join(("Sept", *(name[:3] for name in partial_dates.MONTHS)))
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH}|{_SHORT}),? (\d{{4}})\b", re.IGNORECASE | re.ASCII)
_IN_MONTH = re.compile(rf"\b({_MONTH}|{_SHORT}),? (\d{{4}})\b", re.IGNORECASE | re.ASCII)
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b", re.ASCII)
_FINANCIAL = re.compile(r"(?<![\d/])\d{4}\s?(?:/|-|–)\s?(?:\d{4}|\d{2})(?![\d/])", re.ASCII)
_QUARTER = re.compile(r"\b(?:Q|quarter )([1-4])\b", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(?<![\d/])\d{4}(?![\d/])", re.ASCII)
HOW = "Write it such as 2012/13, Q1 2013/14, June 2013 or 30 June 2013"


class PeriodError(ValueError):
    """A period that says no time; carries the plain message."""


def tidy(typed: str) -> str:
    """A period as it is kept: runs of spaces made one, a financial year as "2012/13"."""
    typed = " ".join(typed.split())
    try:
        return years.tidy(typed)
    except years.YearError:
        return typed


def ends(period: str) -> str:
    """The partial date on which a period ends, from the last date it names; raises PeriodError when it names none.

    "2012/13" gives "2013-03-31", "Q1 2013/14" "2013-06-30", "June 2013" "2013-06", "2013" "2013".
    """
    words = " ".join(period.split())
    try:
        if found := _last(_DAY, words):
            return partial_dates.from_parts(found[1], found[2], found[3]).text()
        if found := _last(_FIGURES, words):
            return partial_dates.from_parts(found[1], found[2], found[3]).text()
        if found := _last(_IN_MONTH, words):
            return partial_dates.from_parts("", found[1], found[2]).text()
        if found := _last(_FINANCIAL, words):
            return _in_year(years.parse(found[0]), _QUARTER.search(words))
        if found := _last(_YEAR, words):
            return partial_dates.from_parts("", "", found[0]).text()
    except ValueError as problem:
        raise PeriodError(str(problem).rstrip(".")) from problem
    raise PeriodError(f"“{_cut(words)}” names no time. {HOW}")


def same(one: str, other: str) -> bool:
    """Whether two periods are printed alike but for capitals and spaces."""
    return tidy(one).casefold() == tidy(other).casefold()


def _last(pattern, words):
    found = list(pattern.finditer(words))
    return found[-1] if found else None


def _in_year(begins, quarter):
    if quarter is None:
        return f"{begins + 1}-03-31"
    month, day = {"1": (6, 30), "2": (9, 30), "3": (12, 31), "4": (3, 31)}[quarter[1]]
    return f"{begins + (quarter[1] == '4')}-{month:02d}-{day}"


def _cut(words):
    return words if len(words) <= 30 else f"{words[:29]}…"
