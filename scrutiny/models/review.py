"""Reviews: the unit of scrutiny's work."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import ReviewQuerySet

from .fields import not_before, partial_date


class Review(Versioned, Binnable):
    """An inquiry by a committee into a service, in one or several stages."""

    class Status(models.TextChoices):
        SCOPING = "scoping", "Scoping"
        EVIDENCE = "evidence", "Gathering evidence"
        DRAFTING = "drafting", "Drafting"
        AGREED = "agreed", "Agreed"
        PUBLISHED = "published", "Published"

    DRAFTS = (Status.SCOPING, Status.EVIDENCE, Status.DRAFTING)

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField("title", max_length=250)
    commissioned_by = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="commissioned_reviews")
    conducted_by = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="conducted_reviews")
    stage = models.PositiveSmallIntegerField("stage", null=True, blank=True)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_stages")
    trigger = models.TextField("why it was set up", blank=True, default="")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.SCOPING)
    started = partial_date("started")
    evidence_ended = partial_date("evidence taken until")
    endorsed = partial_date("endorsed")
    endorsed_at = models.ForeignKey(
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="endorsed_reviews"
    )
    matters_covered = models.TextField("matters covered", blank=True, default="")
    contact = models.TextField("contact", blank=True, default="")
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            not_before("started", "endorsed", "endorsed_after_start"),
            models.CheckConstraint(condition=~Q(previous=F("pk")), name="not_its_own_previous_stage"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The review's page."""
        return reverse("scrutiny:review-show", args=[self.pk])

    @property
    def is_draft(self):
        """Whether labels still follow the order."""
        return self.status in self.DRAFTS

    @property
    def is_shared(self):
        """Whether members of its committees may read the draft."""
        return self.shared_at is not None
