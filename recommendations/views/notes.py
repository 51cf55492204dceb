"""A member's own notes and questions: theirs alone unless they send them to the officer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recommendations import permissions
from recommendations.actions import notes as actions
from recommendations.forms.notes import NoteForm
from recommendations.models import MemberNote, Recommendation
from scrutiny.engine import drafts
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Meeting
from scrutiny.views.acting import bound, done, wear

from .life import crumbs_of, followed, name_of

SHOWN = 200


def _coming(review, note=None):
    """The committee's coming meetings, and the one that a note names already."""
    bodies = [review.commissioned_by_id, review.conducted_by_id]
    coming = Q(body__in=bodies, kind="formal", date__gte=timezone.localdate())
    if note is not None and note.meeting_id:
        coming |= Q(pk=note.meeting_id)
    return Meeting.objects.filter(coming).select_related("body").order_by("date", "starts_at", "pk")


def _own(request, pk):
    """The user's own note; another's is not there."""
    known = MemberNote.objects.select_related(
        "recommendation__review__council", "recommendation__review__commissioned_by"
    )
    note = get_object_or_404(known, pk=pk, user=request.user)
    request.place = "recommendations:home"
    wear(request, note.recommendation.review.council)
    return note


def _back(request, note):
    """Where a note is read: beside its recommendation while that may be followed, else in the list."""
    followed_still = Recommendation.objects.followed_by(request.user).filter(pk=note.recommendation_id).exists()
    if followed_still:
        return f"{reverse('recommendations:life', args=[note.recommendation_id])}#notes"
    return reverse("recommendations:note-list")


@drafts.describes("note")
def _draft_of_note(rest, user):
    """What a draft of a note is of: the key goes on with "new" and the recommendation's number, or the note's own."""
    key, _, more = rest.partition(":")
    number = more.partition(":")[0] if key == "new" else key
    if not number.isdigit() or len(number) > 9:
        return None
    if key == "new":
        one = Recommendation.objects.followed_by(user).filter(pk=number).first()
        return one and drafts.Described(
            f"A note on {name_of(one).lower()}", reverse("recommendations:note-add", args=[one.pk])
        )
    note = MemberNote.objects.filter(pk=number, user=user).first()
    return note and drafts.Described("A note of yours", reverse("recommendations:note-edit", args=[note.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note_add(request, pk):
    """Write a note on a recommendation."""
    recommendation = followed(request, pk)
    if not permissions.can_note(request.user, recommendation):
        raise PermissionDenied
    form = NoteForm(bound(request), meetings=_coming(recommendation.review))
    if not form.is_bound:
        form.drafts_for(f"note:new:{pk}", request.user, use="draft" in request.GET)
    if done(form, request.user, lambda: actions.add(recommendation, by=request.user, **form.values)):
        drafts.forget(request.user, f"note:new:{pk}:")
        messages.success(request, "Your note has been kept. Nobody else can read it.")
        return redirect(f"{reverse('recommendations:life', args=[pk])}#notes")
    return _page(request, form, "Add a note of your own", "Keep the note", recommendation)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note_edit(request, pk):
    """Change a note of one's own."""
    note = _own(request, pk)
    form = NoteForm(bound(request), meetings=_coming(note.recommendation.review, note), note=note)
    if not form.is_bound:
        form.drafts_for(f"note:{pk}", request.user, use="draft" in request.GET)
    if note.sent_at:
        form.fields["text"].help_text = "You sent this note: the committee’s officer can read it."
    if done(form, request.user, lambda: actions.change(note, by=request.user, **form.values)):
        drafts.forget(request.user, f"note:{pk}:")
        messages.success(request, "Your note has been changed.")
        return redirect(_back(request, note))
    return _page(request, form, "Change your note", "Save", note.recommendation, _back(request, note))


def _page(request, form, title, submit, recommendation, back=""):
    back = back or f"{reverse('recommendations:life', args=[recommendation.pk])}#notes"
    # The note may outlive the right to follow what it is on, whose words are then not shown.
    follows = back != reverse("recommendations:note-list")
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "cancel": back,
        "one": recommendation if follows else None,
        "crumbs": crumbs_of(recommendation, itself=True) if follows else [list_crumb()],
    }
    return render(request, "recommendations/note_form.html", context, status=422 if form.is_bound else 200)


def list_crumb():
    """The way up to one's own notes."""
    return {"label": "Your notes", "url": reverse("recommendations:note-list")}


@require_POST
@signed_in
def note_send(request, pk):
    """Let the committee's officer read a note."""
    note = _own(request, pk)
    if not permissions.can_note(request.user, note.recommendation):
        raise PermissionDenied
    actions.send(note, by=request.user)
    messages.success(request, "The officer can read your note now, with your name.")
    return redirect(_back(request, note))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note_remove(request, pk):
    """Ask, then delete a note of one's own."""
    note = _own(request, pk)
    back = _back(request, note)
    if request.method == "POST":
        actions.remove(note, by=request.user)
        drafts.forget(request.user, f"note:{pk}:")
        messages.success(request, "Your note has been removed.")
        return redirect(back)
    return render(request, "recommendations/note_remove.html", {"note": note, "back": back, "crumbs": [list_crumb()]})


@require_safe
@signed_in
def note_list(request):
    """Every note of one's own, those to be raised at a meeting first."""
    notes = list(
        MemberNote.objects.filter(user=request.user)
        .select_related("recommendation__review", "meeting__body")
        .order_by("-pk")[:SHOWN]
    )
    keys = {note.recommendation_id for note in notes}
    follows = set(Recommendation.objects.followed_by(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    today = timezone.localdate()
    coming = [note for note in notes if note.meeting and note.meeting.date >= today]
    coming.sort(key=lambda note: (note.meeting.date, note.meeting_id, note.pk))
    rest = [note for note in notes if note not in coming]
    for note in notes:
        note.follows = note.recommendation_id in follows
        note.about = name_of(note.recommendation) if note.follows else ""
    request.place = "recommendations:home"
    context = {
        "coming": coming,
        "rest": rest,
        "crumbs": [{"label": "Recommendations", "url": reverse("recommendations:home")}],
    }
    return render(request, "recommendations/note_list.html", context)
