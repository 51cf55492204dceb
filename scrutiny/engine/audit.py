"""Writing the audit."""

from .models import AuditEntry


def under_key(thing):
    """The text that names `thing` as the owner of audit entries, such as "scrutiny.review:12"."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(thing, verb, *, by, before=None, after=None, note=""):
    """Remember that `by` (a user, or None for the system) did `verb` to `thing`; returns the AuditEntry.

    `before` and `after` are dicts of what changed. The owner is `thing.audit_owner` where the model has one
    (a finding's is its review), else the thing itself. A thing that must not be named for ever has an `audit_name`,
    and `audit_hides` lists the fields whose words stay out.
    """
    hidden = set(getattr(thing, "audit_hides", ()))
    owner = getattr(thing, "audit_owner", None) or thing
    return AuditEntry.objects.create(
        by=by if getattr(by, "pk", None) else None,
        verb=verb,
        kind=thing._meta.label_lower,
        object_id=str(thing.pk),
        thing=str(getattr(thing, "audit_name", thing))[:300],
        under=under_key(owner),
        before=_without(before, hidden),
        after=_without(after, hidden),
        note=note,
    )


def _without(values, hidden):
    """The dict with hidden fields' words left out, so that one can see that they changed and not what they said."""
    return values and {name: "(not recorded)" if name in hidden else value for name, value in values.items()}
