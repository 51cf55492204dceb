"""Telling the demonstration's years in order, whichever file an event is written in."""

from datetime import datetime, time

from django.utils import timezone

# What happens first on a day: an occasion is named before it is waited for, a meeting decides of what was said before.
ORDER = (
    "send",
    "withdraw",
    "receive",
    "occasion",
    "respond",
    "plan",
    "act",
    "hand over",
    "move",
    "update",
    "close",
    "merge",
    "open a round",
    "chase",
    "answer",
    "settle",
    "judge",
    "propose",
    "note",
    "paper",
    "agenda",
)


class Timeline:
    """Collects what happened, each with its day, then does it all in order."""

    def __init__(self):
        """Begins empty."""
        self._events = []

    def add(self, on, kind, do, *args, **named):
        """Note that on the day `on` something of `kind` (one of ORDER) happened: `do(*args, **named, on=on)`."""
        self._events.append((on, ORDER.index(kind), len(self._events), do, args, named))

    def run(self):
        """Do everything, by day, then by kind, then in the order of the content."""
        for on, _, _, do, args, named in sorted(self._events, key=lambda event: event[:3]):
            do(*args, **named, on=on)
        self._events.clear()


def moment(on, hour=9, minute=0):
    """A moment of a day, in the council's own time."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))
