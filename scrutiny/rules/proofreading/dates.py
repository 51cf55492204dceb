"""Years and dates in running text that cannot be: "20011/12", "2013/11", 31 November, a Monday that was a Friday."""

import re
from datetime import date

from scrutiny.engine.rules.partial_dates import MONTHS, PartialDate, PartialDateError
from scrutiny.engine.rules.words import Mark

_FIVE = re.compile(
    r"(?<![\w.,/£$€-])(?:20[0-9]{3}|19[0-9]{3})(?=\s?[/–-]\s?[0-9]{2}(?:[0-9]{2})?\b)|(?<=\bin )200[0-9]{2}\b"
)
_PAIR = re.compile(
    r"(?<![\w./-])(?P<one>(?:19|20)[0-9]{2})(?P<sign>\s?[/–—-]\s?)(?P<other>(?:19|20)[0-9]{2}|[0-9]{2})(?![\w/-]|\.[0-9])"
)
_ANNUAL = re.compile(r"\b(?:annual|yearly|year)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+"
    rf"(?P<month>{'|'.join(MONTHS)})(?:,?\s+(?P<year>(?:18|19|20|21)[0-9]{{2}}))?\b(?!\s*/)"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def years_that_do_not_fit(text: str) -> list[Mark]:
    """The years mistyped: five figures, a pair running backwards, a municipal year that is none, in order of place."""
    marks = [
        Mark(*match.span(), match.group(), f"The year {match.group()} has five figures. Take one out.")
        for match in _FIVE.finditer(text)
    ]
    for match in _PAIR.finditer(text):
        if why := _pair(match, text):
            marks.append(Mark(*match.span(), match.group(), why))
    return sorted(marks, key=lambda mark: mark.start)


def _pair(match: re.Match[str], text: str) -> str:
    """What is wrong with a pair of years, or ""."""
    slash, short = "/" in match["sign"], len(match["other"]) == 2
    one = int(match["one"])
    other = int(match["other"]) if not short else one - one % 100 + int(match["other"])
    if short and other < one and one % 100 == 99:
        other += 100
    if short and not slash and int(match["other"]) <= 12:
        return ""  # "2013-10" may be October 2013
    if other < one:
        return f"The years {match.group()} run backwards. Correct one of them."
    if other == one:
        return f"The two years of {match.group()} are the same. Correct one of them."
    if slash and other != one + 1:
        right = f"{one}/{(one + 1) % 100:02d}"
        return f"{match.group()} is not one municipal year. Write {right}, or {one} to {other} for several years."
    if other != one + 1 and _ANNUAL.search(text, max(0, match.start() - 40), match.start()):
        return f"{match.group()} is more than one year, but the words before it speak of one. Correct the years."
    return ""


def dates_that_do_not_exist(text: str) -> list[Mark]:
    """The dates in words that cannot be: a day its month does not have, a weekday the date does not fall on."""
    marks = []
    for match in _DAY.finditer(text):
        month = MONTHS.index(match["month"]) + 1
        try:
            # Without a year any leap year will do: 29 February may be right.
            when = PartialDate(int(match["year"] or 2024), month, int(match["day"]))
        except PartialDateError:
            days = PartialDate(int(match["year"] or 2024), month).latest().day
            whose = f"{match['month']} {match['year']}" if match["year"] and month == 2 else match["month"]
            why = f"{match.group()} does not exist: {whose} has {days} days. Correct the date."
            marks.append(Mark(*match.span(), match.group(), why))
            continue
        falls = _weekday(when.earliest())
        if match["year"] and match["weekday"] and falls != f"{match['weekday']}day":
            why = f"{when} is a {falls}, not a {match['weekday']}day. Correct the day or the date."
            marks.append(Mark(*match.span(), match.group(), why))
    return marks


def _weekday(day: date) -> str:
    """The name of the day of the week."""
    return _WEEKDAYS[day.weekday()]
