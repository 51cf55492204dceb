"""Writing actions: adding, changing, moving the date, handing over, closing."""

from django.db import transaction
from django.utils import timezone

from recommendations import facts
from recommendations.actions import standings
from recommendations.actions.plans import last_order, locked_plan
from recommendations.models import Action, DateRevision, Handover, Recommendation
from recommendations.rules import occasions
from recommendations.rules.words import Closing
from scrutiny.engine import audit, versions
from scrutiny.engine.rules import partial_dates
from scrutiny.refused import Refused

CHANGEABLE = ("label", "text", "success_measure")


@transaction.atomic
def add_action(
    *,
    plan=None,
    recommendation=None,
    answer=None,
    text,
    owner=None,
    due_on="",
    due_event="",
    label="",
    success_measure="",
    by,
    on=None,
):
    """A new Action at the end of a plan, under a recommendation, or under an answer to one.

    `due_on` is a partial date and `due_event` an occasion in words; one of them, or neither. Raises Refused.
    """
    on = on or timezone.localdate()
    if answer is not None:
        recommendation = answer.request.recommendation
    if plan is None and recommendation is None:
        raise Refused("Choose the plan or the recommendation that the action belongs to")
    if not text.strip():
        raise Refused("Enter the action", "text")
    if due_on and due_event:
        raise Refused("Give a date or an occasion, not both", "due_event")
    check_date(due_on, "due_on")
    if plan is not None:
        plan = locked_plan(plan)
        if plan.merged_into_id:
            raise Refused(f"This plan was merged into “{plan.merged_into}”. Add the action there")
    if recommendation is not None:
        recommendation = _agreed(recommendation)
    council_id = plan.council_id if plan is not None else recommendation.review.council_id
    if plan is not None and recommendation is not None and recommendation.review.council_id != council_id:
        raise Refused("The plan and the recommendation belong to different councils")
    _check_owner(owner, council_id)
    beside = Action.objects.filter(plan=plan) if plan else Action.objects.filter(recommendation=recommendation)
    action = Action(
        plan=plan,
        recommendation=recommendation,
        answer=answer,
        order=last_order(beside) + 1,
        label=label.strip(),
        text=text,
        owner=owner,
        due_on=due_on,
        due_event=due_event,
        success_measure=success_measure,
        recorded_on=on,
    )
    action._history_user = by
    action.save()
    said = {"number": label, "action": text, "owner": str(owner or ""), "due": due_on or due_event}
    audit.record(action, "added", by=by, after={name: value for name, value in said.items() if value})
    _refresh(action, on)
    return action


@transaction.atomic
def change_action(action, seen_version, *, by, on=None, **fields):
    """Save the number, the words or how the committee will know; raises versions.Stale when somebody saved first.

    The date is moved by `revise_date` and the owner changed by `hand_over`, which keep what was before.
    """
    wrong = set(fields) - set(CHANGEABLE)
    if wrong:
        raise ValueError(f"cannot be changed so: {sorted(wrong)}")
    if not fields.get("text", "x").strip():
        raise Refused("Enter the action", "text")
    saved = versions.save_text(action, seen_version, by, **fields)
    _refresh(saved, on)
    return saved


@transaction.atomic
def revise_date(action, due_on, *, why, who="", by, on=None):
    """Move the date of an action to `due_on` (a partial date); every earlier date is kept. Gives the DateRevision.

    Raises Refused when the action is closed, there is no reason, the date does not change, or it is surely before
    the date first given.
    """
    on = on or timezone.localdate()
    action = _open(action)
    if not due_on:
        raise Refused("Enter the new date", "due_on")
    check_date(due_on, "due_on")
    if not why.strip():
        raise Refused("Say why the date is moved", "why")
    before = current_date(action, on)
    if due_on == before:
        raise Refused(f"The action is due {partial_dates.in_words(due_on)} already. Enter another date", "due_on")
    first = first_date(action, on)
    if partial_dates.definitely_before(due_on, first):
        raise Refused(f"The new date is before the one first given, {partial_dates.in_words(first)}", "due_on")
    revision = DateRevision.objects.create(
        action=action, before_on=before, due_on=due_on, why=why.strip(), who=who.strip(), revised_on=on, by=by
    )
    said = {"due": due_on, "why": why, "who": who}
    audit.record(action, "moved the date of", by=by, before={"due": before}, after=said)
    _refresh(action, on)
    return revision


@transaction.atomic
def hand_over(action, owner, *, why="", by, on=None):
    """Make `owner` (None is nobody) the one who owes the action; gives the Handover.

    Raises Refused when the action is closed or has this owner already.
    """
    on = on or timezone.localdate()
    action = _open(action)
    _check_owner(owner, council_of(action))
    if (owner and owner.pk) == action.owner_id:
        raise Refused(f"The action is owned by {owner or 'nobody'} already. Choose another", "owner")
    handover = Handover.objects.create(
        action=action, before_id=action.owner_id, owner=owner, why=why.strip(), recorded_on=on, by=by
    )
    before = {"owner": str(action.owner or "")}
    action.owner = owner
    action._history_user = by
    action.save(update_fields=["owner"])
    audit.record(action, "handed over", by=by, before=before, after={"owner": str(owner or ""), "why": why})
    _refresh(action, on)
    return handover


@transaction.atomic
def close_action(action, closing, *, note="", by, on=None):
    """Close an action as a rules.words.Closing says; the recommendation it serves stays open. Returns the action."""
    on = on or timezone.localdate()
    action = _open(action)
    if closing not in [one.value for one in Closing]:
        raise Refused("Choose how the action ended", "closing")
    if on < action.recorded_on:
        raise Refused(f"The action was recorded on {in_words(action.recorded_on)}. It cannot have ended before")
    action.closing, action.closed_on, action.closing_note = str(closing), on, note.strip()
    action._history_user = by
    action.save(update_fields=["closing", "closed_on", "closing_note"])
    after = {"how it ended": Closing(closing).words, "on": on, "note": note}
    audit.record(action, "closed", by=by, after=after)
    _refresh(action, on)
    return action


def council_of(action):
    """The key of the council an action belongs to."""
    return action.plan.council_id if action.plan_id else action.recommendation.review.council_id


def current_date(action, on):
    """The partial date by which the action is due on `on` ("" when it has none): as moved, first given, or its
    occasion's day."""
    last = action.revisions.filter(revised_on__lte=on).order_by("revised_on", "pk").last()
    return last.due_on if last else first_date(action, on)


def first_date(action, on):
    """The partial date first given, or its occasion's day as known on `on`, or the earliest that was ever set."""
    if action.due_on:
        return action.due_on
    if action.due_event:
        held = facts.held_on([council_of(action)], on).get((council_of(action), occasions.key(action.due_event)))
        if held:
            return held.isoformat()
    first = action.revisions.order_by("revised_on", "pk").first()
    return (first.before_on or first.due_on) if first else ""


def check_date(text, field):
    """Raise Refused, beside `field`, unless `text` is a partial date or nothing."""
    try:
        partial_dates.parse(text) if text else None
    except ValueError as problem:
        raise Refused(str(problem).rstrip("."), field) from problem


def in_words(on):
    """A date as it is said: "5 July 2011"."""
    return f"{on.day} {on:%B %Y}"


def locked(action):
    """The action as it is now, its row locked until the transaction ends."""
    found = Action.objects.select_for_update(of=("self",)).select_related(
        "plan__body", "recommendation__review", "owner"
    )
    return found.get(pk=action.pk)


def _open(action):
    action = locked(action)
    if action.closed_on:
        closing = Closing(action.closing).words.lower()
        raise Refused(f"The action was closed on {in_words(action.closed_on)} ({closing}). It can no longer be changed")
    return action


def _agreed(recommendation):
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("review").get(pk=recommendation.pk)
    if found.review.agreed_at is None or found.binned_at:
        raise Refused("The review has not been agreed yet. Actions are added once it is")
    if found.withdrawn_at:
        raise Refused("The recommendation was withdrawn. Nothing can be added under it")
    return found


def _check_owner(owner, council_id):
    if owner is not None and owner.council_id != council_id:
        raise Refused("This owner belongs to another council. Choose one of this council", "owner")


def _refresh(action, on):
    if action.recommendation_id:
        standings.refresh([action.recommendation_id], on=on)
