"""What a paper prints of inspections, reviews and notices, and of case reviews: counts, themes, lessons, actions."""

from boards.models import CaseReviews, Inspection
from recommendations import plan_rows
from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.papers import words

from .actions import counted, rows_of
from .subject import board_of

BRIEF = "brief"
_EMPTY = {"lead": "", "sentences": [], "sum": ""}


def choices(section):
    """How much of each a section may show."""
    return [("", "Findings, and the actions that came of them"), (BRIEF, "Only what, when and the judgement")]


def inspections(section, as_at):
    """What others said of the board up to the day, newest first; None when nobody did."""
    board = board_of(section)
    if board is None:
        return None
    found = Inspection.objects.kept().filter(board=board).select_related("plan")
    found = [one for one in found if not partial_dates.definitely_before(as_at.isoformat(), one.began)]
    if not found and not section.text.strip():
        return None
    is_brief = section.choice == BRIEF
    return {
        "intro_html": text.to_html(section.text),
        "caption": f"Inspections, reviews and notices of {board}",
        "rows": [_summed(one, as_at) for one in found],
        "items": [] if is_brief else [_inspection(one, as_at) for one in found if one.findings or one.plan_id],
    }


def _summed(one, as_at):
    return {
        "kind": one.get_kind_display(),
        "by": one.inspector,
        "subject": one.subject,
        "when": _when(one),
        "judgement": one.judgement,
        "lifted": _lifted(one, as_at),
    }


def _inspection(one, as_at):
    rows = plan_rows.of_plan(one.plan, as_at) if one.plan_id else []
    when = _when(one)
    return {
        "name": f"{one.inspector}: {one.subject}{f', {when}' if when else ''}",
        "findings_html": text.to_html(one.findings),
        "counts": counted(rows) if rows else _EMPTY,
        "actions": rows_of(rows),
    }


def _when(one):
    began, ended = partial_dates.in_words(one.began), partial_dates.in_words(one.ended)
    return f"{began} to {ended}" if began and ended else began or ended


def _lifted(one, as_at):
    """ "lifted in June 2014" for a notice, or "in force"; "" for anything else."""
    if one.kind != Inspection.Kind.NOTICE:
        return ""
    if one.lifted_on and not partial_dates.definitely_before(as_at.isoformat(), one.lifted_on):
        return f"lifted {words.when(one.lifted_on)}"
    return "in force"


def case_reviews(section, as_at):
    """The counts of case reviews by year and kind with their sums, then themes, lessons and actions of each."""
    board = board_of(section)
    if board is None:
        return None
    found = list(CaseReviews.objects.kept().filter(board=board).select_related("plan").order_by("-year", "kind", "pk"))
    if not found and not section.text.strip():
        return None
    return {
        "intro_html": text.to_html(section.text),
        "caption": f"Case reviews of {board} by year",
        "rows": [
            {"year": one.year, "kind": one.get_kind_display(), "note": one.explained,
             "counts": [one.started, one.finished, one.published]}
            for one in found
        ],
        "totals": [sum(getattr(one, name) for one in found) for name in ("started", "finished", "published")],
        "items": [_learned(one, as_at) for one in found if section.choice != BRIEF and _says_anything(one)],
    }  # fmt: skip


def _says_anything(one):
    return bool(one.themes or one.lessons or one.plan_id)


def _learned(one, as_at):
    rows = plan_rows.of_plan(one.plan, as_at) if one.plan_id else []
    return {
        "name": str(one),
        "themes_html": text.to_html(one.themes),
        "lessons_html": text.to_html(one.lessons),
        "counts": counted(rows) if rows else _EMPTY,
        "actions": rows_of(rows),
    }
