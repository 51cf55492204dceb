"""What a paper says, in the order in which an officer enters it and a reader reads it.

`Truth.expected()` gives every string the printed paper must hold, in order; seeds.py and demo.py make one.
"""

import re
from dataclasses import dataclass, field

UNNUMBERED = "{{unnumbered}}"

# What the forms call things.
DISPOSITIONS = {
    "noted": "Noted",
    "welcomed": "Welcomed",
    "forward_look": "For the forward look",
    "further_enquiry": "Further enquiry",
    "referred": "Referred",
    "elsewhere": "Dealt with elsewhere",
    "privately": "Raised privately",
}
KINDS = {
    "committee": "Committee",
    "sub_committee": "Sub-committee",
    "task_and_finish": "Task and finish group",
    "topic_group": "Topic group",
    "joint_committee": "Joint committee",
    "board": "Board",
    "board_group": "Board group",
    "directorate": "Directorate or service",
    "agency": "Agency",
    "executive": "Executive",
}
BRACKETS, BY_SECTION = "(1), (2), (3)", "2.1, 2.2 (the section's number first)"


@dataclass
class Member:
    """Somebody who serves on a body; `reason` is why they left, or for one who joined later why they joined."""

    body: str
    title: str
    name: str
    role: str = ""
    capacity: str = ""
    joined: str = ""
    reason: str = ""
    replaced_by: str = ""
    is_co_opted: bool = False
    succeeds: bool = False
    left: str = ""

    @property
    def printed_name(self):
        """Title and name."""
        return f"{self.title} {self.name}".strip()

    @property
    def leaves(self):
        """Whether somebody else came instead."""
        return bool(self.replaced_by)

    @property
    def line(self):
        """As somebody would paste it: "Councillor A Person (Chairman), parent governor"."""
        return (
            self.printed_name + (f" ({self.role})" if self.role else "") + (f", {self.capacity}" * bool(self.capacity))
        )


@dataclass
class Witness:
    """Somebody who gave evidence."""

    title: str
    name: str
    role: str = ""
    organisation: str = ""
    was_then: bool = False
    is_anonymous: bool = False

    @property
    def printed_name(self):
        """Title and name; an anonymous witness has the description alone."""
        return f"{self.title} {self.name}".strip()

    @property
    def line(self):
        """As somebody would paste it."""
        if self.is_anonymous:
            return f"{self.name} (anonymous)"
        place = ", ".join(filter(None, [self.role, self.organisation]))
        if not place:
            return self.printed_name
        return f"{self.printed_name} (then {place})" if self.was_then else f"{self.printed_name}, {place}"


@dataclass
class Finding:
    """A finding with the labels of the recommendations beside it, or what becomes of it.

    `also` are those of recommendations that rest on it and stand beside another.
    """

    text: str
    recommendations: list = field(default_factory=list)
    disposition: str = ""
    note: str = ""
    also: list = field(default_factory=list)

    @property
    def printed_disposition(self):
        """What stands beside it."""
        said = DISPOSITIONS.get(self.disposition, "")
        link = " to " if self.disposition == "referred" else ": "
        return f"{said}{link + self.note if self.note else ''}." if said else ""


@dataclass
class Recommendation:
    """A recommendation under the label with which it must be printed."""

    label: str
    text: str
    limbs: list = field(default_factory=list)
    limb_style: str = ""
    addressees: list = field(default_factory=list)
    due_on: str = ""
    due_event: str = ""
    measure: str = ""


@dataclass
class Section:
    """A headed part of the paper: `kind` is the visible name of its kind, `rows` its findings."""

    kind: str
    heading: str
    text: str = ""
    rows: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    number: str = ""


@dataclass
class Expected:
    """One string that must be printed; `is_whole` when it must be a paragraph or cell of its own."""

    text: str
    what: str
    is_whole: bool = True


@dataclass
class Truth:
    """A whole paper."""

    seed: str
    council: str
    title: str
    subtitle: str
    review_title: str
    stage: str
    started: str
    committee: str
    conductor: str
    bodies: list
    members: list
    witnesses: list
    matters: list
    sections: list
    recommendations: dict
    style: str
    is_numbered: bool
    scope: dict = field(default_factory=dict)
    evidence: list = field(default_factory=list)
    sessions: list = field(default_factory=list)

    def labels(self):
        """The labels of the recommendations in order."""
        return [f"({label})" if self.style == BRACKETS else label for label in self.recommendations]

    def printed_label(self, label):
        """A label as it must be printed."""
        return f"({label})" if self.style == BRACKETS else label

    def all_numbers(self):
        """Every number that stands before a paragraph, finding or recommendation of a numbered paper, in order."""
        return [one.text for one in self.expected() if one.what in ("number", "label", "finding number")]

    def citations(self):
        """Every citation, in order."""
        return [one.text for one in self.expected() if one.what == "citation"]

    def rows(self):
        """Every finding that is printed in a table."""
        return [row for section in self.sections if section.kind == FINDINGS for row in section.rows]

    def expected(self):
        """Every string of the paper in the order of print: a list of Expected."""
        found = [Expected(self.council, "council"), Expected(self.title, "title")]
        if self.subtitle:
            found.append(Expected(self.subtitle, "status"))
        for section in self.sections:
            if section.heading:
                found.append(Expected(f"{section.number} {section.heading}".strip(), "heading"))
            found += _PRINTED[section.kind](self, section)
        return found


def strings_of(text):
    """A text's paragraphs and list items, each a string without its mark."""
    lines = [line.strip().removeprefix(UNNUMBERED) for line in text.splitlines()]
    return [re.sub(r"^(?:- |\d+\. |> )", "", line.strip()).replace("*", "") for line in lines if line.strip()]


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
        found += [Expected(part, "member's role", False) for part in (one.role, one.capacity) if part]
    return found


def _rank(role):
    return 1 if "vice" in role else 0 if "chair" in role else 3 if "substitute" in role else 2


def _witnesses(truth, section):
    found = _lead_in(section) if section.kind == WITNESSES else []
    for one in truth.witnesses:
        found.append(Expected(one.printed_name, "witness"))
        role = f"then {one.role}" if one.was_then and one.role else one.role
        found += [Expected(part, "witness's role", False) for part in (role, one.organisation) if part]
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


WRITTEN, FINDINGS, CONCLUSIONS = "Written text", "Findings and recommendations", "Conclusions"
RECOMMENDATIONS, MEMBERSHIP, WITNESSES = "List of recommendations", "Membership", "Witnesses"
BOTH, MATTERS, PROCESS, SCOPE = "Members and witnesses", "Matters covered", "Process", "Scope"
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


def plain_start(text):
    """The first words of a text, by which a finding is named in a list of choices."""
    words = " ".join(strings_of(text)).split()
    return " ".join(words[:8])
