"""The boards app: safeguarding and other partnership boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Lists and shows the bodies that are boards."""

    name = "boards"
    verbose_name = "Boards"

    def ready(self):
        """Register the boards' place in the navigation."""
        from scrutiny import registry

        registry.add_place(registry.Place("Boards", "boards:board-list", 60))
