"""What a review set out to do."""

from django.db import models

from scrutiny.engine.models.mixins import Versioned


class Scope(Versioned):
    """The plan a committee agreed before a review began; what happened may differ, and both are shown."""

    FIELDS = (
        "objective",
        "outcome",
        "constraints",
        "evidence_wanted",
        "planned_witnesses",
        "method",
        "dates",
        "planned_members",
        "support",
        "priorities",
        "principles",
    )

    review = models.OneToOneField("scrutiny.Review", on_delete=models.CASCADE, related_name="scope")
    objective = models.TextField("objective", blank=True, default="")
    outcome = models.TextField("outcome", blank=True, default="")
    constraints = models.TextField("constraints", blank=True, default="")
    evidence_wanted = models.TextField("evidence wanted", blank=True, default="")
    # One a line, "Name, role": compared with who was really heard.
    planned_witnesses = models.TextField("planned witnesses", blank=True, default="")
    method = models.TextField("method", blank=True, default="")
    dates = models.CharField("date or dates", max_length=200, blank=True, default="")
    planned_members = models.TextField("planned membership", blank=True, default="")
    support = models.TextField("support", blank=True, default="")
    priorities = models.TextField("council priorities", blank=True, default="")
    principles = models.TextField("scrutiny principles", blank=True, default="")

    def __str__(self):
        return f"Scope of {self.review}"

    @property
    def audit_owner(self):
        """Changes of scope are part of the review's history."""
        return self.review
