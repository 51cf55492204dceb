"""What boards hang on the lower floors, and the rooms of a board: the pages that its sub-navigation lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boards import texts_in_papers
from boards.permissions import can_read_board
from scrutiny import registry


@dataclass(frozen=True)
class Room:
    """A page of a board: `url_name` takes the board's key; `key` marks the current one."""

    key: str
    label: str
    url_name: str
    order: int
    permission: Callable[[Any, Any], bool] | None = None  # (user, board); None is everybody


rooms: list[Room] = []


def add_room(room):
    """Register a page of boards."""
    rooms.append(room)
    rooms.sort(key=lambda one: one.order)


def rooms_for(board, current, user):
    """The pages of a board that the user may open, as rows of {label, url, current}."""
    return [
        {"label": room.label, "url": reverse(room.url_name, args=[board.pk]), "current": room.key == current}
        for room in rooms
        if room.permission is None or room.permission(user, board)
    ]


registry.add_place(registry.Place("Boards", "boards:board-list", 60))

add_room(Room("about", "About", "boards:board-show", 10))
add_room(Room("budget", "Budget", "boards:budget", 20, can_read_board))
add_room(Room("governance", "Governance", "boards:governance", 30))
# Each area adds its own rooms below, with can_read_board where everybody may not see them.
add_room(Room("plans", "Business plans", "boards:business-plan-list", 40, can_read_board))
add_room(Room("indicators", "Indicators", "boards:indicator-list", 50, can_read_board))
add_room(Room("inspections", "Inspections and reviews", "boards:inspection-list", 60, can_read_board))

registry.printed_texts.append(texts_in_papers.printed_texts)
