"""A council's standard headings and data-quality scale, and the page where a paper's are entered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions
from scrutiny.actions import councils
from scrutiny.actions import headings as actions
from scrutiny.actions import implications as saying
from scrutiny.engine import drafts, versions
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.headings import HeadingForm, ImplicationsForm, ScaleForm
from scrutiny.models import Council, DataQuality, Implication, StandardHeading
from scrutiny.refused import Refused

from .acting import ALREADY, bound, done, wear
from .administration import administration_crumb
from .bodies import form_page
from .papers import frame_of, paper_for

LEAD = (
    "Every paper is asked what it means under each of these headings, in this order. Those with nothing specific are "
    "printed together under one heading."
)


def _administered(request, council):
    if not permissions.can_administer(request.user, council):
        raise PermissionDenied
    wear(request, council)
    request.place = "scrutiny:administration"
    return council


def _crumbs(council):
    return [administration_crumb(), {"label": "Standard headings", "url": _list(council)}]


def _list(council):
    return reverse("scrutiny:standard-heading-list", args=[council.pk])


@require_safe
@signed_in
def heading_list(request, pk):
    """The headings in order."""
    council = _administered(request, get_object_or_404(Council, pk=pk))
    rows = actions.ensure_headings(council)
    context = {"shown": council, "rows": rows, "lead": LEAD, "crumbs": [administration_crumb()]}
    return render(request, "scrutiny/heading_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def heading_add(request, pk):
    """A new heading, at the end."""
    council = _administered(request, get_object_or_404(Council, pk=pk))
    form = HeadingForm(bound(request))
    made = done(form, request.user, lambda: actions.add_heading(council, by=request.user, **form.values))
    if made:
        if made is not ALREADY:
            messages.success(request, f"“{made}” has been added at the end.")
        return redirect(_list(council))
    return form_page(request, form, "Add a heading", "Add heading", _crumbs(council), _list(council))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def heading_edit(request, pk):
    """Change a heading, its words to begin with, or whether it is asked for."""
    heading, council = _heading(request, pk)
    form = HeadingForm(bound(request), instance=StandardHeading.objects.get(pk=pk))
    if done(form, request.user, lambda: actions.change_heading(heading, by=request.user, **form.values)):
        messages.success(request, "The heading has been saved.")
        return redirect(_list(council))
    return form_page(request, form, f"Change “{heading}”", "Save", _crumbs(council), _list(council))


@require_POST
@signed_in
def heading_move(request, pk):
    """Move a heading: direction=up or down."""
    heading, council = _heading(request, pk)
    if actions.move_heading(heading, request.POST.get("direction", ""), by=request.user):
        messages.success(request, f"“{heading}” has been moved.")
    return redirect(f"{_list(council)}#heading-{heading.pk}")


def _heading(request, pk):
    heading = get_object_or_404(StandardHeading.objects.select_related("council"), pk=pk)
    return heading, _administered(request, heading.council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def quality_scale(request, pk):
    """The steps by which data are rated, and the council's words for nothing specific."""
    council = _administered(request, get_object_or_404(Council, pk=pk))
    actions.ensure_headings(council)
    start = {"labels": [step.label for step in saying.scale(council)], "none_words": council.none_words}
    form = ScaleForm(bound(request), initial=start)

    def save():
        actions.save_scale(council, form.cleaned_data["labels"], by=request.user)
        return councils.change_council(council, none_words=form.cleaned_data["none_words"], by=request.user)

    if done(form, request.user, save):
        messages.success(request, "The scale and the words have been saved.")
        return redirect("scrutiny:administration")
    crumb = administration_crumb()
    return form_page(request, form, "Data quality and “none specific”", "Save", [crumb], crumb["url"])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def implications(request, pk, of="review"):
    """Everything a paper says under the standard headings, and how good its data are, entered at once."""
    found = paper_for(request, pk, of, to_edit=True)
    form = _form(request, found, bound(request))
    key = f"implications:{found.pk}"
    form.drafts_for(key, request.user, use=bool(request.GET.get("draft")))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            saying.save(found, form.said, form.data_quality, form.cleaned_data["seen_quality"], by=request.user)
        except versions.Stale:
            form.show_others()
            status = 409
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            drafts.forget(request.user, f"{key}:")
            messages.success(request, "Implications and data quality saved.")
            return redirect(found)
    context = frame_of(
        request,
        found,
        form=form,
        none_words=found.council.none_words,
        title="Implications and data quality",
        submit="Save all",
        cancel=found.get_absolute_url(),
    )
    return render(request, "scrutiny/paper_implications.html", context, status=status)


def _form(request, found, data):
    headings = saying.asked(found)
    rows = {row.standard_id: row for row in Implication.objects.filter(paper=found)}
    quality = DataQuality.objects.filter(paper=found).select_related("rating").first()
    return ImplicationsForm(data, headings=headings, rows=rows, quality=quality, steps=saying.scale(found.council))
