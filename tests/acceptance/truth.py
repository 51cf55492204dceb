"""What a paper says, in the order in which an officer enters it and a reader reads it.

seeds.py and demo.py make a `Truth`; expected.py says what must be printed of it.
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
WRITTEN, FINDINGS, CONCLUSIONS = "Written text", "Findings and recommendations", "Conclusions"
RECOMMENDATIONS, MEMBERSHIP, WITNESSES = "List of recommendations", "Membership", "Witnesses"
BOTH, MATTERS, PROCESS, SCOPE = "Members and witnesses", "Matters covered", "Process", "Scope"
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

    def rows(self):
        """Every finding that is printed in a table."""
        return [row for section in self.sections if section.kind == FINDINGS for row in section.rows]


def strings_of(text):
    """A text's paragraphs and list items, each a string without its mark."""
    lines = [line.strip().removeprefix(UNNUMBERED) for line in text.splitlines()]
    return [re.sub(r"^(?:- |\d+\. |> )", "", line.strip()).replace("*", "") for line in lines if line.strip()]


def plain_start(text):
    """The first words of a text, by which a finding is named in a list of choices."""
    words = " ".join(strings_of(text)).split()
    return " ".join(words[:8])
