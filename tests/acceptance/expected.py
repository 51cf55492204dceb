"""The strings that a printed paper must hold, in the order of print, worked out from its Truth."""

import re
from dataclasses import dataclass

from .truth import (
    BOTH,
    CONCLUSIONS,
    FINDINGS,
    MATTERS,
    MEMBERSHIP,
    PROCESS,
    RECOMMENDATIONS,
    SCOPE,
    UNNUMBERED,
    WITNESSES,
    WRITTEN,
    strings_of,
)

ELLIPSIS = " … "  # between the parts of a cell that may have other words as well


@dataclass
class Expected:
    """One string that must be printed: a paragraph or cell of its own if `is_whole`, else parts of one."""

    text: str
    what: str
    is_whole: bool = True


def strings(truth):
    """Every string of the paper in the order of print: a list of Expected."""
    found = [Expected(truth.council, "council"), Expected(truth.title, "title")]
    if truth.subtitle:
        found.append(Expected(truth.subtitle, "status"))
    for section in truth.sections:
        if section.heading:
            found.append(Expected(f"{section.number} {section.heading}".strip(), "heading"))
        found += _PRINTED[section.kind](truth, section)
    return found


def numbers(truth):
    """Every number that stands before a paragraph, finding or recommendation of a numbered paper, in order."""
    return [one.text for one in strings(truth) if one.what in ("number", "label", "finding number")]


def citations(truth):
    """Every citation, in order."""
    return [one.text for one in strings(truth) if one.what == "citation"]


def _paragraphs(truth, section):
    """Written text; numbered paragraphs each after their number."""
    found, place = [], 0
    for paragraph in re.split(r"\n\s*\n", section.text):
        is_list = paragraph.startswith(("- ", "1. ", "> "))  # it belongs to the paragraph before
        if section.number and not is_list and not paragraph.startswith(UNNUMBERED):
            place += 1
            found.append(Expected(f"{section.number}.{place}", "number"))
        found += [Expected(text, "paragraph") for text in strings_of(paragraph)]
    return found


def _lead_in(section):
    return [Expected(text, "paragraph") for text in strings_of(section.text)]


def _recommendation(truth, label):
    one = truth.recommendations[label]
    found = [Expected(truth.printed_label(label), "label")]
    found += [Expected(text, "recommendation") for text in strings_of(one.text)]
    for letter, limb in zip("abcdefghij", one.limbs, strict=False):
        if one.limb_style != "Bullets":
            found.append(Expected(f"({letter})", "limb's letter"))
        found.append(Expected(limb, "limb"))
    return found


def _findings(truth, section):
    found = _lead_in(section)
    for row in section.rows:
        found += [Expected(text, "finding") for text in strings_of(row.text)]
        found += beside(truth, row)
    return found


def beside(truth, row):
    """What stands beside a finding in its row."""
    found = [one for label in row.recommendations for one in _recommendation(truth, label)]
    if row.printed_disposition:
        found.append(Expected(row.printed_disposition, "disposition"))
    return found + [Expected(f"See recommendation {truth.printed_label(label)}.", "reference") for label in row.also]


def _conclusions(truth, section):
    """Numbered conclusions, each citing its recommendations."""
    found = _lead_in(section)
    for place, row in enumerate(section.rows, start=1):
        found.append(Expected(f"{section.number}.{place}", "finding number"))
        found += [Expected(text, "finding") for text in strings_of(row.text)]
        found += [Expected(f"(Recommendation {label})", "citation") for label in row.recommendations]
    return found


def _recommendations(truth, section):
    """The list of recommendations, each citing its conclusions."""
    cited = {}
    for other in truth.sections:
        for place, row in enumerate(other.rows, start=1):
            for label in row.recommendations:
                cited[label] = f"({other.number}.{place})"
    found = _lead_in(section)
    for label in section.labels:
        found += _recommendation(truth, label)
        if label in cited:
            found.append(Expected(cited[label], "citation"))
    return found


def _members(truth, section):
    """Those of the group: who leads it first, who has left last, as the system lists them."""
    found = _lead_in(section) if section.kind == MEMBERSHIP else []
    mine = [one for one in truth.members if one.body == truth.conductor]
    for one in sorted(mine, key=lambda one: (one.leaves, _rank(one.role.lower()))):
        found.append(Expected(one.printed_name, "member"))
        found += _cell("member's role", one.role, one.capacity)
    return found


def _cell(what, *parts):
    """A cell that says all this, if there is anything to say."""
    said = ELLIPSIS.join(filter(None, parts))
    return [Expected(said, what, is_whole=False)] if said else []


def _rank(role):
    return 1 if "vice" in role else 0 if "chair" in role else 3 if "substitute" in role else 2


def _witnesses(truth, section):
    found = _lead_in(section) if section.kind == WITNESSES else []
    for one in truth.witnesses:
        found.append(Expected(one.printed_name, "witness"))
        role = f"then {one.role}" if one.was_then and one.role else one.role
        found += _cell("witness's role", role, one.organisation)
    return found


def _both(truth, section):
    officers = [Expected(text, "officer") for text in strings_of(section.text)]
    return [*_members(truth, section), *_witnesses(truth, section), *officers]


def _matters(truth, section):
    return _lead_in(section) + [Expected(matter, "matter covered") for matter in truth.matters]


def _scope(truth, section):
    """The scope's texts; people are compared with who came, so each is looked for in its own place."""
    names = ("objective", "outcome", "constraints", "method", "support", "priorities", "principles")
    names += ("evidence_wanted", "planned_witnesses", "dates", "planned_members")
    return [Expected(text, "scope") for name in names for text in strings_of(truth.scope.get(name, ""))]


_PRINTED = {
    WRITTEN: _paragraphs,
    PROCESS: _paragraphs,
    FINDINGS: _findings,
    CONCLUSIONS: _conclusions,
    RECOMMENDATIONS: _recommendations,
    MEMBERSHIP: _members,
    WITNESSES: _witnesses,
    BOTH: _both,
    MATTERS: _matters,
    SCOPE: _scope,
}
