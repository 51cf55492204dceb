"""Sending agreed recommendations to those they are addressed to, and the day by which each must answer."""

from django.db import transaction
from django.utils import timezone

from recommendations import exchanges
from recommendations.models import Addressee, DeadlineChange, Recommendation, ResponseRequest
from recommendations.rules import deadlines, standing
from recommendations.rules.deadlines import in_words
from scrutiny.actions.ordering import locked
from scrutiny.engine import audit
from scrutiny.engine.rules import partial_dates
from scrutiny.refused import Refused

from . import standings
from .due_dates import Calendar, default_regime, work_out
from .regimes import ensure_regimes

__all__ = [
    "Calendar",
    "check_days",
    "default_regime",
    "ensure_regimes",
    "follow_meetings",
    "recompute",
    "send",
    "set_receipt",
    "to_send",
    "without_addressee",
    "work_out",
]


def to_send(review):
    """The Addressees of the review's live recommendations that were not asked yet, in printed order; a list."""
    found = Addressee.objects.filter(recommendation__in=_live(review), request__isnull=True)
    return list(
        found.select_related("body", "recommendation").order_by("recommendation__order", "recommendation_id", "order")
    )


def without_addressee(review):
    """The review's live recommendations that are addressed to nobody, in printed order; a list."""
    return list(_live(review).filter(addressees__isnull=True).order_by("order", "pk"))


def _live(review):
    """Those that are printed and neither withdrawn nor in the bin."""
    found = Recommendation.objects.active().filter(review=review)
    return found.filter(section__binned_at__isnull=True, section__is_dropped=False)


def check_days(review, sent_on, received_on, on):
    """Raise Refused when recommendations of the review cannot have been sent and received on these days."""
    if sent_on > on:
        raise Refused("The day they were sent is in the future. Enter the day on which they went out.", "sent_on")
    if received_on < sent_on:
        raise Refused("They cannot have been received before they were sent. Check both dates.", "received_on")
    if received_on > on:
        raise Refused("The day they were received is in the future. Record it when it has come.", "received_on")
    if review.endorsed:
        if sent_on < partial_dates.parse(review.endorsed).earliest():
            said = partial_dates.in_words(review.endorsed)
            raise Refused(f"The report was endorsed {_when(review.endorsed, said)}: it was sent after that.", "sent_on")
    elif review.agreed_at and sent_on < (agreed := timezone.localdate(review.agreed_at)) <= on:
        raise Refused(
            f"The review was agreed here on {in_words(agreed)}. If the committee agreed it earlier, enter the day it "
            "was endorsed in the review’s details first.",
            "sent_on",
        )


def _when(text, said):
    return f"on {said}" if len(text) == 10 else f"in {said}"


@transaction.atomic
def send(review, *, sent_on, received_on=None, regimes=None, by, on=None):
    """Ask everybody who is named in the review's recommendations for a response; returns the new ResponseRequests.

    `received_on` is the day it reached them (that of sending unless given); `regimes` is {addressee pk: Regime},
    the one that fits the body where none is given. Who was asked before is not asked again, and what is withdrawn or
    addressed to nobody is not sent. Raises Refused for a draft, for days that cannot be, and when nobody is left.
    """
    on = on or timezone.localdate()
    received_on = received_on or sent_on
    review = locked(review)
    if review.is_draft:
        raise Refused("Agree the review first: only recommendations that the committee has agreed are sent.")
    if review.binned_at is not None:
        raise Refused("This review is in the bin. Put it back before you send its recommendations.")
    check_days(review, sent_on, received_on, on)
    offered = ensure_regimes(review.council, on=on)
    waiting = to_send(review)
    if not waiting:
        nobody = [one.label or str(one) for one in without_addressee(review)]
        raise Refused(
            f"Nobody is named in {'; '.join(nobody)}. Say first who is asked."[:500]
            if nobody
            else "Everybody who is named in the recommendations has been asked already."
        )
    calendar = Calendar(review.council)
    made = []
    for addressee in waiting:
        regime = (regimes or {}).get(addressee.pk) or default_regime(addressee, offered)
        if regime is None or regime.council_id != review.council_id:
            raise Refused("Choose one of the council’s own time limits.", "regimes")
        due = calendar.work_out(regime, addressee, review.commissioned_by_id, sent_on=sent_on, received_on=received_on)
        made.append(
            ResponseRequest(
                addressee=addressee,
                recommendation=addressee.recommendation,
                regime=regime,
                sent_on=sent_on,
                received_on=received_on,
                due_on=due.on,
                sum=due.sum,
                recorded_on=on,
            )
        )
    made = ResponseRequest.objects.bulk_create(made)
    after = {
        "sent": sent_on.isoformat(),
        "received": received_on.isoformat(),
        "requests": [f"{one.recommendation.label or one.recommendation_id}: {one.addressee}" for one in made],
    }
    audit.record(review, "sent the recommendations", by=by, after=after)
    standings.refresh({one.recommendation_id for one in made}, on=on)
    return made


@transaction.atomic
def set_receipt(request, received_on, *, why, by, on=None):
    """Record that a request was received on another day, as by a later notice; returns it with its new date.

    The date and the sum that stood before are kept, with `why`.
    """
    on = on or timezone.localdate()
    locked(request.recommendation.review)
    request = _requests().select_for_update(of=("self",)).get(pk=request.pk)
    if received_on < request.sent_on:
        raise Refused(
            f"It was sent on {in_words(request.sent_on)}, so it cannot have been received before that.", "received_on"
        )
    if received_on > on:
        raise Refused("The day is in the future. Record it when it has come.", "received_on")
    if not why.strip():
        raise Refused("Say why the day changes, since it is kept beside the date.", "why")
    first = min((one.response.received_on for one in _standing_answers(request, on)), default=None)
    if first and first < received_on:
        raise Refused(
            f"A response to it came on {in_words(first)}, so it had been received by then. Check the date.",
            "received_on",
        )
    if request.received_on == received_on:
        return request
    before = request.received_on
    request.received_on = received_on
    review = request.recommendation.review
    due = Calendar(review.council).work_out(
        request.regime,
        request.addressee,
        review.commissioned_by_id,
        sent_on=request.sent_on,
        received_on=received_on,
    )
    _move(request, due, why.strip(), by, on)
    request.save(update_fields=["received_on", "due_on", "sum"])
    audit.record(
        request,
        "changed the day of receipt",
        by=by,
        before={"received": before.isoformat()},
        after={"received": received_on.isoformat(), "due": due.on and due.on.isoformat()},
        note=why,
    )
    standings.refresh([request.recommendation_id], on=on)
    return request


@transaction.atomic
def recompute(council, *, why, by, on=None):
    """Work out anew the dates of the council's requests that wait for an answer; returns those that moved.

    Each keeps its earlier date and sum in a DeadlineChange with `why`. What was answered, withdrawn or closed keeps
    the date under which it was answered.
    """
    return _recompute(council, _requests(), why, by, on or timezone.localdate())


def follow_meetings(body, by):
    """When a body's calendar changes: work out anew what is due at an ordinary meeting."""
    due = _requests().filter(regime__unit=deadlines.Unit.MEETINGS.value)
    if due.filter(recommendation__review__council=body.council_id).exists():
        why = f"The calendar of {body} changed"
        _recompute(body.council, due, why, by, timezone.localdate())


def _recompute(council, requests, why, by, on):
    live = requests.filter(
        recommendation__review__council=council,
        recommendation__withdrawn_at__isnull=True,
        recommendation__standing__is_open=True,
    )
    live = list(live.select_for_update(of=("self",)).order_by("pk"))
    said = exchanges.newest_answers([one.pk for one in live], on)
    calendar = Calendar(council)
    moved = []
    for one in live:
        decisions = tuple(standing.Decision(answer.decision) for answer in said.get(one.pk, {}).values())
        if standing.Asked(one.due_on, decisions).is_answered:
            continue
        due = calendar.work_out(
            one.regime,
            one.addressee,
            one.recommendation.review.commissioned_by_id,
            sent_on=one.sent_on,
            received_on=one.received_on,
        )
        if (due.on, due.sum) != (one.due_on, one.sum):
            _move(one, due, why, by, on)
            moved.append(one)
    ResponseRequest.objects.bulk_update(moved, ["due_on", "sum"], 500)
    if moved:
        audit.record(council, "moved deadlines", by=by, after={"requests": len(moved)}, note=why[:500])
        standings.refresh({one.recommendation_id for one in moved}, on=on)
    return moved


def _requests():
    return ResponseRequest.objects.select_related(
        "regime", "addressee__body", "recommendation__review__council", "recommendation__standing"
    )


def _standing_answers(request, on):
    return list(exchanges.newest_answers([request.pk], on).get(request.pk, {}).values())


def _move(request, due, why, by, on):
    """Give a request its new date and keep the old one; the caller saves it."""
    DeadlineChange.objects.create(
        request=request,
        before_on=request.due_on,
        after_on=due.on,
        before_sum=request.sum,
        after_sum=due.sum,
        why=why[:500],
        recorded_on=on,
        by=by if getattr(by, "pk", None) else None,
    )
    request.due_on, request.sum = due.on, due.sum
