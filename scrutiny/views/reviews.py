"""Reviews: the list, the overview and the public page, and the steps from scoping to agreed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.access import access_of
from scrutiny.actions import reviews as actions
from scrutiny.engine import drafts, once, query
from scrutiny.engine.versions import Stale
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.reviews import AgreeForm, ReviewForm, StatusForm
from scrutiny.models import Edition, EvidenceItem, Finding, Review
from scrutiny.refused import Refused

from .conflicts import conflict
from .points import points_by_check
from .workspace import review_inside, review_to_edit, rows_of, workspace

PAGE = 50
FIRST_POINTS = 5


@require_safe
def review_list(request):
    """The reviews that the reader may see, newest first; for officers also those in the bin."""
    access = access_of(request.user)
    wanted = query.words(request, "q")
    in_bin = bool(access.officer_bodies) and query.choice(request, "show", ("bin",)) == "bin"
    found = Review.objects.visible_to(request.user).for_list()
    found = found.inside(request.user).binned().order_by("-pk") if in_bin else found.kept()
    for word in wanted.split()[:10]:
        found = found.filter(title__icontains=word)
    before = query.number(request, "before")
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    older = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "rows": rows_of(rows[:PAGE], request.user),
        "wanted": wanted,
        "in_bin": in_bin,
        "older": older,
        "can_add": permissions.can_add_review(request.user),
        "is_officer": bool(access.officer_bodies),
    }
    return render(request, "scrutiny/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_add(request):
    """Start a review."""
    if not permissions.can_add_review(request.user):
        raise PermissionDenied
    form = ReviewForm(request.POST if request.method == "POST" else None, user=request.user)
    form.drafts_for("new-review:all", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        values = form.values
        with transaction.atomic():
            is_new = once.first_time(form.cleaned_data["once"], request.user)
            if is_new:
                review = actions.create(values["commissioned_by"].council, by=request.user, **values)
        drafts.forget(request.user, "new-review:all:")
        if not is_new:
            messages.info(request, "This form had been sent before, so no second review was started.")
            return redirect("scrutiny:review-list")
        messages.success(request, f"“{review}” has been started. Next: agree its scope.")
        return redirect(review)
    context = {
        "form": form,
        "title": "Start a review",
        "submit": "Start the review",
        "cancel": reverse("scrutiny:review-list"),
        "crumbs": [{"label": "Reviews", "url": reverse("scrutiny:review-list")}],
    }
    return render(request, "scrutiny/review_add.html", context, status=422 if form.is_bound else 200)


@require_safe
def review_show(request, pk):
    """The overview for those inside; for everybody else the public page of a published review."""
    review = get_object_or_404(
        Review.objects.visible_to(request.user).for_list().select_related("previous", "endorsed_at__body"), pk=pk
    )
    if not permissions.can_read_inside(request.user, review):
        return _public(request, review)
    context = workspace(request, review, "overview")
    points = context["ready"]["points"]
    first = sorted(points, key=lambda point: not point.blocks_agreeing)[:FIRST_POINTS]
    context |= {
        "points": first,
        "more_points": len(points) - len(first),
        "figures": _figures(review, request.user),
        "editions": Edition.objects.visible_to(request.user).filter(paper__review=review).for_list(),
        "next_stages": review.next_stages.visible_to(request.user).kept().order_by("pk"),
        "previous": _if_visible(review.previous, request.user),
        "is_binned": review.binned_at is not None,
    }
    return render(request, "scrutiny/review_show.html", context)


def _public(request, review):
    """What everybody may read of a published review."""
    context = {
        "review": review,
        "previous": _if_visible(review.previous, request.user),
        "editions": Edition.objects.published().filter(paper__review=review).for_list(),
        "crumbs": [{"label": "Reviews", "url": reverse("scrutiny:review-list")}],
    }
    return render(request, "scrutiny/review_public.html", context)


def _if_visible(review, user):
    """A review that another names, unless this reader may not know of it."""
    if review is None or not Review.objects.visible_to(user).filter(pk=review.pk).exists():
        return None
    return review


def _figures(review, user):
    """Counts of what the review holds that the reader may see, as (label, number) pairs."""
    return [
        ("witnesses", review.witnesses.kept().count()),
        ("items of evidence", EvidenceItem.objects.visible_to(user).kept().filter(review=review).count()),
        ("findings", Finding.objects.of_review(review).count()),
    ]


def _check(point):
    """A point as a row of components/readiness.html."""
    return {
        "state": "stop" if point.blocks_agreeing else "todo",
        "text": f"{point.place}: {point.text}" if point.place else point.text,
        "url": point.url,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_edit(request, pk):
    """Change a review's details."""
    review = review_to_edit(request, pk)
    form = ReviewForm(
        request.POST if request.method == "POST" else None, user=request.user, review=review, initial=_initial(review)
    )
    form.drafts_for(f"review:{pk}", request.user, review.version, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        try:
            actions.change(review, form.seen_version, by=request.user, **form.values)
        except Stale as stale:
            return conflict(request, stale, form, prefix=f"review:{pk}", back=review.get_absolute_url(),
                            context=workspace(request, review, "overview"))  # fmt: skip
        drafts.forget(request.user, f"review:{pk}:")
        messages.success(request, "The review’s details have been saved.")
        return redirect(review)
    return _form_page(request, review, form, "Change the details")


def _form_page(request, review, form, title):
    context = workspace(
        request, review, "overview", form=form, title=title, submit="Save", cancel=review.get_absolute_url()
    )
    return render(request, "scrutiny/review_form.html", context, status=422 if form.is_bound else 200)


def _initial(review):
    names = [
        "title", "commissioned_by", "conducted_by", "stage", "previous", "trigger", "started", "evidence_ended",
        "endorsed", "endorsed_at", "matters_covered", "contact", "version",
    ]  # fmt: skip
    return {name: getattr(review, name) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_status(request, pk):
    """Say how far a draft is."""
    review = review_to_edit(request, pk)
    if not review.is_draft:
        messages.info(request, "This review has been agreed, so its status follows its report from now on.")
        return redirect(review)
    form = StatusForm(request.POST if request.method == "POST" else None, initial={"status": review.status})
    if form.is_valid():
        try:
            review = actions.set_status(review, form.cleaned_data["status"], by=request.user)
            messages.success(request, f"The status is now “{review.get_status_display()}”.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(review)
    return _form_page(request, review, form, "Change the status")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_share(request, pk):
    """Share a draft with the members of its committees, or stop; asks first."""
    review = review_to_edit(request, pk)
    stops = review.is_shared
    if request.method == "POST":
        # The button says which of the two was meant, so that pressing twice does not undo it.
        wanted = request.POST.get("share", "stop" if stops else "start")
        try:
            if wanted == "stop":
                actions.stop_sharing(review, by=request.user)
                messages.success(request, "The draft is shown to its officers only.")
            else:
                actions.share(review, by=request.user)
                messages.success(request, "The members can read the draft now.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(review)
    bodies = {body.pk: body for body in (review.commissioned_by, review.conducted_by)}
    context = workspace(request, review, "overview", stops=stops, bodies=bodies.values())
    return render(request, "scrutiny/review_share.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review_agree(request, pk):
    """Record that the committee agreed the report, after showing what stands in the way."""
    review = review_to_edit(request, pk)
    if not review.is_draft:
        messages.info(request, "This review has been agreed already.")
        return redirect(review)
    form = AgreeForm(request.POST if request.method == "POST" else None, user=request.user, review=review)
    if form.is_valid():
        try:
            actions.agree(review, by=request.user, **form.values)
        except actions.NotReady as problem:
            form.add_error(None, str(problem).removesuffix("."))
        except Refused as refused:
            form.add_error(None, str(refused).removesuffix("."))
        else:
            messages.success(request, "The review is agreed. Its labels are fixed from now on.")
            return redirect(review)
    context = workspace(request, review, "overview", form=form)
    points = context["ready"]["points"]
    context |= {
        "blocking": [_check(point) for point in points if point.blocks_agreeing],
        "others": len([point for point in points if not point.blocks_agreeing]),
    }
    return render(request, "scrutiny/review_agree.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def review_readiness(request, pk):
    """Every point to see to before the report is agreed, by check."""
    review = review_inside(request, pk)
    context = workspace(request, review, "overview")
    writes = permissions.can_edit(request.user, review)
    context["groups"] = points_by_check(request.user, review.council, context["ready"]["points"], writes=writes)
    return render(request, "scrutiny/review_readiness.html", context)
