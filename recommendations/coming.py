"""What the first page of the site says: the meetings to come, and what is asked of somebody's service."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from recommendations.models import Recommendation
from recommendations.rules import story as rules
from recommendations.rules import tracking
from scrutiny.access import access_of
from scrutiny.models import Body, Meeting

SHOWN = 6
ASKED = 50


def coming_meetings(user):
    """The next formal meeting of each committee that the user serves, with the way to its briefing."""
    access = access_of(user)
    bodies = access.officer_bodies | access.member_bodies | access.co_opted_bodies
    if not bodies:
        return []
    today = timezone.localdate()
    scrutinising = Body.objects.scrutinising().filter(pk__in=bodies)
    known = Meeting.objects.filter(body__in=scrutinising, kind=Meeting.Kind.FORMAL, date__gte=today)
    found = {}
    for meeting in known.select_related("body").order_by("date", "starts_at", "pk")[:200]:
        found.setdefault(meeting.body_id, meeting)
    return [
        {
            "label": f"Since you last met: {meeting.body.name}",
            "url": reverse("recommendations:briefing", args=[meeting.body_id]),
            "words": f"What changed, what is late and what to ask, for the meeting of {rules.day(meeting.date)} "
            f"({rules.lateness(meeting.date, today).replace('due ', '')}).",
        }
        for meeting in list(found.values())[:SHOWN]
    ]


def asked_of(user):
    """The open recommendations addressed to the bodies that a responsible officer answers for, the first due first."""
    bodies = access_of(user).responsible_bodies
    if not bodies:
        return []
    today = timezone.localdate()
    found = (
        Recommendation.objects.followed_by(user)
        .filter(addressees__body__in=bodies, standing__is_open=True)
        .select_related("standing", "review__commissioned_by")
        .order_by("standing__due_on", "pk")
    )
    return [
        {
            "label": f"{one.label or ''} {Truncator(one.standing.words).words(24)}".strip(),
            "url": reverse("recommendations:life", args=[one.pk]),
            "words": f"{_when(one.standing, today)}. {one.review.commissioned_by}: {one.review}.",
        }
        for one in found[:ASKED]
    ]


def _when(standing, today):
    return tracking.when(standing.timeliness, standing.due_on, today, standing.due_kind)
