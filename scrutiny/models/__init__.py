"""The nouns of scrutiny: councils, bodies, people, meetings, reviews, evidence, findings and papers."""

from .body import Body, BodyParent, FormerName, Succession
from .council import Council, GlossaryTerm
from .evidence import EvidenceGrant, EvidenceItem, EvidenceSession
from .finding import Finding
from .meeting import Attendance, Meeting
from .membership import Membership
from .paper import Edition, Paper, Section
from .person import Person
from .review import Review
from .role import Role
from .scope import Scope
from .witness import Witness

__all__ = [
    "Attendance",
    "Body",
    "BodyParent",
    "Council",
    "Edition",
    "EvidenceGrant",
    "EvidenceItem",
    "EvidenceSession",
    "Finding",
    "FormerName",
    "GlossaryTerm",
    "Meeting",
    "Membership",
    "Paper",
    "Person",
    "Review",
    "Role",
    "Scope",
    "Section",
    "Succession",
    "Witness",
]
