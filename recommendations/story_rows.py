"""What was recorded of one recommendation up to a day, read once for its story, and who reads it."""

from collections import defaultdict
from dataclasses import dataclass

from recommendations.models import (
    Action,
    Answer,
    AskItem,
    Judgement,
    Letter,
    ProgressUpdate,
    Proposal,
    ResponseRequest,
)


@dataclass(frozen=True)
class Reader:
    """What somebody may see beyond what everybody sees who follows a recommendation.

    `findings`: the words of its findings. `inside`: they serve the committee (files, proposals). `officer`: what waits
    to be accepted, remarks, answers entered wrongly. `named` are the keys of the other recommendations that they may
    follow, which alone are named.
    """

    findings: bool = False
    inside: bool = False
    officer: bool = False
    named: frozenset = frozenset()


PUBLIC = Reader()


class Rows:
    """Everything recorded of one recommendation up to `on`, in a fixed number of queries."""

    def __init__(self, recommendation, on):
        pk = recommendation.pk
        self.requests = list(
            ResponseRequest.objects.filter(recommendation=pk, recorded_on__lte=on)
            .select_related("regime", "addressee__body")
            .prefetch_related("deadline_changes")
            .order_by("addressee__order", "pk")
        )
        self.answers = list(
            Answer.objects.filter(request__recommendation=pk, response__recorded_on__lte=on)
            .select_related("response", "request__addressee__body", "limb")
            .order_by("response__received_on", "response_id", "limb__order", "pk")
        )
        self.actions = list(
            Action.objects.filter(recommendation=pk, recorded_on__lte=on)
            .select_related("owner", "answer__request__addressee__body", "came_from")
            .prefetch_related("revisions", "handovers__owner", "handovers__before")
            .order_by("order", "pk")
        )
        self.updates = list(
            ProgressUpdate.objects.filter(action__recommendation=pk, recorded_on__lte=on)
            .select_related("limb", "action")
            .order_by("as_at", "pk")
        )
        self.asked = list(
            AskItem.objects.filter(action__recommendation=pk, ask__asked_on__lte=on)
            .select_related("ask__owner", "ask__round")
            .order_by("ask_id", "order")
        )
        self.letters = defaultdict(list)
        asks = {item.ask_id for item in self.asked}
        sent = Letter.objects.filter(ask__in=asks, sent_at__isnull=False, written_on__lte=on)
        for ask, day in sent.order_by("written_on", "pk").values_list("ask_id", "written_on"):
            self.letters[ask].append(day)
        self.judgements = list(
            Judgement.objects.filter(recommendation=pk, recorded_on__lte=on)
            .select_related("meeting__body", "into__review")
            .order_by("meeting__date", "pk")
        )
        self.withdrawals = list(recommendation.withdrawals.filter(withdrawn_on__lte=on).order_by("withdrawn_on", "pk"))
        self.proposals = list(
            Proposal.objects.filter(recommendation=pk, recorded_on__lte=on, meeting__date__gte=on)
            .select_related("meeting", "into__review")
            .order_by("meeting__date", "pk")
        )


def sum_then(request, on):
    """How a response's day was worked out as known on `on`; the request's `deadline_changes` should be prefetched."""
    changes = list(request.deadline_changes.all())
    known = [one for one in changes if one.recorded_on <= on]
    if known:
        return known[-1].after_sum
    return changes[0].before_sum if changes else request.sum
