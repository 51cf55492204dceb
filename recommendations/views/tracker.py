"""The tracker: every recommendation that a committee has sent, as it stands."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny.views.committee import committee_of, room


@require_safe
def tracker(request, pk):
    """The list with its counts and filters."""
    body = committee_of(request, pk)
    return render(request, "recommendations/tracker.html", room(request, body, "tracker"))
