"""The boards app: safeguarding and other partnership boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Lists and shows the bodies that are boards."""

    name = "boards"
    verbose_name = "Boards"

    def ready(self):
        """Register rooms, blocks, papers and the boards' place in the navigation."""
        from boards import blocks, hooks, paper_templates  # noqa: F401  (register on import)
