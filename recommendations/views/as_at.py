"""The day that a page speaks of, and addresses that may not be there."""

from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from scrutiny.engine import query

FIRST = date(1900, 1, 1)


def day_asked(request):
    """The day asked for as `as_at` ("2025-03-12"), never later than today; today when it is missing or no date."""
    today = timezone.localdate()
    typed = query.words(request, "as_at", most=20)
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        return today
    return asked if FIRST <= asked <= today else today


def maybe(name, *args):
    """The address of a page, or "" where the site has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
