"""Consultations as they are read: who was asked, what was sent, what came back, who is silent. Read-only."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from recommendations.models import ConsultationReply, Consultee, Letter

STATES = {  # (words, kind of tag)
    "replied": ("Replied", "good"),
    "late": ("Silent", "bad"),
    "awaited": ("Awaited", "info"),
    "by_hand": ("To be asked by hand", "warn"),
    "queued": ("On its way", "quiet"),
    "failed": ("Could not be sent", "bad"),
    "unknown": ("Not known whether it arrived", "warn"),
    "closed": ("No reply", ""),
}
STANCES = {"supports": "good", "objects": "warn", "comments": "info", "noted": "", "no_comment": ""}  # kinds of tag


@dataclass
class Heard:
    """One consultee with the letters to them and their replies, oldest first."""

    consultee: Consultee
    state: str
    letters: list = field(default_factory=list)
    replies: list = field(default_factory=list)

    @property
    def words(self):
        """Where it stands, in words."""
        return self.replies[-1].get_stance_display() if self.replies else STATES[self.state][0]

    @property
    def kind(self):
        """The kind of tag it has."""
        return STANCES[self.replies[-1].stance] if self.replies else STATES[self.state][1]


def heard(consultation, on):
    """A Heard for each consultee as known at the end of a day, in the order in which they were entered."""
    replies = ConsultationReply.objects.filter(recorded_on__lte=on).order_by("replied_on", "pk")
    letters = Letter.objects.filter(written_on__lte=on).order_by("written_on", "pk")
    found = consultation.consultees.filter(asked_on__lte=on).select_related("body")
    found = found.prefetch_related(
        Prefetch("replies", replies, to_attr="its_replies"), Prefetch("letters", letters, to_attr="its_letters")
    )
    return [
        Heard(one, _state(consultation, one, on), one.its_letters, one.its_replies)
        for one in found.order_by("order", "pk")
    ]


def _state(consultation, consultee, on: date):
    if consultee.its_replies:
        return "replied"
    if consultation.closed_on and consultation.closed_on <= on:
        return "closed"
    if on > consultation.due_on:
        return "late"
    if not consultee.email:
        first = consultee.its_letters[:1]
        return "by_hand" if first else "awaited"
    last = [one for one in consultee.its_letters if one.to_email][-1:]
    if last and last[0].sent_at is None:
        if last[0].gave_up_at:
            return "failed"
        return "unknown" if last[0].begun_at and last[0].last_error else "queued"
    return "awaited"


def counted(rows):
    """How many replied what, in a sentence: "Of 5 asked, 3 have replied: 1 supports it ... 2 are silent."."""
    asked, replied = len(rows), [row for row in rows if row.replies]
    if not asked:
        return "Nobody has been asked."
    if not replied:
        return f"Of {asked} asked, none has replied."
    stances = {}
    for row in replied:
        stance = ConsultationReply.Stance(row.replies[-1].stance)
        stances[stance] = stances.get(stance, 0) + 1
    listed = [f"{number} {_SAID[stance][number > 1]}" for stance, number in sorted(stances.items(), key=_order)]
    said = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    number = len(replied)
    silent = asked - number
    rest = f" {silent} {'has' if silent == 1 else 'have'} not replied." if silent else ""
    return f"Of {asked} asked, {number} {'has' if number == 1 else 'have'} replied: {said}.{rest}"


_SAID = {
    ConsultationReply.Stance.SUPPORTS: ("supports it", "support it"),
    ConsultationReply.Stance.OBJECTS: ("objects", "object"),
    ConsultationReply.Stance.COMMENTS: ("has comments", "have comments"),
    ConsultationReply.Stance.NOTED: ("notes it", "note it"),
    ConsultationReply.Stance.NO_COMMENT: ("has no comment", "have no comment"),
}


def _order(pair):
    return list(_SAID).index(pair[0])
