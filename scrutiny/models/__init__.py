"""The nouns of scrutiny: councils, bodies, people, meetings, reviews, evidence, findings and papers."""

from .agenda import AgendaItem, Pack, PaperMeeting
from .appendix import Appendix
from .body import Body, BodyParent, FormerName, Succession
from .council import Council, GlossaryTerm
from .evidence import EvidenceGrant, EvidenceItem, EvidenceSession
from .finding import Finding
from .heading import DataQuality, Implication, QualityRating, StandardHeading
from .meeting import Attendance, Meeting
from .membership import Membership
from .paper import Edition, Paper, Section
from .person import Person
from .review import Review
from .role import Role
from .scope import Scope
from .witness import Witness

__all__ = [
    "AgendaItem",
    "Appendix",
    "Attendance",
    "Body",
    "BodyParent",
    "Council",
    "DataQuality",
    "Edition",
    "EvidenceGrant",
    "EvidenceItem",
    "EvidenceSession",
    "Finding",
    "FormerName",
    "GlossaryTerm",
    "Implication",
    "Meeting",
    "Membership",
    "Pack",
    "Paper",
    "PaperMeeting",
    "Person",
    "QualityRating",
    "Review",
    "Role",
    "Scope",
    "Section",
    "StandardHeading",
    "Succession",
    "Witness",
]
