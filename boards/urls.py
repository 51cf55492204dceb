"""Addresses of the boards app."""

from django.urls import path

from boards.views import boards
from scrutiny.engine import converters  # noqa: F401  (registers <pk:pk>)

app_name = "boards"
urlpatterns = [
    path("boards/", boards.board_list, name="board-list"),
    path("boards/<pk:pk>/", boards.board_show, name="board-show"),
]
