"""Update rounds: asking every owner at once, reminding, going up the ladder, and settling what came."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from recommendations import asking
from recommendations.actions import letters, links, updates
from recommendations.actions.answers_by_link import answer, save_draft
from recommendations.models import Ask, AskItem, LadderStep, Owner, UpdateRound
from scrutiny.engine import audit
from scrutiny.refused import Refused

from .chases import close_on_the_silent, day

__all__ = ["answer", "close_round", "day", "new_link", "open_round", "remind", "revoke", "save_draft", "send_back"]

AGAIN = 28  # days for which a link that had ended works again


@transaction.atomic
def open_round(body, *, title, as_at, due_on, plan=None, review=None, message="", by, on=None):
    """Ask every owner of the live actions of `body`, of one plan or of one review, for progress as at a day.

    Gives the UpdateRound. Each owner gets one e-mail with all their actions; an owner without an address is asked
    all the same, and the officer sees that it has to be by hand. Raises Refused.
    """
    on = on or timezone.localdate()
    if not title.strip():
        raise Refused("Enter a title", "title")
    if due_on < on:
        raise Refused("The answers cannot be due before they are asked for. Enter a later day", "due_on")
    _check_scope(body, plan, review)
    actions = asking.live_actions(body, plan, review, on)
    theirs = {}
    for action in actions:
        if action.owner_then:
            theirs.setdefault(action.owner_then, []).append(action)
    if not theirs:
        said = "None of the actions has an owner. Give them owners first" if actions else "There is no open action here"
        raise Refused(f"{said}, so there is nobody to ask")
    round = UpdateRound.objects.create(
        council_id=body.council_id,
        body=body,
        plan=plan,
        review=review,
        title=title.strip(),
        as_at=as_at,
        due_on=due_on,
        message=message.strip(),
        opened_on=on,
        opened_by=by if getattr(by, "pk", None) else None,
    )
    owners = Owner.objects.in_bulk(theirs)
    for key, owed in sorted(theirs.items(), key=lambda pair: (owners[pair[0]].name, pair[0])):
        ask = Ask.objects.create(
            round=round,
            owner=owners[key],
            key=links.new_key(),
            asked_on=on,
            expires_on=due_on + timedelta(days=links.DAYS_AFTER_DUE),
        )
        AskItem.objects.bulk_create(AskItem(ask=ask, action=one, order=at) for at, one in enumerate(owed, 1))
        letters.to_owner(ask, "ask", f"ask:{ask.pk}:ask", "ask", on)
    said = {"as at": as_at, "answers due": due_on, "owners": len(theirs), "actions": len(actions)}
    audit.record(round, "opened", by=by, after=said)
    return round


@transaction.atomic
def revoke(ask, *, by):
    """Let the ask's link open nothing any more. What was answered stays."""
    ask = _locked(ask)
    if ask.revoked_at is None:
        ask.revoked_at = timezone.now()
        ask.save(update_fields=["revoked_at"])
        audit.record(ask, "withdrew the link of", by=by)
    return ask


@transaction.atomic
def new_link(ask, *, by, on=None):
    """Send the owner a new link; the old one opens nothing from now on. Raises Refused without an address."""
    on = on or timezone.localdate()
    ask = _locked(ask)
    _refuse_closed(ask.round)
    if not ask.owner.email:
        raise Refused(f"{ask.owner.name} has no e-mail address. Add one on the page of owners first")
    ask.key = links.new_key()
    ask.revoked_at = None
    ask.expires_on = max(ask.expires_on, on + timedelta(days=AGAIN))
    ask.save(update_fields=["key", "revoked_at", "expires_on"])
    number = ask.letters.filter(kind="link").count() + 1
    letter = letters.to_owner(ask, "link", f"ask:{ask.pk}:link:{number}", "link", on)
    audit.record(ask, "sent a new link to", by=by)
    return letter


@transaction.atomic
def remind(ask, *, by, on=None):
    """Send the owner a reminder now, at most one a day. Raises Refused when there is no use in it."""
    on = on or timezone.localdate()
    ask = _locked(ask)
    _refuse_closed(ask.round)
    if ask.answered_at:
        raise Refused(f"{ask.owner.name} has answered already")
    if not ask.owner.email:
        raise Refused(f"{ask.owner.name} has no e-mail address. Add one on the page of owners first")
    if ask.revoked_at:
        raise Refused("The link was withdrawn. Send a new link instead")
    if ask.expires_on < on:
        raise Refused("The link works no longer. Send a new link instead")
    if ask.letters.filter(kind__in=asking.REMINDERS, written_on=on).exists():
        raise Refused(f"{ask.owner.name} has been written to today already")
    letter = letters.to_owner(ask, "extra", f"ask:{ask.pk}:extra:{on}", "reminder", on)
    audit.record(ask, "reminded", by=by)
    return letter


@transaction.atomic
def send_back(update, remark, *, by, on=None):
    """Send an owner's answer back with a remark, and tell them by e-mail. Raises Refused."""
    on = on or timezone.localdate()
    returned = updates.send_back(update, remark, by=by, on=on)
    item = update.ask_item
    if item is not None:
        ask = Ask.objects.select_related("round__council", "round__body", "owner").get(pk=item.ask_id)
        if ask.round.closed_on is None and ask.owner.email:
            letters.to_owner(ask, "returned", f"ask:{ask.pk}:returned:{update.pk}", "returned", on, update=returned)
    return returned


@transaction.atomic
def accept_all(round, seen, *, by, on=None):
    """Accept the waiting updates of a round whose keys are in `seen`; gives how many, leaving those settled since."""
    waiting = updates.ProgressUpdate.objects.filter(
        ask_item__ask__round=round, state=updates.State.WAITING, pk__in=seen
    )
    accepted = 0
    for update in waiting.order_by("pk"):
        try:
            with transaction.atomic():
                updates.accept(update, by=by, on=on)
        except Refused:
            continue
        accepted += 1
    return accepted


@transaction.atomic
def close_round(round, *, by, on=None):
    """End a round: its links open nothing any more and nobody is chased. What waits can still be settled.

    Once the day has come by which answers were due, "no data" is set for who was asked and did not answer.
    """
    on = on or timezone.localdate()
    round = UpdateRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
    _refuse_closed(round)
    silent = close_on_the_silent(round, on)
    round.closed_on = on
    round.save(update_fields=["closed_on"])
    audit.record(round, "closed", by=by, after={"silent": silent} if silent else None)
    return round


@transaction.atomic
def set_ladder(council, steps, *, by):
    """Set the council's ladder to `steps` (rules.chasing.Steps). Raises Refused for none, or for one twice."""
    steps = sorted(steps)
    if not steps:
        raise Refused("Leave at least one step: a ladder without any asks once and never again")
    if len(set(steps)) != len(steps):
        raise Refused("Two steps are the same. Take one out, or change its days")
    type(council).objects.select_for_update().get(pk=council.pk)
    before = [f"{step.days} {step.who}" for step in asking.steps_of(council)]
    LadderStep.objects.filter(council=council).delete()
    LadderStep.objects.bulk_create(LadderStep(council=council, who=step.who, days=step.days) for step in steps)
    after = [f"{step.days} {step.who}" for step in steps]
    if before != after:
        audit.record(council, "changed the ladder of", by=by, before={"steps": before}, after={"steps": after})


def _check_scope(body, plan, review):
    if plan is not None and review is not None:
        raise Refused("Choose a plan or a review, not both", "about")
    if plan is not None and (plan.merged_into_id or plan.council_id != body.council_id):
        raise Refused("This plan was merged into another, or is another council’s. Choose another", "about")
    if review is not None and review.council_id != body.council_id:
        raise Refused("This review belongs to another council. Choose another", "about")


def _locked(ask):
    found = Ask.objects.select_for_update(of=("self",)).select_related("round__council", "round__body", "owner")
    return found.get(pk=ask.pk)


def _refuse_closed(round):
    if round.closed_on:
        raise Refused(f"The round was closed on {round.closed_on.day} {round.closed_on:%B %Y}. Open a new one")
