"""Checks that `manage.py check --deploy` and the server make before anything is served."""

from django.conf import settings
from django.core.checks import Error, Tags, register

_BUILT_IN = "insecure-key-for-commands-only-"


def has_built_in_key():
    """Whether the SECRET_KEY is the one in the source, with which anybody could sign in as anybody."""
    return settings.SECRET_KEY.startswith(_BUILT_IN)


@register(Tags.security, deploy=True)
def secret_key_is_own(app_configs, **kwargs):
    """Refuse the SECRET_KEY that comes with the source."""
    if not has_built_in_key():
        return []
    return [
        Error(
            "SECRET_KEY is the one that comes with the source, with which anybody could sign in as anybody.",
            hint="Put a SECRET_KEY of your own into var/secrets.env: 50 or more random characters.",
            id="engine.E001",
        )
    ]
