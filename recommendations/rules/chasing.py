"""Which reminders and which rungs of a council's ladder an unanswered asking has come to on a day.

A step is who hears of it and how many days after the day on which the answer was due; negative is before.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

OWNER, MANAGER, CHAIR, MONITORING, PAPER = "owner", "manager", "chair", "monitoring", "paper"

PROPOSED = "New date proposed:"  # how an answer ends that proposes one
NOTHING = "Nothing has been filled in yet. Choose a rating for at least one action, then send"


@dataclass(frozen=True, order=True)
class Step:
    """One rung: `days` after the answer was due, and `who` hears of it."""

    days: int
    who: str

    def on(self, due_on: date) -> date:
        """The day on which it falls."""
        return due_on + timedelta(days=self.days)


# What a council has until it sets its own: reminders a week before, on the day and a week after, then the ladder.
USUAL = (
    Step(-7, OWNER),
    Step(0, OWNER),
    Step(7, OWNER),
    Step(14, MANAGER),
    Step(21, CHAIR),
    Step(28, MONITORING),
    Step(35, PAPER),
)


def steps_due(
    due_on: date, asked_on: date, steps: Iterable[Step], done: Collection[Step], on: date
) -> tuple[Step, ...]:
    """The steps to take on `on`, earliest first, of those not in `done`.

    What fell on or before the day of asking is left out. Where several reminders of the owner were missed only the
    newest goes, and none once a later one has gone; each rung above the owner is taken however late.
    """
    reached = [step for step in sorted(steps) if asked_on < step.on(due_on) <= on]
    reminders = [step for step in reached if step.who == OWNER][-1:]
    above = [step for step in reached if step.who != OWNER]
    return tuple(step for step in sorted([*reminders, *above]) if step not in done)


def silent_from(due_on: date, steps: Iterable[Step]) -> date:
    """The first day on which silence counts as no data: after the owner's last reminder, or after it was due."""
    last = max([0, *(step.days for step in steps if step.who == OWNER)])
    return due_on + timedelta(days=last + 1)


def is_silent(due_on: date, steps: Iterable[Step], heard_on: Collection[date], on: date) -> bool:
    """Whether somebody who has not answered is silent on `on`; `heard_on` are the days on which e-mails reached them.

    Nobody is who was never written to, or whose last e-mail went only today.
    """
    return bool(heard_on) and max(heard_on) < on and on >= silent_from(due_on, steps)


def in_days(days: int) -> str:
    """A step's day in words: "7 days before", "on the day", "14 days after"."""
    if days == 0:
        return "on the day"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} {'before' if days < 0 else 'after'}"
