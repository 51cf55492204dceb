"""How far a date has moved since it was first given, in words; every earlier date is kept."""

_TIMES = {1: "once", 2: "twice"}


def words(slips: int, days: int) -> str:
    """ "slipped 3 times, 214 days", or "" for a date that never slipped."""
    return f"slipped {times(slips)}, {_days(days)}" if slips > 0 else ""


def due(on: str, slips: int = 0, days: int = 0, first: str = "") -> str:
    """A due date as it is shown: "due 30 June 2025, slipped 3 times by 214 days since 28 November 2024".

    `on` and `first` are dates in words; "no date" where there is none.
    """
    if not on:
        return "no date"
    if slips < 1:
        return f"due {on}"
    since = f" since {first}" if first else ""
    return f"due {on}, slipped {times(slips)} by {_days(days)}{since}"


def times(number: int) -> str:
    """ "once", "twice", "3 times"."""
    return _TIMES.get(number, f"{number} times")


def _days(number: int) -> str:
    return f"{number:,} {'day' if number == 1 else 'days'}"
