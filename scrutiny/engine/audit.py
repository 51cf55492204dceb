"""Writing the audit."""

from .models import AuditEntry


def under_key(thing):
    """The text that names `thing` as the owner of audit entries, such as "scrutiny.review:12"."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(thing, verb, *, by, before=None, after=None, note=""):
    """Remember that `by` (a user, or None for the system) did `verb` to `thing`; returns the AuditEntry.

    `before` and `after` are dicts of what changed. The owner is `thing.audit_owner` where the model has one
    (a finding's is its review), else the thing itself.
    """
    owner = getattr(thing, "audit_owner", None) or thing
    return AuditEntry.objects.create(
        by=by if getattr(by, "pk", None) else None,
        verb=verb,
        kind=thing._meta.label_lower,
        object_id=str(thing.pk),
        thing=str(thing)[:300],
        under=under_key(owner),
        before=before,
        after=after,
        note=note,
    )
