"""Actions in a board's papers: the counts by rating that sum to the total, and rows of a table."""

from recommendations import plan_rows
from recommendations.rules import ratings
from scrutiny.engine import text
from scrutiny.papers import words

LONG = 600


def counted(rows, meanings=None):
    """The sentences of the counts and their sum: {lead, sentences: [{sentence, colour}], sum}."""
    lines = plan_rows.summary(rows, meanings)
    number = len(rows)
    return {
        "lead": f"Of the {number:,} {'action' if number == 1 else 'actions'}:" if rows else "",
        "sentences": [{"sentence": line.sentence, "colour": ratings.colour(line.rating)} for line in lines],
        "sum": " + ".join(f"{line.number:,}" for line in lines) + f" = {number:,}" if len(lines) > 1 else "",
    }


def rows_of(rows):
    """What templates/papers/blocks/_board_actions.html prints of each plan_rows.Row."""
    return [_row(row) for row in rows]


def _row(row):
    origin = getattr(row, "from_plan", None)
    said = [text.to_html(one.commentary) for one in row.updates if one.commentary]
    note = f"As at {words.day(row.said_on)}." if row.said_on else "Nothing has been said of it."
    if row.closing:
        note = f"{row.closing} on {words.day(row.action.closed_on)}."
    return {
        "label": row.action.label,
        "html": text.to_html(row.action.text),
        "from": f"From {named(origin)}." if origin else "",
        "owner": str(row.owner or "No owner"),
        "due": row.due_sentence[:1].upper() + row.due_sentence[1:] + (" (overdue)" if row.is_overdue else ""),
        "rating": row.rating.words,
        "colour": row.colour,
        "said": [{"html": one} for one in said],
        "note": note,
        "is_long": len(row.action.text) + sum(map(len, said)) > LONG,
    }


def named(plan):
    """A business plan's title with its year, which it may hold already."""
    return plan.title if plan.year in plan.title else f"{plan.title}, {plan.year}"
