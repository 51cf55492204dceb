"""Pages of how a board stands among other bodies: groups and chairs, the map and its words, and the links."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards.actions import boards as actions
from boards.forms.boards import LinkForm
from boards.governance import governance_of
from boards.models import GovernanceLink
from boards.permissions import can_edit_board
from boards.views.partners import RemoveForm
from scrutiny.access import access_of
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body
from scrutiny.views.acting import bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, room


def governance_url(board):
    """The address of a board's governance."""
    return reverse("boards:governance", args=[board.pk])


@require_safe
def governance(request, pk):
    """A board's groups with their chairs, and the map of who reports to whom with the same in words."""
    board = board_of(request, pk)
    found = governance_of(board)
    return render(
        request,
        "boards/governance.html",
        room(request, board, "governance", governance=found, map=found.map, sentences=found.sentences),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def governance_add(request, pk):
    """Say how one body stands to another."""
    board = board_of(request, pk, can_edit_board)
    bodies = list(Body.objects.filter(council=board.council_id).live().order_by("name"))
    form = LinkForm(bound(request), bodies=bodies, board=board)
    if done(form, request.user, lambda: actions.link_bodies(by=request.user, **form.values)):
        messages.success(request, "It has been added to the map.")
        return redirect(governance_url(board))
    lead = "A group that belongs to the board needs no line here: it stands under the board by its own page."
    crumbs = board_crumbs(board, ("Governance", governance_url(board)))
    return form_page(request, form, "Add a line to the map", "Add", crumbs, governance_url(board), lead=lead)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def governance_remove(request, pk):
    """Take a line out of the map."""
    found = GovernanceLink.objects.filter(body__council__in=access_of(request.user).councils)
    link = get_object_or_404(found.select_related("body__council", "to"), pk=pk)
    if not can_edit_board(request.user, link.body):
        raise PermissionDenied
    wear(request, link.body.council)
    request.place = "boards:board-list"
    board = _board_beside(link)
    form = RemoveForm(bound(request))
    if done(form, request.user, lambda: actions.unlink_bodies(link, by=request.user)):
        messages.success(request, "It has been taken out.")
        return redirect(governance_url(board) if board else link.body)
    home = governance_url(board) if board else link.body.get_absolute_url()
    crumbs = board_crumbs(board, ("Governance", home)) if board else []
    return form_page(request, form, f"Take out “{link}”", "Take it out", crumbs, home, danger=True)


def _board_beside(link):
    """A board on whose map the link stands: one of its two ends, or the first that an end stands under."""
    for body in (link.body, link.to):
        if body.kind == Body.Kind.BOARD:
            return body
    return Body.objects.boards().filter(child_links__child__in=(link.body, link.to)).order_by("name").first()
