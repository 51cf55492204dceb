"""Pages of administration: the hub, users, their passwords and roles."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions, registry
from scrutiny.access import access_of
from scrutiny.actions import users as actions
from scrutiny.engine.models import User
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.users import RoleForm, UserForm
from scrutiny.models import Council, Membership, Role
from scrutiny.refused import Refused

from .acting import ALREADY, bound, done, or_404
from .bodies import form_page


def administration_crumb():
    """The way up to the hub."""
    return {"label": "Administration", "url": reverse("scrutiny:administration")}


def users_of(administrator):
    """Users with a post in a council that the user administers, and those with no post anywhere."""
    mine = access_of(administrator).administrator_of
    if not mine:
        return User.objects.none()
    here = Q(roles__council__in=mine) | Q(person__council__in=mine)
    return User.objects.filter(here | Q(roles=None, person=None)).distinct()


def require_administrator(user):
    """404 for those who see no administration, 403 for those who may only read the audit."""
    or_404(permissions.can_see_administration(user))
    if not access_of(user).administrator_of:
        raise PermissionDenied


def _card(council, can_edit):
    """A council of the hub, with what higher floors let an administrator set."""
    found = registry.council_settings if can_edit else []
    settings = [{"label": label, "url": reverse(name, args=[council.pk])} for label, name in found]
    return {"council": council, "can_edit": can_edit, "settings": settings}


@signed_in
@require_safe
def administration(request):
    """The settings, users and audit of the councils that the user administers, or the audit alone."""
    access = access_of(request.user)
    or_404(permissions.can_see_administration(request.user))
    councils = Council.objects.filter(pk__in=access.administrator_of | access.monitoring_of)
    roles = Role.objects.filter(council__in=access.administrator_of).select_related("body", "council").order_by("pk")
    serving = Membership.objects.current().select_related("body").order_by("body__name")
    users = (
        users_of(request.user)
        .select_related("person")
        .prefetch_related(
            Prefetch("roles", roles, to_attr="roles_here"),
            Prefetch("person__memberships", serving, to_attr="serving"),
        )
        .order_by("-is_active", "full_name", "username")
    )
    rows = [{"user": user, "roles": user.roles_here, "serving": _serving(user)} for user in users[:1000]]
    return render(
        request,
        "scrutiny/administration.html",
        {
            "councils": [_card(council, permissions.can_administer(request.user, council)) for council in councils],
            "rows": rows,
            "is_administrator": bool(access.administrator_of),
            "several": len(access.administrator_of) > 1,
        },
    )


def _serving(user):
    person = getattr(user, "person", None)
    return person.serving if person is not None else []


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def user_add(request):
    """Add somebody who may sign in; their first password is shown once."""
    require_administrator(request.user)
    form = UserForm(bound(request), administrator=request.user)
    added = done(form, request.user, lambda: actions.add_user(by=request.user, **form.values))
    if added is ALREADY:
        messages.info(request, "The user was added already. If you did not note the password, set a new one.")
        return redirect("scrutiny:administration")
    if added:
        return _show_password(request, *added, is_new=True)
    lead = "They get a password, shown to you once, with which they sign in first."
    crumb = administration_crumb()
    return form_page(request, form, "Add a user", "Add user", [crumb], crumb["url"], lead=lead)


def _show_password(request, user, password, *, is_new):
    context = {"shown": user, "password": password, "is_new": is_new, "crumbs": [administration_crumb()]}
    return render(request, "scrutiny/user_password.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def user_edit(request, pk):
    """Change a user's name, e-mail, person, and whether they may sign in; or set a new password."""
    user = get_object_or_404(users_of(request.user), pk=pk)
    may_change = permissions.can_edit_user(request.user, user)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    if request.POST.get("do") == "password":
        return _show_password(request, user, actions.give_password(user, by=request.user), is_new=False)
    form = UserForm(bound(request), administrator=request.user, user=user)
    if done(form, request.user, lambda: actions.change_user(user, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect("scrutiny:administration")
    roles = user.roles.filter(council__in=access_of(request.user).administrator_of)
    return render(
        request,
        "scrutiny/user_edit.html",
        {
            "shown": user,
            "form": form if may_change else None,
            "roles": roles.select_related("body", "council").order_by("pk"),
            "crumbs": [administration_crumb()],
            "several": Council.objects.count() > 1,
        },
        status=422 if form.is_bound else 200,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def role_add(request):
    """Give somebody a role; `?user=` names somebody by their sign-in name."""
    require_administrator(request.user)
    start = {"username": request.GET.get("user", "")[:150]}
    form = RoleForm(bound(request), administrator=request.user, initial=start)
    role = done(form, request.user, lambda: actions.add_role(**form.values, by=request.user))
    if role:
        messages.success(request, "The role has been given.")
        return redirect(*(["scrutiny:administration"] if role is ALREADY else ["scrutiny:user-edit", role.user_id]))
    lead = "Members and co-opted members need no role: their memberships say what they may read."
    crumb = administration_crumb()
    return form_page(request, form, "Give a role", "Give role", [crumb], crumb["url"], lead=lead)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def role_remove(request, pk):
    """Take a role away, after asking."""
    access = access_of(request.user)
    found = Role.objects.filter(council__in=access.administrator_of | access.monitoring_of)
    role = get_object_or_404(found.select_related("user", "council", "body"), pk=pk)
    if not permissions.can_administer(request.user, role.council):
        raise PermissionDenied
    back = reverse("scrutiny:user-edit", args=[role.user_id])
    if request.method == "POST":
        try:
            actions.remove_role(role, by=request.user)
        except Refused as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"{role.user} no longer has the role.")
        # Whoever gave up their own last post sees this administration no more.
        return redirect("scrutiny:home" if role.user_id == request.user.pk else "scrutiny:administration")
    what = f"{role.get_kind_display()} of {role.body or role.council}"
    return form_page(
        request,
        None,
        f"Take a role away from {role.user}?",
        "Take away",
        [administration_crumb()],
        back,
        lead=f"{what}. What they wrote stays. The role can be given again.",
        danger=True,
    )
