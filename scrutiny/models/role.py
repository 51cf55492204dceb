"""What a user may do, where."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Role(models.Model):
    """A user's post in the system: officer of a committee, responsible officer of a body, and so on.

    Members and co-opted members have no row here: their memberships say it, with dates.
    """

    class Kind(models.TextChoices):
        OFFICER = "officer", "Scrutiny officer"
        RESPONSIBLE = "responsible", "Responsible officer"
        MONITORING = "monitoring", "Monitoring officer"
        ADMINISTRATOR = "administrator", "Administrator"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField("role", max_length=20, choices=Kind)
    body = models.ForeignKey("scrutiny.Body", null=True, blank=True, on_delete=models.CASCADE, related_name="roles")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "council", "kind", "body"], name="role_once"),
            models.UniqueConstraint(
                fields=["user", "council", "kind"], condition=Q(body__isnull=True), name="council_role_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["officer", "responsible"], body__isnull=False)
                | Q(kind__in=["monitoring", "administrator"], body__isnull=True),
                name="officers_serve_a_body",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}" + (f" of {self.body}" if self.body else "")
