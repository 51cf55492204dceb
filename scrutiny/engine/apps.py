"""The engine: what knows no committee (users, audit, drafts, text, PDF)."""

from django.apps import AppConfig


class EngineConfig(AppConfig):
    """Engine floor of the house."""

    name = "scrutiny.engine"
    label = "engine"
    verbose_name = "Engine"
