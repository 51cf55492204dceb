"""Attendance and quoracy of a board by year, counted from who came to its meetings."""

from dataclasses import dataclass
from decimal import Decimal

from boards.rules import indicators as rules
from boards.rules import years
from scrutiny.models import Attendance, Meeting

CAME = (Attendance.Status.PRESENT, Attendance.Status.REMOTE, Attendance.Status.SUBSTITUTE)
KINDS = (Meeting.Kind.FORMAL, Meeting.Kind.PRIVATE)


@dataclass(frozen=True)
class Year:
    """What was counted in one financial year: `part` of `whole`, over so many meetings."""

    year: str
    part: int
    whole: int
    meetings: int

    @property
    def percentage(self) -> Decimal:
        """The share, of a hundred."""
        return rules.share(self.part, self.whole)


def attendance(board, on):
    """Of those whose attendance was recorded, how many came (in person, remotely, by a substitute), by year."""
    return [
        Year(year, sum(came for came, _ in met), sum(all_ for _, all_ in met), len(met))
        for year, met in _met(board, on)
    ]


def quoracy(board, on, quorum):
    """At how many meetings at least `quorum` people came, by year."""
    return [Year(year, sum(came >= quorum for came, _ in met), len(met), len(met)) for year, met in _met(board, on)]


def _met(board, on):
    """[(year, [(how many came, how many are recorded) of each meeting up to `on`])], oldest first, in one query."""
    rows = Attendance.objects.filter(meeting__body=board, meeting__kind__in=KINDS, meeting__date__lte=on).values_list(
        "meeting_id", "meeting__date", "status"
    )
    counted = {}
    for key, day, status in rows:
        met = counted.setdefault((day, key), [0, 0])
        met[0] += status in CAME
        met[1] += 1
    found = {}
    for (day, _), met in sorted(counted.items()):
        found.setdefault(years.of(day), []).append(tuple(met))
    return list(found.items())
