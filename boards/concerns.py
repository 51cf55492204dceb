"""Every review, recommendation and response that concerns a board or its groups, for one reader, in fixed queries."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from recommendations.models import Addressee, Answer, Recommendation, ResponseRequest
from scrutiny.models import Body, Edition, Review

MOST = 100


@dataclass
class Asked:
    """One recommendation to the board or a group of it: whether its life may be opened, and where it stands."""

    recommendation: Recommendation
    is_followed: bool
    to: str = ""  # the group that is asked, "" for the board itself
    lines: list[str] = field(default_factory=list)  # what was asked when, and answered


@dataclass
class OfReview:
    """A review and what it asks of the board."""

    review: Review
    asked: list[Asked] = field(default_factory=list)


def of_board(board, user, on):
    """The list of OfReview, newest review first, as at a day: drafts for those inside, agreed ones as they may be
    followed."""
    bodies = list(Body.objects.filter(Q(pk=board.pk) | Q(parent_links__parent=board)).values_list("pk", flat=True))
    addressed = Addressee.objects.filter(body__in=bodies)
    known = Recommendation.objects.active().filter(review__binned_at__isnull=True)
    followed = set(
        known.followed_by(user)
        .filter(pk__in=addressed.values("recommendation"))
        .order_by()
        .values_list("pk", flat=True)
    )
    inside = known.visible_to(user).order_by().values("pk")
    rows = (
        known.filter(Q(pk__in=followed) | Q(pk__in=inside), pk__in=addressed.values("recommendation"))
        .select_related("review__commissioned_by")
        .prefetch_related(
            Prefetch("addressees", addressed.select_related("body").order_by("order", "pk"), to_attr="here"),
            Prefetch("requests", _requests(bodies), to_attr="asked_here"),
        )
        .order_by("-review_id", "section__order", "order", "pk")[:MOST]
    )
    found = {}
    for one in rows:
        entry = found.setdefault(one.review_id, OfReview(one.review))
        groups = [str(who) for who in one.here if who.body_id != board.pk]
        asked = Asked(one, one.pk in followed, ", ".join(groups))
        if asked.is_followed:
            asked.lines = [line for request in one.asked_here for line in _lines(request, on)]
        entry.asked.append(asked)
    return list(found.values())


def _requests(bodies):
    answers = Answer.objects.filter(response__withdrawn_on__isnull=True).select_related("response", "limb")
    return (
        ResponseRequest.objects.filter(addressee__body__in=bodies)
        .select_related("addressee__body")
        .prefetch_related(Prefetch("answers", answers.order_by("response__received_on", "pk"), to_attr="given"))
        .order_by("sent_on", "pk")
    )


def _lines(request, on):
    """What was asked when, and what was answered: "Accepted, 3 April 2024"; or that an answer is awaited."""
    if request.sent_on > on:
        return []
    given = [one for one in request.given if one.response.received_on <= on]
    if given:
        return list(dict.fromkeys(f"{one.get_decision_display()}, {_day(one.response.received_on)}" for one in given))
    asked = f"Asked on {_day(request.sent_on)}"
    if not request.due_on:
        return [f"{asked}, response awaited"]
    late = "was due" if request.due_on < on else "is due"
    return [f"{asked}; the response {late} by {_day(request.due_on)}"]


def _day(day: date):
    return f"{day.day} {day:%B %Y}"


def published_for(board, but):
    """The published reviews that ask something of the board, newest first, without those with the keys `but`."""
    addressed = Addressee.objects.filter(
        recommendation__withdrawn_at__isnull=True, recommendation__binned_at__isnull=True, body=board
    )
    return (
        Review.objects.kept()
        .filter(pk__in=addressed.values("recommendation__review"), published_at__isnull=False)
        .exclude(pk__in=but)
        .select_related("commissioned_by")
        .order_by("-published_at", "-pk")[:50]
    )


def papers_about(board):
    """The newest published editions of papers about the board."""
    found = Edition.objects.newest().filter(paper__board_subject__board=board)
    return found.defer("pdf", "html").select_related("paper").order_by("-published_at", "-pk")[:50]
