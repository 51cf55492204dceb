"""What a paper prints of a board's indicators: the sentence, the chart and its table."""

from boards import measures
from boards.models import Indicator
from boards.rules import indicators as rules
from scrutiny.engine import text
from scrutiny.papers import words

from .charts import chart_of
from .subject import board_of

About = Indicator.About
ATTENDANCE, OTHERS = "attendance", "others"
_ABOUT = {ATTENDANCE: (About.ATTENDANCE, About.QUORACY), OTHERS: (About.PERFORMANCE, About.ACTIVITY)}
TEMPLATE = "papers/blocks/indicators.html"


def choices(section):
    """Which indicators a section may show: all, or those of two kinds, or one of them."""
    found = [("", "All of the board’s indicators"), (OTHERS, "All but attendance and quoracy"),
             (ATTENDANCE, "Attendance and quoracy")]  # fmt: skip
    board = board_of(section)
    if board is not None:
        own = Indicator.objects.kept().filter(board=board).order_by("order", "pk")
        found += [(str(one.pk), one.name) for one in own]
    return found


def indicators(section, as_at):
    """The board's indicators as known on the day, each under its name; None when there are none."""
    board = board_of(section)
    if board is None:
        return None
    found = measures.of_board(board, as_at, **_narrowed(section.choice))
    if not found and not section.text.strip():
        return None
    met = [one.is_met for one in found if one.is_met is not None]
    lead = ""
    if len(found) > 1 and met:
        lead = f"{_upper(words.count(sum(met), 'target is', 'targets are'))} met, of {len(met)} that have a number."
    parts = [
        {
            "heading": one.indicator.name,
            "template": TEMPLATE,
            "data": _one(one, f"chart-{section.pk}-{one.indicator.pk}"),
        }
        for one in found
    ]
    return {"intro_html": text.to_html(section.text), "lead": lead, "parts": parts}


def _narrowed(choice):
    if choice in _ABOUT:
        return {"about__in": _ABOUT[choice]}
    return {"pk": int(choice)} if choice.isascii() and choice.isdigit() and len(choice) < 15 else {}


def _one(measure, key):
    one = measure.indicator
    target = rules.printed(one.target, one.unit) if one.target is not None else one.target_words
    own = one.board.abbreviation or "This board"
    return {
        "intro_html": "",
        "lead": measure.sentence or "No values have been recorded yet.",
        "definition_html": text.to_html(one.definition),
        "target": target,
        "good": one.get_good_display() if one.good != one.Good.NEITHER else "",
        "source": one.source,
        "chart": chart_of(measure, key) if len(measure.periods) > 1 else None,
        "caption": f"{one.name}: values by period",
        "heads": [own if series == "own" else name for series, name in measure.heads],
        "rows": [{"period": row["period"], "cells": [_cell(cell) for cell in row["cells"]]} for row in measure.table()],
    }


def _cell(cell):
    notes = [cell["note"]] if cell["note"] else []
    notes += [f"first {old['words']}, revised: {old['why']}" for old in cell["was"]]
    return {"words": cell["words"] or "not given", "notes": notes}


def _upper(said):
    return said[:1].upper() + said[1:]
