""" "Since you last met": a committee's page for its members, and its two sides of paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from recommendations import briefing as briefings
from recommendations import briefing_paper
from recommendations.models import MemberNote
from scrutiny.engine import pdf, query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Meeting
from scrutiny.permissions import is_officer_for, serves
from scrutiny.views.committee import committee_of, room

from .as_at import day_asked

SHOWN = 10


def _chosen(request, body):
    """The meeting asked for as `meeting`, if it is a formal one of this body."""
    number = query.number(request, "meeting")
    return Meeting.objects.filter(body=body, kind=Meeting.Kind.FORMAL, pk=number).first() if number else None


def _asked(request, body):
    """The chosen meeting, and the day: one that has passed is shown as at its own day unless another is asked for."""
    chosen, on = _chosen(request, body), day_asked(request)
    if chosen and "as_at" not in request.GET:
        on = min(chosen.date, on)
    return chosen, on


@require_safe
@signed_in
def briefing(request, pk):
    """What changed, what is late, who is silent, what is to be decided, what to ask."""
    body = committee_of(request, pk, serves)
    chosen, on = _asked(request, body)
    found = briefings.read(body, on, meeting=chosen, user=request.user)
    today = timezone.localdate()
    tracker = reverse("recommendations:tracker", args=[body.pk])
    address = f"?as_at={on:%Y-%m-%d}" if on != today else ""
    address += f"{'&' if address else '?'}meeting={found.meeting.pk}" if chosen else ""
    context = room(
        request,
        body,
        "briefing",
        briefing=found,
        parts=[
            {"part": part, "lines": part.lines[:SHOWN], "more": max(0, len(part.lines) - SHOWN)} for part in found.parts
        ],
        raised=_raised(request.user, body, found.meeting) if on == today else [],
        tracker_url=f"{tracker}?as_at={on:%Y-%m-%d}" if on != today else tracker,
        pdf_url=reverse("recommendations:briefing-pdf", args=[body.pk]) + address,
        others=_others(body, found.meeting),
        is_past=on != today,
        on=on,
        today=today,
    )
    return render(request, "recommendations/briefing.html", context)


def _others(body, meeting):
    """A few meetings around today, to choose from."""
    formal = Meeting.objects.filter(body=body, kind=Meeting.Kind.FORMAL)
    today = timezone.localdate()
    found = [*formal.filter(date__gte=today).order_by("date", "pk")[:3], *formal.filter(date__lt=today)[:3]]
    return [one for one in sorted(found, key=lambda one: one.date) if meeting is None or one.pk != meeting.pk]


def _raised(user, body, meeting):
    """What is to be raised at the meeting: the user's own notes, and those sent to them as the body's officer."""
    if meeting is None:
        return []
    known = MemberNote.objects.filter(meeting=meeting).select_related("user", "recommendation")
    mine = list(known.filter(user=user).order_by("pk"))
    sent = []
    if is_officer_for(user, body):
        sent = list(known.filter(sent_at__isnull=False).exclude(user=user).order_by("sent_at", "pk"))
    rows = [(note, "") for note in mine] + [(note, str(note.user)) for note in sent]
    return [{"note": note, "who": who, "about": briefings.short(note.recommendation.text)} for note, who in rows]


@require_safe
@signed_in
def briefing_pdf(request, pk):
    """The same on two sides of paper; without anybody's notes."""
    body = committee_of(request, pk, serves)
    chosen, on = _asked(request, body)
    found = briefings.read(body, on, meeting=chosen, user=request.user)
    try:
        data = briefing_paper.on_two_sides(found)
    except pdf.Problem as problem:
        context = room(request, body, "briefing", problem=str(problem))
        return render(request, "recommendations/briefing_failed.html", context, status=422)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"since-you-last-met-{slugify(body.name)[:60]}-{on:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
