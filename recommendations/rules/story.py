"""A recommendation's life told in order and in words: what comes first, how late, how often, what became of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from .standing import Stood
from .words import Answered, Judged, Timeliness

# On one day things are told in the order in which they lead to each other.
KINDS = (
    "finding",
    "made",
    "sent",
    "deadline",
    "response",
    "action",
    "moved",
    "handed",
    "asked",
    "update",
    "silent",
    "ended",
    "judgement",
    "withdrawn",
)
_TIMES = ("never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OWED = {
    "response": "A response",
    "extension": "What the committee extended it for",
    "action": "The next action",
    "recommendation": "The recommendation",
}


def in_order(events: Iterable) -> list:
    """Events (with `on`, a date or None for what has no day, and `kind`) as they happened; the undated stand first."""
    return sorted(events, key=lambda one: (one.on or date.min, KINDS.index(one.kind)))


def day(on: date) -> str:
    """ "5 July 2011"."""
    return f"{on.day} {on:%B %Y}"


def days(number: int) -> str:
    """ "1 day", "34 days"."""
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def times(number: int) -> str:
    """ "once", "twice", "three times", "14 times"."""
    if number < 3:
        return _TIMES[max(number, 0)]
    return f"{_TIMES[number] if number < len(_TIMES) else number} times"


def lateness(due_on: date | None, on: date) -> str:
    """How a due day lies to `on`: "34 days overdue", "due today", "due in 12 days", "no date"."""
    if due_on is None:
        return "no date"
    if due_on < on:
        return f"{days((on - due_on).days)} overdue"
    return "due today" if due_on == on else f"due in {days((due_on - on).days)}"


def timely(stood: Stood, on: date) -> str:
    """The dates axis in words: "Overdue by 34 days", "Due in 12 days", "Not yet due", "No date", "Closed"."""
    if stood.timeliness is Timeliness.OVERDUE and stood.due_on:
        return f"Overdue by {days((on - stood.due_on).days)}"
    if stood.timeliness is Timeliness.DUE_SOON and stood.due_on:
        left = (stood.due_on - on).days
        return f"Due in {days(left)}" if left else "Due today"
    return stood.timeliness.words


def due_words(stood: Stood) -> str:
    """What is owed next and when: "a response by 3 May 2024", or "" when nothing has a date."""
    if not stood.due_on or not stood.due_kind:
        return ""
    owed = _OWED[stood.due_kind]
    return f"{owed[0].lower()}{owed[1:]} by {day(stood.due_on)}"


def outcome(stood: Stood, on: date, judged_on: date | None = None) -> str:
    """What became of it by `on`, in one sentence."""
    when = f" on {day(judged_on)}" if judged_on else ""
    if stood.judgement is Judged.WITHDRAWN:
        return "It was withdrawn."
    if not stood.is_open:
        return _CLOSED[stood.judgement].format(when=when)
    if stood.timeliness is Timeliness.OVERDUE:
        said = f"{_OWED[stood.due_kind]} is {lateness(stood.due_on, on)}"
        return f"Still open. {said}."
    if stood.due_on:
        return f"Still open. {_OWED[stood.due_kind]} is due by {day(stood.due_on)}."
    if stood.timeliness is Timeliness.DONE:
        return "Still open. All that was undertaken is done, and the committee has yet to judge it."
    return "Still open, and nothing about it has a date."


_CLOSED = {
    Judged.IMPLEMENTED: "The committee closed it{when} as implemented.",
    Judged.SUPERSEDED: "The committee closed it{when}: another recommendation has taken its place.",
    Judged.MERGED: "The committee closed it{when}: it was merged into another.",
    Judged.NOT_FEASIBLE: "The committee closed it{when} as no longer feasible, and accepted the risk.",
    Judged.NOT_IMPLEMENTED: "The committee closed it{when} as not implemented.",
}


def repeated(years: Iterable[int]) -> str:
    """ "Recommended three times since 2011", from the year of each time; "" for one that was made only once."""
    years = sorted(years)
    return f"Recommended {times(len(years))} since {years[0]}" if len(years) > 1 else ""


def same_words(text: str) -> str:
    """A text as two recommendations are compared: small letters, single spaces, no closing mark."""
    return " ".join(text.split()).strip(" .;:").casefold()


def line(links: Iterable[tuple[int, int]], start: int) -> set[int]:
    """Everything joined to `start` by the links (pairs of keys), whichever way and over however many steps."""
    beside: dict[int, set[int]] = {}
    for one, other in links:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    found, fresh = {start}, [start]
    while fresh:
        for other in beside.get(fresh.pop(), ()):
            if other not in found:
                found.add(other)
                fresh.append(other)
    return found


def chain(previous: Mapping[int, int | None], start: int) -> list[int]:
    """The stages that `start` belongs to, the earliest first; `previous` gives the one before each (or None).

    A ring of stages, which the forms refuse, ends where it began.
    """
    earlier, at = [], start
    while at is not None and at not in earlier:
        earlier.append(at)
        at = previous.get(at)
    after: dict[int, list[int]] = {}
    for one, before in previous.items():
        if before is not None:
            after.setdefault(before, []).append(one)
    later, fresh = [], list(after.get(start, ()))
    while fresh:
        at = fresh.pop(0)
        if at not in earlier and at not in later:
            later.append(at)
            fresh.extend(after.get(at, ()))
    return [*reversed(earlier), *later]


def is_settled(answered: Answered) -> bool:
    """Whether a response came that says something."""
    return answered not in (Answered.AWAITED, Answered.NONE, Answered.UNDER_CONSIDERATION, Answered.NOT_ASKED)
