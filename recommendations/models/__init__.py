"""The nouns of recommendations."""

from .consultation import Consultation, ConsultationReply, Consultee
from .forward import ForwardItem, ForwardRule
from .judgement import Judgement, MemberNote, Proposal
from .numbering import Numbering
from .plan import Action, DateRevision, Handover, Owner, Plan, ProgressUpdate
from .recommendation import Addressee, FindingLink, Limb, Recommendation
from .regime import Holiday, Occasion, OccasionDate, Regime
from .response import Answer, DeadlineChange, Response, ResponseRequest
from .round import Ask, AskItem, LadderStep, Letter, UpdateRound
from .standing import MonitoringRule, PaperSubject, Standing, Tally, TurnedDay, Withdrawal

__all__ = [
    "Action",
    "Addressee",
    "Answer",
    "Ask",
    "AskItem",
    "Consultation",
    "ConsultationReply",
    "Consultee",
    "DateRevision",
    "DeadlineChange",
    "FindingLink",
    "ForwardItem",
    "ForwardRule",
    "Handover",
    "Holiday",
    "Judgement",
    "LadderStep",
    "Letter",
    "Limb",
    "MemberNote",
    "MonitoringRule",
    "Numbering",
    "Occasion",
    "OccasionDate",
    "Owner",
    "PaperSubject",
    "Plan",
    "ProgressUpdate",
    "Proposal",
    "Recommendation",
    "Regime",
    "Response",
    "ResponseRequest",
    "Standing",
    "Tally",
    "TurnedDay",
    "UpdateRound",
    "Withdrawal",
]
