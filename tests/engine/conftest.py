"""The engine on its own: a small site around it that knows no committee."""

import copy

import pytest


@pytest.fixture
def alone(settings):
    """Serve tests.engine.site, without what the floors above add to every page."""
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if name.startswith("django.")]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.engine.site"
    settings.LOGIN_REDIRECT_URL = settings.LOGOUT_REDIRECT_URL = "/"
