"""Writing business plans: making, changing, the bin, their actions, and carrying over into the next year."""

from django.db import transaction
from django.utils import timezone

from boards.models import BusinessPlan, Goal
from boards.rules import years
from recommendations import plan_rows
from recommendations.actions import doing, plans
from recommendations.models import Plan
from recommendations.rules import exceptions
from scrutiny.engine import audit, versions
from scrutiny.refused import Refused

CHANGEABLE = ("year", "title", "introduction")
TWICE = "This board has a plan of that title for the year already. Give it another title or year"


@transaction.atomic
def add_plan(board, *, year, title, introduction="", by, carried_from=None):
    """A new BusinessPlan of `board`; raises Refused for a year that is none and a title that is there."""
    year, title = _checked(board, year, title)
    plan = BusinessPlan(board=board, year=year, title=title, introduction=introduction, carried_from=carried_from)
    plan._history_user = by
    plan.save()
    after = {"title": title, "year": year, "carried over from": str(carried_from or "")}
    audit.record(plan, "added", by=by, after={name: value for name, value in after.items() if value})
    return plan


@transaction.atomic
def change_plan(plan, seen_version, *, by, **fields):
    """Save year, title or introduction; raises versions.Stale, and Refused as add_plan does."""
    if "year" in fields or "title" in fields:
        year, title = fields.get("year", plan.year), fields.get("title", plan.title)
        fields["year"], fields["title"] = _checked(plan.board, year, title, plan.pk)
    return versions.save_text(plan, seen_version, by, **{name: fields[name] for name in CHANGEABLE if name in fields})


@transaction.atomic
def bin_plan(plan, *, by):
    """Put a plan in the bin with all its goals; its actions stay. Nothing happens to one that is there already."""
    return set_aside(plan, by)


@transaction.atomic
def restore_plan(plan, *, by):
    """Take a plan out of the bin; raises Refused where another of its title and year came meanwhile."""
    plan = BusinessPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _checked(plan.board, plan.year, plan.title, plan.pk)
    return put_back(plan, by)


@transaction.atomic
def plan_of_actions(plan, *, by):
    """The plan of the recommendations app that holds the actions of a business plan, made when it has none."""
    plan = BusinessPlan.objects.select_for_update(of=("self",)).select_related("board__council").get(pk=plan.pk)
    if plan.plan_id is None:
        plan.plan = plans.make_plan(
            plan.board,
            title=plan.title,
            source=Plan.Source.BUSINESS_PLAN,
            source_words=f"{plan.board}, {plan.year}"[:250],
            by=by,
        )
        plan._history_user = by
        plan.save(update_fields=["plan"])
    return plan.plan


@transaction.atomic
def add_action(goal, *, by, on=None, **fields):
    """A new Action under a goal, in the plan's own list; `fields` are those of doing.add_action. Raises Refused."""
    goal = Goal.objects.select_for_update(of=("self",)).select_related("business_plan").get(pk=goal.pk)
    if goal.binned_at or goal.business_plan.binned_at:
        raise Refused("This is in the bin. Put it back before adding actions to it")
    action = doing.add_action(plan=plan_of_actions(goal.business_plan, by=by), by=by, on=on, **fields)
    goal.actions.add(action)
    audit.record(goal, "was given an action", by=by, after={"action": str(action)})
    return action


@transaction.atomic
def carry_over(plan, *, year, title, goals=None, by, on=None):
    """The next plan of the board, with the goals that are carried over and what of their actions is unfinished.

    `goals` are the keys of those chosen (None: all); a goal whose own parent is left out stands on top. An action goes
    on as it is, with its date and all that was said of it, so that the new goal and the old one both show it. Raises
    Refused for a year that does not come after, and for nothing to carry.
    """
    on = on or timezone.localdate()
    plan = BusinessPlan.objects.select_for_update(of=("self",)).select_related("board").get(pk=plan.pk)
    tidy = _year(year)
    if years.parse(tidy) <= years.parse(plan.year):
        raise Refused(f"Choose a year after {plan.year}: the plan is carried over into a later one", "year")
    kept = list(plan.goals.kept().order_by("order", "pk").prefetch_related("actions"))
    kept = [goal for goal in kept if goals is None or goal.pk in goals]
    if not kept:
        raise Refused("Choose at least one aim, objective or priority to carry over", "goals")
    new = add_plan(plan.board, year=tidy, title=title, introduction="", by=by, carried_from=plan)
    unfinished = _unfinished(kept, plan.board.council_id, on)
    copies = {}
    for order, old in enumerate(kept, start=1):
        goal = Goal(business_plan=new, kind=old.kind, order=order, text=old.text, carried_from=old)
        goal._history_user = by
        goal.save()
        copies[old.pk] = goal
        goal.actions.set([action for action in old.actions.all() if action.pk in unfinished])
    for old in kept:
        if old.parent_id in copies:
            Goal.objects.filter(pk=copies[old.pk].pk).update(parent=copies[old.parent_id])
    audit.record(plan, "carried over", by=by, after={"into": str(new), "goals": len(kept), "actions": len(unfinished)})
    return new


def _unfinished(goals, council, on):
    """The keys of the goals' actions that are neither closed nor said to be complete on `on`."""
    keys = {action.pk for goal in goals for action in goal.actions.all()}
    rows = plan_rows.of_actions(list(keys), council, on)
    return {row.action.pk for row in rows if not row.closing and row.rating not in exceptions.COMPLETE}


def set_aside(thing, by):
    """Put a thing of a board in the bin; False when it is there already."""
    if not type(thing)._base_manager.filter(pk=thing.pk, binned_at=None).update(binned_at=timezone.now(), binned_by=by):
        return False
    audit.record(thing, "put in the bin", by=by)
    return True


def put_back(thing, by):
    """Take a thing of a board out of the bin; False when it is in none."""
    rows = type(thing)._base_manager.filter(pk=thing.pk, binned_at__isnull=False)
    if not rows.update(binned_at=None, binned_by=None):
        return False
    audit.record(thing, "put back", by=by)
    return True


def _checked(board, year, title, pk=None):
    year, title = _year(year), title.strip()
    if not title:
        raise Refused("Enter the title of the plan", "title")
    if BusinessPlan.objects.kept().filter(board=board, year=year, title=title).exclude(pk=pk).exists():
        raise Refused(TWICE, "title")
    return year, title


def _year(year):
    try:
        return years.tidy(year)
    except years.YearError as problem:
        raise Refused(str(problem), "year") from problem
