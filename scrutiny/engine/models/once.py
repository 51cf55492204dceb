"""Forms already handled, so that a double submit does a thing once."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """One handled form."""

    token = models.UUIDField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return str(self.token)
