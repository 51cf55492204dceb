"""A whole paper proof-read: every rule, one list of reports."""

from collections.abc import Iterable

from scrutiny.rules.proofreading import (
    documents,
    gaps,
    lists,
    names,
    numbering,
    people,
    periods,
    references,
    senses,
    wording,
)
from scrutiny.rules.proofreading.paper import CLASH, NAME, UNDEFINED, Paper, Report

_ROOMS = (gaps, numbering, references, lists, periods, senses, names, people, wording, documents)


def proofread(paper: Paper) -> list[Report]:
    """Everything to look at in a paper, rule by rule; nothing twice."""
    found: dict[tuple, Report] = {}
    for room in _ROOMS:
        for report in room.reports(paper):
            places = frozenset((one.which, one.start, one.end, one.text) for one in report.quotes)
            found.setdefault((report.kind, places), report)
    texts = "\n".join(part.words for part in paper.parts)
    return [report for report in found.values() if not _said_better(report, found.values(), texts)]


def _said_better(report: Report, others: Iterable[Report], texts: str) -> bool:
    """Whether an unknown acronym is already the matter of a report on two meanings or two names."""
    if report.kind != UNDEFINED or "never explained" not in report.why:
        return False
    word = report.quotes[0].text
    for other in others:
        if other.kind in (CLASH, NAME):
            for one in other.quotes:
                if one.text == word or (one.text.startswith(f"{word} ") and texts.count(word) == texts.count(one.text)):
                    return True
    return False
