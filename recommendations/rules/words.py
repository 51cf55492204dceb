"""The words of a recommendation's life: decisions, ratings, judgements. Every one is a word, never a colour alone."""

from enum import StrEnum


class Words(StrEnum):
    """A value as it is stored, with the words as they are printed."""

    def __new__(cls, value, words):
        one = str.__new__(cls, value)
        one._value_ = value
        one.words = words
        return one

    @classmethod
    def choices(cls):
        """Pairs of value and words, as a form or a model field takes them."""
        return [(one.value, one.words) for one in cls]


class Decision(Words):
    """What somebody who was asked decided."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    IN_PRINCIPLE = "in_principle", "Accepted in principle"
    REJECTED = "rejected", "Rejected"
    NOTED = "noted", "Noted"
    UNDER_CONSIDERATION = "under_consideration", "Under consideration"
    NONE = "none", "No decision given"


class Answered(Words):
    """The response axis of one recommendation: where several answered, the answer furthest from acceptance."""

    AWAITED = "awaited", "Response awaited"
    NONE = "none", "No decision given"
    UNDER_CONSIDERATION = "under_consideration", "Under consideration"
    REJECTED = "rejected", "Rejected"
    NOTED = "noted", "Noted"
    NO_COMMITMENT = "no_commitment", "No commitment"  # in principle, with no action and date
    IN_PRINCIPLE = "in_principle", "Accepted in principle"
    IN_PART = "in_part", "Accepted in part"
    ACCEPTED = "accepted", "Accepted"
    NOT_ASKED = "not_asked", "Nobody was asked"


class Rating(Words):
    """How far an action has come, as its owner or an officer says it."""

    GREEN = "green", "Green"
    AMBER_GREEN = "amber_green", "Amber/green"
    AMBER = "amber", "Amber"
    AMBER_RED = "amber_red", "Amber/red"
    RED = "red", "Red"
    NO_DATA = "no_data", "No data"

    @property
    def meaning(self):
        """What it says of an action."""
        return _MEANINGS[self]


_MEANINGS = {
    Rating.GREEN: "completed",
    Rating.AMBER_GREEN: "a part is still to be done",
    Rating.AMBER: "most of the work is done, and more is needed",
    Rating.AMBER_RED: "work has stopped or is at risk",
    Rating.RED: "will not be done in time",
    Rating.NO_DATA: "asked for, and nothing was provided",
}


class Claimed(Words):
    """The progress axis of one recommendation: the worst that is claimed of its open actions."""

    NOTHING = "nothing", "Nothing said yet"
    RED = "red", "Red"
    NO_DATA = "no_data", "No data"
    AMBER_RED = "amber_red", "Amber/red"
    AMBER = "amber", "Amber"
    AMBER_GREEN = "amber_green", "Amber/green"
    GREEN = "green", "Green"


class Shown(Words):
    """The rating that members see: derived from the four axes by the council's rule."""

    RED = "red", "Red"
    NO_DATA = "no_data", "No data"
    AMBER_RED = "amber_red", "Amber/red"
    AMBER = "amber", "Amber"
    AMBER_GREEN = "amber_green", "Amber/green"
    GREEN = "green", "Green"
    BLUE = "blue", "Complete"
    NOT_DUE = "not_due", "Not yet due"
    UNRATED = "unrated", "Not rated"
    CLOSED = "closed", "Closed"


class Timeliness(Words):
    """The dates axis: computed, never typed."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due_soon", "Due soon"
    NOT_DUE = "not_due", "Not yet due"
    DONE = "done", "Done, to be judged"  # all that was undertaken is done, and the committee has not closed it
    NO_DATE = "no_date", "No date"
    CLOSED = "closed", "Closed"


class Verdict(Words):
    """What a committee may decide of a recommendation."""

    CONTINUE = "continue", "Continue to monitor"
    EXTEND = "extend", "Extend to a later date"
    ESCALATE = "escalate", "Escalate"
    IMPLEMENTED = "close_implemented", "Close: implemented"
    SUPERSEDED = "close_superseded", "Close: superseded"
    MERGED = "close_merged", "Close: merged into another"
    NOT_FEASIBLE = "close_not_feasible", "Close: no longer feasible, the risk accepted"
    NOT_IMPLEMENTED = "close_not_implemented", "Close: not implemented"
    REOPEN = "reopen", "Reopen"

    @property
    def closes(self):
        """Whether the recommendation is closed by it."""
        return self.value.startswith("close_")


class Judged(Words):
    """The judgement axis: what the committee decided last."""

    NONE = "none", "Not yet judged"
    CONTINUE = "continue", "Continue to monitor"
    EXTEND = "extend", "Extended"
    ESCALATE = "escalate", "Escalated"
    REOPEN = "reopen", "Reopened"
    IMPLEMENTED = "close_implemented", "Implemented"
    SUPERSEDED = "close_superseded", "Superseded"
    MERGED = "close_merged", "Merged into another"
    NOT_FEASIBLE = "close_not_feasible", "No longer feasible, the risk accepted"
    NOT_IMPLEMENTED = "close_not_implemented", "Not implemented"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Closing(Words):
    """How an action ended; a recommendation is closed only by the committee."""

    COMPLETED = "completed", "Completed"
    DROPPED = "dropped", "Dropped"
    REPLACED = "replaced", "Replaced by another action"
