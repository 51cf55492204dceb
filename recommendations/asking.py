"""What an update round asks, of whom, and what came back: read-only, in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from recommendations import facts, remit
from recommendations.models import Action, AskItem, LadderStep, Letter, Limb, Owner, ProgressUpdate
from recommendations.rules import chasing, ratings
from recommendations.rules.chasing import Step
from recommendations.rules.words import Rating

REMINDERS = ("ask", "link", "owner", "extra", "returned")  # the letters that go to the owner
State = ProgressUpdate.State


def live_actions(body, plan=None, review=None, on=None):
    """The actions still to be done that `body` follows on a day: of one plan, of one review, or all of them.

    Each has `owner_then` (its owner's key on that day, or None). Those of recommendations that the committee closed,
    or that were withdrawn, are left out.
    """
    found = Action.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), recorded_on__lte=on)
    if plan is not None:
        found = found.filter(plan=plan)
    elif review is not None:
        found = found.filter(recommendation__review=review)
    else:
        bodies = remit.under(body)
        reviewed = Q(recommendation__review__commissioned_by__in=bodies)
        reviewed |= Q(recommendation__review__conducted_by__in=bodies)
        found = found.filter(Q(plan__body__in=bodies, plan__merged_into__isnull=True) | reviewed)
    gone = Q(recommendation__withdrawn_at__isnull=False) | Q(recommendation__binned_at__isnull=False)
    gone |= Q(recommendation__review__binned_at__isnull=False) | Q(recommendation__standing__is_open=False)
    gone &= Q(recommendation__isnull=False)
    order = ("plan__title", "recommendation__review__title", "recommendation__order", "order", "pk")
    actions = list(
        found.exclude(pk__in=Action.objects.filter(gone).values("pk"))
        .select_related("plan", "recommendation__review", "owner")
        .order_by(*order)
        .distinct()
    )
    owed = facts.of_actions([one.pk for one in actions], on)
    for one in actions:
        one.owner_then = owed[one.pk].owner_id
    return actions


@dataclass
class Asked:
    """One owner in the preview of a round: their actions, and why no e-mail can go to them ("" when it can)."""

    owner: Owner
    actions: list
    problem: str = ""


def preview(body, plan, review, on):
    """Who would be asked about what: ([Asked] by name, [actions without an owner])."""
    theirs, nobodys = {}, []
    for action in live_actions(body, plan, review, on):
        if action.owner_then:
            theirs.setdefault(action.owner_then, []).append(action)
        else:
            nobodys.append(action)
    owners = Owner.objects.in_bulk(theirs)
    rows = [Asked(owners[key], actions, unreachable(owners[key])) for key, actions in theirs.items()]
    return sorted(rows, key=lambda row: (row.owner.name, row.owner.pk)), nobodys


def unreachable(owner):
    """Why no e-mail can go to an owner, in words; "" when it can."""
    if not owner.is_active:
        return "no longer in post"
    return "" if owner.email else "no e-mail address"


def steps_of(council):
    """The council's ladder as rules.chasing.Steps, lowest first; the usual one until it has set its own."""
    rows = LadderStep.objects.filter(council=council).values_list("days", "who")
    return tuple(sorted(Step(days, who) for days, who in rows)) or chasing.USUAL


@dataclass
class Part:
    """A whole action, or one limb of its recommendation: what was said of it before, and in this round."""

    limb: Limb | None
    before: ProgressUpdate | None = None  # the last that counts
    sent: ProgressUpdate | None = None  # the newest of this round

    @property
    def colour(self):
        """The colour of what was sent; see templates/components/rating.html."""
        return ratings.colour(self.sent.rating) if self.sent else ""

    @property
    def is_returned(self):
        """Whether the officer sent the newest answer back."""
        return self.sent is not None and self.sent.state == State.RETURNED

    @property
    def is_open(self):
        """Whether it is to be answered: not yet, or again."""
        return self.sent is None or self.is_returned

    @property
    def start(self):
        """What its boxes start with: the answer that was sent back, else the last that counts."""
        return self.sent if self.is_returned else self.before


@dataclass
class Item:
    """One action as its owner is asked about it; `due_on` and slips are those known today."""

    item: AskItem
    action: Action
    due_on: date | None
    slips: int
    slip_days: int
    parts: list[Part] = field(default_factory=list)

    @property
    def pk(self):
        """The key of the AskItem."""
        return self.item.pk

    @property
    def is_closed(self):
        """Whether the action was closed, so that nothing more is to be said of it."""
        return self.action.closed_on is not None

    @property
    def open_parts(self):
        """The parts to be answered, none of a closed action."""
        return [] if self.is_closed else [part for part in self.parts if part.is_open]

    @property
    def is_returned(self):
        """Whether something of it was sent back."""
        return any(part.is_returned for part in self.parts)

    @property
    def evidence(self):
        """The files sent with its newest answers."""
        return [part.sent for part in self.parts if part.sent and part.sent.evidence]


def items_of(ask, on):
    """The Items of an ask, in order."""
    newest = ProgressUpdate.objects.select_related("limb").order_by("pk")
    rows = list(
        AskItem.objects.filter(ask=ask)
        .select_related("action__plan", "action__recommendation__review")
        .prefetch_related("action__recommendation__limbs", Prefetch("updates", newest, to_attr="its_updates"))
    )
    keys = [row.action_id for row in rows]
    owed = facts.of_actions(keys, on)
    before = {}
    accepted = ProgressUpdate.objects.accepted(on).filter(action__in=keys).exclude(rating=Rating.NO_DATA)
    for update in accepted.order_by("as_at", "settled_on", "pk"):
        before[update.action_id, update.limb_id] = update
    found = []
    for row in rows:
        action = row.action
        limbs = list(action.recommendation.limbs.all()) if action.recommendation_id else []
        sent = {update.limb_id: update for update in row.its_updates if update.source == "owner"}
        known = owed[action.pk].undertaking if action.pk in owed else None
        item = Item(
            row,
            action,
            known.due_on if known else None,
            known.slips if known else 0,
            known.slip_days if known else 0,
        )
        for limb in limbs or [None]:
            key = limb.pk if limb else None
            last = before.get((action.pk, key)) or before.get((action.pk, None))
            item.parts.append(Part(limb, last, sent.get(key)))
        found.append(item)
    return found


@dataclass
class Heard:
    """One owner's part in a round, as the officer sees it."""

    ask: object
    letters: list
    items: list
    waiting: list = field(default_factory=list)  # updates to be settled

    @property
    def owner(self):
        """Who was asked."""
        return self.ask.owner

    @property
    def to_owner(self):
        """The letters to the owner."""
        return [letter for letter in self.letters if letter.kind in REMINDERS]

    @property
    def above(self):
        """The rungs above the owner that were taken."""
        return [letter for letter in self.letters if letter.kind not in REMINDERS]

    @property
    def answered(self):
        """How many of its items were answered."""
        return sum(row.answered_at is not None for row in self.items)

    @property
    def is_unreached(self):
        """Whether nothing could be sent to them: they are to be asked by hand."""
        return not any(letter.to_email for letter in self.to_owner)

    @property
    def state(self):
        """Where it stands, in a word: answered, silent, revoked, by_hand, partly, opened, failed, waiting."""
        if self.ask.answered_at:
            return "answered"
        if self.answered:
            return "partly"
        if self.ask.silent_on:
            return "silent"
        if self.is_unreached:
            return "by_hand"
        if self.ask.revoked_at:
            return "revoked"
        if self.ask.opened_at:
            return "opened"
        last = [letter for letter in self.to_owner if letter.to_email][-1]
        if last.sent_at:
            return "sent"
        return "failed" if last.gave_up_at or (last.begun_at and last.last_error) else "queued"


def heard(round):
    """A Heard for each ask of a round, by the owner's name."""
    updates = ProgressUpdate.objects.filter(state=State.WAITING, source="owner").select_related("limb").order_by("pk")
    asks = round.asks.select_related("owner").prefetch_related(
        Prefetch("letters", Letter.objects.order_by("pk"), to_attr="its_letters"),
        Prefetch(
            "items",
            AskItem.objects.select_related("action__recommendation", "action__plan").prefetch_related(
                Prefetch("updates", updates, to_attr="waiting_updates")
            ),
            to_attr="its_items",
        ),
    )
    found = []
    for ask in asks.order_by("owner__name", "pk"):
        ask.round = round
        waiting = []
        for item in ask.its_items:
            for update in item.waiting_updates:
                update.action, update.colour = item.action, ratings.colour(update.rating)
                waiting.append(update)
        found.append(Heard(ask, ask.its_letters, ask.its_items, waiting))
    return found


def not_asked(round, on):
    """The live actions of the round's scope that nobody was asked about: those without an owner, or added since."""
    asked = set(AskItem.objects.filter(ask__round=round).values_list("action_id", flat=True))
    return [one for one in live_actions(round.body, round.plan, round.review, on) if one.pk not in asked]


def printed(body, on, since=None):
    """The sentences about silent owners whose asking had come to the paper by `on` (after `since`), oldest first."""
    found = Letter.objects.filter(kind="paper", ask__round__body=body, written_on__lte=on)
    if since is not None:
        found = found.filter(written_on__gt=since)
    still = Q(ask__answered_at__isnull=True) | Q(ask__answered_at__date__gt=on)
    return list(found.filter(still).select_related("ask__owner", "ask__round").order_by("written_on", "pk"))
