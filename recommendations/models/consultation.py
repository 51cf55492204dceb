"""Sending a report to other councils or bodies to comment on, and what they replied."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from recommendations.querysets import OfBodyQuerySet
from scrutiny.engine.models.mixins import Versioned


class Consultation(Versioned):
    """A report sent out for comment by a day."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="consultations")
    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="consultations")  # who asks
    edition = models.ForeignKey(
        "scrutiny.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    title = models.CharField("title", max_length=250)
    message = models.TextField("message", blank=True, default="")
    sent_on = models.DateField("sent")
    due_on = models.DateField("comments by")
    closed_on = models.DateField(null=True, blank=True, editable=False)
    # Who hears the replies that come by e-mail.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("sent_on")),
                name="consultation_due_after_sent",
                violation_error_message="The comments cannot be due before the report is sent.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The consultation's page."""
        return reverse("recommendations:consultation-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the history of the body that asks."""
        return self.body


class Consultee(models.Model):
    """Who is asked to comment: another council, a board, a partner; with an address or without."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="consultees")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("name", max_length=200)
    body = models.ForeignKey(
        "scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="consulted_in"
    )
    email = models.EmailField("e-mail", blank=True, default="")
    asked_on = models.DateField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="consulted_once")]

    def __str__(self):
        return self.name

    @property
    def audit_owner(self):
        """Part of the history of the body that asks."""
        return self.consultation.body


class ConsultationReply(models.Model):
    """What a consultee replied; a later reply of theirs stands beside the earlier ones."""

    class Stance(models.TextChoices):
        NOTED = "noted", "Noted"
        COMMENTS = "comments", "Comments"
        SUPPORTS = "supports", "Supports it"
        OBJECTS = "objects", "Objects"
        NO_COMMENT = "no_comment", "No comment"

    consultee = models.ForeignKey(Consultee, on_delete=models.PROTECT, related_name="replies")
    stance = models.CharField("reply", max_length=20, choices=Stance)
    text = models.TextField("comments", blank=True, default="")
    replied_on = models.DateField("received")
    decided_by = models.CharField("decided by", max_length=200, blank=True, default="")
    document = models.FileField("document", upload_to="replies/%Y/", blank=True)
    document_name = models.CharField(max_length=200, blank=True, default="")
    recorded_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["replied_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stance__in=["comments", "objects"]) | ~Q(text="") | ~Q(document=""),
                name="comments_say_something",
            )
        ]

    def __str__(self):
        return f"{self.consultee}: {self.get_stance_display()}"

    @property
    def audit_owner(self):
        """Part of the history of the body that asks."""
        return self.consultee.consultation.body
