"""What every page of a review's workspace shares: getting the review, and its frame."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from scrutiny import permissions, readiness, registry
from scrutiny.models import Review

STATUS_KINDS = {"scoping": "", "evidence": "info", "drafting": "info", "agreed": "good", "published": "good"}


def review_inside(request, pk):
    """The review, for somebody inside it; 404 where it may not be seen, 403 where only its public page may."""
    review = get_object_or_404(Review.objects.visible_to(request.user).for_list(), pk=pk)
    if not permissions.can_read_inside(request.user, review):
        raise PermissionDenied
    return review


def review_to_edit(request, pk):
    """The review, for somebody who may change it; 404 or 403 otherwise."""
    review = review_inside(request, pk)
    if not permissions.can_edit(request.user, review):
        raise PermissionDenied
    return review


def workspace(request, review, current, **more):
    """The context of a page of the workspace, with `more` added to it.

    Gives review, tabs (for the sub-navigation, `current` marked), status (text and kind), can_edit, and ready: the
    readiness in short (blocking, others, words, url) with its points.
    """
    request.place = "scrutiny:review-list"  # where the page stands in the navigation, whatever its address
    found = readiness.remembered(review, with_exempt=permissions.can_read_exempt_of(request.user, review))
    blocking = sum(point.blocks_agreeing for point in found)
    return {
        "frame": "scrutiny/review_frame.html",
        "review": review,
        "tabs": registry.tabs_for(review, current, request.user),
        "status": {"text": review.get_status_display(), "kind": STATUS_KINDS[review.status]},
        "can_edit": permissions.can_edit(request.user, review),
        "ready": {
            "points": found,
            "blocking": blocking,
            "others": len(found) - blocking,
            "words": ready_in_words(review, blocking, len(found) - blocking),
            "url": reverse("scrutiny:review-readiness", args=[review.pk]),
        },
        "crumbs": [{"label": "Reviews", "url": reverse("scrutiny:review-list")}],
        **more,
    }


def rows_of(reviews, user):
    """Reviews (a list) as rows of a list: review, status, and how many gaps a draft has for those inside it."""
    drafts = [review for review in reviews if review.is_draft and permissions.can_read_inside(user, review)]
    gaps = readiness.gaps(drafts)
    return [
        {
            "review": review,
            "status": {"text": review.get_status_display(), "kind": STATUS_KINDS[review.status]},
            "gaps": gaps[review.pk],
        }
        for review in reviews
    ]


def ready_in_words(review, blocking, others):
    """The readiness in a few words: "2 gaps to fill before it can be agreed, 3 other points"."""
    parts = []
    if blocking:
        before = " before it can be agreed" if review.is_draft else ""
        parts.append(f"{blocking} {'thing' if blocking == 1 else 'things'} to put right{before}")
    if others:
        noun = "point" if others == 1 else "points"
        parts.append(f"{others} other {noun} to look at" if blocking else f"{others} {noun} to look at")
    return ", ".join(parts) or "Nothing to put right"
