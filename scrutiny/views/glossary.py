"""Pages of the glossary: acronyms and their meanings, per council."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.access import access_of
from scrutiny.actions import councils as actions
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.choosing import councils_written_by
from scrutiny.forms.councils import TermForm
from scrutiny.models import Council, GlossaryTerm

from .acting import bound, done, wear
from .bodies import form_page


def glossary_crumb():
    """The way up to the list."""
    return {"label": "Glossary", "url": reverse("scrutiny:glossary-list")}


@signed_in
@require_safe
def glossary_list(request):
    """The glossaries of the councils in which the user has a post."""
    mine = access_of(request.user).councils
    if not mine:
        raise Http404
    groups = [
        {"council": council, "terms": [], "can_edit": permissions.can_edit_glossary(request.user, council)}
        for council in Council.objects.filter(pk__in=mine)
    ]
    by_council = {group["council"].pk: group for group in groups}
    for term in GlossaryTerm.objects.filter(council__in=mine).for_list().select_related("body"):
        by_council[term.council_id]["terms"].append(term)
    return render(
        request,
        "scrutiny/glossary_list.html",
        {"groups": groups, "several": len(groups) > 1, "can_add": councils_written_by(request.user).exists()},
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_add(request):
    """Add a term."""
    if not access_of(request.user).councils:
        raise Http404
    if not councils_written_by(request.user).exists():
        raise PermissionDenied
    form = TermForm(bound(request), user=request.user)
    if done(form, request.user, lambda: actions.add_term(**form.values, by=request.user)):
        messages.success(request, "The term has been added.")
        return redirect("scrutiny:glossary-list")
    return form_page(request, form, "Add a term", "Add term", [glossary_crumb()], glossary_crumb()["url"])


def term_to_edit(request, pk):
    """The term, for somebody who may change its council's glossary; 404 outside the council, 403 inside."""
    found = GlossaryTerm.objects.filter(council__in=access_of(request.user).councils).select_related("council", "body")
    term = get_object_or_404(found, pk=pk)
    if not permissions.can_edit_glossary(request.user, term.council):
        raise PermissionDenied
    wear(request, term.council)
    return term


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_edit(request, pk):
    """Change a term."""
    term = term_to_edit(request, pk)
    form = TermForm(bound(request), user=request.user, term=term)
    if done(form, request.user, lambda: actions.change_term(term, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect("scrutiny:glossary-list")
    return form_page(request, form, f"Change {term.acronym}", "Save", [glossary_crumb()], glossary_crumb()["url"])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_remove(request, pk):
    """Take a term out, after asking."""
    term = term_to_edit(request, pk)
    if request.method == "POST":
        actions.remove_term(term, by=request.user)
        messages.success(request, f"{term.acronym} has been taken out.")
        return redirect("scrutiny:glossary-list")
    return form_page(
        request,
        None,
        f"Take {term.acronym} out of the glossary?",
        "Take out",
        [glossary_crumb()],
        glossary_crumb()["url"],
        lead=f"{term.acronym}: {term.meaning}. It can be added again.",
        danger=True,
    )
