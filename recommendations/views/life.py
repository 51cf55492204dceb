"""The story of one recommendation."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recommendations import permissions, story
from recommendations.models import MemberNote, Recommendation
from scrutiny.models import Meeting, Review
from scrutiny.permissions import is_officer_of
from scrutiny.views.acting import wear

from . import rows
from .as_at import day_asked


def followed(request, pk):
    """The recommendation, for somebody who may follow its life; 404 otherwise."""
    known = Recommendation.objects.followed_by(request.user).for_page()
    known = known.select_related("section", "review__council", "review__commissioned_by", "review__conducted_by")
    found = get_object_or_404(known, pk=pk)
    request.place = "recommendations:home"
    wear(request, found.review.council)
    return found


def name_of(recommendation):
    """ "Recommendation (3)", or by its first words where it bears no label."""
    return f"Recommendation {recommendation.label}" if recommendation.label else "Recommendation without a number"


def crumbs_of(recommendation, *, itself=False):
    """The way up: all recommendations, the committee's, and the recommendation for pages under it."""
    body = recommendation.review.commissioned_by
    crumbs = [
        {"label": "Recommendations", "url": reverse("recommendations:home")},
        {"label": body.name, "url": reverse("recommendations:tracker", args=[body.pk])},
    ]
    if itself:
        crumbs.append(
            {"label": name_of(recommendation), "url": reverse("recommendations:life", args=[recommendation.pk])}
        )
    return crumbs


@require_safe
def life(request, pk):
    """How it stands, and how it came to that, as at any day."""
    recommendation = followed(request, pk)
    review, user, on = recommendation.review, request.user, day_asked(request)
    today = timezone.localdate()
    told = story.read(recommendation, on, user, story.reader_of(user, review))
    _add_addresses(user, review, told)
    context = {
        "told": told,
        "one": recommendation,
        "title": name_of(recommendation),
        "limbs": rows.limbs_html(recommendation),
        "addressees": [str(one) for one in recommendation.its_addressees],
        "crumbs": crumbs_of(recommendation),
        "review_url": review.get_absolute_url() if _sees(user, review) else "",
        "on": on,
        "is_past": on != today,
        "today": today,
        "links": _officer_links(recommendation) if is_officer_of(user, review) else [],
        "may_note": permissions.can_note(user, recommendation),
    }
    if on == today and user.is_authenticated:
        context |= _notes(user, recommendation)
    return render(request, "recommendations/life.html", context)


def _sees(user, review):
    return Review.objects.visible_to(user).filter(pk=review.pk).exists()


def _notes(user, recommendation):
    """The user's own notes, and what members sent to them if they are the committee's officer."""
    known = MemberNote.objects.filter(recommendation=recommendation).select_related("meeting", "user")
    sent = []
    if is_officer_of(user, recommendation.review):
        sent = list(known.filter(sent_at__isnull=False).exclude(user=user).order_by("sent_at", "pk"))
    return {"notes": list(known.filter(user=user)), "sent_notes": sent}


def _officer_links(recommendation):
    """What the committee's officer may do, as far as the site has pages for it."""
    review = recommendation.review
    coming = Meeting.objects.filter(body=review.commissioned_by_id, kind="formal", date__gte=timezone.localdate())
    meeting = coming.order_by("date", "starts_at", "pk").first()
    found = [
        ("Record a response", reverse("recommendations:response-add", args=[review.pk])),
        ("Add an action", reverse("recommendations:action-add-under", args=[recommendation.pk])),
        (
            "Propose or record a decision",
            reverse("recommendations:judgement-sheet", args=[meeting.pk]) if meeting else "",
        ),
        ("Its wording and findings", reverse("recommendations:recommendation-show", args=[recommendation.pk])),
        (
            "Print its history",
            f"{reverse('scrutiny:committee-paper-add', args=[review.commissioned_by_id])}"
            f"?template=history&recommendation={recommendation.pk}",
        ),
    ]
    return [{"label": label, "url": url} for label, url in found if url]


def _add_addresses(user, review, told):
    """Give actions and events the addresses of their pages, for those who may open them."""
    inside = story.reader_of(user, review).inside
    officer = is_officer_of(user, review)
    for action in told.actions:
        action["url"] = reverse("recommendations:action-show", args=[action["pk"]]) if inside else ""
        open_ = officer and not action["closing"]
        action["update_url"] = reverse("recommendations:update-add", args=[action["pk"]]) if open_ else ""
    for event in told.events:
        event.colour = story.rating_of(event.rating)["colour"] if event.rating else ""
        event.settle_url = ""
        if event.waiting_pk and officer:
            event.settle_url = reverse("recommendations:update-settle", args=[event.waiting_pk])
        event.file_url = ""
        if event.file:
            name = "response-document" if event.kind == "response" else "update-evidence"
            event.file_url = reverse(f"recommendations:{name}", args=[event.file[1]])
