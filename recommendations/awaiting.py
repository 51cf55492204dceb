"""What asks for a place in a committee's forward look and has none yet: findings, recommendations, members' notes."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from recommendations import programme
from recommendations.models import ForwardItem, MemberNote, Recommendation
from recommendations.programme import labelled, review_words
from recommendations.rules import occasions
from scrutiny.engine import text
from scrutiny.models import Finding

OFFERED = 200


@dataclass
class Waiting:
    """Something that asks for a place: a finding, a recommendation or a member's note."""

    kind: str
    thing: object
    words: str
    about: str
    url: str = ""
    meeting: object = None  # where it belongs, when its occasion says so


def waiting(body, user, today, *, with_notes):
    """What asks for a place: findings for the forward look, recommendations due at a coming occasion, sent notes."""
    taken = ForwardItem.objects.kept()
    return [
        *_findings(body, user, taken),
        *_recommendations(body, taken, today),
        *(_notes(body, taken) if with_notes else []),
    ]


def _of(body, path):
    return Q(**{f"{path}commissioned_by": body}) | Q(**{f"{path}conducted_by": body})


def _findings(body, user, taken):
    review = "section__paper__review__"
    found = Finding.objects.kept().filter(
        _of(body, review),
        disposition=Finding.Disposition.FORWARD_LOOK,
        section__binned_at__isnull=True,
        **{f"{review}agreed_at__isnull": False, f"{review}binned_at__isnull": True},
    )
    found = found.exclude(pk__in=taken.filter(finding__isnull=False).values("finding"))
    found = found.select_related("section__paper__review").order_by(
        "-section__paper__review", "section__order", "order"
    )
    return [
        Waiting(
            "finding",
            one,
            programme.title_of(one) if not programme.is_exempt_thing(one) else "An exempt finding",
            f"{labelled('Finding', one.label)} of {review_words(one.review)}",
            programme.finding_url(one, user),
        )
        for one in found.distinct()[:OFFERED]
    ]


def _recommendations(body, taken, today):
    coming = {key: one for key, one in programme.occasions_of(body).items() if one[1] >= today}
    if not coming:
        return []
    found = Recommendation.objects.active().filter(
        _of(body, "review__"), review__agreed_at__isnull=False, review__binned_at__isnull=True
    )
    found = found.exclude(due_event="").exclude(standing__is_open=False)
    found = found.exclude(pk__in=taken.filter(source="recommendation").values("recommendation"))
    found = found.select_related("review", "section__paper").order_by("-review", "order", "pk")
    rows = []
    for one in found.distinct()[:OFFERED]:
        occasion = coming.get(occasions.key(one.due_event))
        if occasion:
            name, day, meeting = occasion
            rows.append(
                Waiting(
                    "recommendation",
                    one,
                    programme.title_of(one) if not programme.is_exempt_thing(one) else "An exempt recommendation",
                    f"{labelled('Recommendation', one.label)} of {review_words(one.review)}, due at {name} on "
                    f"{day.day} {day:%B %Y}",
                    reverse("recommendations:life", args=[one.pk]),
                    meeting if meeting is not None and meeting.body_id == body.pk else None,
                )
            )
    return rows


def _notes(body, taken):
    """What members sent to the officer and nobody made an item of."""
    found = MemberNote.objects.filter(_of(body, "recommendation__review__"), sent_at__isnull=False)
    found = found.exclude(pk__in=taken.filter(note__isnull=False).values("note"))
    found = found.select_related("user", "recommendation__review", "meeting").order_by("-sent_at", "-pk")
    return [
        Waiting(
            "note",
            one,
            " ".join(text.to_plain(one.text).split())[:300],
            f"{one.user} on {labelled('recommendation', one.recommendation.label or '')} of "
            f"{review_words(one.recommendation.review)}",
            reverse("recommendations:life", args=[one.recommendation_id]),
            one.meeting if one.meeting and one.meeting.body_id == body.pk else None,
        )
        for one in found.distinct()[:50]
    ]
