"""Recommendations as they stood at the end of a day, made anew from all that had been recorded by then."""

from collections import defaultdict

from recommendations import facts
from recommendations.models import Addressee, Owner, Recommendation, ResponseRequest, Standing
from recommendations.models.standing import NO_DAY
from recommendations.rules import standing as rules
from recommendations.rules.numbering import municipal_year
from recommendations.rules.words import Closing

LONGEST = 500


def standings(keys, on):
    """An unsaved Standing of each recommendation (keys) that had been sent by the end of `on`, in no order, with
    `owner_keys`: everybody who then owed something.

    What is in the bin, or of a review that is, has none. A fixed number of queries for any number of keys.
    """
    sent = defaultdict(list)
    asked = ResponseRequest.objects.filter(recommendation__in=keys, recorded_on__lte=on)
    for pk, day in asked.order_by("pk").values_list("recommendation_id", "sent_on"):
        sent[pk].append(day)
    found = Recommendation.objects.filter(
        pk__in=list(sent), binned_at__isnull=True, review__binned_at__isnull=True, review__agreed_at__isnull=False
    ).values_list(
        "pk", "label", "text", "order", "review_id", "review__council_id", "review__commissioned_by_id",
        "review__conducted_by_id", "review__published_at",
    )  # fmt: skip
    found = list(found)
    keys = [row[0] for row in found]
    known, owed = facts.with_actions(keys, on)
    addressees = _addressees(keys)
    owners = _owners(owed)
    rule_of = {council: facts.rule_of(council) for council in {row[5] for row in found}}
    made = []
    for pk, label, text, order, review, council, commissioned_by, conducted_by, published_at in found:
        stood = rules.stood(known[pk], on, rule_of[council])
        sent_on = min(sent[pk])
        asked_of, owing = addressees.get(pk, ()), owners.get(pk, ())
        one = Standing(
            recommendation_id=pk,
            council_id=council,
            committee_id=commissioned_by,
            conducted_by_id=conducted_by,
            review_id=review,
            place=order,
            is_public=published_at is not None,
            year=municipal_year(sent_on),
            label=label or "",
            words=text,
            addressees="; ".join(words for _, words in asked_of)[:LONGEST],
            addressee_id=next((body for body, _ in asked_of if body), None),
            owners="; ".join(words for _, words in owing)[:LONGEST],
            owner_id=next((owner for owner, _ in owing), None),
            response=stood.response.value,
            claimed=stood.claimed.value,
            judgement=stood.judgement.value,
            timeliness=stood.timeliness.value,
            rating=stood.rating.value,
            is_open=stood.is_open,
            sent_on=sent_on,
            due_on=stood.due_on or NO_DAY,
            due_kind=stood.due_kind,
            slips=stood.slips,
            slip_days=stood.slip_days,
            changed_on=on,
        )
        one.owner_keys = {owner for owner, _ in owing}
        made.append(one)
    return made


def _addressees(keys):
    """The addressees of each recommendation, in order: {pk: [(body pk or None, words)]}."""
    found = defaultdict(list)
    rows = Addressee.objects.filter(recommendation__in=keys).order_by("order", "pk")
    for pk, body, name, body_name in rows.values_list("recommendation_id", "body_id", "name", "body__name"):
        found[pk].append((body, name or body_name))
    return found


def _owners(owed):
    """Who owes what is neither dropped nor replaced, each once: {pk: [(owner pk, words)]}."""
    keys = {}
    for pk, actions in owed.items():
        kept = [one.owner_id for one in actions if one.undertaking.closing in (None, Closing.COMPLETED)]
        keys[pk] = list(dict.fromkeys(owner for owner in kept if owner))
    every = {owner for each in keys.values() for owner in each}
    names = {one.pk: str(one) for one in Owner.objects.filter(pk__in=every)} if every else {}
    return {pk: [(owner, names[owner]) for owner in each] for pk, each in keys.items()}
