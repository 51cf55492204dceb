"""Factories of a recommendation's life after it was agreed; see tests/factories.py for what stands beneath."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from recommendations.actions import rounds, standings
from recommendations.models import (
    Action,
    Answer,
    Judgement,
    MemberNote,
    Owner,
    Plan,
    ProgressUpdate,
    Regime,
    Response,
    ResponseRequest,
)
from scrutiny.models import Review
from tests import factories

SENT = date(2024, 3, 14)
_next = count(1).__next__


def make_agreed(body=None, *, published=False, **fields):
    """A Review that was agreed, so that its recommendations can be sent; `published` makes it public."""
    if not published:
        fields = {"status": Review.Status.AGREED, "agreed_at": timezone.now()} | fields
    return factories.make_review(body, published=published, **fields)


def make_regime(council, **fields):
    """The council's local rule of 28 calendar days, once."""
    fields = {"name": "Local rule", "amount": 28, "unit": "calendar_days"} | fields
    return Regime.objects.get_or_create(council=council, key=fields.pop("key", "local"), defaults=fields)[0]


def make_request(recommendation, addressee=None, *, sent_on=SENT, due_on=None, **fields):
    """A ResponseRequest to `addressee` (a directorate unless given), due in 28 days; the standing is brought up."""
    council = recommendation.review.council
    if addressee is None:
        body = factories.make_body(council, kind="directorate")
        addressee = factories.make_addressee(recommendation, body)
    request = ResponseRequest.objects.create(
        addressee=addressee,
        recommendation=recommendation,
        regime=fields.pop("regime", None) or make_regime(council),
        sent_on=sent_on,
        received_on=fields.pop("received_on", sent_on),
        due_on=due_on or sent_on + timedelta(days=28),
        sum=fields.pop("sum", "28 days after it was received"),
        recorded_on=fields.pop("recorded_on", sent_on),
        **fields,
    )
    standings.refresh([recommendation], on=sent_on)
    return request


def make_sent(body=None, *, published=True, **fields):
    """An agreed Recommendation with a label that was sent to one directorate on SENT."""
    review = fields.pop("review", None) or make_agreed(body, published=published)
    fields.setdefault("label", f"({review.recommendations.count() + 1})")
    recommendation = factories.make_recommendation(review, is_label_fixed=True, **fields)
    make_request(recommendation)
    return recommendation


def make_response(request, decision="accepted", *, on=SENT + timedelta(days=20), limb=None, **fields):
    """A Response with one Answer to `request`, recorded on `on`; gives the Answer."""
    response = Response.objects.create(
        review=request.recommendation.review, received_on=on, recorded_on=on, decided_by="Cabinet", **fields
    )
    answer = Answer.objects.create(response=response, request=request, limb=limb, decision=decision)
    standings.refresh([request.recommendation], on=on)
    return answer


def make_owner(council, name=None, **fields):
    """An Owner with an e-mail address."""
    name = name or f"Una Owner{_next()}"
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}@example.org")
    return Owner.objects.create(council=council, name=name, **fields)


def make_plan(body=None, title=None, **fields):
    """A Plan that `body` watches."""
    body = body or factories.make_body()
    return Plan.objects.create(council=body.council, body=body, title=title or f"Improvement plan {_next()}", **fields)


def make_action(under, text="Write to every school.", *, on=SENT, **fields):
    """An Action under a Plan, a Recommendation or an Answer, recorded on `on`; due_on is a partial date."""
    if isinstance(under, Plan):
        fields |= {"plan": under}
    elif isinstance(under, Answer):
        fields |= {"answer": under, "recommendation": under.request.recommendation}
    else:
        fields |= {"recommendation": under}
    fields.setdefault("order", _next())
    action = Action.objects.create(text=text, recorded_on=on, **fields)
    if action.recommendation_id:
        standings.refresh([action.recommendation_id], on=on)
    return action


def make_update(action, rating="amber", *, on=SENT + timedelta(days=60), **fields):
    """An accepted ProgressUpdate as at `on`, recorded and accepted that day."""
    fields = {"as_at": on, "recorded_on": on, "settled_on": on, "state": "accepted", "commentary": "Begun."} | fields
    update = ProgressUpdate.objects.create(action=action, rating=rating, **fields)
    if action.recommendation_id:
        standings.refresh([action.recommendation_id], on=on)
    return update


def make_round(plan, by=None, *, on=None, **fields):
    """An UpdateRound about a plan, opened today unless told and due in a month; its letters wait to be sent."""
    on = on or timezone.localdate()
    fields = {"title": f"Update {_next()}", "as_at": on, "due_on": on + timedelta(days=30)} | fields
    return rounds.open_round(plan.body, plan=plan, by=by, on=on, **fields)


def make_judgement(recommendation, kind="continue", *, meeting=None, on=None, **fields):
    """A Judgement of the committee at a formal meeting (made unless given), recorded on its day or on `on`."""
    meeting = meeting or factories.make_meeting(recommendation.review.commissioned_by, SENT + timedelta(days=90))
    judgement = Judgement.objects.create(
        recommendation=recommendation, meeting=meeting, kind=kind, recorded_on=on or meeting.date, **fields
    )
    standings.refresh([recommendation], on=on or meeting.date)
    return judgement


def make_note(recommendation, user, text="Ask about the mornings.", **fields):
    """A MemberNote of `user`, theirs alone unless `sent_at` is given."""
    return MemberNote.objects.create(recommendation=recommendation, user=user, text=text, **fields)
