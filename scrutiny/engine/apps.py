"""The engine: what knows no committee (users, audit, drafts, text, PDF)."""

from django.apps import AppConfig


class EngineConfig(AppConfig):
    """Engine floor of the house."""

    name = "scrutiny.engine"
    label = "engine"
    verbose_name = "Engine"

    def ready(self):
        """Register the checks and the shape of numbers in addresses (`<pk:pk>`)."""
        from . import checks, converters  # noqa: F401  (register on import)
