"""The boards app: safeguarding and other partnership boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Lists and shows the bodies that are boards."""

    name = "boards"
    verbose_name = "Boards"
