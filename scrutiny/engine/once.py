"""Doing what a form asks once, however often it is sent."""

import uuid

from django.db import IntegrityError, transaction

from .models import Submission


def first_time(token, by):
    """True the first time a form's hidden `token` (text of a UUID) is seen, False afterwards.

    An empty or malformed token counts as a first time: the guard must never swallow words.
    Call it inside the transaction of the action, so that a failed action can be sent again.
    """
    try:
        key = uuid.UUID(str(token))
    except ValueError:
        return True
    try:
        with transaction.atomic():
            Submission.objects.create(token=key, by=by if getattr(by, "pk", None) else None)
    except IntegrityError:
        return False
    return True


def seen(token, by):
    """Whether a form's `token` was handled before for `by`; to be asked before a form is checked.

    What the first press did (a name now taken) would otherwise be told to the second as a mistake.
    """
    try:
        key = uuid.UUID(str(token))
    except ValueError:
        return False
    return Submission.objects.filter(token=key, by=by if getattr(by, "pk", None) else None).exists()
