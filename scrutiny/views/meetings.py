"""Pages of meetings: one, add, change, and who came."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import meetings as actions
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.meetings import AttendanceForm, MeetingForm
from scrutiny.models import Attendance, Body, Meeting

from .acting import ALREADY, bound, done, wear
from .bodies import body_crumbs, form_page
from .memberships import known_names

CAME = (Attendance.Status.PRESENT, Attendance.Status.REMOTE, Attendance.Status.SUBSTITUTE)


def meeting_of(request, pk):
    """The meeting, for somebody who may see it; 404 otherwise."""
    found = Meeting.objects.visible_to(request.user).select_related("body__council")
    meeting = get_object_or_404(found, pk=pk)
    wear(request, meeting.body.council)
    return meeting


@require_safe
def meeting_show(request, pk):
    """When, where, and who came; the public sees formal meetings, without notes."""
    meeting = meeting_of(request, pk)
    entries = list(
        meeting.attendance.select_related("person", "stands_in_for").order_by("person__family_name", "person__name")
    )
    in_order = list(meeting.body.memberships.for_list())  # chair first
    memberships = {one.person_id: one for one in reversed(in_order)}
    places = {person: place for place, person in enumerate(dict.fromkeys(one.person_id for one in in_order))}
    entries.sort(key=lambda entry: places.get(entry.person_id, len(places)))
    for entry in entries:
        one = memberships.get(entry.person_id)
        entry.title_then = one.printed_name if one else str(entry.person)
        entry.role_then = one.printed_role if one and one.role != "member" else ""
    return render(
        request,
        "scrutiny/meeting_show.html",
        {
            "meeting": meeting,
            "crumbs": body_crumbs(meeting.body),
            "came": [entry for entry in entries if entry.status in CAME],
            "apologies": [entry for entry in entries if entry.status == Attendance.Status.APOLOGIES],
            "absent": [entry for entry in entries if entry.status == Attendance.Status.ABSENT],
            "can_edit": permissions.can_edit_meeting(request.user, meeting),
            "is_past": meeting.date <= timezone.localdate(),
            "reads_notes": permissions.can_read_meeting_notes(request.user, meeting),
            "reads_agenda": permissions.can_read_agenda(request.user, meeting),
            "packs": list(meeting.packs.filter(published_at__isnull=False).for_list()),
        },
    )


@drafts.describes("meeting")
def _draft_of_meeting(rest, user):
    """What a draft of a meeting's notes is of: the key goes on with its number, or "new" and the body's."""
    key, _, more = rest.partition(":")
    number = more.partition(":")[0] if key == "new" else key
    if not number.isdigit() or len(number) > 9:
        return None
    if key == "new":
        body = Body.objects.visible_to(user).filter(pk=number).first()
        return body and drafts.Described(f"A new meeting of {body}", reverse("scrutiny:meeting-add", args=[body.pk]))
    meeting = Meeting.objects.visible_to(user).select_related("body").filter(pk=number).first()
    return meeting and drafts.Described(f"Notes: {meeting}", reverse("scrutiny:meeting-edit", args=[meeting.pk]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request, pk):
    """Add a meeting of a body."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("council"), pk=pk)
    if not permissions.can_add_meeting(request.user, body):
        raise PermissionDenied
    wear(request, body.council)
    form = MeetingForm(bound(request), body=body)
    if not form.is_bound:
        form.drafts_for(f"meeting:new:{pk}", request.user, use="draft" in request.GET)
    meeting = done(form, request.user, lambda: actions.add_meeting(body, by=request.user, **form.values))
    if meeting:
        drafts.forget(request.user, f"meeting:new:{pk}:")
        messages.success(request, "The meeting has been added.")
        return redirect(body if meeting is ALREADY else meeting)
    return form_page(
        request, form, f"Add a meeting of {body}", "Add meeting", body_crumbs(body), body.get_absolute_url()
    )


def meeting_to_edit(request, pk):
    """The meeting, for somebody who may change it; 404 or 403 otherwise."""
    meeting = meeting_of(request, pk)
    if not permissions.can_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def meeting_crumbs(meeting):
    """The way up from a page under a meeting."""
    label = f"{meeting.date.day} {meeting.date:%B %Y}"
    return [*body_crumbs(meeting.body), {"label": label, "url": meeting.get_absolute_url()}]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request, pk):
    """Change when, where and how a body meets."""
    meeting = meeting_to_edit(request, pk)
    form = MeetingForm(bound(request), body=meeting.body, meeting=meeting)
    if not form.is_bound:
        form.drafts_for(f"meeting:{pk}", request.user, meeting.version, use="draft" in request.GET)
    if done(
        form, request.user, lambda: actions.change_meeting(meeting, form.seen_version, by=request.user, **form.values)
    ):
        drafts.forget(request.user, f"meeting:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(meeting)
    title = f"Change the meeting of {meeting.date.day} {meeting.date:%B %Y}"
    return form_page(request, form, title, "Save", meeting_crumbs(meeting), meeting.get_absolute_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request, pk):
    """Record who came: a choice for each member on the day, and others by name."""
    meeting = meeting_to_edit(request, pk)
    everybody = query.choice(request, "start", ("present",)) == "present"
    form = AttendanceForm(bound(request), meeting=meeting, start_present=everybody)
    if done(form, request.user, lambda: actions.record_attendance(meeting, form.cleaned_data["rows"], by=request.user)):
        messages.success(request, "The attendance has been saved.")
        return redirect(meeting)
    return render(
        request,
        "scrutiny/meeting_attendance.html",
        {
            "meeting": meeting,
            "form": form,
            "crumbs": meeting_crumbs(meeting),
            "people": known_names(meeting.body.council),
            "everybody": everybody,
        },
        status=422 if form.is_bound else 200,
    )
