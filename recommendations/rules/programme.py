"""What does not go together in a committee's forward look, in plain words.

Nothing here is forbidden: a committee may take five items where it usually takes four. It is said, so that it is meant.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

PLANNED, TAKEN, DROPPED = "", "taken", "dropped"
BOARD = "board"  # the kind of source that may come round every meeting


@dataclass(frozen=True)
class Held:
    """A meeting: its key, its day, whose it is (key and name)."""

    key: Hashable
    on: date
    body: Hashable
    body_name: str = ""


@dataclass(frozen=True)
class Placed:
    """An item of the programme; `meeting` is a Held's key or None, `source` a pair of kind and key or None.

    `due` is the last day by which its recommendation is due, when it has one.
    """

    key: Hashable
    title: str
    meeting: Hashable | None = None
    lead: str = ""
    minutes: int | None = None
    source: tuple[str, Hashable] | None = None
    due: date | None = None
    outcome: str = PLANNED


@dataclass(frozen=True)
class Conflict:
    """One thing that does not go together: its kind, a sentence, the meeting and the items that it is about."""

    kind: str
    words: str
    meeting: Hashable | None = None
    items: tuple = ()


def conflicts(
    items: Iterable[Placed],
    meetings: Sequence[Held],
    *,
    body: Hashable,
    most_items: int,
    most_minutes: int,
    today: date,
) -> list[Conflict]:
    """Every Conflict of a programme of `body` on `today`, by meeting in date order, then those of no one meeting."""
    held = {one.key: one for one in meetings}
    live = [one for one in items if one.outcome != DROPPED]
    there = {key: [one for one in live if one.meeting == key] for key in held}
    found = []
    for meeting in sorted(meetings, key=lambda one: (one.on, str(one.key))):
        its = there[meeting.key]
        found += _elsewhere(meeting, its, body)
        found += _over(meeting, its, today)
        if meeting.on >= today and meeting.body == body:
            found += _overfull(meeting, its, most_items, most_minutes)
        found += _too_late(meeting, its)
    return found + _same_day(meetings, body) + _twice(live) + _two_places(held, there)


def _overfull(meeting, items, most_items, most_minutes):
    words = []
    if len(items) > most_items:
        words.append(f"{len(items)} items, where the committee takes {most_items} at most")
    minutes = sum(one.minutes or 0 for one in items)
    if minutes > most_minutes:
        least = "at least " if any(one.minutes is None for one in items) else ""
        words.append(f"items that need {least}{minutes} minutes, where there are {most_minutes}")
    if not words:
        return []
    said = f"The meeting of {_day(meeting.on)} is overfull: it has {' and '.join(words)}. Move something."
    return [Conflict("overfull", said, meeting.key, tuple(one.key for one in items))]


def _over(meeting, items, today):
    """The meeting is past and nobody said what became of its items."""
    left = [one for one in items if one.outcome == PLANNED]
    if meeting.on >= today or not left:
        return []
    many = f"{len(left)} items are" if len(left) > 1 else f"{_title(left[0])} is"
    them = "them" if len(left) > 1 else "it"
    said = (
        f"The meeting of {_day(meeting.on)} is over and {many} still planned there. Say what became of {them}, or "
        f"move {them} to a later meeting."
    )
    return [Conflict("past", said, meeting.key, tuple(one.key for one in left))]


def _elsewhere(meeting, items, body):
    left = [one for one in items if one.outcome == PLANNED]
    if meeting.body == body or not left:
        return []
    many = f"{len(left)} items are" if len(left) > 1 else f"{_title(left[0])} is"
    whose = meeting.body_name or "another body"
    said = f"{many} placed at a meeting of {whose} on {_day(meeting.on)}, so this committee does not take it itself."
    said = said.replace("take it", "take them") if len(left) > 1 else said
    return [Conflict("elsewhere", said, meeting.key, tuple(one.key for one in left))]


def _too_late(meeting, items):
    return [
        Conflict(
            "late",
            f"{_title(one)} is planned for {_day(meeting.on)}, and its recommendation is due before that, by "
            f"{_day(one.due)}. Move it earlier, or say why it can wait.",
            meeting.key,
            (one.key,),
        )
        for one in items
        if one.due is not None and one.outcome == PLANNED and one.due < meeting.on
    ]


def _same_day(meetings, body):
    days = {}
    for one in meetings:
        if one.body == body:
            days.setdefault(one.on, []).append(one)
    return [
        Conflict(
            "same_day", f"The committee has {len(several)} meetings on {_day(on)}. Check the dates.", several[0].key
        )
        for on, several in sorted(days.items())
        if len(several) > 1
    ]


def _twice(items):
    """One source under several items; a board may come to several meetings, only not twice to the same one."""
    groups = {}
    for one in items:
        if one.source is not None and (one.source[0] != BOARD or one.meeting is not None):
            key = (*one.source, one.meeting if one.source[0] == BOARD else None)
            groups.setdefault(key, []).append(one)
    return [
        Conflict(
            "twice",
            f"{_list(_title(one) for one in several)} have the same source. Take one off, or say in each what it is "
            "about.",
            None,
            tuple(one.key for one in several),
        )
        for several in groups.values()
        if len(several) > 1
    ]


def _two_places(held, there):
    """Somebody who is to be at two meetings on one day."""
    groups = {}
    for key, items in there.items():
        for one in items:
            lead = " ".join(one.lead.split())
            if lead and one.outcome == PLANNED:
                groups.setdefault((lead.casefold(), held[key].on), []).append((lead, one))
    found = []
    for (_, on), several in groups.items():
        if len({one.meeting for _, one in several}) > 1:
            titles = _list(_title(one) for _, one in several)
            said = f"{several[0][0]} is to bring {titles} to two meetings on {_day(on)}."
            found.append(Conflict("two_places", said, several[0][1].meeting, tuple(one.key for _, one in several)))
    return found


def _title(one):
    return f"“{one.title}”"


def _list(words):
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _day(on):
    return f"{on.day} {on:%B %Y}"
