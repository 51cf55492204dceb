"""What a committee may decide of a recommendation after what it decided before, and what the facts suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .standing import Facts, Stood, is_complete
from .words import Answered, Claimed, Timeliness, Verdict

# Which of the details goes with which verdict.
NEEDS = {
    Verdict.EXTEND: "extend_to",
    Verdict.ESCALATE: "escalate_to",
    Verdict.SUPERSEDED: "into",
    Verdict.MERGED: "into",
}
# To whom a recommendation is escalated the first time, the second, and from then on.
LADDER = ("the head of service", "the executive member", "the monitoring officer")
_MISSING = {
    Verdict.EXTEND: "Enter the day to which it is extended.",
    Verdict.ESCALATE: "Enter to whom it is escalated.",
    Verdict.SUPERSEDED: "Choose the recommendation that replaces it.",
    Verdict.MERGED: "Choose the recommendation that it is merged into.",
}
_STRAY = {
    "extend_to": "A date goes with “Extend to a later date” only. Choose that, or blank the date.",
    "escalate_to": "A name here goes with “Escalate” only. Choose that, or blank the name.",
    "into": "Another recommendation goes with “superseded” and “merged” only. Choose one of them, or none here.",
}


def problem(verdict: Verdict, held_on: date, *, extend_to=None, escalate_to="", into=None) -> tuple[str, str] | None:
    """What is wrong with a verdict's details at a meeting on `held_on`: (message, field), or None."""
    given = {"extend_to": extend_to, "escalate_to": escalate_to.strip(), "into": into}
    needed = NEEDS.get(verdict)
    if needed and not given[needed]:
        return _MISSING[verdict], needed
    for name, value in given.items():
        if value and name != needed:
            return _STRAY[name], name
    if extend_to is not None and extend_to <= held_on:
        return f"The new date must be after the meeting on {_day(held_on)}.", "extend_to"
    return None


def out_of_turn(verdict: Verdict, earlier: Sequence[Verdict], later: Sequence[Verdict] = ()) -> str:
    """Why the verdict cannot follow `earlier` and go before `later` (both in the order of their meetings), or "".

    What is closed can only be reopened, and only what is closed can be.
    """
    closed = is_closed(earlier)
    if closed and verdict.closes:
        return "It is closed already. Reopen it first, or correct what was decided."
    if closed and verdict is not Verdict.REOPEN:
        return "It is closed. Choose “Reopen” to take it up again."
    if not closed and verdict is Verdict.REOPEN:
        return "It is open, so it cannot be reopened."
    if later and _clashes(verdict, later[0]):
        return "A later meeting has decided of it already, and the two do not go together. Correct that one first."
    return ""


def is_closed(verdicts: Sequence[Verdict]) -> bool:
    """Whether a recommendation of which these were decided, in order, is closed."""
    return bool(verdicts) and verdicts[-1].closes


def _clashes(verdict, following):
    """Whether the next verdict cannot stand after this one."""
    return (following is not Verdict.REOPEN) if verdict.closes else (following is Verdict.REOPEN)


@dataclass(frozen=True)
class Suggestion:
    """What the facts suggest that the committee decide, and the sentence why; an officer may take it or not."""

    verdict: Verdict
    why: str
    extend_to: date | None = None
    escalate_to: str = ""


def suggest(stood: Stood, facts: Facts, on: date) -> Suggestion | None:
    """What a meeting on `on` might decide of an open recommendation that stands so; None for a closed one."""
    if not stood.is_open:
        return None
    if is_complete(facts.undertakings):
        return Suggestion(Verdict.IMPLEMENTED, "Every action under it is said to be complete.")
    if stood.due_on and stood.due_on < on:
        return _when_late(stood, facts, on)
    if stood.response is Answered.REJECTED and stood.claimed is Claimed.NOTHING:
        return Suggestion(Verdict.NOT_IMPLEMENTED, "It was rejected, and no progress is claimed.")
    return Suggestion(Verdict.CONTINUE, _why_continue(stood, facts))


def _when_late(stood, facts, on):
    due = _day(stood.due_on)
    to = escalation(facts)
    if stood.due_kind == "response":
        return Suggestion(Verdict.ESCALATE, f"The response was due on {due}.", escalate_to=to)
    if stood.slips >= 2:
        why = f"It was due on {due}, and its date was moved {_times(stood.slips)}."
        return Suggestion(Verdict.ESCALATE, why, escalate_to=to)
    if stood.claimed in (Claimed.NO_DATA, Claimed.NOTHING):
        said = "no data was provided" if stood.claimed is Claimed.NO_DATA else "nothing was said of its progress"
        return Suggestion(Verdict.ESCALATE, f"It was due on {due}, and {said}.", escalate_to=to)
    why = f"It was due on {due}, and its progress is {stood.claimed.words.lower()}."
    return Suggestion(Verdict.EXTEND, why, extend_to=months_after(on, 3))


def _why_continue(stood, facts):
    if stood.claimed is Claimed.NO_DATA:
        return "An update was asked for and none was provided."
    if stood.response is Answered.NO_COMMITMENT:
        return "It was accepted in principle only: no action has an owner and a date."
    if stood.due_on is None:
        return "It has no date."
    what = {"response": "The response", "action": "The next action", "extension": "It was extended and"}
    return f"{what.get(stood.due_kind, 'It')} is due on {_day(stood.due_on)}."


def escalation(facts: Facts) -> str:
    """To whom it would be escalated next: a step further each time."""
    before = sum(one.verdict is Verdict.ESCALATE for one in facts.judgements)
    return LADDER[min(before, len(LADDER) - 1)]


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(day.year + years, month + 1, day.day - back)
        except ValueError:
            continue
    return day + timedelta(days=30 * months)


def when_in_words(stood: Stood, on: date) -> str:
    """The dates of a recommendation in a few words: "Overdue by 41 days; date moved twice, by 214 days"."""
    if stood.timeliness is Timeliness.CLOSED:
        return "Closed"
    if stood.due_on is None:
        said = "No date"
    elif stood.due_on < on:
        late = (on - stood.due_on).days
        said = f"{_OWED.get(stood.due_kind, '')}overdue by {late} {'day' if late == 1 else 'days'}"
    else:
        said = f"{_OWED.get(stood.due_kind, '')}due {_day(stood.due_on)}"
    if stood.slips:
        by = f", by {stood.slip_days} {'day' if stood.slip_days == 1 else 'days'}" if stood.slip_days > 0 else ""
        said += f"; date moved {_times(stood.slips)}{by}"
    return said[:1].upper() + said[1:]


_OWED = {"response": "response ", "action": "action ", "extension": "extended date ", "recommendation": ""}


def _times(number):
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _day(day):
    return f"{day.day} {day:%B %Y}"
