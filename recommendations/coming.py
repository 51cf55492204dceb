"""What the first page of the site says of the meetings to come."""

from django.urls import reverse
from django.utils import timezone

from recommendations.rules import story as rules
from scrutiny.access import access_of
from scrutiny.models import Body, Meeting

SHOWN = 6


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
