"""Sections of a paper: add, write, move, leave out, bin."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from scrutiny import permissions, registry
from scrutiny.actions import papers as actions
from scrutiny.engine import drafts, query, versions
from scrutiny.engine.views.access import signed_in, wants_json
from scrutiny.forms.sections import AddSectionForm, SectionForm
from scrutiny.models import Section
from scrutiny.papers import outline, paper
from scrutiny.refused import Refused

from .acting import ALREADY, bound, done
from .conflicts import conflict
from .papers import frame_of, paper_for


def _section(request, pk):
    """The kept section: 404 when the user may not read it, 403 when they may not change it."""
    return _mine(request, Section.objects.visible_to(request.user).kept(), pk)


def _mine(request, sections, pk):
    papers = ("paper__review__council", "paper__body__council", "paper__council")
    section = get_object_or_404(sections.select_related(*papers), pk=pk)
    if not permissions.can_edit_paper(request.user, section.paper):
        raise PermissionDenied
    return section


def _outline(section, *, at=True):
    """The address of the outline, at the section."""
    url = section.paper.get_absolute_url()
    return f"{url}#section-{section.pk}" if at else url


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def section_add(request, pk, of="review"):
    """Add a section to a paper (see papers.paper_for) with its text; with `another` sent, begin the one after it."""
    found = paper_for(request, pk, of, to_edit=True)
    asked = {"kind": query.choice(request, "kind", registry.blocks), "after": query.number(request, "after")}
    form = AddSectionForm(bound(request), paper=found, initial={name: one for name, one in asked.items() if one})
    form.drafts_for(f"new-section:{found.pk}", request.user, use=bool(request.GET.get("draft")))
    made = done(form, request.user, lambda: actions.add_section(found, by=request.user, **form.values))
    if made:
        again = "another" in request.POST
        if made is ALREADY:
            return redirect(found.urls["section_add"] if again else found)
        form.forget_drafts()
        messages.success(request, f"Section “{made}” added.")
        following = f"{found.urls['section_add']}?{urlencode({'kind': made.kind, 'after': made.pk})}"
        return redirect(following if again else _outline(made))
    context = frame_of(
        request, found, form=form, title="Add a section", submit="Add section", cancel=found.urls["show"]
    )
    return render(request, "scrutiny/section_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def section_edit(request, pk):
    """Write a section's heading and text."""
    section = _section(request, pk)
    back = _outline(section)
    context = frame_of(request, section.paper)
    form = SectionForm(request.POST if request.method == "POST" else None, section=section)
    key = f"section:{section.pk}"
    form.drafts_for(key, request.user, section.version, use=bool(request.GET.get("draft")))
    if form.is_valid():
        try:
            actions.save_section(section, form.seen_version, by=request.user, **form.values)
        except versions.Stale as stale:
            return conflict(request, stale, form, prefix=key, back=back, context=context)
        drafts.forget(request.user, f"{key}:")
        messages.success(request, "Section saved.")
        return redirect(back)
    context |= {
        "form": form,
        "section": section,
        "kind": outline.block_of(section),
        "blocks": _as_printed(section),
        "title": section.heading or outline.block_of(section).name,
        "submit": "Save",
        "cancel": back,
    }
    return render(request, "scrutiny/section_edit.html", context, status=422 if form.is_bound else 200)


def _as_printed(section):
    """What a section prints now, as blocks to read below the form; [] where it is what people wrote."""
    block = outline.block_of(section)
    if (block.is_entered and block.choices is None) or section.is_dropped:
        return []
    data = outline.data_of(section, timezone.localdate())
    return [] if data is None else list(paper.blocks_of(outline.Part(section, block, data)))


@require_POST
@signed_in
def section_move(request, pk):
    """Move a section: direction=up or down from the buttons, position (from 1) from dragging."""
    section = _section(request, pk)
    position = request.POST.get("position", "")
    try:
        if position.isascii() and position.isdigit() and len(position) < 6:
            actions.move_section(section, to=int(position) - 1, by=request.user)
        else:
            actions.move_section(section, direction=request.POST.get("direction"), by=request.user)
    except Refused as refused:
        if wants_json(request):
            return JsonResponse({"error": str(refused)}, status=422)
        messages.error(request, str(refused))
    if wants_json(request):
        return JsonResponse({})
    return redirect(_outline(section))


@require_POST
@signed_in
def section_drop(request, pk):
    """Leave a section out of the paper (dropped=1) or put it back (dropped=0)."""
    section = _section(request, pk)
    try:
        if request.POST.get("dropped") == "0":
            actions.undrop_section(section, by=request.user)
            messages.success(request, f"“{section}” is in the paper again.")
        else:
            actions.drop_section(section, by=request.user)
            messages.success(request, f"“{section}” is left out of the paper. What is in it stays.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_outline(section))


@require_POST
@signed_in
def section_bin(request, pk):
    """Put a section in the bin."""
    section = _section(request, pk)
    try:
        actions.bin_section(section, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_outline(section))
    messages.success(request, f"“{section}” is in the bin, from which it can be put back.")
    return redirect(_outline(section, at=False))


@require_POST
@signed_in
def section_restore(request, pk):
    """Take a section out of the bin, back to where it was."""
    section = _mine(request, Section.objects.visible_to(request.user).binned(), pk)
    actions.restore_section(section, by=request.user)
    messages.success(request, f"“{section}” is back where it was.")
    return redirect(_outline(section))
