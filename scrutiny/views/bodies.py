"""Pages of bodies: list, one body, add, change, rename, end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions, registry
from scrutiny.actions import bodies as actions
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.bodies import BodyForm, EndForm, RenameForm
from scrutiny.models import Body, BodyParent, Council, Membership, Review
from scrutiny.rules.bodies import nested

from .acting import ALREADY, bound, done, wear

MEETINGS_SHOWN = 10


def bodies_crumb():
    """The way up to the list."""
    return {"label": "Bodies", "url": reverse("scrutiny:body-list")}


def body_crumbs(body):
    """The way up from a page under a body."""
    return [bodies_crumb(), {"label": body.name, "url": body.get_absolute_url()}]


@require_safe
def body_list(request):
    """Every council's bodies, those under others beneath them; ended ones when asked for."""
    ended = query.choice(request, "show", ("ended",)) == "ended"
    found = Body.objects.visible_to(request.user)
    found = (found.exclude(ends_on="") if ended else found.live()).annotate(
        members=Count("memberships", filter=Q(memberships__has_left=False))
    )
    bodies = {body.pk: body for body in found.order_by("name")}
    links = list(BodyParent.objects.values_list("child_id", "parent_id").order_by("pk"))
    councils = list(Council.objects.order_by("name"))
    groups = []
    for council in councils:
        own = [pk for pk, body in bodies.items() if body.council_id == council.pk]
        rows = [{"depth": min(depth, 3), "body": bodies[pk]} for depth, pk in nested(own, links)]
        if rows:
            groups.append({"council": council, "rows": rows})
    return render(
        request,
        "scrutiny/body_list.html",
        {
            "groups": groups,
            "several": len(groups) > 1,
            "ended": ended,
            "can_add": permissions.can_add_body(request.user),
            "councils": councils,
        },
    )


@require_safe
def body_show(request, pk):
    """What a body is, where it stands, who serves, when it meets, and its reviews."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("council"), pk=pk)
    wear(request, body.council)
    members = list(Membership.objects.visible_to(request.user).filter(body=body).for_list())
    meetings = body.meetings.visible_to(request.user)
    today = timezone.localdate()
    every = query.choice(request, "meetings", ("all",)) == "all"
    past = list(meetings.filter(date__lt=today).order_by("-date", "-pk")[: None if every else MEETINGS_SHOWN + 1])
    return render(
        request,
        "scrutiny/body_show.html",
        {
            "body": body,
            "crumbs": [bodies_crumb()],
            "parents": Body.objects.filter(child_links__child=body).order_by("name"),
            "children": body.children.order_by("ends_on", "name"),
            "former_names": body.former_names.all(),
            "successors": Body.objects.filter(inheritances__predecessor=body).order_by("name"),
            "predecessors": Body.objects.filter(successions__successor=body).order_by("name"),
            "members": [one for one in members if not one.has_left],
            "former_members": [one for one in members if one.has_left],
            "coming": meetings.filter(date__gte=today).order_by("date", "starts_at", "pk")[:50],
            "past": past if every else past[:MEETINGS_SHOWN],
            "has_more": not every and len(past) > MEETINGS_SHOWN,
            "reviews": reviews_of(body, request.user),
            "can_edit": permissions.can_edit_body(request.user, body),
            "can_add_meeting": permissions.can_add_meeting(request.user, body),
            "reads_reasons": permissions.can_read_reasons(request.user, body),
            "sees_people": permissions.can_see_people(request.user, body.council),
            "rooms": registry.body_tabs_for(body, "", request.user),
        },
    )


def reviews_of(body, user):
    """The body's reviews that the user may see, newest first; the public sees published ones."""
    mine = Q(commissioned_by=body) | Q(conducted_by=body)
    return Review.objects.visible_to(user).kept().filter(mine).order_by("-pk")


@drafts.describes("body")
def _draft_of_body(rest, user):
    """What a draft of a body's purpose is of: the key goes on with its number, or "new"."""
    key = rest.partition(":")[0]
    if key == "new":
        return drafts.Described("What it is for: a new body", reverse("scrutiny:body-add"))
    body = Body.objects.visible_to(user).filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
    return body and drafts.Described(f"What it is for: {body}", reverse("scrutiny:body-edit", args=[body.pk]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def body_add(request):
    """Add a body."""
    if not permissions.can_add_body(request.user):
        raise PermissionDenied
    form = BodyForm(bound(request), user=request.user)
    if not form.is_bound:
        form.drafts_for("body:new", request.user, use="draft" in request.GET)
    body = done(form, request.user, lambda: actions.add_body(**form.values, by=request.user))
    if body:
        drafts.forget(request.user, "body:new:")
        messages.success(request, "The body has been added.")
        return redirect("scrutiny:body-list" if body is ALREADY else body)
    return form_page(request, form, "Add a body", "Add body", [bodies_crumb()], reverse("scrutiny:body-list"))


def body_to_edit(request, pk):
    """The body, for somebody who may change it; 403 otherwise, since bodies are public."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("council"), pk=pk)
    if not permissions.can_edit_body(request.user, body):
        raise PermissionDenied
    wear(request, body.council)
    return body


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request, pk):
    """Correct what a body is and where it stands."""
    body = body_to_edit(request, pk)
    form = BodyForm(bound(request), user=request.user, body=body)
    if not form.is_bound:
        form.drafts_for(f"body:{pk}", request.user, body.version, use="draft" in request.GET)

    def act():
        saved = actions.change_body(body, form.seen_version, by=request.user, **form.values)
        if form.former:
            actions.correct_former_names(saved, by=request.user, kept=form.former_kept)
        return saved

    if done(form, request.user, act):
        drafts.forget(request.user, f"body:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(body)
    lead = "To give it another name from a date on, use “Rename” instead: its old name is then kept."
    return form_page(request, form, f"Change {body}", "Save", body_crumbs(body), body.get_absolute_url(), lead=lead)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def body_rename(request, pk):
    """Give a body another name from a date on; the old one is kept."""
    body = body_to_edit(request, pk)
    form = RenameForm(bound(request), body=body)
    if done(form, request.user, lambda: actions.rename_body(body, form.seen_version, by=request.user, **form.values)):
        messages.success(request, "It has its new name. The old one is kept.")
        return redirect(body)
    lead = "What it said and did until then stays under the old name."
    return form_page(request, form, f"Rename {body}", "Rename", body_crumbs(body), body.get_absolute_url(), lead=lead)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def body_end(request, pk):
    """Say when and how a body ended, and what carries on its work."""
    body = body_to_edit(request, pk)
    form = EndForm(bound(request), user=request.user, body=body)
    if done(form, request.user, lambda: actions.end_body(body, form.seen_version, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect(body)
    title = f"End of {body}" if body.ends_on else f"End {body}"
    lead = "Nothing is deleted: its members, meetings and reviews stay, and it can be opened again."
    return form_page(request, form, title, "Save", body_crumbs(body), body.get_absolute_url(), lead=lead)


def form_page(request, form, title, submit, crumbs, cancel, **more):
    """A page of the directory with one form."""
    context = {"form": form, "title": title, "submit": submit, "crumbs": crumbs, "cancel": cancel}
    status = 422 if form is not None and form.is_bound else 200
    if form is not None and form.stale:
        status = 409
    return render(request, "scrutiny/directory_form.html", context | more, status=status)
