"""A page of every component, and every page of the site as it was answered, open in the browser."""

import copy

import pytest
from django.db import transaction
from django.test import override_settings

from tests.browser import front_end_site
from tests.browser.every_page import every_answer
from tests.browser.still import still_site


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


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the site said, asked once for the whole file; the database is left as it was."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), AXES_ENABLED=False),
        transaction.atomic(),
    ):
        found = every_answer()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def still(answers):
    """{address: Answer} of the pages, served as they were said."""
    style = ("text/css", ":root{--accent:#1d5c63;--accent-text:#ffffff}")
    with still_site(answers, {"/council.css": style}) as pages:
        yield pages
