"""Taking one paper to a second meeting, on another day and perhaps under another number."""

from django.db import transaction

from scrutiny.engine import audit
from scrutiny.models import PaperMeeting
from scrutiny.refused import Refused

from .papers import lock


@transaction.atomic
def add(paper, meeting, *, item_number="", by):
    """Take a paper to a further meeting; gives the PaperMeeting. Raises Refused for one it goes to already."""
    lock(paper.review, paper)
    if paper.meeting_id == meeting.pk or PaperMeeting.objects.filter(paper=paper, meeting=meeting).exists():
        raise Refused("The paper goes to that meeting already. Choose another.", "meeting")
    if meeting.body.council_id != paper.council_id:
        raise Refused("That is a meeting of another council. Choose one of this council’s.", "meeting")
    made = PaperMeeting.objects.create(paper=paper, meeting=meeting, item_number=item_number)
    audit.record(made, "took the paper to another meeting", by=by, after={"meeting": str(meeting), "item": item_number})
    return made


@transaction.atomic
def remove(further, *, by):
    """No longer take the paper to a further meeting."""
    lock(further.paper.review, further.paper)
    before = {"meeting": str(further.meeting), "item": further.item_number}
    audit.record(further, "no longer takes the paper to the other meeting", by=by, before=before)
    further.delete()
