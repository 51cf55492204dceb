"""The record of every write: who, when, what, before and after."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditIsAppendOnly(Exception):
    """Raised when code tries to change or remove an audit entry."""


class AuditQuerySet(models.QuerySet):
    """Audit entries can be read and added, never changed."""

    def update(self, **kwargs):
        """Refuse: the audit is append-only."""
        raise AuditIsAppendOnly("Audit entries cannot be changed.")

    def delete(self):
        """Refuse: the audit is append-only."""
        raise AuditIsAppendOnly("Audit entries cannot be removed.")

    def bulk_update(self, objs, fields, batch_size=None):
        """Refuse: the audit is append-only."""
        raise AuditIsAppendOnly("Audit entries cannot be changed.")

    def bulk_create(self, objs, *args, **kwargs):
        """Add entries; refuse to write over others."""
        if kwargs.get("update_conflicts"):
            raise AuditIsAppendOnly("Audit entries cannot be changed.")
        return super().bulk_create(objs, *args, **kwargs)

    def _raw_delete(self, using):
        """Refuse: the audit is append-only."""
        raise AuditIsAppendOnly("Audit entries cannot be removed.")

    def about(self, thing):
        """Entries about one thing, newest first."""
        return self.filter(kind=thing._meta.label_lower, object_id=str(thing.pk))


class AuditEntry(models.Model):
    """One thing somebody did."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=100)
    object_id = models.CharField(max_length=40)
    thing = models.CharField(max_length=300)
    # What the entry belongs to (a review's history shows everything under it): "scrutiny.review:12".
    under = models.CharField(max_length=140, blank=True, default="")
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    note = models.TextField(blank=True, default="")

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="audit_by_thing"),
            models.Index(fields=["under", "-id"], name="audit_by_owner"),
        ]

    def __str__(self):
        return f"{self.by or 'System'} {self.verb} {self.thing}"

    def save(self, *args, **kwargs):
        """Add the entry; refuse to change one."""
        if not self._state.adding or kwargs.get("force_update") or kwargs.get("update_fields"):
            raise AuditIsAppendOnly("Audit entries cannot be changed.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        """Refuse: the audit is append-only."""
        raise AuditIsAppendOnly("Audit entries cannot be removed.")
