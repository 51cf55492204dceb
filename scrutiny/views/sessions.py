"""Evidence sessions: adding and changing them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from scrutiny import permissions
from scrutiny.actions import evidence as actions
from scrutiny.engine import drafts, once, query
from scrutiny.engine.versions import Stale
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.evidence import SessionForm
from scrutiny.forms.reviews import meetings_for
from scrutiny.models import EvidenceSession, Witness

from .conflicts import conflict
from .witnesses import list_url
from .workspace import review_to_edit, workspace

FIELDS = ("title", "kind", "date", "meeting", "place", "notes", "version")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def session_add(request, review_pk):
    """Add an evidence session."""
    review = review_to_edit(request, review_pk)
    form = SessionForm(request.POST if request.method == "POST" else None, **_choices(request, review))
    prefix = f"new-session:{review.pk}"
    form.drafts_for(prefix, request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], request.user):
                session = actions.add_session(review, by=request.user, **form.values)
                messages.success(request, f"Added: {session}.")
        drafts.forget(request.user, f"{prefix}:")
        return redirect(list_url(review.pk, "sessions"))
    return _page(request, review, form, "Add an evidence session")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def session_edit(request, pk):
    """Change an evidence session and who was heard at it."""
    found = EvidenceSession.objects.visible_to(request.user).select_related(
        "review__council", "review__commissioned_by", "review__conducted_by", "meeting__body"
    )
    session = get_object_or_404(found, pk=pk)
    review = session.review
    if not permissions.can_edit(request.user, review):
        raise PermissionDenied
    initial = {name: getattr(session, name) for name in FIELDS}
    initial["witnesses"] = [str(key) for key in session.witnesses.values_list("pk", flat=True)]
    form = SessionForm(
        request.POST if request.method == "POST" else None, initial=initial, **_choices(request, review, session)
    )
    prefix, back = f"session:{pk}", list_url(review.pk, f"session-{pk}")
    form.drafts_for(prefix, request.user, session.version, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        try:
            actions.change_session(session, form.seen_version, by=request.user, **form.values)
        except Stale as stale:
            frame = workspace(request, review, "evidence")
            return conflict(request, stale, form, prefix=prefix, back=back, context=frame)
        drafts.forget(request.user, f"{prefix}:")
        messages.success(request, "The session has been saved.")
        return redirect(back)
    return _page(request, review, form, f"Change “{session}”", bin_thing=("session", session))


def _choices(request, review, session=None):
    """The witnesses that may have been heard (those in the bin only when they were) and the meetings."""
    witnesses = list(Witness.objects.kept().filter(review=review).order_by("order", "pk"))
    meetings = meetings_for(review, request.user)
    if session is not None:
        kept = {witness.pk for witness in witnesses}
        witnesses += [one for one in session.witnesses.all() if one.pk not in kept]
        if session.meeting and session.meeting not in meetings:
            meetings.append(session.meeting)
    return {"witnesses": witnesses, "meetings": meetings}


def _page(request, review, form, title, bin_thing=None):
    context = workspace(
        request, review, "evidence", form=form, title=title, submit="Save", cancel=list_url(review.pk),
        bin_thing={"kind": bin_thing[0], "thing": bin_thing[1]} if bin_thing else None,
    )  # fmt: skip
    return render(request, "scrutiny/review_form.html", context, status=422 if form.is_bound else 200)
