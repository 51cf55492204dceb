"""The audit of a council: who did what, newest first."""

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny import permissions
from scrutiny.access import access_of
from scrutiny.engine import query
from scrutiny.engine.models import AuditEntry, User
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body, Council, Paper, Person, Review

from .acting import or_404, wear
from .administration import administration_crumb

PAGE = 50
LONGEST = 2000
# What an administrator may read: the directory and the users, never a draft or a private meeting.
DIRECTORY = ("scrutiny.council", "scrutiny.body", "scrutiny.membership", "scrutiny.person", "engine.user")
# The members' reasons are recorded as "given"; a note on a body is public.


def entries_for(user, councils):
    """The audit entries of `councils` (keys) that the user may read: a queryset.

    Monitoring officers read all of it; administrators what is about the directory and the users.
    """
    access = access_of(user)
    whole = access.monitoring_of & set(councils)
    directory = (access.administrator_of & set(councils)) - whole
    found = Q(pk__in=[])
    if whole:
        found |= _under(whole)
    if directory:
        found |= _under(directory) & Q(kind__in=DIRECTORY)
    return AuditEntry.objects.filter(found)


def _under(councils):
    """The condition that an entry belongs to something of the councils, or to a user with a post there or none."""
    posts = Q(roles__council__in=councils) | Q(person__council__in=councils) | Q(roles=None, person=None)
    return (
        Q(under__in=[f"scrutiny.council:{pk}" for pk in councils])
        | Q(under__in=_keys(Body.objects.filter(council__in=councils)))
        | Q(under__in=_keys(Person.objects.filter(council__in=councils)))
        | Q(under__in=_keys(Review.objects.filter(council__in=councils)))
        | Q(under__in=_keys(Paper.objects.filter(council__in=councils)))
        | Q(under__in=_keys(User.objects.filter(posts)))
    )


def _keys(things):
    label = things.model._meta.label_lower
    return things.order_by().annotate(
        audit_key=Concat(Value(f"{label}:"), Cast("pk", CharField()), output_field=CharField())
    ).values("audit_key")  # fmt: skip


@signed_in
@require_safe
def audit_list(request):
    """Fifty entries at a time, before the one that the address names."""
    access = access_of(request.user)
    readable = access.administrator_of | access.monitoring_of
    or_404(readable)
    councils = list(Council.objects.filter(pk__in=readable))
    chosen = next((one for one in councils if one.pk == query.number(request, "council")), None)
    if chosen:
        wear(request, chosen)
    found = entries_for(request.user, [chosen.pk] if chosen else readable).select_related("by").order_by("-pk")
    before = query.number(request, "before", most=2**31)
    entries = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    here = f"council={chosen.pk}&" if chosen else ""
    return render(
        request,
        "scrutiny/audit_list.html",
        {
            "crumbs": [administration_crumb()] if permissions.can_see_administration(request.user) else [],
            "councils": councils if len(councils) > 1 else [],
            "chosen": chosen,
            "rows": [{"entry": entry, "changes": changes(entry)} for entry in entries[:PAGE]],
            "next_url": f"?{here}before={entries[PAGE - 1].pk}" if len(entries) > PAGE else "",
            "first_url": f"?{here}".rstrip("&?") or "?" if before else "",
        },
    )


def changes(entry):
    """What an entry says was and is: rows of name, before and after as text."""
    before, after = (value if isinstance(value, dict) else {} for value in (entry.before, entry.after))
    names = [*before, *(name for name in after if name not in before)]
    return [
        {"name": name.replace("_", " "), "before": _text(before.get(name)), "after": _text(after.get(name))}
        for name in names
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def _text(value):
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    words = str(value)
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"
