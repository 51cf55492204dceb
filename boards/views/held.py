"""What the pages of things that a board holds share: getting them, the frame, the bin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from boards.permissions import can_edit_board, can_read_board
from scrutiny.refused import Refused
from scrutiny.views.acting import wear

from . import room


def board_of(request, pk, may=can_read_board):
    """The board, for somebody who may (404 or 403 otherwise): by default those with a post in its council."""
    return room.board_of(request, pk, may)


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


def frame(request, board, current, **more):
    """The context of a page of a board, with `more` added."""
    wear(request, board.council)
    context = room.room(request, board, current, **more)
    return context | {"can_edit": context["can_write"]}


crumbs_of = room.board_crumbs


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
