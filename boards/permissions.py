"""Who may do what to boards: one function per verb.

A board's name, chair, partners, groups, meetings and governance are for everybody; its money, plans, indicators,
inspections, case reviews and appearances are working data of the council.
"""

from scrutiny.access import access_of
from scrutiny.permissions import can_edit_body


def can_read_board(user, board):
    """Whether the user may read a board's working data: everybody with a post in its council."""
    return board.council_id in access_of(user).councils


def can_edit_board(user, board):
    """Whether the user may change a board and what it holds: an officer or administrator of its council."""
    return can_edit_body(user, board)
