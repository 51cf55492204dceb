"""What is different about a recommendation between two days, from how it stood on each."""

from dataclasses import dataclass

from .standing import Stood
from .story import is_settled
from .words import Shown, Timeliness

# The worst first; what is not rated stands between the ratings and what is done.
_WORST_FIRST = (
    Shown.RED,
    Shown.NO_DATA,
    Shown.AMBER_RED,
    Shown.AMBER,
    Shown.AMBER_GREEN,
    Shown.UNRATED,
    Shown.NOT_DUE,
    Shown.GREEN,
    Shown.BLUE,
    Shown.CLOSED,
)
_RATED = _WORST_FIRST[:5] + (Shown.GREEN, Shown.BLUE)


@dataclass(frozen=True)
class Changes:
    """Each a yes or no, and the rating before where it moved."""

    is_new: bool = False
    is_closed: bool = False
    is_reopened: bool = False
    is_answered: bool = False  # a response came that settles it for all who were asked
    is_newly_red: bool = False
    is_newly_overdue: bool = False
    is_newly_silent: bool = False
    is_worse: bool = False
    is_better: bool = False
    rating_before: Shown | None = None
    slips: int = 0  # how many more times its date moved
    slip_days: int = 0

    @property
    def is_anything(self) -> bool:
        """Whether it is worth a line."""
        return self != Changes()


def between(before: Stood | None, after: Stood) -> Changes:
    """What changed from `before` (None when it had not been sent yet) to `after`."""
    if before is None:
        return Changes(
            is_new=True,
            is_closed=not after.is_open,
            is_newly_red=after.rating is Shown.RED,
            is_newly_silent=after.rating is Shown.NO_DATA,
            is_newly_overdue=after.timeliness is Timeliness.OVERDUE,
            is_answered=is_settled(after.response),
        )
    moved = after.rating is not before.rating
    both = before.rating in _RATED and after.rating in _RATED
    step = _WORST_FIRST.index(after.rating) - _WORST_FIRST.index(before.rating)
    return Changes(
        is_closed=before.is_open and not after.is_open,
        is_reopened=after.is_open and not before.is_open,
        is_answered=is_settled(after.response) and not is_settled(before.response),
        is_newly_red=after.rating is Shown.RED and moved,
        is_newly_silent=after.rating is Shown.NO_DATA and moved,
        is_newly_overdue=after.timeliness is Timeliness.OVERDUE and before.timeliness is not Timeliness.OVERDUE,
        is_worse=both and step < 0,
        is_better=both and step > 0,
        rating_before=before.rating if moved else None,
        slips=max(0, after.slips - before.slips),
        slip_days=after.slip_days - before.slip_days if after.slips > before.slips else 0,
    )
