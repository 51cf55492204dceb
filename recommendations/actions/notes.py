"""A member's own notes and questions on a recommendation: written, sent to the officer, removed."""

from django.db import transaction
from django.utils import timezone

from recommendations.models import MemberNote
from scrutiny.engine import audit
from scrutiny.refused import Refused


@transaction.atomic
def add(recommendation, text, *, by, is_question=False, meeting=None):
    """Write down a note of `by` on a recommendation, to be raised at `meeting` (or None); gives the MemberNote.

    The audit says that a note was written, never what it says or what it is on. Raises Refused for a meeting of
    another body.
    """
    _refuse_other_bodies(recommendation, meeting)
    note = MemberNote.objects.create(
        user=by, recommendation=recommendation, text=text, is_question=is_question, meeting=meeting
    )
    audit.record(note, "added", by=by)
    return note


@transaction.atomic
def change(note, *, by, text, is_question=False, meeting=None):
    """Change a note; one that was sent stays sent, and the officer reads the new words."""
    note = MemberNote.objects.select_for_update(of=("self",)).select_related("recommendation__review").get(pk=note.pk)
    if meeting is not None and meeting.pk != note.meeting_id:
        _refuse_other_bodies(note.recommendation, meeting)
    note.text, note.is_question, note.meeting = text, is_question, meeting
    note.save()
    audit.record(note, "changed", by=by)
    return note


@transaction.atomic
def send(note, *, by):
    """Let the committee's officer read the note; sending it again changes nothing."""
    note = MemberNote.objects.select_for_update().get(pk=note.pk)
    if note.sent_at is None:
        note.sent_at = timezone.now()
        note.save(update_fields=["sent_at"])
        audit.record(note, "sent to the officer", by=by)
    return note


@transaction.atomic
def remove(note, *, by):
    """Delete a note: it is its writer's own words, so nothing of it is kept."""
    audit.record(note, "removed", by=by)
    note.delete()


def _refuse_other_bodies(recommendation, meeting):
    review = recommendation.review
    if meeting is not None and meeting.body_id not in (review.commissioned_by_id, review.conducted_by_id):
        raise Refused("This meeting is of another body. Choose one of the committee’s own meetings.", "meeting")
