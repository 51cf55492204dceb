"""Meetings and who came."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from scrutiny.engine.models.mixins import Versioned
from scrutiny.querysets import MeetingQuerySet


class Meeting(Versioned):
    """A sitting of a body on a day."""

    class Kind(models.TextChoices):
        FORMAL = "formal", "Formal meeting in public"
        PRIVATE = "private", "Private meeting"
        EVIDENCE = "evidence", "Evidence session"
        VISIT = "visit", "Visit"
        SITE = "site", "Site meeting"

    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="meetings")
    date = models.DateField("date")
    starts_at = models.TimeField("start time", null=True, blank=True)
    kind = models.CharField("kind", max_length=20, choices=Kind, default=Kind.FORMAL)
    place = models.CharField("place", max_length=200, blank=True, default="")
    notes = models.TextField("notes", blank=True, default="")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            # Two, since an unknown time must clash too, and SQLite cannot say so in one.
            models.UniqueConstraint(
                fields=["body", "date", "kind", "starts_at"],
                name="one_meeting_at_a_time",
                violation_error_message="This body already has a meeting of this kind then.",
            ),
            models.UniqueConstraint(
                fields=["body", "date", "kind"],
                condition=Q(starts_at__isnull=True),
                name="one_meeting_without_a_time",
                violation_error_message="This body already has a meeting of this kind on that day.",
            ),
        ]

    def __str__(self):
        return f"{self.body}, {self.date.day} {self.date:%B %Y}"

    def get_absolute_url(self):
        """The meeting's page."""
        return reverse("scrutiny:meeting-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Meetings are part of the body's history."""
        return self.body


class Attendance(models.Model):
    """That somebody was at a meeting, sent apologies, or came for somebody else."""

    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        REMOTE = "remote", "Present remotely"
        SUBSTITUTE = "substitute", "Substitute"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey("scrutiny.Person", on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField("attendance", max_length=20, choices=Status)
    stands_in_for = models.ForeignKey(
        "scrutiny.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="stood_in_by"
    )
    capacity = models.CharField("as", max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(status="substitute"), name="only_substitutes_stand_in"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_status_display()}"
