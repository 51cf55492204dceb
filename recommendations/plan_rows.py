"""The actions of a plan as known on a day: what its page and its exception report both show.

Read in a fixed number of queries, for one action or for hundreds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from recommendations import facts
from recommendations.blocks import event
from recommendations.models import Action, Letter, Owner, Plan, ProgressUpdate
from recommendations.rules import exceptions, ratings, slips
from recommendations.rules.words import Rating, Shown, Timeliness
from scrutiny.engine.rules import partial_dates

ASKING = ("ask", "reminder")  # kinds of letters that ask an owner; escalations go to somebody else


@dataclass
class Row:
    """One action on the day: the rating shown, its date with its slips, and what was said last."""

    action: Action
    owed: facts.Owed
    owner: Owner | None
    rating: Shown
    timeliness: Timeliness
    updates: list = field(default_factory=list)  # the newest of the whole, or of each limb, that counted on the day
    asked: list[date] = field(default_factory=list)  # the days on which the owner was asked since they last answered
    has_no_address: bool = False
    came_from: Plan | None = None  # the plan that it stood in first, where that is not the one it is shown in

    @property
    def colour(self):
        """The name of the rating's mark."""
        return ratings.colour(self.rating)

    @property
    def closing(self):
        """How it had ended by then, in words, or ""."""
        closing = self.owed.undertaking.closing
        return closing.words if closing else ""

    @property
    def due(self):
        """The date alone, in words: "30 June 2025", or its occasion ("at the 2026 scrutiny"), or ""."""
        return partial_dates.in_words(self.owed.due) or event(self.action.due_event)

    @property
    def first(self):
        """The date first given, in words."""
        return partial_dates.in_words(self.owed.first)

    @property
    def slips(self):
        """ "slipped 3 times, 214 days", or ""."""
        return slips.words(self.owed.undertaking.slips, self.owed.undertaking.slip_days)

    @property
    def due_sentence(self):
        """ "due 30 June 2025, slipped 3 times by 214 days since 28 November 2024"."""
        one = self.owed.undertaking
        return slips.due(self.due, one.slips, one.slip_days, self.first)

    @property
    def softened(self):
        """Why the rating is milder than what the owner says, or ""."""
        return "said to be red, but not yet due" if ratings.is_softened(self.owed.undertaking, self.rating) else ""

    @property
    def blocked_by(self):
        """What holds it up, as said last."""
        return "; ".join(dict.fromkeys(one.blocked_by for one in self.updates if one.blocked_by))

    @property
    def said_on(self):
        """The day as at which something was said last, or None."""
        return max((one.as_at for one in self.updates), default=None)

    @property
    def is_exception(self):
        """Whether it needs somebody's attention."""
        return self.rating not in exceptions.NO_EXCEPTION

    @property
    def is_overdue(self):
        """Whether its day had passed and it was neither closed nor complete."""
        return self.timeliness is Timeliness.OVERDUE and self.rating not in exceptions.COMPLETE


def of_plan(plan, on, *, asked=False):
    """The plan's actions on `on`, in order, as Row; with `asked` each knows how often its owner was asked."""
    rows = _rows(facts.of_plans([plan.pk], on).get(plan.pk, []), plan.council_id, on, asked)
    for row in rows:
        # Before it was passed on it stood where it began, and had come from nowhere.
        row.came_from = row.action.came_from if row.action.came_from_id != plan.pk else None
    return rows


def of_action(action, council, on):
    """One action on `on` as Row, or None when it had not been recorded by then."""
    owed = facts.of_actions([action.pk], on)
    return _rows(list(owed.values()), council, on, False)[0] if owed else None


def of_actions(keys, council, on, *, asked=False):
    """The actions with these keys on `on`, of whatever plans, in order, as Row; those recorded later are left out."""
    return _rows(list(facts.of_actions(keys, on).values()), council, on, asked)


def summary(rows, meanings=None):
    """The counts of the rows by rating with their sentences: exceptions.Line; they sum to len(rows)."""
    return exceptions.lines((row.rating for row in rows), meanings)


def meanings_of(plan):
    """What each rating means in the plan: [(Rating, words)], in order."""
    return [(one, plan.meanings.get(one.value) or exceptions.default(one)) for one in Rating]


def _rows(owed, council, on, asked):
    keys = [one.action_id for one in owed]
    actions = Action.objects.select_related("came_from", "recommendation").in_bulk(keys)
    owners = Owner.objects.in_bulk({one.owner_id for one in owed if one.owner_id})
    rule = facts.rule_of(council)
    said, heard = _updates(keys, on)
    rows = []
    for one in owed:
        shown = ratings.of_action(one.undertaking, on, rule)
        row = Row(
            actions[one.action_id],
            one,
            owners.get(one.owner_id),
            shown,
            ratings.when_of(one.undertaking, on, rule),
            said.get(one.action_id, []),
        )
        rows.append(row)
    if asked:
        _add_asked(rows, keys, heard, on)
    return rows


def _updates(keys, on):
    """What counted on `on`: {action: [the newest of the whole or of each limb]}, and when each was last answered."""
    newest, heard = defaultdict(dict), {}
    found = (
        ProgressUpdate.objects.accepted(on)
        .filter(action__in=keys)
        .select_related("limb")
        .order_by("as_at", "settled_on", "pk")
    )
    for one in found:
        kept = newest[one.action_id]
        if one.limb_id is None:
            kept.clear()
        kept.pop(None, None)
        kept[one.limb_id] = one
        if one.rating != Rating.NO_DATA:
            heard[one.action_id] = max(one.recorded_on, heard.get(one.action_id, one.recorded_on))
    return {key: list(kept.values()) for key, kept in newest.items()}, heard


def _add_asked(rows, keys, heard, on):
    asked, nowhere = defaultdict(set), set()
    letters = Letter.objects.filter(ask__items__action__in=keys, kind__in=ASKING, written_on__lte=on)
    for key, day, address in letters.values_list("ask__items__action_id", "written_on", "to_email"):
        if key in heard and day <= heard[key]:
            continue
        if address:
            asked[key].add(day)
        else:
            nowhere.add(key)
    for row in rows:
        row.asked = sorted(asked[row.action.pk])
        row.has_no_address = row.action.pk in nowhere and not row.asked


def chases(row):
    """The log behind a rating of no data, as a sentence, or ""."""
    if row.has_no_address:
        return "Could not be asked: the owner has no e-mail address."
    if not row.asked:
        return ""
    first, *again = [f"{day.day} {day:%B %Y}" for day in row.asked]
    if not again:
        return f"Asked on {first}; no answer."
    return f"Asked {slips.times(len(row.asked))}, on {', '.join([first, *again[:-1]])} and {again[-1]}; no answer."
