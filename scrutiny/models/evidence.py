"""Evidence: the sessions in which it was heard and the things that were read."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import EvidenceItemQuerySet, UnderReviewQuerySet

from .fields import partial_date


class EvidenceSession(Versioned, Binnable):
    """An occasion on which witnesses were heard."""

    class Kind(models.TextChoices):
        HEARING = "hearing", "Hearing"
        INTERVIEW = "interview", "Interview"
        VISIT = "visit", "Visit"
        FOCUS_GROUP = "focus_group", "Focus group"
        CALL_FOR_EVIDENCE = "call", "Call for evidence"

    review = models.ForeignKey("scrutiny.Review", on_delete=models.CASCADE, related_name="sessions")
    meeting = models.ForeignKey(
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    kind = models.CharField("kind", max_length=20, choices=Kind, default=Kind.HEARING)
    title = models.CharField("title", max_length=200)
    date = partial_date("date")
    place = models.CharField("place", max_length=200, blank=True, default="")
    notes = models.TextField("notes", blank=True, default="")
    witnesses = models.ManyToManyField("scrutiny.Witness", related_name="sessions", blank=True)

    objects = UnderReviewQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]

    def __str__(self):
        return self.title

    @property
    def audit_owner(self):
        """Sessions are part of the review's history."""
        return self.review


def evidence_path(item, filename):
    """Where an attached file is kept: a name that tells nothing, since file names leak."""
    return f"evidence/{item.review_id}/{uuid.uuid4().hex}"


class EvidenceItem(Versioned, Binnable):
    """A document, visit, deep dive, peer review, audit or written submission that a review read."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Document"
        VISIT = "visit", "Visit"
        DEEP_DIVE = "deep_dive", "Deep dive"
        PEER_REVIEW = "peer_review", "Peer review"
        AUDIT = "audit", "Audit"
        SUBMISSION = "submission", "Written submission"

    class Access(models.TextChoices):
        OPEN = "open", "Open"
        EXEMPT = "exempt", "Exempt (Schedule 12A)"
        CONFIDENTIAL = "confidential", "Confidential"

    review = models.ForeignKey("scrutiny.Review", on_delete=models.CASCADE, related_name="evidence")
    session = models.ForeignKey(EvidenceSession, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField("kind", max_length=20, choices=Kind, default=Kind.DOCUMENT)
    title = models.CharField("title", max_length=250)
    source = models.CharField("from", max_length=200, blank=True, default="")
    date = partial_date("date")
    link = models.URLField("web address", max_length=500, blank=True, default="")
    summary = models.TextField("what it says", blank=True, default="")
    file = models.FileField("file", upload_to=evidence_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True, default="", editable=False)
    access = models.CharField("access", max_length=20, choices=Access, default=Access.OPEN)
    exempt_paragraph = models.PositiveSmallIntegerField("Schedule 12A paragraph", null=True, blank=True)
    exempt_reason = models.TextField("public-interest reason", blank=True, default="")
    exempt_until = models.DateField("exempt until", null=True, blank=True)
    is_background_paper = models.BooleanField("list as a background paper", default=False)
    is_appendix = models.BooleanField("attach to the printed paper", default=False)

    objects = EvidenceItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            # Local Government Act 1972, Schedule 12A: a paragraph (1 to 7), a public-interest reason, and an end.
            models.CheckConstraint(
                condition=~Q(access="exempt")
                | (
                    Q(exempt_paragraph__gte=1, exempt_paragraph__lte=7, exempt_until__isnull=False)
                    & ~Q(exempt_reason="")
                ),
                name="exempt_says_why_and_until",
            ),
            models.CheckConstraint(
                condition=Q(access="open") | Q(is_appendix=False), name="only_open_evidence_is_attached"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The item's page."""
        return reverse("scrutiny:evidence-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Evidence is part of the review's history."""
        return self.review

    @property
    def audit_name(self):
        """What the audit calls it: an exempt title may itself tell."""
        return self.title if self.access == self.Access.OPEN else "An item of restricted evidence"

    @property
    def audit_hides(self):
        """Fields whose words stay out of the audit: those of a restricted item, and always why it was exempt."""
        if self.access == self.Access.OPEN:
            return ("exempt_reason",)
        return ("title", "source", "summary", "link", "session", "exempt_reason", "file_name")


class EvidenceGrant(models.Model):
    """That one user may read one restricted item, given by somebody, for a written reason."""

    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence_grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField("reason", max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="grant_once")]

    def __str__(self):
        return f"{self.user} may read {self.item}"

    @property
    def audit_owner(self):
        """Grants are part of the review's history."""
        return self.item.review
