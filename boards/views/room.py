"""What the pages of a board and of what it holds share: getting them, the frame, the way up, the bin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from boards import hooks
from boards.permissions import can_edit_board
from scrutiny.models import Body
from scrutiny.refused import Refused
from scrutiny.views.acting import wear


def board_of(request, pk, may=None):
    """The board (boards are public: 404 only for what is none); 403 unless `may(user, board)`."""
    board = get_object_or_404(Body.objects.visible_to(request.user).boards().select_related("council"), pk=pk)
    if may is not None and not may(request.user, board):
        raise PermissionDenied
    wear(request, board.council)
    request.place = "boards:board-list"
    return board


def thing_of(request, found, pk, board_of_it, *, writes=False):
    """The thing of a board among `found` that the user may see (404); 403 when it `writes` and they may not.

    `board_of_it(thing)` gives its board.
    """
    thing = get_object_or_404(found.visible_to(request.user), pk=pk)
    board = board_of_it(thing)
    if writes and not can_edit_board(request.user, board):
        raise PermissionDenied
    wear(request, board.council)
    return thing


def board_url(board):
    """The address of a board's own page."""
    return reverse("boards:board-show", args=[board.pk])


def board_crumbs(board, *more):
    """The way up from a page under a board; `more` are pairs of label and address."""
    own = [("Boards", reverse("boards:board-list")), (board.name, board_url(board))]
    return [{"label": label, "url": url} for label, url in [*own, *more]]


def room(request, board, current, **more):
    """The context of a room of a board, with `more` added: board, rooms (the sub-navigation), crumbs, can_write."""
    request.place = "boards:board-list"
    return {
        "board": board,
        "rooms": hooks.rooms_for(board, current, request.user),
        "crumbs": board_crumbs(board)[:1] if current == "about" else board_crumbs(board),
        "can_write": can_edit_board(request.user, board),
        **more,
    }


def in_and_out(request, thing, name, bin_it, restore, *, back, home):
    """Put a thing in the bin, or take it out where the form says put_back; to `home` from the bin's side."""
    if "put_back" in request.POST:
        try:
            restore(thing, by=request.user)
        except Refused as problem:
            messages.error(request, str(problem))
            return redirect(home)
        messages.success(request, f"{name} is back where it was.")
        return redirect(back)
    bin_it(thing, by=request.user)
    messages.success(request, f"{name} is in the bin, from which it can be put back.")
    return redirect(home)
