"""The bin of a review: what was put away, and putting it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions, registry
from scrutiny.actions import bin as actions
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.kept import safe_address
from scrutiny.refused import Refused
from scrutiny.texts import visible

from .workspace import review_inside, workspace


@require_safe
@signed_in
def bin_show(request, review_pk):
    """Everything in the bin under a review, last put away first."""
    review = review_inside(request, review_pk)
    if not permissions.can_read_history(request.user, review):
        raise PermissionDenied
    rows = []
    for name, kind in registry.texts.items():
        if not kind.path or not kind.is_binnable:
            continue
        things = visible(kind, request.user).filter(**{kind.path: review}).binned().select_related("binned_by")
        rows += [{"kind": name, "label": kind.label.capitalize(), "thing": thing} for thing in things]
    rows.sort(key=lambda row: row["thing"].binned_at, reverse=True)
    return render(request, "scrutiny/bin.html", workspace(request, review, "history", rows=rows))


def _thing(request, kind_name, pk):
    """A thing and its kind: 404 when unknown or invisible, 403 when not the user's to put away."""
    kind = registry.texts.get(kind_name)
    if kind is None or not kind.is_binnable:
        raise Http404
    thing = get_object_or_404(visible(kind, request.user), pk=pk)
    review = kind.review_of(thing)
    if review is None:
        raise Http404  # sections of a committee's own paper have a bin on its page
    if not permissions.can_read_inside(request.user, review) or not kind.permission(request.user, review):
        raise PermissionDenied
    return kind, thing, review


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def thing_bin(request, kind, pk):
    """Put a thing in the bin, after asking those who come by a link, and say how to have it back."""
    kind, thing, review = _thing(request, kind, pk)
    if request.method != "POST":
        context = workspace(request, review, "", kind=kind, thing=thing, back=kind.url_of(thing))
        return render(request, "scrutiny/bin_thing.html", context)
    try:
        done = actions.put_in_bin(kind, thing, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_back(request, kind, thing, review))
    if done and kind.path:
        url = reverse("scrutiny:bin", args=[review.pk])
        said = 'The {} is in the bin. Nothing is lost: <a class="govuk-link" href="{}">put it back from the bin</a>.'
        messages.success(request, format_html(said, kind.label, url))
    elif done:
        messages.success(request, "The review is in the bin. Nothing is lost: put it back on its page.")
    return redirect(_back(request, kind, thing, review))


@require_POST
@signed_in
def thing_restore(request, kind, pk):
    """Take a thing out of the bin."""
    kind, thing, review = _thing(request, kind, pk)
    try:
        if actions.put_back(kind, thing, by=request.user):
            messages.success(request, f"The {kind.label} is back where it was.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, kind, thing, review))


def _back(request, kind, thing, review):
    """The page named by the form, when it is one of this site; else the page that lists the kind."""
    address = request.POST.get("next", "")
    if address and safe_address(request, address):
        return address
    return kind.home(review) if kind.home else kind.url_of(thing)
