"""The members of a review: who served, what changed, who came to its evidence meetings, planned against actual."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny import permissions, readiness
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Attendance, Meeting, Membership, Scope

from .scope import compared_in_words
from .workspace import review_inside, workspace

MOST_MEETINGS = 30


@require_safe
@signed_in
def review_members(request, review_pk):
    """Who served on the body that conducts the review, and how often they came."""
    review = review_inside(request, review_pk)
    body = review.conducted_by
    members = list(Membership.objects.filter(body=body).for_list())
    meetings = _meetings(review, request.user)
    came = {}
    for row in Attendance.objects.filter(meeting__in=meetings).select_related("person"):
        came.setdefault(row.person_id, {})[row.meeting_id] = row
    scope = Scope.objects.filter(review=review).first()
    reads_reasons = permissions.can_read_reasons(request.user, body)
    known = {member.person_id for member in members}
    context = workspace(
        request,
        review,
        "members",
        body=body,
        serving=[_row(member, meetings, came, reads_reasons) for member in members if not member.has_left],
        left=[_row(member, meetings, came, reads_reasons) for member in members if member.has_left],
        others=[
            {"name": str(next(iter(rows.values())).person), "marks": _marks(meetings, rows), "count": _count(rows)}
            for person, rows in came.items()
            if person not in known
        ],
        meetings=meetings,
        compared=compared_in_words("Members", scope.planned_members, readiness.members_compared(review, scope, members))
        if scope
        else None,
        can_edit_body=permissions.can_edit_body(request.user, body),
    )
    return render(request, "scrutiny/review_members.html", context)


def _meetings(review, user):
    """The meetings at which the review took evidence: those of its sessions, and the body's own evidence meetings.

    Oldest first, at most the last thirty, and only those while the review ran as far as its dates say.
    """
    found = (
        Meeting.objects.visible_to(user)
        .filter(
            Q(sessions__review=review, sessions__binned_at__isnull=True)
            | Q(body=review.conducted_by_id, kind__in=(Meeting.Kind.EVIDENCE, Meeting.Kind.VISIT, Meeting.Kind.SITE))
        )
        .distinct()
        .order_by("-date", "-pk")
    )
    end = review.endorsed or review.evidence_ended
    held = [
        meeting
        for meeting in found[:200]
        if not partial_dates.definitely_before(meeting.date.isoformat(), review.started)
        and not partial_dates.definitely_before(end, meeting.date.isoformat())
    ]
    return held[:MOST_MEETINGS][::-1]


def _row(member, meetings, came, reads_reasons):
    rows = came.get(member.person_id, {})
    return {
        "member": member,
        "joined": partial_dates.in_words(member.joined),
        "left": partial_dates.in_words(member.left),
        "reason_joined": member.reason_joined,
        # A reason such as illness is for officers, unless somebody decided to print it.
        "reason_left": member.reason_left if reads_reasons or member.prints_reason else "",
        "successor": member.replaced_by.printed_name if member.replaced_by else "",
        "marks": _marks(meetings, rows),
        "count": _count(rows),
    }


def _marks(meetings, rows):
    """What each meeting has of somebody: the word of their attendance, or "" when nothing is recorded."""
    return [
        {"meeting": meeting, "words": rows[meeting.pk].get_status_display() if meeting.pk in rows else ""}
        for meeting in meetings
    ]


def _count(rows):
    """How many of the meetings they came to."""
    came = (Attendance.Status.PRESENT, Attendance.Status.REMOTE, Attendance.Status.SUBSTITUTE)
    return sum(row.status in came for row in rows.values())
