"""The day that a page speaks of."""

from datetime import date

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
