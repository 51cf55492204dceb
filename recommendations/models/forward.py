"""The forward look: what a committee means to take up at which meeting, and where each item came from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from recommendations.querysets import OfBodyQuerySet
from scrutiny.engine.models.mixins import Binnable, Versioned


class ForwardItem(Versioned, Binnable):
    """One item of a committee's work programme in a municipal year (May to April), at a meeting or not placed yet."""

    class Source(models.TextChoices):
        FINDING = "finding", "A finding of a review"
        RECOMMENDATION = "recommendation", "A recommendation"
        BOARD = "board", "A board or partner that reports"
        REQUEST = "request", "A request by a member or the public"
        STANDING = "standing", "A standing item"
        OTHER = "other", "Something else"

    class Outcome(models.TextChoices):
        PLANNED = "", "Planned"
        TAKEN = "taken", "Taken"
        DROPPED = "dropped", "Taken off the programme"

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="forward_items")
    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="forward_items")
    year = models.CharField("municipal year", max_length=7)  # "2026/27"
    meeting = models.ForeignKey(
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="forward_items"
    )
    order = models.PositiveIntegerField(default=0)
    title = models.CharField("title", max_length=250)
    detail = models.TextField("what it is to find out", blank=True, default="")
    lead = models.CharField("who brings it", max_length=200, blank=True, default="")
    minutes = models.PositiveSmallIntegerField("minutes", null=True, blank=True)
    source = models.CharField("where it came from", max_length=20, choices=Source, default=Source.OTHER)
    source_words = models.CharField("in words", max_length=250, blank=True, default="")
    finding = models.ForeignKey(
        "scrutiny.Finding", null=True, blank=True, on_delete=models.PROTECT, related_name="forward_items"
    )
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="forward_items"
    )
    board = models.ForeignKey(
        "scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="forward_items_about"
    )
    # The member's note that asked for it; the note is the member's own, and may be taken away.
    note = models.ForeignKey(
        "recommendations.MemberNote", null=True, blank=True, on_delete=models.SET_NULL, related_name="forward_items"
    )
    outcome = models.CharField("outcome", max_length=10, choices=Outcome, blank=True, default=Outcome.PLANNED)
    outcome_note = models.CharField("note", max_length=300, blank=True, default="")

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["body", "year", "meeting"], name="forward_by_year")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="finding") | Q(finding__isnull=False), name="forward_item_names_its_finding"
            ),
            models.CheckConstraint(
                condition=~Q(source="recommendation") | Q(recommendation__isnull=False),
                name="forward_item_names_its_recommendation",
            ),
            models.CheckConstraint(
                condition=~Q(source="board") | Q(board__isnull=False), name="forward_item_names_its_board"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the item is changed."""
        return reverse("recommendations:forward-edit", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the committee's history."""
        return self.body


class ForwardRule(models.Model):
    """How much a committee takes on at one meeting; more is shown as overfull."""

    body = models.OneToOneField("scrutiny.Body", on_delete=models.CASCADE, related_name="forward_rule")
    most_items = models.PositiveSmallIntegerField("items at one meeting", default=4)
    most_minutes = models.PositiveSmallIntegerField("minutes at one meeting", default=150)

    def __str__(self):
        return f"{self.body}: at most {self.most_items} items, {self.most_minutes} minutes"

    @property
    def audit_owner(self):
        """Part of the committee's history."""
        return self.body
