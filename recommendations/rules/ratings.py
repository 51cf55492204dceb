"""Ratings of single actions: which a council's scale has, how one is shown, and its mark."""

from datetime import date

from . import standing
from .words import Closing, Judged, Rating, Shown, Timeliness

DEFAULT = standing.Rule()
BETWEEN = (Rating.AMBER_GREEN, Rating.AMBER_RED)  # what a scale of three points lacks
_COLOURS = {Shown.GREEN, Shown.AMBER_GREEN, Shown.AMBER, Shown.AMBER_RED, Shown.RED, Shown.BLUE}


def on_scale(scale: str) -> list[Rating]:
    """The ratings of a scale, "six" or "three", in order."""
    return [one for one in Rating if not (scale == "three" and one in BETWEEN)]


def of_action(one: standing.Undertaking, on: date, rule: standing.Rule = DEFAULT) -> Shown:
    """The rating that members see of one action on `on`, by the rule that recommendations go by.

    What was dropped or replaced is closed, whatever was said of it before.
    """
    if one.closing in (Closing.DROPPED, Closing.REPLACED):
        return Shown.CLOSED
    when = standing.timeliness(one.due_on, on, rule.due_soon_days)
    return standing.shown(standing.claimed([one]), Judged.NONE, when, standing.is_complete([one]), rule)


def is_softened(one: standing.Undertaking, shown: Shown) -> bool:
    """Whether the owner says red and something milder is shown, since the day has not come."""
    return standing.claimed([one]).value == "red" and shown in (Shown.AMBER_RED, Shown.AMBER)


def when_of(one: standing.Undertaking, on: date, rule: standing.Rule = DEFAULT) -> Timeliness:
    """What the dates say of one action on `on`."""
    if one.closing is not None:
        return Timeliness.CLOSED
    return standing.timeliness(one.due_on, on, rule.due_soon_days)


def colour(value: str) -> str:
    """The name of a rating's mark, "amber-green"; "" for one without colour, such as no data."""
    return value.replace("_", "-") if value in _COLOURS else ""
