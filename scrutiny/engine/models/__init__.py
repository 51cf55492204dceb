"""Models of the engine floor."""

from .audit import AuditEntry
from .draft import Draft
from .once import Submission
from .user import User

__all__ = ["AuditEntry", "Draft", "Submission", "User"]
