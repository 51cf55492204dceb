"""The nouns of recommendations."""

from .numbering import Numbering
from .recommendation import Addressee, FindingLink, Limb, Recommendation

__all__ = ["Addressee", "FindingLink", "Limb", "Numbering", "Recommendation"]
