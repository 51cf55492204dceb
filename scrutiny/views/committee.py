"""What every room of a committee shares: getting the body, and its frame."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from scrutiny import permissions, registry
from scrutiny.models import Body

from .acting import wear
from .bodies import body_crumbs


def committee_of(request, pk, may=None):
    """The body (bodies are public: 404 only for an unknown one); 403 unless `may(user, body)`."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("council"), pk=pk)
    if may is not None and not may(request.user, body):
        raise PermissionDenied
    return body


def room(request, body, current, **more):
    """The context of a room of a committee, with `more` added: body, rooms (the sub-navigation), crumbs, can_write."""
    request.place = "scrutiny:body-list"
    wear(request, body.council)
    return {
        "frame": "scrutiny/committee_frame.html",
        "body": body,
        "rooms": registry.body_tabs_for(body, current, request.user),
        "crumbs": body_crumbs(body),
        "can_write": permissions.is_officer_for(request.user, body),
        **more,
    }
