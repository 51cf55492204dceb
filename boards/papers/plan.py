"""What a paper prints of a business plan: its goals, the progress against them, and their actions."""

from boards import goal_rows
from scrutiny.engine import text

from .actions import counted, named, rows_of
from .subject import of

GOALS, PROGRESS = "goals", "progress"


def choices(section):
    """What of a plan a section may show."""
    return [
        ("", "Everything: goals, progress and actions"),
        (GOALS, "Only the aims, objectives and priorities"),
        (PROGRESS, "Goals with their progress, and the counts of the actions"),
    ]


def business_plan(section, as_at):
    """The business plan that the paper is about, as it stood; None where it is about none."""
    subject = of(section.paper)
    plan = subject and subject.business_plan
    if plan is None:
        return {"intro_html": text.to_html(section.text), "goals": []} if subject and section.text.strip() else None
    whole = goal_rows.of_plan(plan, as_at)
    with_progress, with_actions = section.choice != GOALS, section.choice not in (GOALS, PROGRESS)
    meanings = plan.plan.meanings if plan.plan_id else None
    return {
        "intro_html": text.to_html(section.text),
        "title": named(plan),
        "carried": f"It carries on {named(plan.carried_from)}." if plan.carried_from_id else "",
        "introduction_html": text.to_html(plan.introduction) if with_progress else "",
        "counts": counted(whole.actions, meanings) if with_progress else {"lead": "", "sentences": [], "sum": ""},
        "goals": [_goal(row, with_progress, with_actions) for row in whole.rows],
        "loose": rows_of(whole.loose) if with_actions else [],
    }


def _goal(row, with_progress, with_actions):
    origin = row.came_from
    return {
        "name": row.name,
        "depth": row.depth,
        "html": text.to_html(row.goal.text),
        "from": f"Carried over from {named(origin)}." if origin and with_progress else "",
        "progress_html": text.to_html(row.goal.progress) if with_progress else "",
        "actions": rows_of(row.actions) if with_actions else [],
    }
