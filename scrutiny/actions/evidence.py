"""Writing evidence: sessions, the items that were read, and who may read a restricted one."""

from django.db import transaction
from django.db.models import Max

from scrutiny.engine import audit, versions
from scrutiny.models import EvidenceGrant, EvidenceItem, EvidenceSession

from .ordering import locked

OWN_GRANT = "Added or restricted it"
OPENING = ("access", "exempt_paragraph", "exempt_reason", "exempt_until")


@transaction.atomic
def add_session(review, *, by, witnesses=(), **fields):
    """Add an evidence session at which `witnesses` were heard; returns it."""
    session = EvidenceSession(review=review, **fields)
    session._history_user = by
    session.save()
    session.witnesses.set(witnesses)
    audit.record(session, "added", by=by, after={"title": session.title, "witnesses": _keys(witnesses)})
    return session


@transaction.atomic
def change_session(session, seen_version, *, by, witnesses=None, **fields):
    """Save a session from the version the writer saw; raises versions.Stale. `witnesses` None leaves them."""
    saved = versions.save_text(session, seen_version, by, **fields)
    if witnesses is not None:
        before, after = _keys(saved.witnesses.all()), _keys(witnesses)
        if before != after:
            saved.witnesses.set(witnesses)
            audit.record(saved, "changed", by=by, before={"witnesses": before}, after={"witnesses": after})
    return saved


@transaction.atomic
def add(review, *, by, uploaded=None, **fields):
    """Add an item of evidence at the end, with its `uploaded` file if any; returns it.

    Whoever adds a restricted item may read it: they get a grant.
    """
    locked(review)
    last = review.evidence.aggregate(last=Max("order"))["last"] or 0
    item = EvidenceItem(review=review, order=last + 1, **fields)
    if uploaded is not None:
        item.file_name = uploaded.name[:200]
        item.file.save(uploaded.name, uploaded, save=False)
    item._history_user = by
    item.save()
    audit.record(item, "added", by=by, after={"title": item.title, "access": item.get_access_display()})
    _let_in(item, by)
    return item


@transaction.atomic
def change(item, seen_version, *, by, uploaded=None, removes_file=False, **fields):
    """Save an item from the version the writer saw; raises versions.Stale when somebody saved first.

    `uploaded` replaces its file and `removes_file` takes it away; the earlier file stays in the store, since earlier
    wordings speak of it.
    """
    was_restricted = EvidenceItem.objects.get(pk=item.pk).access != EvidenceItem.Access.OPEN
    saved = item
    if was_restricted and fields.get("access") == EvidenceItem.Access.OPEN:
        # Its words first, while the audit still hides them: they may be changed so that the item can be opened.
        opening = {name: fields.pop(name) for name in OPENING if name in fields}
        if fields:
            saved = versions.save_text(item, seen_version, by, **fields)
            seen_version = saved.version
        fields = opening
    saved = versions.save_text(saved, seen_version, by, **fields)
    if uploaded is not None or removes_file:
        before = {"file_name": "(not recorded)" if was_restricted else saved.file_name}
        if uploaded is not None:
            saved.file_name = uploaded.name[:200]
            saved.file.save(uploaded.name, uploaded, save=False)
        else:
            saved.file, saved.file_name = "", ""
        saved._history_user = by
        saved.save(update_fields=["file", "file_name"])
        audit.record(saved, "changed", by=by, before=before, after={"file_name": saved.file_name})
    _let_in(saved, by)
    return saved


@transaction.atomic
def grant(item, user, *, reason, by):
    """Let `user` read a restricted item, for a written reason; returns the EvidenceGrant (the one there, if any)."""
    given, is_new = EvidenceGrant.objects.get_or_create(
        item=item, user=user, defaults={"granted_by": by, "reason": reason}
    )
    if is_new:
        # On the item, not on the grant: a grant's name would tell the item's title.
        audit.record(item, "let somebody read", by=by, after={"reader": str(user), "reason": reason})
    return given


@transaction.atomic
def take_back(given, *, by):
    """End a grant."""
    audit.record(given.item, "stopped letting somebody read", by=by, before={"reader": str(given.user)})
    given.delete()


def _let_in(item, by):
    """Give whoever adds or restricts an item the right to read it on."""
    if item.access != EvidenceItem.Access.OPEN:
        EvidenceGrant.objects.get_or_create(item=item, user=by, defaults={"granted_by": by, "reason": OWN_GRANT})


def _keys(things):
    return sorted(one.pk for one in things)
