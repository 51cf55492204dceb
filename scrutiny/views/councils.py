"""Pages of councils: what is public of one, and its settings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import councils as actions
from scrutiny.engine import drafts
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.councils import CouncilForm
from scrutiny.models import Body, Council, Edition, Meeting

from .acting import bound, done, wear
from .bodies import form_page


@require_safe
def council_show(request, pk):
    """A council's committees, the meetings that the public may come to, and what is published."""
    council = get_object_or_404(Council, pk=pk)
    wear(request, council)
    bodies = Body.objects.visible_to(request.user).filter(council=council).live()
    newest = Edition.objects.published().filter(paper=OuterRef("paper")).order_by("-number")[:1]
    published = (
        Edition.objects.published()
        .filter(paper__council=council)
        .filter(number=Subquery(newest.values("number")))
        .for_list()
        .select_related("paper__review__commissioned_by", "paper__body")
        .order_by("-published_at", "-pk")[:50]
    )
    return render(
        request,
        "scrutiny/council_show.html",
        {
            "shown": council,
            "committees": bodies.scrutinising().order_by("name"),
            "boards": bodies.boards().order_by("name"),
            "meetings": Meeting.objects.filter(
                body__council=council, kind=Meeting.Kind.FORMAL, date__gte=timezone.localdate()
            )
            .select_related("body")
            .order_by("date", "starts_at", "pk")[:20],
            "published": published,
            "can_edit": permissions.can_administer(request.user, council),
        },
    )


@drafts.describes("council")
def _draft_of_council(rest, user):
    """What a draft of a council's contact is of: the key goes on with its number."""
    key = rest.partition(":")[0]
    council = Council.objects.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
    if council is None or not permissions.can_administer(user, council):
        return None
    return drafts.Described(f"Scrutiny contact: {council}", reverse("scrutiny:council-edit", args=[council.pk]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def council_edit(request, pk):
    """Change a council's settings."""
    council = get_object_or_404(Council, pk=pk)
    if not permissions.can_administer(request.user, council):
        raise PermissionDenied
    # The form writes on its own copy: the page's head must not wear what was refused.
    wear(request, council)
    form = CouncilForm(bound(request), instance=Council.objects.get(pk=pk))
    if not form.is_bound:
        form.drafts_for(f"council:{pk}", request.user, use="draft" in request.GET)
    if done(form, request.user, lambda: actions.change_council(council, by=request.user, **form.values)):
        drafts.forget(request.user, f"council:{pk}:")
        messages.success(request, "The settings have been saved.")
        return redirect("scrutiny:administration")
    from .administration import administration_crumb

    return form_page(
        request, form, f"Settings of {council}", "Save", [administration_crumb()], administration_crumb()["url"]
    )
