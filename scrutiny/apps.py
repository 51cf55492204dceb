"""The scrutiny app: bodies, people, meetings, reviews, evidence, findings and papers."""

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """Registers the blocks that this floor owns."""

    name = "scrutiny"
    label = "scrutiny"
    verbose_name = "Scrutiny"

    def ready(self):
        """Fill the registries once every model is loaded."""
        from scrutiny import blocks, hooks, paper_templates, tabs, texts  # noqa: F401  (register on import)
