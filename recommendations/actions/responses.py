"""Recording what those who were asked decided; a response is never changed, only withdrawn and entered again."""

from django.db import transaction
from django.utils import timezone

from recommendations.models import Answer, Response, ResponseRequest
from recommendations.rules.deadlines import in_words
from recommendations.rules.words import Decision
from scrutiny.actions.ordering import locked
from scrutiny.engine import audit, uploads
from scrutiny.engine.rules import partial_dates
from scrutiny.refused import Refused

from . import standings

MOST_ANSWERS = 1_000
_DECISIONS = {one.value for one in Decision}


@transaction.atomic
def respond(
    answers,
    *,
    received_on,
    decided_by="",
    decided_on="",
    decided_at="",
    reasons="",
    document=None,
    by,
    on=None,
):
    """Record one response to one or several requests of a review; returns the Response.

    `answers` is a list of dicts: request, limb (None for the whole), decision, reasons and amended_text. `decided_on`
    is a partial date; `document` an uploaded file. Raises Refused when nothing is answered, for what cannot belong
    together and for days that cannot be; uploads.UploadRefused is refused in the same words.
    """
    on = on or timezone.localdate()
    answers = [dict(one) for one in answers]
    if not answers:
        raise Refused("Choose at least one recommendation that the response answers.", "answers")
    if len(answers) > MOST_ANSWERS:
        raise Refused("That is more than one response can answer. Enter it in parts.", "answers")
    review = locked(answers[0]["request"].recommendation.review)
    keys = [one["request"].pk for one in answers]
    found = ResponseRequest.objects.filter(pk__in=keys, recommendation__review=review)
    requests = found.select_related("recommendation", "addressee__body").in_bulk()
    _check_days(requests.values(), received_on, decided_on, on)
    rows = _checked(answers, requests)
    response = Response(
        review=review,
        received_on=received_on,
        decided_by=decided_by,
        decided_on=decided_on,
        decided_at=decided_at,
        reasons=reasons,
        recorded_on=on,
        recorded_by=by if getattr(by, "pk", None) else None,
    )
    if document is not None:
        _attach(response, document)
    response.save()
    for row in rows:
        row.response = response
    Answer.objects.bulk_create(rows)
    after = {
        "received": received_on.isoformat(),
        "decided by": decided_by,
        "document": response.document_name,
        "answers": [
            f"{row.request.recommendation.label or row.request.recommendation_id}"
            f"{' ' + row.limb.label if row.limb else ''}: {Decision(row.decision).words}"
            for row in rows
        ],
    }
    audit.record(response, "recorded a response", by=by, after=after)
    standings.refresh({row.request.recommendation_id for row in rows}, on=on)
    return response


def _check_days(requests, received_on, decided_on, on):
    if received_on > on:
        raise Refused("The day the response was received is in the future. Check the date.", "received_on")
    for one in requests:
        if received_on < one.sent_on:
            raise Refused(
                f"Recommendation {one.recommendation.label or ''} was sent on {in_words(one.sent_on)}, so a response "
                "to it cannot have come before that. Check the date.".replace("  ", " "),
                "received_on",
            )
    if decided_on and partial_dates.parse(decided_on).earliest() > received_on:
        raise Refused(
            f"It cannot have been decided after it was received, on {in_words(received_on)}. Check both dates.",
            "decided_on",
        )


def _checked(answers, requests):
    """The unsaved Answers; raises Refused for what cannot stand in one response."""
    whole, parts, rows = set(), set(), []
    for one in answers:
        request = requests.get(one["request"].pk)
        if request is None:
            raise Refused("A response answers recommendations of one review. Enter the others by themselves.")
        name = f"Recommendation {request.recommendation.label}" if request.recommendation.label else "A recommendation"
        limb, decision = one.get("limb"), str(one.get("decision") or "")
        if request.recommendation.withdrawn_at is not None:
            raise Refused(f"{name} was withdrawn, so it is no longer answered.")
        if limb is not None and limb.recommendation_id != request.recommendation_id:
            raise Refused(f"{name} has no such part. Choose one of its own parts.")
        if decision not in _DECISIONS:
            raise Refused(f"{name}: choose what was decided.")
        key = (request.pk, limb.pk if limb else None)
        if key in parts:
            raise Refused(f"{name} is answered twice for {request.addressee}. Give one answer.")
        parts.add(key)
        whole |= {request.pk} if limb is None else set()
        if request.pk in whole and any(pk == request.pk and part is not None for pk, part in parts):
            raise Refused(f"{name}: answer the whole of it or its parts, not both.")
        amended = (one.get("amended_text") or "").strip()
        if amended == (limb.text if limb else request.recommendation.text).strip():
            amended = ""
        rows.append(
            Answer(
                request=request,
                limb=limb,
                decision=Decision(decision).value,
                reasons=(one.get("reasons") or "").strip(),
                amended_text=amended,
            )
        )
    return rows


def _attach(response, document):
    """Keep the file under the name it came with, once it is seen to be what its name says."""
    try:
        uploads.check(document.name, document)
    except uploads.UploadRefused as refusal:
        raise Refused(str(refusal), "document") from refusal
    response.document_name = document.name.replace("\\", "/").rpartition("/")[2][:200]
    ending = response.document_name.rpartition(".")[2].lower()
    response.document.save(f"response.{ending}", document, save=False)


@transaction.atomic
def withdraw(response, why, *, by, on=None):
    """Say that a response was entered wrongly: from `on` it no longer counts. It is kept, with `why`; returns it."""
    on = on or timezone.localdate()
    locked(response.review)
    response = Response.objects.select_for_update(of=("self",)).select_related("review").get(pk=response.pk)
    if response.withdrawn_on is not None:
        raise Refused("This response has been withdrawn already.")
    if not why.strip():
        raise Refused("Say why it was entered wrongly.", "why")
    response.withdrawn_on, response.withdrawn_why = on, why.strip()[:500]
    response.save(update_fields=["withdrawn_on", "withdrawn_why"])
    audit.record(response, "withdrew a response", by=by, after={"why": response.withdrawn_why})
    standings.refresh(
        set(response.answers.values_list("request__recommendation_id", flat=True)),
        on=on,
    )
    return response
