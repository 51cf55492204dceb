"""A page of every component, open in the browser."""

import copy

import pytest

from tests.browser import front_end_site


@pytest.fixture
def site(settings, live_server):
    """Address of the site of components, freshly reset."""
    settings.ROOT_URLCONF = "tests.browser.front_end_site"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].remove("scrutiny.views.site.site")
    settings.TEMPLATES = templates
    front_end_site.reset()
    return live_server.url


@pytest.fixture
def page(browser, site):
    """An open page at the site; any script error or refusal by the content policy fails the test."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto("/")
    yield opened
    context.close()
    assert faults == []
