"""What every room of a board shares: getting the board, and its frame."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from boards import hooks
from boards.permissions import can_edit_board
from scrutiny.models import Body
from scrutiny.views.acting import wear


def board_of(request, pk, may=None):
    """The board (boards are public: 404 only for what is none); 403 unless `may(user, board)`."""
    board = get_object_or_404(Body.objects.visible_to(request.user).boards().select_related("council"), pk=pk)
    if may is not None and not may(request.user, board):
        raise PermissionDenied
    wear(request, board.council)
    request.place = "boards:board-list"
    return board


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
