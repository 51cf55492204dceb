"""When an organisation was a partner of a board, from dates of which the day or month may be unknown."""

from datetime import date

from scrutiny.engine.rules import partial_dates


def in_the_way(joined: str, left: str, first: date, last: date) -> str:
    """Why it was no partner at any time from `first` to `last`: "joined" after, "left" before, or "" when it was one.

    `joined` and `left` are partial dates ("2011-07"); what is not known is not in the way.
    """
    if partial_dates.definitely_before(last.isoformat(), joined):
        return "joined"
    return "left" if partial_dates.definitely_before(left, first.isoformat()) else ""


def is_partner_on(joined: str, left: str, day: date) -> bool:
    """Whether it was a partner on a day; on the day on which it left it still was."""
    return not in_the_way(joined, left, day, day)


def when(day: str) -> str:
    """A partial date in words, as it stands after "in": "March 2012"; a whole day loses its day."""
    return partial_dates.in_words(day[:7])
