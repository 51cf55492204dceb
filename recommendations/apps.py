"""The recommendations app: what a committee asks somebody to do, and its whole life afterwards."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Registers with the floor below what only this floor can show."""

    name = "recommendations"
    verbose_name = "Recommendations"

    def ready(self):
        """Register blocks, workspace tabs, readiness checks and numbering."""
        from recommendations import blocks, hooks, hooks_life  # noqa: F401  (register on import)
