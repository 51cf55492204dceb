"""Findings: the unit of entry."""

from django.db import models
from django.db.models import Q

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import FindingQuerySet


class Finding(Versioned, Binnable):
    """What a committee found, in a themed section; it carries recommendations, a disposition, or both."""

    class Disposition(models.TextChoices):
        NOTED = "noted", "Noted"
        WELCOMED = "welcomed", "Welcomed"
        FORWARD_LOOK = "forward_look", "For the forward look"
        FURTHER_ENQUIRY = "further_enquiry", "Further enquiry"
        REFERRED = "referred", "Referred"
        ELSEWHERE = "elsewhere", "Dealt with elsewhere"
        PRIVATELY = "privately", "Raised privately"

    section = models.ForeignKey("scrutiny.Section", on_delete=models.PROTECT, related_name="findings")
    order = models.PositiveIntegerField(default=0)
    # "4.1" in a numbered paper; follows the order while the review is a draft, fixed once agreed.
    label = models.CharField(max_length=30, blank=True, default="", editable=False)
    text = models.TextField("finding")
    disposition = models.CharField("what becomes of it", max_length=20, choices=Disposition, blank=True, default="")
    disposition_body = models.ForeignKey(
        "scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="referred_findings"
    )
    disposition_note = models.CharField("to whom, or where", max_length=300, blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="finding_says_something")]

    def __str__(self):
        words = " ".join(self.text.split())
        return words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + "…"

    @property
    def review(self):
        """The review it belongs to."""
        return self.section.paper.review

    audit_owner = review

    def get_absolute_url(self):
        """Its place on the page where findings are entered."""
        return f"{self.review.get_absolute_url()}findings/#finding-{self.pk}"
