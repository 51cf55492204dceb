"""Recommendations, their limbs, addressees and links to findings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from recommendations.querysets import RecommendationQuerySet
from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.models.fields import partial_date


class Recommendation(Versioned, Binnable):
    """A numbered thing a committee asks somebody to do."""

    class LimbStyle(models.TextChoices):
        LETTERS = "letters", "(a), (b), (c)"
        BULLETS = "bullets", "Bullets"

    review = models.ForeignKey("scrutiny.Review", on_delete=models.PROTECT, related_name="recommendations")
    section = models.ForeignKey("scrutiny.Section", on_delete=models.PROTECT, related_name="recommendations")
    order = models.PositiveIntegerField(default=0)
    # What is printed; apart from identity and order. NULL is no label. Fixed once the review is agreed.
    label = models.CharField("label", max_length=40, null=True, blank=True)  # noqa: DJ001 (NULLs are not duplicates)
    is_label_fixed = models.BooleanField(default=False, editable=False)
    text = models.TextField("recommendation")
    limb_style = models.CharField("limbs", max_length=10, choices=LimbStyle, default=LimbStyle.LETTERS)
    success_measure = models.TextField("how the committee will know", blank=True, default="")
    due_on = partial_date("due")
    due_event = models.CharField("due at", max_length=300, blank=True, default="")
    findings = models.ManyToManyField(
        "scrutiny.Finding", through="recommendations.FindingLink", related_name="recommendations"
    )
    depends_on = models.ManyToManyField("self", symmetrical=False, related_name="needed_by", blank=True)
    restates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="restated_by")
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField("reason for withdrawing", max_length=500, blank=True, default="")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "label"],
                name="one_label_per_review",
                violation_error_message="Another recommendation of this review has this label.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_says_something"),
            models.CheckConstraint(
                condition=~Q(restates=F("pk")) & ~Q(supersedes=F("pk")) & ~Q(merged_into=F("pk")),
                name="recommendation_not_linked_to_itself",
            ),
        ]

    def __str__(self):
        words = " ".join(self.text.split())
        words = words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + "…"
        return f"{self.label} {words}".strip() if self.label else words

    @property
    def audit_owner(self):
        """Recommendations are part of the review's history."""
        return self.review

    @property
    def is_withdrawn(self):
        """Whether it was withdrawn after it was agreed."""
        return self.withdrawn_at is not None

    def get_absolute_url(self):
        """Its place on the page where it is entered."""
        return f"{self.review.get_absolute_url()}findings/#recommendation-{self.pk}"


class Limb(models.Model):
    """One part of a recommendation: (a), (b) or a bullet."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="limbs")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "order"], name="limb_order_once")]

    def __str__(self):
        return f"{self.label} {self.text}".strip()


class Addressee(models.Model):
    """Somebody who is asked: a body, or a person or group as the paper words it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="addressees")
    body = models.ForeignKey(
        "scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="addressed_recommendations"
    )
    name = models.CharField("as worded", max_length=200, blank=True, default="")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(body__isnull=False) | ~Q(name=""), name="addressee_is_somebody"),
            models.UniqueConstraint(
                fields=["recommendation", "body"], condition=Q(body__isnull=False), name="addressed_once"
            ),
        ]

    def __str__(self):
        return self.name or self.body.name


class FindingLink(models.Model):
    """That a recommendation rests on a finding; the link with the lowest position is where it is printed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="finding_links")
    finding = models.ForeignKey("scrutiny.Finding", on_delete=models.PROTECT, related_name="recommendation_links")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "finding"], name="linked_once")]

    def __str__(self):
        return f"{self.recommendation_id} rests on {self.finding_id}"
