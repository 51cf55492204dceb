"""A council's standard headings and data-quality scale, and what a paper says under them."""

from django.db import models
from django.db.models import Q

from scrutiny.engine.models.mixins import Versioned


class StandardHeading(models.Model):
    """A heading under which every paper of the council says something: financial, legal, equality, risk."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="standard_headings")
    order = models.PositiveIntegerField(default=0)
    heading = models.CharField("heading", max_length=200)
    default_words = models.TextField("words to begin with", blank=True, default="")
    is_active = models.BooleanField("asked for in new papers", default=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "heading"],
                name="standard_heading_once",
                violation_error_message="The council already has this heading.",
            )
        ]

    def __str__(self):
        return self.heading

    @property
    def audit_owner(self):
        """Part of the council's history."""
        return self.council


class Implication(Versioned):
    """What one paper says under a standard heading; "none specific" ones are printed together on one line."""

    paper = models.ForeignKey("scrutiny.Paper", on_delete=models.CASCADE, related_name="implications")
    standard = models.ForeignKey(StandardHeading, on_delete=models.PROTECT, related_name="implications")
    text = models.TextField("text", blank=True, default="")
    is_none = models.BooleanField("none specific", default=False)

    class Meta:
        ordering = ["standard__order", "standard_id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "standard"], name="implication_once"),
            models.CheckConstraint(condition=Q(is_none=False) | Q(text=""), name="none_specific_says_nothing_more"),
        ]

    def __str__(self):
        return f"{self.standard}: {'none specific' if self.is_none else self.text[:60]}"

    @property
    def audit_owner(self):
        """Part of the history of the paper's review, or of the paper."""
        return self.paper.review or self.paper


class QualityRating(models.Model):
    """A step of the scale by which the council rates the quality of a paper's data: 1 poor, 2 sufficient, 3 high."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="quality_ratings")
    number = models.PositiveSmallIntegerField("number")
    label = models.CharField("label", max_length=60)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"],
                name="quality_rating_once",
                violation_error_message="The scale already has this number.",
            )
        ]

    def __str__(self):
        return f"{self.number} {self.label}"

    @property
    def audit_owner(self):
        """Part of the council's history."""
        return self.council


class DataQuality(Versioned):
    """Where a paper's data came from, who checked it, and how good it is on the council's scale."""

    paper = models.OneToOneField("scrutiny.Paper", on_delete=models.CASCADE, related_name="data_quality")
    sources = models.TextField("data sources", blank=True, default="")  # one a line
    checked_by = models.CharField("data checked by", max_length=200, blank=True, default="")
    rating = models.ForeignKey(QualityRating, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "data quality"

    def __str__(self):
        return f"Data quality of {self.paper}"

    @property
    def audit_owner(self):
        """Part of the history of the paper's review, or of the paper."""
        return self.paper.review or self.paper
