"""Writing progress updates: giving, accepting, sending back. What was once said is never changed."""

from django.db import transaction
from django.utils import timezone

from recommendations import facts
from recommendations.actions import standings
from recommendations.actions.doing import council_of, in_words, locked
from recommendations.models import ProgressUpdate
from recommendations.rules import ratings
from recommendations.rules.words import Rating
from scrutiny.engine import audit, uploads
from scrutiny.refused import Refused

Source, State = ProgressUpdate.Source, ProgressUpdate.State


def ratings_of(council):
    """The ratings that a council's scale has (an object or a key), in order."""
    return ratings.on_scale(facts.rule_of(council).scale)


@transaction.atomic
def give(
    action,
    *,
    rating,
    as_at,
    commentary="",
    blocked_by="",
    limb=None,
    evidence=None,
    source="officer",
    given_by="",
    ask_item=None,
    by=None,
    on=None,
):
    """A new ProgressUpdate of an action, or of one limb of its recommendation; `evidence` is an uploaded file.

    What an officer or the system says counts at once; what an owner says waits until an officer accepts it. Raises
    Refused for a closed action, a day in the future or before the action was recorded, a rating that the council's
    scale lacks, a limb of another recommendation, and a file that is not taken.
    """
    on = on or timezone.localdate()
    action = locked(action)
    rating = _checked_rating(action, rating)
    _check(action, as_at, limb, on)
    waits = source == Source.OWNER
    update = ProgressUpdate(
        action=action,
        limb=limb,
        as_at=as_at,
        rating=rating.value,
        commentary=commentary.strip(),
        blocked_by=blocked_by.strip(),
        source=source,
        given_by=given_by.strip(),
        entered_by=by if getattr(by, "pk", None) else None,
        ask_item=ask_item,
        recorded_on=on,
        state=State.WAITING if waits else State.ACCEPTED,
        settled_on=None if waits else on,
        settled_by=by if not waits and getattr(by, "pk", None) else None,
    )
    if evidence is not None:
        try:
            uploads.check(evidence.name, evidence)
        except uploads.UploadRefused as refusal:
            raise Refused(str(refusal), "evidence") from refusal
        update.evidence_name = evidence.name[:200]
        update.evidence.save(evidence.name, evidence, save=False)
    update.save()
    said = {"rating": rating.words, "as at": as_at, "commentary": commentary, "blocked by": blocked_by}
    said |= {"limb": str(limb or ""), "evidence": update.evidence_name, "given by": given_by}
    verb = "gave progress" if not waits else "sent progress"
    audit.record(update, verb, by=by, after={name: value for name, value in said.items() if value})
    _refresh(action, on)
    return update


@transaction.atomic
def accept(update, *, by, on=None):
    """Let an owner's update count from `on`; returns it. Raises Refused when it was settled already."""
    on = on or timezone.localdate()
    return _settle(update, State.ACCEPTED, "", by, on)


@transaction.atomic
def send_back(update, remark, *, by, on=None):
    """Send an owner's update back with a remark; it is kept and does not count. Raises Refused when settled already."""
    on = on or timezone.localdate()
    if not remark.strip():
        raise Refused("Say what is missing or wrong, for the owner to read", "remark")
    return _settle(update, State.RETURNED, remark.strip(), by, on)


def _settle(update, state, remark, by, on):
    # Asked and changed in one statement, so that of two officers who press at once one is told the truth.
    moved = ProgressUpdate.objects.filter(pk=update.pk, state=State.WAITING).update(
        state=state, remark=remark, settled_on=on, settled_by=by
    )
    update = ProgressUpdate.objects.select_related(
        "action__plan__body", "action__recommendation__review", "settled_by"
    ).get(pk=update.pk)
    if not moved:
        done = "accepted" if update.state == State.ACCEPTED else "sent back"
        who = f" by {update.settled_by}" if update.settled_by else ""
        raise Refused(f"This update was {done}{who} on {in_words(update.settled_on)}. Nothing has been changed now")
    after = {"remark": remark} if remark else None
    audit.record(update, "accepted" if state == State.ACCEPTED else "sent back", by=by, after=after)
    _refresh(update.action, on)
    return update


def _checked_rating(action, rating):
    try:
        rating = Rating(rating)
    except ValueError as unknown:
        raise Refused("Choose a rating", "rating") from unknown
    known = ratings_of(council_of(action))
    if rating not in known:
        words = ", ".join(one.words.lower() for one in known)
        raise Refused(f"This council’s ratings are {words}. Choose one of them", "rating")
    return rating


def _check(action, as_at, limb, on):
    if action.closed_on:
        raise Refused(f"The action was closed on {in_words(action.closed_on)}. No update can be given of it")
    if as_at > on:
        raise Refused("The day cannot be in the future. Enter the day the progress was looked at", "as_at")
    if as_at < action.recorded_on:
        raise Refused(
            f"The action was recorded on {in_words(action.recorded_on)}. Enter that day or a later one", "as_at"
        )
    if limb is not None and limb.recommendation_id != action.recommendation_id:
        raise Refused("This part belongs to another recommendation. Choose one of this one", "limb")


def _refresh(action, on):
    if action.recommendation_id:
        standings.refresh([action.recommendation_id], on=on)
