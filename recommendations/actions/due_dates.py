"""The day by which somebody must respond: which time limit fits them, and what it gives in a council's calendar."""

import re

from recommendations.models import Holiday
from recommendations.rules import deadlines
from scrutiny.models import Meeting
from scrutiny.refused import Refused

_HEALTH = re.compile(
    r"\b(nhs|health|healthcare|hospitals?|clinical|ccg|icb|integrated care|ambulance|primary care|foundation trust)\b",
    re.IGNORECASE,
)
_EXECUTIVE = re.compile(r"\b(cabinet|executive member|the executive|executive)\b", re.IGNORECASE)


def default_regime(addressee, regimes):
    """The time limit that fits who is asked, of `regimes` (those in use); None when there are none."""
    by_key = {one.key: one for one in regimes}
    body, name = addressee.body, str(addressee)
    kind = body.kind if body else ""
    if kind == "executive" or (not body and _EXECUTIVE.search(name)):
        key = "executive"
    elif kind in ("agency", "") and _HEALTH.search(f"{name} {body.name if body else ''}"):
        key = "health"
    else:
        key = "local"
    return by_key.get(key) or by_key.get("local") or next(iter(regimes), None)


def work_out(regime, *, sent_on, received_on, holidays, meetings=()):
    """The rules.deadlines.Deadline of a request under `regime`; raises Refused when the period has no end."""
    from_request = regime.starts_from == deadlines.REQUEST
    try:
        return deadlines.deadline(
            sent_on if from_request else received_on,
            regime.amount,
            regime.unit,
            regime.counts_first_day,
            holidays,
            meetings=meetings,
            source=regime.source,
            began="Asked" if from_request else "Received",
        )
    except (ValueError, OverflowError) as wrong:
        raise Refused(f"The time limit “{regime.name}” gives no date. Ask an administrator to correct it.") from wrong


class Calendar:
    """A council's holidays and its bodies' formal meetings, read once each."""

    def __init__(self, council):
        self.council_id = council.pk
        self.holidays = dict(Holiday.objects.filter(council=council).values_list("on", "name"))
        self._meetings = None

    def meetings(self, addressee, committee_id):
        """The formal meetings of who is asked, or else of the committee."""
        if self._meetings is None:
            self._meetings = {}
            rows = Meeting.objects.filter(body__council=self.council_id, kind=Meeting.Kind.FORMAL)
            for body, day in rows.values_list("body_id", "date"):
                self._meetings.setdefault(body, []).append(day)
        return self._meetings.get(addressee.body_id) or self._meetings.get(committee_id, [])

    def work_out(self, regime, addressee, committee_id, *, sent_on, received_on):
        """The Deadline of one request."""
        meetings = self.meetings(addressee, committee_id) if regime.unit == deadlines.Unit.MEETINGS else ()
        return work_out(regime, sent_on=sent_on, received_on=received_on, holidays=self.holidays, meetings=meetings)


def agenda_day(meeting):
    """By when the agenda of a formal meeting must be out, with its sum (a rules.deadlines.Deadline); else None."""
    if meeting.kind != Meeting.Kind.FORMAL:
        return None
    council = meeting.body.council
    days, source = deadlines.AGENDA.get(council.nation, deadlines.AGENDA_ELSEWHERE)
    try:
        return deadlines.agenda_by(meeting.date, days, Calendar(council).holidays, source)
    except OverflowError:  # a date at the very beginning of the calendar
        return None
