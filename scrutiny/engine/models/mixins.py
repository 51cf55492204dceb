"""What several nouns share: a version with history, and a bin with undo."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class BinnableQuerySet(models.QuerySet):
    """Adjectives of things that can be put in the bin."""

    def kept(self):
        """Those not in the bin."""
        return self.filter(binned_at__isnull=True)

    def binned(self):
        """Those in the bin, last first."""
        return self.filter(binned_at__isnull=False).order_by("-binned_at")


class Binnable(models.Model):
    """Something that is put in the bin, with undo, instead of deleted."""

    binned_at = models.DateTimeField(null=True, blank=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class Versioned(models.Model):
    """Something whose saves are checked against the version they started from, with every wording kept."""

    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(inherit=True, excluded_fields=["binned_at", "binned_by"])

    class Meta:
        abstract = True
