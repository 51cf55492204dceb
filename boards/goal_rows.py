"""The goals of a business plan on a day, each with its actions: what its page and its printed block both show.

Read in a fixed number of queries, for one goal or for hundreds.
"""

from dataclasses import dataclass, field

from boards.models import BusinessPlan, Goal
from recommendations import plan_rows


@dataclass
class Row:
    """One goal: its place in the tree (`depth` 0 on top), its number among those of its kind, and its actions."""

    goal: Goal
    depth: int
    number: int
    is_first: bool = False
    is_last: bool = False
    came_from: BusinessPlan | None = None  # the plan from which it was carried over
    actions: list = field(default_factory=list)  # recommendations.plan_rows.Row, each with `from_plan`

    @property
    def name(self):
        """ "Aim 2"."""
        return f"{self.goal.get_kind_display()} {self.number}"


@dataclass
class Whole:
    """A plan with its goals in order, and every action once."""

    plan: BusinessPlan
    rows: list
    actions: list
    loose: list  # actions of the plan's own list that stand under no goal that is kept

    @property
    def lines(self):
        """The counts of the actions by rating with their sentences, which sum to their number."""
        return plan_rows.summary(self.actions, self.plan.plan.meanings if self.plan.plan_id else None)


def of_plan(plan, on):
    """The whole of a business plan as known on `on`."""
    goals = list(
        plan.goals.kept().select_related("carried_from__business_plan").prefetch_related("actions").order_by("order")
    )
    own = list(plan.plan.actions.values_list("pk", flat=True)) if plan.plan_id else []
    under = {action.pk for goal in goals for action in goal.actions.all()}
    found = plan_rows.of_actions([*under, *own], plan.board.council_id, on)
    others = {row.action.plan_id for row in found if row.action.plan_id and row.action.plan_id != plan.plan_id}
    began = {one.plan_id: one for one in BusinessPlan.objects.filter(plan__in=others)} if others else {}
    for row in found:
        row.from_plan = began.get(row.action.plan_id)
    by_key = {row.action.pk: row for row in found}
    rows = _tree(goals)
    for row in rows:
        keys = sorted(
            (action.pk for action in row.goal.actions.all() if action.pk in by_key),
            key=lambda key: (by_key[key].from_plan is None, by_key[key].action.order, key),
        )
        row.actions = [by_key[key] for key in keys]
    return Whole(plan, rows, found, [row for row in found if row.action.pk not in under])


def _tree(goals):
    """The goals as Row, each followed by what is under it; one whose parent is missing stands on top."""
    there = {goal.pk for goal in goals}
    below = {}
    for goal in goals:
        below.setdefault(goal.parent_id if goal.parent_id in there else None, []).append(goal)
    counted, rows = {}, []

    def add(parent, depth):
        beside = below.get(parent, [])
        for place, goal in enumerate(beside):
            counted[goal.kind] = counted.get(goal.kind, 0) + 1
            came_from = goal.carried_from.business_plan if goal.carried_from_id else None
            last = place == len(beside) - 1
            rows.append(Row(goal, depth, counted[goal.kind], place == 0, last, came_from))
            add(goal.pk, depth + 1)

    add(None, 0)
    return rows
