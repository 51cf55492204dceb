"""Appendices of a paper: adding, changing, moving, putting away, and their files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions
from scrutiny.actions import appendices as actions
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.forms.appendices import AppendixForm
from scrutiny.models import Appendix, Edition, Paper
from scrutiny.papers import appendices
from scrutiny.refused import Refused

from .acting import ALREADY, done
from .papers import frame_of, paper_for

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appendix_add(request, pk, of="review"):
    """Add an appendix to a paper (see papers.paper_for)."""
    found = paper_for(request, pk, of, to_edit=True)
    form = _form(request, found)
    made = done(form, request.user, lambda: actions.add(found, by=request.user, **form.values))
    if made is ALREADY:
        return redirect(_list(found))
    if made:
        messages.success(request, f"Appendix “{made}” added.")
        return redirect(_list(found))
    return _page(request, found, form, "Add an appendix", "Add appendix")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appendix_edit(request, pk):
    """Change an appendix."""
    appendix = _mine(request, Appendix.objects.visible_to(request.user).kept(), pk)
    form = _form(request, appendix.paper, appendix)
    by, change = request.user, actions.change
    saved = done(form, by, lambda: change(appendix, form.seen_version, by=by, **form.values))
    if saved:
        messages.success(request, "Appendix saved.")
        return redirect(_list(appendix.paper))
    return _page(request, appendix.paper, form, "Change the appendix", "Save")


@require_POST
@signed_in
def appendix_move(request, pk):
    """Move an appendix up or down."""
    appendix = _mine(request, Appendix.objects.visible_to(request.user).kept(), pk)
    return _act(request, appendix, lambda: actions.move(appendix, request.POST.get("direction"), by=request.user))


@require_POST
@signed_in
def appendix_bin(request, pk):
    """Put an appendix in the bin, or with back=1 take it out of it."""
    appendix = _mine(request, Appendix.objects.visible_to(request.user), pk)
    if request.POST.get("back") == "1":
        said = f"Appendix “{appendix}” is back in its place."
        return _act(request, appendix, lambda: actions.put_back(appendix, by=request.user), said)
    said = f"Appendix “{appendix}” is in the bin, from which it can be put back."
    return _act(request, appendix, lambda: actions.put_in_bin(appendix, by=request.user), said)


@require_safe
@signed_in
def appendix_file(request, pk):
    """An appendix's file, to be saved under the name it came with."""
    appendix = get_object_or_404(Appendix.objects.visible_to(request.user).select_related("paper__review"), pk=pk)
    if appendix.binned_at and not permissions.can_read_paper_history(request.user, appendix.paper):
        raise Http404
    return to_be_saved(appendix.file, appendix.file_name, "appendix")


@require_safe
def edition_picture(request, pk, name):
    """A picture as an edition shows it, for who may read the edition."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user).defer("pdf"), pk=pk)
    if f'"{appendices.WEB_ADDRESS}{name}"' not in edition.html:
        raise Http404
    return _picture(name)


@require_safe
@signed_in
def paper_picture(request, pk, name, of="review"):
    """A picture as the preview of a paper shows it, for who may read what it stands in."""
    found = paper_for(request, pk, of)
    appendix = Appendix.objects.kept().filter(file=appendices.path_of(name) or None).select_related("printed").first()
    if appendix is None:
        raise Http404
    if appendix.paper_id == found.pk:
        if not Appendix.objects.visible_to(request.user).filter(pk=appendix.pk).exists():
            raise Http404
    elif not appendices.prints(found.pk, appendix.paper_id) or _is_hidden(request, appendix):
        raise Http404
    return _picture(name)


def _is_hidden(request, appendix):
    """Whether a picture of another paper, or that paper, is exempt and not for this reader."""
    paper = Paper.objects.select_related("review").get(pk=appendix.paper_id)
    return (appendix.is_exempt or paper.is_exempt) and not permissions.can_read_exempt(request.user, paper)


def _picture(name):
    path, kind = appendices.path_of(name), PICTURES.get(name.rpartition(".")[2])
    if not path or not kind or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def _mine(request, found, pk):
    papers = ("paper__review__council", "paper__body__council", "paper__council", "paper__meeting", "printed")
    appendix = get_object_or_404(found.select_related(*papers), pk=pk)
    if not permissions.can_edit_paper(request.user, appendix.paper):
        raise PermissionDenied
    return appendix


def _form(request, paper, appendix=None):
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return AppendixForm(*sent, papers=_papers(request.user, paper, appendix), appendix=appendix)


def _papers(user, paper, appendix):
    """The papers of the council that may be printed behind this one: the user's own, and others that are no drafts."""
    found = Paper.objects.visible_to(user).kept().filter(council=paper.council_id).exclude(pk=paper.pk)
    found = found.filter(review__binned_at__isnull=True).select_related("review", "body").order_by("-pk")[:500]
    offered = [one for one in found if not one.is_draft or permissions.can_edit_paper(user, one)]
    if appendix is not None and appendix.printed is not None and appendix.printed not in offered:
        offered.append(appendix.printed)
    return offered


def _page(request, found, form, title, submit):
    context = frame_of(request, found, form=form, title=title, submit=submit, cancel=_list(found))
    status = 409 if form.stale else 422 if form.is_bound else 200
    return render(request, "scrutiny/appendix_form.html", context, status=status)


def _act(request, appendix, act, said=""):
    try:
        if act() and said:
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_list(appendix.paper))


def _list(paper):
    return f"{paper.get_absolute_url()}#appendices"
