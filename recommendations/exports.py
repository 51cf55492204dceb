"""The tracker as a file: CSV, a workbook or a PDF, with the same rows as the page it was asked from."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import xlsxwriter
from django.utils.html import escape

from recommendations import tracker, tracker_as_at, tracker_rows
from recommendations.rules import tracking
from recommendations.rules.words import Answered, Judged, Shown
from scrutiny.engine import pdf
from scrutiny.papers import paper as papers
from scrutiny.refused import Refused

MOST = {"csv": 20_000, "xlsx": 20_000, "pdf": 500}
NAMES = {"csv": "CSV file", "xlsx": "Excel workbook", "pdf": "PDF"}
STEP = 1_000
LONGEST = 32_000  # a cell of a workbook holds 32,767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
HEADINGS = (
    "Number", "Recommendation", "Review", "Addressed to", "Owners", "Response", "Rating", "Dates", "Due", "Date moved",
    "Judgement", "Sent", "Municipal year", "Open",
)  # fmt: skip


def rows_of(body, wanted, kind, *, public_only, today):
    """Every row that `wanted` asks for; raises Refused, in plain words, when there are too many for the `kind`."""
    rows, wanted = [], replace(wanted, after=None)
    while True:
        if wanted.as_at:
            page = tracker_as_at.page(body, wanted, public_only=public_only, size=STEP)
        else:
            page = tracker.page(body, wanted, public_only=public_only, today=today, size=STEP)
        rows += page.rows
        if len(rows) > MOST[kind]:
            words = f"A {NAMES[kind]} holds up to {MOST[kind]:,} recommendations, and there are more."
            raise Refused(f"{words} Filter the list first{', or take the CSV file' if kind == 'pdf' else ''}.")
        if not page.next:
            return rows
        wanted = replace(wanted, after=page.next)


def cells(row, on, *, with_owners):
    """A row's cells under HEADINGS, plain text and days; without owners where they are not for the reader."""
    due = row["due_on"] if row["due_on"] != tracking.NO_DAY else None
    return [
        row["label"],
        row["words"],
        row["review"],
        row["addressees"],
        row["owners"] if with_owners else "",
        Answered(row["response"]).words,
        Shown(row["rating"]).words,
        tracking.when(row["timeliness"], row["due_on"], on, row["due_kind"]),
        due,
        tracking.slipped(row["slips"], row["slip_days"]),
        Judged(row["judgement"]).words,
        row["sent_on"],
        row["year"],
        "yes" if row["is_open"] else "no",
    ]


def plain(value):
    """Text as a cell holds it: without control characters, not too long."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def defused(value):
    """Text that no spreadsheet takes for a formula, on one line."""
    text = " ".join(plain(value).split())
    return f"'{text}" if text.startswith(_LIVE) else text


def as_csv(rows, on, *, with_owners):
    """The rows as CSV that Excel reads as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in rows:
        found = cells(row, on, with_owners=with_owners)
        writer.writerow([one.isoformat() if isinstance(one, date) else defused(one or "") for one in found])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(rows, on, title, *, with_owners):
    """The rows as a workbook: texts are texts, days are days, nothing is a formula or a link."""
    file = io.BytesIO()
    quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, quiet) as book:
        book.set_properties({"title": plain(title)[:200]})
        sheet = book.add_worksheet("Tracker")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "d mmmm yyyy", "valign": "top", "align": "left"})
        for at, words in enumerate(HEADINGS):
            sheet.write_string(0, at, words, head)
        for line, row in enumerate(rows, start=1):
            for at, one in enumerate(cells(row, on, with_owners=with_owners)):
                if isinstance(one, date):
                    sheet.write_datetime(line, at, one, day)
                elif one:
                    sheet.write_string(line, at, plain(one), text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(HEADINGS) - 1)
        for at, width in enumerate((10, 60, 30, 30, 24, 20, 14, 26, 18, 24, 22, 18, 12, 8)):
            sheet.set_column(at, at, width)
    return file.getvalue()


def as_pdf(rows, on, body, *, is_past):
    """The rows as a paper with the committee's look, as bytes; raises engine.pdf.Problem when it cannot be printed."""
    council = body.council
    title = "Tracker of recommendations"
    said = f"{'As at' if is_past else 'As it stands on'} {tracking.in_words(on)}"
    number = f"{len(rows):,} recommendation{'' if len(rows) == 1 else 's'}"
    table = {
        "columns": [
            *({"heading": words} for words in ("Recommendation", "Response", "Rating", "Dates", "Judgement")),
        ],
        "kind": "tracker",
        "rows": [{"cells": [{"html": one} for one in _printed(row, on)]} for row in rows],
        "caption": f"{number} of {body.name}",
        "note": "" if rows else "No recommendation has what was asked for.",
    }
    paper = {
        "title": title,
        "subtitle": said,
        "council_name": council.name,
        "committee": body.name,
        "date_line": "",
        "item_line": "",
        "author_line": "",
        "status": "final",
        "status_line": "",
        "edition_line": "",
        "change_line": "",
        "accent": council.accent,
        "language": "en-GB",
        "running_title": title,
        "contents": False,
        "as_at": on,
        "metadata": {"description": said, "keywords": []},
    }
    block = {
        "id": "tracker",
        "level": 1,
        "number": "",
        "heading": "Recommendations",
        "template": "papers/blocks/table.html",
        "data": table,
    }
    return pdf.render(papers.page({"paper": paper, "blocks": [block]}), as_at=on)


def _printed(row, on):
    """The cells of a printed row, as HTML."""
    label = f"<strong>{escape(row['label'])}</strong> " if row["label"] else ""
    colour = tracker_rows.COLOURS.get(row["rating"], "")
    marked = f" paper-rating--{colour}" if colour else ""
    slips = tracking.slipped(row["slips"], row["slip_days"])
    when = tracking.when(row["timeliness"], row["due_on"], on, row["due_kind"])
    to = f" · to {plain(row['addressees'])}" if row["addressees"] else ""
    of = f'<p class="paper-small">{escape(plain(row["review"]) + to)}</p>'
    return [
        f"<p>{label}{escape(plain(row['words']))}</p>{of}",
        Answered(row["response"]).words,
        f'<span class="paper-rating{marked}">{Shown(row["rating"]).words}</span>',
        f'<p>{when}</p><p class="paper-small">{slips}</p>' if slips else when,
        Judged(row["judgement"]).words,
    ]
