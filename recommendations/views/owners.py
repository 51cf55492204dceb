"""Pages of owners: a council's list, add, change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions as own
from recommendations.actions import owners as actions
from recommendations.forms.owners import OwnerForm
from recommendations.models import Owner
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Council
from scrutiny.views.acting import bound, done, wear
from scrutiny.views.bodies import form_page


def council_to(request, pk, may):
    """The council (councils are public: 404 only for an unknown one); 403 unless `may(user, council)`."""
    council = get_object_or_404(Council, pk=pk)
    if not may(request.user, council):
        raise PermissionDenied
    wear(request, council)
    return council


def owner_crumbs(council):
    """The way up from a page of an owner."""
    return [
        {"label": str(council), "url": council.get_absolute_url()},
        {"label": "Owners", "url": reverse("recommendations:owner-list", args=[council.pk])},
    ]


@signed_in
@require_safe
def owner_list(request, pk):
    """Who owes progress in a council, and how many open actions each has."""
    council = council_to(request, pk, own.can_see_owners)
    live = Count("actions", filter=Q(actions__closed_on__isnull=True))
    found = list(Owner.objects.filter(council=council).select_related("body").annotate(live=live))
    context = {
        "council": council,
        "owners": [one for one in found if one.is_active],
        "left": [one for one in found if not one.is_active],
        "writes": own.can_keep_owners(request.user, council),
        "crumbs": owner_crumbs(council)[:1],
    }
    return render(request, "recommendations/owner_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def owner_add(request, pk):
    """Add an owner."""
    council = council_to(request, pk, own.can_keep_owners)
    form = OwnerForm(bound(request), user=request.user, council=council)
    if done(form, request.user, lambda: actions.add_owner(council, by=request.user, **form.values)):
        messages.success(request, "The owner has been added.")
        return redirect("recommendations:owner-list", pk)
    crumbs = owner_crumbs(council)
    return form_page(request, form, "Add an owner", "Add owner", crumbs, crumbs[-1]["url"])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def owner_edit(request, pk):
    """Change an owner's post, addresses, or that they have left."""
    owner = get_object_or_404(Owner.objects.select_related("council", "body"), pk=pk)
    if not own.can_keep_owners(request.user, owner.council):
        council_to(request, owner.council_id, own.can_see_owners)
        raise PermissionDenied
    wear(request, owner.council)
    form = OwnerForm(bound(request), user=request.user, council=owner.council, owner=owner)
    if done(form, request.user, lambda: actions.change_owner(owner, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect("recommendations:owner-list", owner.council_id)
    crumbs = owner_crumbs(owner.council)
    return form_page(request, form, f"Change {owner}", "Save", crumbs, crumbs[-1]["url"])
