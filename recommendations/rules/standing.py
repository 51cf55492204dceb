"""How a recommendation stands on a day, from all that was recorded of it up to then.

Four axes that are never mixed: what they said (response), what the owner claims, what the committee judged, and what
the dates say. The rating that members see is derived from them by `shown`, which an administrator can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .words import Answered, Claimed, Closing, Decision, Judged, Rating, Shown, Timeliness, Verdict


@dataclass(frozen=True)
class Rule:
    """A council's choices: `scale` "six" or "three", whether what is complete is blue, and when a date is soon."""

    scale: str = "six"
    blue_for_complete: bool = False
    due_soon_days: int = 28


@dataclass(frozen=True)
class Asked:
    """One request for a response as known on the day: by when, and the decisions of the newest response to it.

    `decisions` has one for the whole, or one for each limb that was answered; `is_committed` says that a dated
    action with an owner stands under it.
    """

    due_on: date | None
    decisions: tuple[Decision, ...] = ()
    is_committed: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether something came that settles the request; "under consideration" and "none" do not."""
        unsettled = {Decision.UNDER_CONSIDERATION, Decision.NONE}
        return bool(self.decisions) and not set(self.decisions) <= unsettled


@dataclass(frozen=True)
class Undertaking:
    """One action as known on the day; `ratings` are the newest of each limb, or one of the whole."""

    due_on: date | None = None
    first_due_on: date | None = None
    slips: int = 0
    ratings: tuple[Rating, ...] = ()
    closing: Closing | None = None

    @property
    def slip_days(self) -> int:
        """By how many days its date has moved since it was first given."""
        return (self.due_on - self.first_due_on).days if self.slips and self.due_on and self.first_due_on else 0


@dataclass(frozen=True)
class Judgement:
    """One decision of the committee."""

    verdict: Verdict
    extend_to: date | None = None


@dataclass(frozen=True)
class Facts:
    """All that was recorded about one recommendation up to a day. Judgements are in the order they were made."""

    due_on: date | None = None
    asked: Sequence[Asked] = ()
    undertakings: Sequence[Undertaking] = ()
    judgements: Sequence[Judgement] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Stood:
    """The four axes, the rating shown, and what is due next; `due_kind` is "response", "extension", "action",
    "recommendation" or ""."""

    response: Answered
    claimed: Claimed
    judgement: Judged
    timeliness: Timeliness
    rating: Shown
    is_open: bool
    due_on: date | None = None
    due_kind: str = ""
    slips: int = 0
    slip_days: int = 0


def stood(facts: Facts, on: date, rule: Rule = Rule()) -> Stood:
    """How the recommendation stood on `on`, by the council's `rule`."""
    judgement = judged(facts)
    is_open = not (judgement is Judged.WITHDRAWN or judgement.value.startswith("close_"))
    due_on, due_kind = next_due(facts) if is_open else (None, "")
    claim = claimed(facts.undertakings)
    when = Timeliness.CLOSED
    if is_open:
        is_done = not due_kind and _is_done(facts)
        when = Timeliness.DONE if is_done else timeliness(due_on, on, rule.due_soon_days)
    worst = max(facts.undertakings, key=lambda one: (one.slip_days, one.slips), default=Undertaking())
    return Stood(
        response=answered(facts.asked),
        claimed=claim,
        judgement=judgement,
        timeliness=when,
        rating=shown(claim, judgement, when, is_complete(facts.undertakings), rule),
        is_open=is_open,
        due_on=due_on,
        due_kind=due_kind,
        slips=worst.slips,
        slip_days=worst.slip_days,
    )


def answered(asked: Sequence[Asked]) -> Answered:
    """The response axis: of several answers the one furthest from acceptance."""
    said = [answer_of(one) for one in asked]
    order = list(Answered)
    return min(said, key=order.index) if said else Answered.NOT_ASKED


def answer_of(one: Asked) -> Answered:
    """What one addressee has said; in principle with no action and date is no commitment."""
    if not one.decisions:
        return Answered.AWAITED
    said = [Answered(decision.value) for decision in one.decisions]
    if not one.is_committed:
        said = [Answered.NO_COMMITMENT if each is Answered.IN_PRINCIPLE else each for each in said]
    order = list(Answered)
    return min(said, key=order.index)


def claimed(undertakings: Sequence[Undertaking]) -> Claimed:
    """The progress axis: the worst rating of what is not dropped or replaced; what is completed counts as green."""
    order = list(Claimed)
    said = []
    for one in undertakings:
        if one.closing is Closing.COMPLETED:
            said.append(Claimed.GREEN)
        elif one.closing is None:
            said.extend(Claimed(rating.value) for rating in one.ratings)
    return min(said, key=order.index) if said else Claimed.NOTHING


def is_complete(undertakings: Sequence[Undertaking]) -> bool:
    """Whether there were actions and each that was not dropped or replaced is completed or rated green throughout."""
    kept = [one for one in undertakings if one.closing in (None, Closing.COMPLETED)]
    return bool(kept) and all(
        one.closing is Closing.COMPLETED or (one.ratings and set(one.ratings) == {Rating.GREEN}) for one in kept
    )


def judged(facts: Facts) -> Judged:
    """The judgement axis: the last decision; a withdrawn recommendation is withdrawn."""
    if facts.is_withdrawn:
        return Judged.WITHDRAWN
    return Judged(facts.judgements[-1].verdict.value) if facts.judgements else Judged.NONE


def next_due(facts: Facts) -> tuple[date | None, str]:
    """The next day on which something is owed, and what: a response first, then what the committee extended to,
    then the earliest date of an open action, then the recommendation's own date. What is done is owed no more."""
    waiting = [one.due_on for one in facts.asked if not one.is_answered and one.due_on]
    if waiting:
        return min(waiting), "response"
    if (extended := extension(facts.judgements)) is not None:
        return extended, "extension"
    if _is_done(facts):
        return None, ""
    dates = [one.due_on for one in facts.undertakings if one.closing is None and one.due_on]
    if dates:
        return min(dates), "action"
    return (facts.due_on, "recommendation") if facts.due_on else (None, "")


def _is_done(facts: Facts) -> bool:
    """Whether all that was undertaken is done, and the committee has not said otherwise by reopening it."""
    reopened = bool(facts.judgements) and facts.judgements[-1].verdict is Verdict.REOPEN
    return is_complete(facts.undertakings) and not reopened


def extension(judgements: Sequence[Judgement]) -> date | None:
    """The day to which the committee extended last, unless it was closed since."""
    for one in reversed(judgements):
        if one.verdict is Verdict.EXTEND:
            return one.extend_to
        if one.verdict.closes:
            return None
    return None


def timeliness(due_on: date | None, on: date, soon: int) -> Timeliness:
    """What the dates say on `on`; the day itself is not yet overdue."""
    if due_on is None:
        return Timeliness.NO_DATE
    if due_on < on:
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if due_on - on <= timedelta(days=soon) else Timeliness.NOT_DUE


_THREE = {Shown.AMBER_GREEN: Shown.AMBER, Shown.AMBER_RED: Shown.AMBER}


def shown(claim: Claimed, judgement: Judged, when: Timeliness, complete: bool, rule: Rule) -> Shown:
    """The rating that members see.

    Closed as implemented, or complete and not yet closed: green, or blue where the council shows what is complete
    so. Closed otherwise: closed. Nothing said: not rated once the day has passed, else not yet due. A red claim
    before the day is amber/red, since what is not yet due is never red. A three-point scale has no points between.
    """
    if judgement is Judged.IMPLEMENTED or (complete and when is not Timeliness.CLOSED):
        return Shown.BLUE if rule.blue_for_complete else Shown.GREEN
    if when is Timeliness.CLOSED:
        return Shown.CLOSED
    if claim is Claimed.NOTHING:
        return Shown.UNRATED if when in (Timeliness.OVERDUE, Timeliness.NO_DATE) else Shown.NOT_DUE
    rating = Shown(claim.value)
    if rating is Shown.RED and when in (Timeliness.NOT_DUE, Timeliness.DUE_SOON):
        rating = Shown.AMBER_RED
    return _THREE.get(rating, rating) if rule.scale == "three" else rating


_ANY = Claimed.AMBER  # where what is claimed does not matter
_CASES = (
    ("The committee closed it as implemented", _ANY, Judged.IMPLEMENTED, Timeliness.CLOSED, False),
    ("Every action is completed or said to be green; the committee has not closed it yet", Claimed.GREEN, Judged.NONE,
     Timeliness.NOT_DUE, True),
    ("The committee closed it in another way, or it was withdrawn", _ANY, Judged.SUPERSEDED, Timeliness.CLOSED, False),
    ("Nothing is said yet, and its day has not come", Claimed.NOTHING, Judged.NONE, Timeliness.NOT_DUE, False),
    ("Nothing is said yet, and its day has passed or it has none", Claimed.NOTHING, Judged.NONE, Timeliness.OVERDUE,
     False),
    ("Red is claimed, and its day has passed or it has none", Claimed.RED, Judged.NONE, Timeliness.OVERDUE, False),
    ("Red is claimed, and its day has not come", Claimed.RED, Judged.NONE, Timeliness.NOT_DUE, False),
    ("An owner was asked and gave nothing", Claimed.NO_DATA, Judged.NONE, Timeliness.NOT_DUE, False),
    ("Amber/red is claimed", Claimed.AMBER_RED, Judged.NONE, Timeliness.NOT_DUE, False),
    ("Amber is claimed", Claimed.AMBER, Judged.NONE, Timeliness.NOT_DUE, False),
    ("Amber/green is claimed", Claimed.AMBER_GREEN, Judged.NONE, Timeliness.NOT_DUE, False),
    ("Green is claimed of all that is rated, and some action is not rated", Claimed.GREEN, Judged.NONE,
     Timeliness.NOT_DUE, False),
)  # fmt: skip


def cases(rule: Rule) -> list[tuple[str, Shown]]:
    """What `shown` gives by a rule, case by case in words, for those who choose the rule."""
    return [(words, shown(claim, judgement, when, done, rule)) for words, claim, judgement, when, done in _CASES]
