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
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.choosing import councils_written_by
from scrutiny.forms.councils import TermForm, TermsForm
from scrutiny.models import Council, GlossaryTerm
from scrutiny.rules import terms

from .acting import ALREADY, bound, done, wear
from .bodies import form_page

MOST_AT_ONCE = 300


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
    form = TermForm(bound(request), user=request.user, initial=_asked(request))
    if done(form, request.user, lambda: actions.add_term(**form.values, by=request.user)):
        messages.success(request, "The term has been added.")
        return redirect("scrutiny:glossary-list")
    return form_page(request, form, "Add a term", "Add term", [glossary_crumb()], glossary_crumb()["url"])


def _asked(request):
    """What the form starts with: the term and the council that the address names."""
    initial = {"acronym": query.words(request, "acronym", most=40)}
    council = query.number(request, "council")
    if council is not None:
        initial["council"] = councils_written_by(request.user).filter(pk=council).first()
    return {name: value for name, value in initial.items() if value}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_paste(request):
    """Add many from a list, one a line; how it was read and what clashes is shown before anything is saved."""
    if not access_of(request.user).councils:
        raise Http404
    if not councils_written_by(request.user).exists():
        raise PermissionDenied
    form = TermsForm(bound(request), user=request.user, initial=_asked(request))
    crumbs = [glossary_crumb()]
    if form.is_bound and request.POST.get("back") == "1" and form.is_valid():
        form = TermsForm(user=request.user, initial={name: form.cleaned_data[name] for name in ("terms", "council")})
    if form.is_bound and form.is_valid():
        council = form.cleaned_data["council"]
        lines = terms.parse(form.cleaned_data["terms"])
        if len(lines) > MOST_AT_ONCE:
            form.add_error("terms", f"Paste {MOST_AT_ONCE} lines or fewer at a time: there are {len(lines)}")
        elif not any(not line.problem for line in lines):
            form.add_error("terms", "No line has a term and a meaning. Put a tab or a dash with spaces between them")
        else:
            return _check_or_save(request, form, council, lines, crumbs)
    return form_page(request, form, "Add several terms", "Check the list", crumbs, crumbs[0]["url"])


def _check_or_save(request, form, council, lines, crumbs):
    """Show how the lines were read; or, once that was confirmed, save those that are ticked."""
    rows = terms.check(lines, council.glossary.values_list("acronym", "meaning"))
    if request.POST.get("confirmed") == "1":
        ticked = set(request.POST.getlist("keep"))
        kept = [(row.term, row.meaning) for place, row in enumerate(rows) if str(place) in ticked and not row.is_there]
        added = done(form, request.user, lambda: [actions.add_terms(council, kept, by=request.user)])
        if added and added is not ALREADY:
            count = added[0]
            messages.success(request, f"{count} {'term has' if count == 1 else 'terms have'} been added.")
        if added:
            return redirect("scrutiny:glossary-list")
    context = {
        "form": form,
        "council": council,
        "typed": form.cleaned_data["terms"],
        "rows": [{"place": place, "row": row} for place, row in enumerate(rows)],
        "problems": [line for line in lines if line.problem],
        "new": sum(not row.is_there for row in rows),
        "crumbs": crumbs,
        "cancel": crumbs[0]["url"],
    }
    return render(request, "scrutiny/glossary_check.html", context)


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
