"""Writing the goals of a business plan: adding one or a list, changing, moving, the bin."""

from django.db import transaction
from django.utils import timezone

from boards.models import BusinessPlan, Goal
from boards.rules import goals as rules
from scrutiny.actions.ordering import put_in_order
from scrutiny.engine import audit, versions
from scrutiny.refused import Refused

CHANGEABLE = ("kind", "text", "progress", "parent")


@transaction.atomic
def add_goal(plan, *, kind, text, parent=None, by):
    """A new Goal at the end of those beside it; raises Refused where it cannot stand."""
    plan = _locked(plan)
    goal = _new(plan, kind, text, parent, _last(plan) + 1, by)
    audit.record(goal, "added", by=by, after={"kind": goal.get_kind_display(), "text": goal.text})
    return goal


@transaction.atomic
def paste(plan, lines, *, by):
    """New goals in order from rules.goals.Line, each under the one it names; gives the list."""
    plan = _locked(plan)
    order, found = _last(plan), []
    for place, line in enumerate(lines, start=1):
        parent = None if line.under is None else found[line.under]
        found.append(_new(plan, line.kind, line.text, parent, order + place, by))
    for goal in found:
        audit.record(goal, "added", by=by, after={"kind": goal.get_kind_display(), "text": goal.text})
    return found


@transaction.atomic
def change_goal(goal, seen_version, *, by, **fields):
    """Save kind, text, progress or parent; raises versions.Stale, and Refused where it cannot stand there."""
    plan = _locked(goal.business_plan)
    kind, parent = fields.get("kind", goal.kind), fields.get("parent", goal.parent)
    _check_place(plan, kind, parent, goal)
    if not fields.get("text", "x").strip():
        raise Refused("Enter what the goal is", "text")
    below = goal.children.kept()
    if "kind" in fields and any(not rules.may_stand_under(child.kind, kind) for child in below):
        raise Refused(f"There are goals under it that cannot stand under {_a(kind)}. Move them first", "kind")
    return versions.save_text(goal, seen_version, by, **{name: fields[name] for name in CHANGEABLE if name in fields})


@transaction.atomic
def move_goal(goal, direction, *, by):
    """Move a goal "up" or "down" among those beside it, with everything under it; False at the end."""
    plan = _locked(goal.business_plan)
    beside = list(plan.goals.kept().filter(parent_id=goal.parent_id).order_by("order", "pk"))
    place = next((place for place, one in enumerate(beside) if one.pk == goal.pk), None)
    if place is None:
        return False
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(beside):
        return False
    beside[place], beside[other] = beside[other], beside[place]
    put_in_order(beside, Goal)
    audit.record(goal, "moved", by=by, after={"direction": direction})
    return True


@transaction.atomic
def bin_goal(goal, *, by):
    """Put a goal in the bin with what stands under it; its actions stay where they are. False when it was there."""
    plan = _locked(goal.business_plan)
    keys = [goal.pk, *_under(plan, goal.pk)]
    if not plan.goals.kept().filter(pk=goal.pk).exists():
        return False
    plan.goals.kept().filter(pk__in=keys).update(binned_at=timezone.now(), binned_by=by)
    audit.record(goal, "put in the bin", by=by, after={"with": len(keys) - 1} if len(keys) > 1 else None)
    return True


@transaction.atomic
def restore_goal(goal, *, by):
    """Take a goal out of the bin with what went there with it; raises Refused while what it stands under is there."""
    plan = _locked(goal.business_plan)
    goal = Goal.objects.select_related("parent").get(pk=goal.pk)
    if goal.binned_at is None:
        return False
    if goal.parent_id and goal.parent.binned_at:
        raise Refused(f"What it stands under, “{goal.parent}”, is in the bin. Put that back first")
    keys = [goal.pk, *_under(plan, goal.pk)]
    plan.goals.filter(pk__in=keys, binned_at=goal.binned_at).update(binned_at=None, binned_by=None)
    audit.record(goal, "put back", by=by)
    return True


def _locked(plan):
    return BusinessPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _last(plan):
    return max(plan.goals.values_list("order", flat=True), default=0)


def _under(plan, pk):
    """The keys of all goals under one, in the bin or not."""
    below = {}
    for child, parent in plan.goals.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(child)
    found, waiting = [], [pk]
    while waiting:
        for child in below.get(waiting.pop(), ()):
            found.append(child)
            waiting.append(child)
    return found


def _new(plan, kind, text, parent, order, by):
    if not text.strip():
        raise Refused("Enter what the goal is", "text")
    if kind not in Goal.Kind.values:
        raise Refused("Choose what it is", "kind")
    _check_place(plan, kind, parent)
    goal = Goal(business_plan=plan, kind=kind, text=text.strip(), parent=parent, order=order)
    goal._history_user = by
    goal.save()
    return goal


def _check_place(plan, kind, parent, goal=None):
    if parent is None:
        return
    if parent.business_plan_id != plan.pk or parent.binned_at:
        raise Refused("Choose a goal of this plan", "parent")
    if goal is not None and (parent.pk == goal.pk or parent.pk in _under(plan, goal.pk)):
        raise Refused("A goal cannot stand under itself or under what is under it", "parent")
    if not rules.may_stand_under(kind, parent.kind):
        raise Refused(f"{_a(kind).capitalize()} cannot stand under {_a(parent.kind)}. Choose another place", "parent")


def _a(kind):
    return f"{'a' if kind == 'priority' else 'an'} {kind}"
