"""The nouns of boards."""

from .board import Appearance, Board, BoardPaper, Contribution, GovernanceLink, Partner
from .business_plan import BusinessPlan, Goal
from .indicator import Indicator, IndicatorValue
from .inspection import CaseReviews, Inspection

__all__ = [
    "Appearance",
    "Board",
    "BoardPaper",
    "BusinessPlan",
    "CaseReviews",
    "Contribution",
    "Goal",
    "GovernanceLink",
    "Indicator",
    "IndicatorValue",
    "Inspection",
    "Partner",
]
