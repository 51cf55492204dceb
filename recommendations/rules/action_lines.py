"""Actions pasted as lines or as a table: number, action, owner, date."""

import csv
import io
import re
from dataclasses import dataclass

from scrutiny.engine.rules import partial_dates

_LABEL = re.compile(r"\(?[A-Za-z]{0,3} ?\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]?|\(?[a-z]\)")
_LED = re.compile(rf"({_LABEL.pattern})\s+(?=\S)")
_BULLET = re.compile(r"^\s*[-*•●▪–]\s+")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_HEADS = {"action", "actions", "owner", "lead", "lead officer", "date", "due", "due date", "by when", "number", "no",
          "no.", "ref", "by whom", "who", "timescale", "deadline", "responsible"}  # fmt: skip
MOST = 200


@dataclass(frozen=True)
class Line:
    """One action as it was pasted; `due_on` is a partial date, `due_event` what is no date ("End of term")."""

    label: str
    text: str
    owner: str = ""
    due_on: str = ""
    due_event: str = ""

    @property
    def due(self) -> str:
        """When it is due, in words."""
        return partial_dates.in_words(self.due_on) or self.due_event


def read(pasted: str) -> list[Line]:
    """The actions in what was pasted: rows of a table (cells apart by tabs) or lines; a row of headings is left out."""
    if "\t" not in pasted:
        lines = [line for line in pasted.splitlines() if line.strip()]
        return [_plain(line, place) for place, line in enumerate(lines, start=1)]
    found = []
    for cells in _rows(pasted.replace("\r\n", "\n")):
        cells = [" ".join(cell.split()) for cell in cells]
        if any(cells) and not _is_head(cells):
            line = _row(cells)
            if line.text:
                found.append(line)
    return found


def _rows(pasted):
    """The cells of each row; a cell with line ends stands in quotation marks, as Excel copies it."""
    if pasted.count('"') % 2 == 0 and max(map(len, pasted.split("\t"))) < 100_000:
        return list(csv.reader(io.StringIO(pasted), delimiter="\t"))
    return [line.split("\t") for line in pasted.split("\n")]


def date_of(words: str) -> str:
    """A date as people write it, as a partial date: "30 June 2009", "30/06/09", "June 2009"; "" for anything else."""
    words = " ".join(words.replace(",", " ").split()).strip(" .")
    words = re.sub(r"^(?:by|from|end of|due)\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", words)
    figures = _FIGURES.fullmatch(words)
    try:
        if figures:
            day, month, year = figures.groups()
            return partial_dates.from_parts(day, month, f"20{year}" if len(year) == 2 else year).text()
        if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", words):
            return partial_dates.parse(words).text()
        parts = words.split()
        if not 2 <= len(parts) <= 3:
            return ""
        return partial_dates.from_parts("" if len(parts) == 2 else parts[0], parts[-2], parts[-1]).text()
    except ValueError:
        return ""


def next_label(last: str) -> str:
    """The number after the last one: "3" gives "4", "1.9" gives "1.10"; "" when it does not end in a figure."""
    found = re.fullmatch(r"(.*?)(\d{1,6})(\D?)", last)
    return f"{found[1]}{int(found[2]) + 1}{found[3]}" if found else ""


def _is_head(cells):
    known = [cell for cell in cells if cell.casefold().strip(" :") in _HEADS]
    return len(known) >= 2 or (len(known) == 1 and sum(bool(cell) for cell in cells) == 1)


def _plain(line, place):
    """A line with its number; a bare figure is one only where it counts the lines, since "30 teams" is none."""
    line = _BULLET.sub("", line).strip()
    led = _LED.match(line)
    if led and (led[1][-1] in ".)" or "." in led[1] or led[1] == str(place)):
        return Line(led[1].rstrip("."), line[led.end() :])
    return Line("", line)


def _row(cells):
    cells = [*cells]
    label = cells.pop(0).rstrip(".") if len(cells) > 1 and (not cells[0] or _LABEL.fullmatch(cells[0])) else ""
    action, rest = cells[0] if cells else "", cells[1:]
    if len(rest) == 1:
        rest = ["", *rest] if date_of(rest[0]) else [*rest, ""]
    owner, due = (*rest, "", "")[:2]
    on = date_of(due)
    return Line(label[:40], action, owner[:400], on, "" if on else due[:300])
