"""What is typed and not yet saved."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The newest unsaved words of one person in one field."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    base_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_field")]

    def __str__(self):
        return self.key
