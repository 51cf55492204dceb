"""Correcting whom a report was sent to: the name until a letter has gone, the address at any time."""

from django.db import transaction
from django.utils import timezone

from recommendations.actions import letters
from recommendations.actions.consultations import REMINDER, body_named, lock, refuse_closed
from recommendations.models import Consultee, Letter
from scrutiny.engine import audit
from scrutiny.refused import Refused

FIRST = "consultation"


def has_gone(consultee):
    """Whether a letter has gone to the consultee, or may have."""
    return consultee.letters.exclude(to_email="").filter(begun_at__isnull=False).exists()


@transaction.atomic
def correct(consultee, *, name=None, email, by, on=None):
    """Change the address, and the name (None leaves it) while no letter has gone; gives the Letter written, or None.

    A letter that waits is written anew, as is a first one that never went; letters that went stay as they were, and
    reminders follow the new address. Raises Refused.
    """
    on = on or timezone.localdate()
    consultation = lock(consultee.consultation)
    refuse_closed(consultation)
    one = Consultee.objects.select_for_update(of=("self",)).get(pk=consultee.pk)
    one.consultation = consultation
    name = one.name if name is None else " ".join(name.split())
    before = {"name": one.name, "email": one.email}
    after = {"name": name, "email": email}
    changed = [field for field in before if before[field] != after[field]]
    if not changed:
        return None
    stopped = _stop(one)
    gone = has_gone(one)
    if "name" in changed:
        _check_name(one, name, gone)
        one.name, one.body = name, body_named(consultation.council_id, name)
    one.email = email
    one.save(update_fields=["name", "body", "email"])
    both = [{field: values[field] for field in changed} for values in (before, after)]
    audit.record(one, "corrected", by=by, before=both[0], after=both[1], note=consultation.title)
    return _again(one, stopped, gone, on)


def _check_name(consultee, name, gone):
    if not name:
        raise Refused("Enter the name", "name")
    if gone:
        raise Refused("A letter has gone under this name, so it stays as it is", "name")
    others = consultee.consultation.consultees.exclude(pk=consultee.pk).values_list("name", flat=True)
    if name.casefold() in {other.casefold() for other in others}:
        raise Refused(f"{name} is asked already. Enter another name", "name")


def _stop(consultee):
    """Take back the letters that wait, each unless a worker has it; gives their kinds."""
    kinds = []
    waiting = consultee.letters.exclude(to_email="").filter(sent_at=None, begun_at=None, gave_up_at=None)
    for pk, kind in list(waiting.order_by("pk").values_list("pk", "kind")):
        still = Letter.objects.filter(pk=pk, sent_at=None, begun_at=None, gave_up_at=None)
        if still.update(gave_up_at=timezone.now(), last_error="Not sent: the address or name was corrected first."):
            kinds.append(kind)
    return kinds


def _again(consultee, stopped, gone, on):
    """Write the letter that takes the place of those which did not go."""
    if consultee.replies.exists():
        return None
    first = not gone and consultee.letters.filter(kind=FIRST).exists()
    if not first and REMINDER not in stopped:
        return None
    kind, template = (FIRST, FIRST) if first else (REMINDER, "consultation_reminder")
    key = f"consultee:{consultee.pk}:again:{consultee.letters.count()}"
    return letters.to_consultee(consultee, kind, key, template, on)
