"""Words typed and not yet saved: kept on the server as they are typed, offered again, forgotten once saved."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from .models import Draft

KEY = re.compile(r"[A-Za-z0-9:_.-]{1,120}")
LONGEST = 200_000


class DraftRefused(ValueError):
    """A draft that cannot be kept; says why in plain words."""


@dataclass(frozen=True)
class Described:
    """What a draft is of, in words, and the address where it was typed ("" when that is gone)."""

    words: str
    url: str = ""


_describers: dict[str, Callable] = {}


def describes(kind):
    """Register a function for the keys that begin with `kind:`; used as a decorator by the floors above.

    The function takes the rest of the key and the user, and gives a Described, or None when the thing is gone or
    not this user's to see.
    """

    def register(function):
        _describers[kind] = function
        return function

    return register


def described(draft):
    """What a draft is of: a Described."""
    kind, _, rest = draft.key.partition(":")
    found = _describers[kind](rest, draft.user) if kind in _describers else None
    return found or Described("Text not saved")


def keep(user, key, text, base_version=0):
    """Keep the newest words of `user` for the field `key`; `base_version` is the version they were typed over.

    Gives the Draft. Raises DraftRefused when the key has other characters than letters, figures and `:_.-`, or the
    text is over 200,000 characters.
    """
    if not KEY.fullmatch(key):
        raise DraftRefused("This box has no name that a draft can be kept under.")
    if len(text) > LONGEST:
        raise DraftRefused(
            f"The text is too long to keep: it has {len(text):,} characters and may have {LONGEST:,}. "
            "Save part of it elsewhere."
        )
    values = {"text": text.replace("\x00", ""), "base_version": max(0, min(base_version, 2_147_483_647))}
    try:
        with transaction.atomic():
            draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults=values)
    except IntegrityError:  # two first saves at once: the other one made the row
        draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults=values)
    return draft


def offered(user, key, current_text):
    """The draft that `user` has for `key` when it differs from the text as it is now; else None.

    A draft is forgotten when its field is saved, so one that is there is newer than what its writer saved.
    """
    return offered_of(user, {key: current_text}).get(key)


def offered_of(user, texts):
    """The drafts of `user` for the keys of `texts` ({key: the text as it is now}) that differ: {key: Draft}."""
    found = Draft.objects.filter(user=user, key__in=list(texts)).order_by("pk")
    return {one.key: one for one in found if _same_lines(one.text) != _same_lines(texts[one.key] or "")}


def forget(user, key_or_prefix):
    """Forget the draft of one field, or with a prefix that ends in ":" those of every field under it."""
    drafts = Draft.objects.filter(user=user)
    if key_or_prefix.endswith(":"):
        return drafts.filter(key__startswith=key_or_prefix).delete()
    return drafts.filter(key=key_or_prefix).delete()


def _same_lines(text):
    """A text with one kind of line end and no spaces at either end, for comparing."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
