"""Pages of who serves on a body: add one or many, correct, say that they left, take out a mistake."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from scrutiny import permissions
from scrutiny.actions import memberships as actions
from scrutiny.engine import once
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.member_rows import PasteForm, Rows
from scrutiny.forms.memberships import EndMembershipForm, MemberForm, MembershipForm
from scrutiny.models import Membership, Person
from scrutiny.refused import Refused
from scrutiny.rules import member_lines

from .acting import ALREADY, CLASH, bound, done, wear
from .bodies import body_crumbs, body_to_edit, form_page

NAMES_OFFERED = 2000


def known_names(council):
    """Names of the council's people, for the browser to offer while somebody types one."""
    names = Person.objects.filter(council=council).order_by("name").values_list("name", flat=True)
    return sorted(set(names[:NAMES_OFFERED]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request, pk):
    """Add members: one, or a pasted list that is shown as it was read before anything is saved."""
    body = body_to_edit(request, pk)
    step = request.POST.get("step", "")
    if step == "read":
        return _read(request, body)
    if step == "save":
        return _save(request, body)
    form = MemberForm(request.POST if step == "one" else None, body=body)
    added = done(form, request.user, lambda: actions.add_member(body, by=request.user, **form.values))
    if added:
        if added is not ALREADY:
            messages.success(request, f"{added.printed_name} is now a member.")
        return redirect("scrutiny:member-add" if "another" in request.POST else "scrutiny:body-show", body.pk)
    return _page(request, body, PasteForm(), form)


def _page(request, body, paste, one):
    return render(
        request,
        "scrutiny/membership_add.html",
        {
            "body": body,
            "paste": paste,
            "form": one,
            "crumbs": body_crumbs(body),
            "people": known_names(body.council),
            "members": body.memberships.current().for_list(),
        },
        status=422 if paste.is_bound or one.is_bound else 200,
    )


def _read(request, body):
    paste = PasteForm(request.POST)
    if not paste.is_valid():
        return _page(request, body, paste, MemberForm(body=body))
    lines = member_lines.read("\n".join(paste.cleaned_data["names"]), body.council.chair_word)
    everyone = paste.cleaned_data["all_joined"]
    rows = Rows(initial=[_row(line, everyone) for line in lines], body=body, prefix="row").name_people()
    for form, line in zip(rows.forms, lines, strict=True):
        form.note = line.problem or form.note
    return _check(request, body, rows)


def _row(line, everyone_joined):
    """A line as it was read, as the initial values of a RowForm."""
    names = ("title", "name", "role", "role_words", "is_interim", "capacity", "source")
    dates = {"joined": line.joined or everyone_joined, "left": line.left}
    return {name: getattr(line, name) for name in names} | {
        name: partial_dates.in_words(text) for name, text in dates.items()
    }


def _check(request, body, rows):
    context = {"body": body, "rows": rows, "crumbs": body_crumbs(body), "problems": _problems(rows)}
    return render(request, "scrutiny/membership_check.html", context, status=422 if rows.is_bound else 200)


def _problems(rows):
    """(message, id of the box) for every problem in the lines, for the summary at the top."""
    found = [(message, "") for message in rows.non_form_errors()] if rows.is_bound else []
    for number, form in enumerate(rows.forms if rows.is_bound else (), start=1):
        for name, errors in form.errors.items():
            place = form[name].auto_id if name in form.fields else ""
            found += [(f"Line {number}: {message}", place) for message in errors]
    return found


def _save(request, body):
    rows = Rows(request.POST, body=body, prefix="row")
    if not rows.management_form.is_valid() or not rows.forms:
        messages.error(request, "The list could not be read. Paste the names again.")
        return redirect("scrutiny:member-add", body.pk)
    if once.seen(request.POST.get("once"), request.user):
        return redirect(body)
    rows.name_people()
    if not rows.is_valid():
        return _check(request, body, rows)
    added = _add_all(request, body, rows)
    if added is None:
        return _check(request, body, rows)
    if added:
        messages.success(request, "1 member has been added." if len(added) == 1 else f"{len(added)} members added.")
    return redirect(body)


def _add_all(request, body, rows):
    """The memberships added; [] when this list was saved before; None when somebody saved something that clashes."""
    try:
        with transaction.atomic():
            if not once.first_time(request.POST.get("once", ""), request.user):
                return []
            return actions.add_members(body, rows.wanted, by=request.user)
    except (IntegrityError, Refused):
        rows.non_form_errors().append(CLASH)
        return None


def membership_to_edit(request, pk):
    """The membership, for somebody who may change its body; 403 otherwise, since who serves is public."""
    found = Membership.objects.visible_to(request.user).select_related("body__council", "person")
    membership = get_object_or_404(found, pk=pk)
    if not permissions.can_edit_body(request.user, membership.body):
        raise PermissionDenied
    wear(request, membership.body.council)
    return membership


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request, pk):
    """Correct what is said of a membership."""
    membership = membership_to_edit(request, pk)
    body = membership.body
    reads = permissions.can_read_reasons(request.user, body)
    form = MembershipForm(bound(request), membership=membership, reads_reasons=reads)
    if done(form, request.user, lambda: actions.change_membership(membership, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect(body)
    return form_page(
        request,
        form,
        f"Correct the membership of {membership.printed_name}",
        "Save",
        body_crumbs(body),
        body.get_absolute_url(),
        lead=f"Of {body}. This corrects what was entered. When somebody takes up another role, say that they left, "
        "then add them again in the new role.",
        mistake_url=reverse("scrutiny:member-remove", args=[membership.pk]),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request, pk):
    """Say that a member left, why, and who came instead."""
    membership = membership_to_edit(request, pk)
    body = membership.body
    if membership.has_left and request.method != "POST":
        return redirect("scrutiny:member-edit", membership.pk)
    reads = permissions.can_read_reasons(request.user, body)
    form = EndMembershipForm(bound(request), membership=membership, reads_reasons=reads)
    if done(form, request.user, lambda: actions.end_membership(membership, by=request.user, **form.values)):
        messages.success(request, f"{membership.printed_name} is now a former member.")
        return redirect(body)
    return form_page(
        request,
        form,
        f"{membership.printed_name} leaves",
        "Save",
        body_crumbs(body),
        body.get_absolute_url(),
        lead=f"As {membership.printed_role.lower()} of {body}. They stay in the list of former members.",
        people=known_names(body.council),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request, pk):
    """Take out a membership that was entered by mistake, after asking."""
    membership = membership_to_edit(request, pk)
    body = membership.body
    if request.method == "POST":
        actions.remove_membership(membership, by=request.user)
        messages.success(request, f"{membership.printed_name} has been taken out of the list.")
        return redirect(body)
    return form_page(
        request,
        None,
        f"Take out {membership.printed_name}?",
        "Take out",
        body_crumbs(body),
        body.get_absolute_url(),
        lead=f"Only for a membership of {body} that was entered by mistake. It cannot be undone. "
        "Somebody who served and went should be marked as having left instead.",
        danger=True,
    )
