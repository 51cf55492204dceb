"""The link by which an owner answers without an account: signed, with a day on which it ends, and revocable."""

import secrets

from django.core import signing
from django.utils import timezone

from recommendations.models import Ask

DAYS_AFTER_DUE = 60  # how long a link works after the answer was due: longer than any ladder
_signer = signing.Signer(salt="recommendations.answer", sep=".")


class DeadLink(Exception):
    """A link that opens nothing; `why` is "unknown", "revoked", "expired" or "closed"."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def new_key():
    """A random key of 40 characters."""
    return secrets.token_urlsafe(30)


def token_of(ask):
    """What stands in the address of an owner's form: the ask's key, signed."""
    return _signer.sign(ask.key)


def ask_of(token, on=None):
    """The Ask behind a token, on a day (today); raises DeadLink.

    An altered token and one whose key was replaced are told the same: that nothing is known of them.
    """
    try:
        key = _signer.unsign(token)
    except signing.BadSignature as altered:
        raise DeadLink("unknown") from altered
    found = Ask.objects.select_related("round__council", "round__body", "round__opened_by", "owner")
    ask = found.filter(key=key).first()
    if ask is None:
        raise DeadLink("unknown")
    check(ask, on or timezone.localdate())
    return ask


def check(ask, on):
    """Raise DeadLink when the ask's link does not work on `on`."""
    if ask.revoked_at:
        raise DeadLink("revoked")
    if ask.round.closed_on:
        raise DeadLink("closed")
    if ask.expires_on < on:
        raise DeadLink("expired")
