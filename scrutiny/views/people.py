"""Pages of people, for those who keep the directory."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import people as actions
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.people import PersonForm
from scrutiny.models import Membership, Person

from .acting import ALREADY, bound, done, wear
from .bodies import form_page

PAGE = 50


def people_crumb():
    """The way up to the list."""
    return {"label": "People", "url": reverse("scrutiny:person-list")}


@signed_in
@require_safe
def person_list(request):
    """People by family name, fifty at a time, or those whose name holds the words looked for."""
    if not permissions.can_see_any_people(request.user):
        raise Http404
    words = query.words(request, "q", most=100)
    people = Person.objects.visible_to(request.user)
    found = people.for_list().order_by("family_name", "name", "pk")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(post__icontains=word))
    after = query.number(request, "after")
    last = people.filter(pk=after).first() if after else None
    if last:
        found = found.filter(
            Q(family_name__gt=last.family_name)
            | Q(family_name=last.family_name, name__gt=last.name)
            | Q(family_name=last.family_name, name=last.name, pk__gt=last.pk)
        )
    serving = Membership.objects.current().select_related("body").order_by("body__name")
    rows = list(found.prefetch_related(Prefetch("memberships", serving, to_attr="serving"))[: PAGE + 1])
    following = request.GET.copy()
    following["after"] = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    first = request.GET.copy()
    first.pop("after", None)
    return render(
        request,
        "scrutiny/person_list.html",
        {
            "people": rows[:PAGE],
            "words": words,
            "next_url": f"?{following.urlencode()}" if len(rows) > PAGE else "",
            "first_url": f"?{first.urlencode()}" if last else "",
            "can_add": permissions.can_add_person(request.user),
        },
    )


def person_of(request, pk):
    """The person, for somebody who may see the people of their council; 404 otherwise."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("council", "user"), pk=pk)
    wear(request, person.council)
    return person


@signed_in
@require_safe
def person_show(request, pk):
    """A person, where they serve and served, and how often they came."""
    person = person_of(request, pk)
    memberships = list(
        person.memberships.select_related("body", "replaced_by__person").order_by("has_left", "-joined", "-pk")
    )
    for one in memberships:
        one.reads_reason = permissions.can_read_reasons(request.user, one.body)
    attendance = person.attendance.filter(
        meeting__in=person.attendance.model._meta.get_field("meeting").related_model.objects.visible_to(request.user)
    ).select_related("meeting__body")
    return render(
        request,
        "scrutiny/person_show.html",
        {
            "person": person,
            "crumbs": [people_crumb()],
            "memberships": [one for one in memberships if not one.has_left],
            "former": [one for one in memberships if one.has_left],
            "attendance": attendance.order_by("-meeting__date", "-pk")[:20],
            "can_edit": permissions.can_edit_person(request.user, person),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request):
    """Add a person."""
    if not permissions.can_see_any_people(request.user):
        raise Http404
    if not permissions.can_add_person(request.user):
        raise PermissionDenied
    form = PersonForm(bound(request), user=request.user)
    person = done(form, request.user, lambda: actions.add_person(by=request.user, **form.values))
    if person:
        messages.success(request, "The person has been added.")
        return redirect("scrutiny:person-list" if person is ALREADY else person)
    return form_page(request, form, "Add a person", "Add person", [people_crumb()], reverse("scrutiny:person-list"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request, pk):
    """Change a person; their titles in memberships of the past stay as they were."""
    person = person_of(request, pk)
    if not permissions.can_edit_person(request.user, person):
        raise PermissionDenied
    form = PersonForm(bound(request), user=request.user, person=person)
    if done(form, request.user, lambda: actions.change_person(person, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect(person)
    crumbs = [people_crumb(), {"label": str(person), "url": person.get_absolute_url()}]
    lead = "A new title or post here leaves those of earlier memberships as they were."
    return form_page(request, form, f"Change {person}", "Save", crumbs, person.get_absolute_url(), lead=lead)
