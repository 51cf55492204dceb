"""The exception report of an action plan: counts that sum to the total, then what needs attention, then the rest."""

from django.utils.html import format_html

from recommendations import plan_rows
from recommendations.rules import exceptions, ratings
from recommendations.rules.words import Shown
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.papers import words

TEMPLATE = "papers/blocks/exceptions.html"
ATTENTION = (Shown.RED, Shown.NO_DATA, Shown.AMBER_RED, Shown.AMBER, Shown.AMBER_GREEN, Shown.UNRATED)  # worst first
LONG = 600


def report(section, as_at):
    """The exception report of the plan that the paper is about, as it stood on `as_at`; None where it is about none."""
    subject = getattr(section.paper, "subject", None)
    plan = subject and subject.plan
    return of_plan(plan, as_at, section.text) if plan else None


def of_plan(plan, as_at, intro=""):
    """What templates/papers/blocks/exceptions.html takes: the summary, with the tables as parts below it."""
    rows = plan_rows.of_plan(plan, as_at, asked=True)
    lines = plan_rows.summary(rows, plan.meanings)
    data = {
        "intro_html": text.to_html(intro),
        "lead": _lead(plan, len(rows), as_at),
        "sentences": [{"sentence": line.sentence, "colour": ratings.colour(line.rating)} for line in lines],
        "sum": " + ".join(f"{line.number:,}" for line in lines) + f" = {len(rows):,}" if len(lines) > 1 else "",
        "groups": [],
    }
    return {**data, "parts": _parts(rows)}


def _lead(plan, total, as_at):
    day = words.day(as_at)
    if plan.merged_on and plan.merged_on <= as_at:
        into = plan.merged_into
        return f"“{plan}” was merged into “{into}” on {words.day(plan.merged_on)}, and its actions with it."
    source = f" ({plan.source_words})" if plan.source_words else ""
    if not total:
        return f"“{plan}”{source} has no actions as at {day}."
    return f"“{plan}”{source}, as at {day}. In summary, of the {total:,} {'action' if total == 1 else 'actions'}:"


def _parts(rows):
    """The tables: by rating where something is amiss, the worst first; then the others, briefly."""
    by_rating = {}
    for row in rows:
        by_rating.setdefault(row.rating, []).append(row)
    attention = [_group(one, by_rating[one]) for one in ATTENTION if one in by_rating]
    complete = [row for one in exceptions.COMPLETE for row in by_rating.get(one, ())]
    briefly = (
        ("Not yet due", by_rating.get(Shown.NOT_DUE, ()), False),
        ("Complete", complete, True),
        ("Dropped or replaced", by_rating.get(Shown.CLOSED, ()), True),
    )
    found = [("Needing attention", sum(len(one["rows"]) for one in attention), attention)] if attention else []
    for heading, some, over in briefly:
        if some:
            count = f"{len(some):,} {'action' if len(some) == 1 else 'actions'}"
            group = {"rating": "", "colour": "", "caption": count, "is_brief": True, "is_over": over}
            found.append((heading, len(some), [{**group, "rows": [_brief(row) for row in some]}]))
    empty = {"intro_html": "", "lead": "", "sentences": [], "sum": ""}
    return [
        {"heading": f"{heading} ({number:,})", "template": TEMPLATE, "data": {**empty, "groups": groups}}
        for heading, number, groups in found
    ]


def _group(rating, rows):
    return {
        "rating": rating.words,
        "colour": ratings.colour(rating),
        "caption": f"{len(rows):,} {'action' if len(rows) == 1 else 'actions'}",
        "is_brief": False,
        "rows": [_row(row) for row in rows],
    }


def _brief(row):
    action = row.action
    return {
        "label": action.label,
        "html": text.to_html(action.text),
        "owner": str(row.owner or ""),
        "due": f"{row.due_sentence} (overdue)" if row.is_overdue else row.due_sentence,
        "closing": _closing(row),
        "from": _from(row),
    }


def _closing(row):
    if not row.closing:
        return f"Said to be complete as at {words.day(row.said_on)}" if row.said_on else ""
    note = f": {row.action.closing_note}" if row.action.closing_note else ""
    return f"{row.closing} on {words.day(row.action.closed_on)}{note}"


def _row(row):
    progress = [{"limb": one.limb.label if one.limb else "", "html": text.to_html(one.commentary)}
                for one in row.updates if one.commentary]  # fmt: skip
    notes = [
        f"{row.softened.capitalize()}." if row.softened else "",
        f"Held up by: {row.blocked_by.rstrip('.')}." if row.blocked_by else "",
        plan_rows.chases(row) if row.rating in (Shown.NO_DATA, Shown.UNRATED) else "",
        f"As at {words.day(row.said_on)}." if row.said_on and row.rating is not Shown.NO_DATA else "",
    ]
    notes = [note for note in notes if note]
    if not progress and not notes:
        notes = ["Nothing has been said of it."]
    said = sum(len(one["html"]) for one in progress)
    return {**_brief(row), "progress": progress, "notes": notes, "is_long": len(row.action.text) + said > LONG}


def _from(row):
    """The plan it came from, where it was passed on."""
    return format_html("From “{}”.", row.came_from) if row.came_from else ""


registry.add_block(
    registry.Block(
        "exceptions",
        "Exception report",
        TEMPLATE,
        report,
        "Exception report",
        help="The counts of the paper's action plan by rating, and the actions that need attention.",
        in_reports=False,
    )
)
