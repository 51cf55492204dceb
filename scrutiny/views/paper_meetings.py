"""The further meetings to which one paper goes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from scrutiny import permissions
from scrutiny.access import access_of
from scrutiny.actions import further_meetings as actions
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.appendices import FurtherMeetingForm
from scrutiny.models import Body, Meeting, PaperMeeting
from scrutiny.querysets import PaperQuerySet

from .acting import ALREADY, bound, done
from .papers import frame_of, paper_for

OFFERED = 300


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_meeting_add(request, pk, of="review"):
    """Take a paper to a further meeting: of a body that the officer serves, or of the executive."""
    found = paper_for(request, pk, of, to_edit=True)
    form = FurtherMeetingForm(bound(request), meetings=_meetings(request.user, found))
    made = done(form, request.user, lambda: actions.add(found, by=request.user, **form.values))
    if made is ALREADY:
        return redirect(found)
    if made:
        messages.success(request, f"The paper goes to {made.meeting} too. Both days are printed on its front.")
        return redirect(found)
    context = frame_of(
        request, found, form=form, title="A further meeting", submit="Save", cancel=found.get_absolute_url()
    )
    return render(request, "scrutiny/paper_edit.html", context, status=422 if form.is_bound else 200)


def _meetings(user, paper):
    """The meetings offered, latest first, without those to which the paper goes already."""
    theirs = Q(body__in=access_of(user).officer_bodies) | Q(body__kind=Body.Kind.EXECUTIVE)
    taken = [paper.meeting_id, *paper.also_to.values_list("meeting_id", flat=True)]
    found = Meeting.objects.visible_to(user).filter(theirs, body__council=paper.council_id).exclude(pk__in=taken)
    return list(found.select_related("body").order_by("-date", "-pk")[:OFFERED])


@require_POST
@signed_in
def paper_meeting_remove(request, pk):
    """No longer take the paper to a further meeting."""
    papers = ("paper__review__council", "paper__body", "paper__council", "meeting__body")
    found = PaperMeeting.objects.filter(PaperQuerySet.inside_q(request.user, "paper__"))
    further = get_object_or_404(found.select_related(*papers), pk=pk)
    if not permissions.can_edit_paper(request.user, further.paper):
        raise PermissionDenied
    actions.remove(further, by=request.user)
    messages.success(request, "The paper no longer goes to that meeting.")
    return redirect(further.paper)
