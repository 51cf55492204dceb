"""Questions that the facts suggest a member might ask: each says what is so, then what to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from .changes import Changes
from .standing import Stood
from .story import day, days, times
from .words import Answered, Claimed, Decision, Shown, Timeliness, Verdict

MOST = 8


@dataclass(frozen=True)
class Waiting:
    """Somebody who was asked and has not answered: their name, and the day by which they should have."""

    who: str
    due_on: date | None


@dataclass(frozen=True)
class Known:
    """What is known of one recommendation or action on the day; `key` is given back with each question.

    `asked` is how many were asked to respond, `waiting` those who have not; `decisions` the answers given. `owners`
    are those of its open actions, `silent` those of them who were asked and did not answer. `proposed` is what the
    officers propose tonight. `said_on` is the day of the newest update. `has_actions` whether anybody undertook
    anything, `repeats` the years in which it was recommended.
    """

    key: object
    stood: Stood
    changes: Changes = field(default_factory=Changes)
    asked: int = 0
    waiting: Sequence[Waiting] = ()
    decisions: Sequence[Decision] = ()
    owners: Sequence[str] = ()
    silent: Sequence[str] = ()
    proposed: Verdict | None = None
    said_on: date | None = None
    has_actions: bool = False
    has_reasons: bool = False
    is_complete: bool = False
    repeats: Sequence[int] = ()


@dataclass(frozen=True)
class Question:
    """A question about `key`, and how telling it is."""

    key: object
    text: str
    weight: float


def suggest(known: Iterable[Known], on: date, most: int = MOST) -> list[Question]:
    """The `most` telling questions, one for each recommendation, the most telling first."""
    best = [max(found, key=lambda one: one.weight) for one in known if (found := about(one, on))]
    return sorted(best, key=lambda one: -one.weight)[:most]


def about(one: Known, on: date) -> list[Question]:
    """Every question that the facts of one recommendation suggest, the most telling first."""
    found = [Question(one.key, text, weight) for rule in _RULES for text, weight in rule(one, on)]
    return sorted(found, key=lambda each: -each.weight)


def _closing_too_soon(one, on):
    if one.proposed is Verdict.IMPLEMENTED and not one.is_complete and one.stood.claimed is not Claimed.GREEN:
        said = "nothing has been said of progress" if one.stood.claimed is Claimed.NOTHING else (
            f"the last word on progress is “{one.stood.claimed.words.lower()}”")  # fmt: skip
        yield f"It is proposed to close this as implemented, and {said}; ask what is still to be done.", 98


def _moved(one, on):
    if not one.stood.is_open or one.stood.slips < 1 or one.stood.slip_days <= 0:
        return
    all_in_all = f", {days(one.stood.slip_days)} in all" if one.stood.slips > 1 else f" by {days(one.stood.slip_days)}"
    if one.stood.slips == 1:
        yield f"The date has moved{all_in_all}; ask why, and whether the new date will hold.", 40 + _step(one) / 2
    else:
        weight = 76 + min(16, 4 * one.stood.slips) + _step(one)
        yield f"The date has moved {times(one.stood.slips)}{all_in_all}; ask what is different now.", weight


def _step(one):
    """A few points more for what slipped since the committee met last, and for long delays."""
    return (3 if one.changes.slips else 0) + min(5, one.stood.slip_days / 100)


def _answers(one, on):
    late = [each for each in one.waiting if each.due_on and each.due_on < on]
    if not late or not one.stood.is_open:
        return
    longest = max((on - each.due_on).days for each in late)
    who = _and([each.who for each in late])
    answered = one.asked - len(one.waiting)
    weight = 78 + min(12, longest / 15)
    if answered:
        have = "has" if answered == 1 else "have"
        some = f"{_number(answered).capitalize()} of {_number(one.asked)} addressees {have} answered"
        yield f"{some}; ask {who} why there is no answer {days(longest)} after it was due.", weight
    else:
        yield f"No response {days(longest)} after it was due; ask {who} why, and by when it will come.", weight


def _no_commitment(one, on):
    if one.stood.is_open and one.stood.response is Answered.NO_COMMITMENT:
        yield "Accepted in principle with no action or date; ask who will do what by when.", 84


def _accepted_and_nothing(one, on):
    accepted = (Answered.ACCEPTED, Answered.IN_PART)
    if one.stood.is_open and one.stood.response in accepted and not one.has_actions:
        yield f"{one.stood.response.words}, and no action is recorded; ask what is being done, by whom and by when.", 66


def _refused(one, on):
    if one.stood.is_open and one.stood.response is Answered.REJECTED:
        if one.has_reasons:
            yield "It was rejected; ask what will be done instead about what the committee found.", 50
        else:
            yield "It was rejected without reasons; ask for them.", 72


def _silent(one, on):
    if one.stood.is_open and one.silent:
        who = _and(one.silent)
        yield f"Asked for progress, {who} did not answer; ask how far it has come.", 80


def _red(one, on):
    if not one.stood.is_open or one.stood.rating is not Shown.RED:
        return
    if one.changes.is_newly_red and one.changes.rating_before:
        before = one.changes.rating_before.words.lower()
        yield f"It was {before} when the committee last met and is red now; ask what happened, and what would help.", 88
    else:
        yield "It is red; ask what stands in the way, and who can remove it.", 58


def _extension_passed(one, on):
    if one.stood.is_open and one.stood.due_kind == "extension" and one.stood.timeliness is Timeliness.OVERDUE:
        since = days((on - one.stood.due_on).days)
        yield f"The committee extended it to {day(one.stood.due_on)}, {since} ago; ask why it is not done.", 86


def _overdue(one, on):
    late = one.stood.is_open and one.stood.timeliness is Timeliness.OVERDUE
    if not late or one.stood.due_kind not in ("action", "recommendation"):
        return
    since = days((on - one.stood.due_on).days)
    if one.said_on is None or one.said_on <= one.stood.due_on:
        who = f" {_and(one.owners)}" if one.owners else ""
        yield f"It was due {since} ago and nothing has been said since; ask{who} how it stands.", 64
    else:
        yield f"It was due {since} ago; ask when it will be done.", 46


def _done(one, on):
    if one.stood.is_open and one.is_complete and one.proposed is None:
        yield "Every action is said to be done; ask what has changed for the people it was meant for.", 52


def _again(one, on):
    if one.stood.is_open and len(one.repeats) > 1:
        first = min(one.repeats)
        yield f"Recommended {times(len(one.repeats))} since {first}; ask what will be different this time.", 62


def _undated(one, on):
    if one.stood.is_open and one.has_actions and one.stood.timeliness is Timeliness.NO_DATE and not one.is_complete:
        yield "Nothing about it has a date; ask by when it will be done.", 44


_RULES = (
    _closing_too_soon,
    _moved,
    _answers,
    _no_commitment,
    _accepted_and_nothing,
    _refused,
    _silent,
    _red,
    _extension_passed,
    _overdue,
    _done,
    _again,
    _undated,
)
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(number):
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _and(names, most=3):
    """Names as a sentence lists them; beyond `most` they are counted."""
    names = list(dict.fromkeys(names))
    if len(names) > most:
        names = [*names[:most], f"{_number(len(names) - most)} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
