"""What every test relies on: nothing of the developer's is touched, and a misspelt template variable fails."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import base, defaultfilters
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
OVERRIDES = ("gds", "django")  # templates of libraries, held here with changes: their own variables may be missing
DEFAULTS = (defaultfilters.default, defaultfilters.default_if_none)

# A busy machine must not fail a property that holds.
hypothesis_settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("steady")


def pytest_configure(config):
    """Settings that only tests have; set before anything reads them."""
    if not settings.configured:
        return
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and only here
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # no collectstatic before a test
    # Factories write no audit, by which the cache knows that things have changed.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    if settings.TEMPLATES:
        _refuse_misspelt_variables()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps an event loop in the tests' thread


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    """Pure rules and the tools know no database: once is enough for them."""
    for item in items:
        parts = Path(str(item.fspath)).parts
        if ("rules" in parts or "tools" in parts) and not item.get_closest_marker("postgres"):
            item.add_marker("one_database")


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for the whole run: a thread can hold only one driver."""
    from playwright.sync_api import sync_playwright  # not there for `make test-fast`

    from tests.checkers import browser_arguments, chromium

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium(), args=browser_arguments())
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, settings):
    """Uploads of a test go to a folder of its own, never to the developer's var/media."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"


@pytest.fixture(autouse=True)
def _postgres_where_it_is_promised(request):
    """A test marked `postgres` fails, rather than proving nothing, when it runs on another database."""
    if request.node.get_closest_marker("postgres") and request.node.get_closest_marker("django_db"):
        engine = settings.DATABASES["default"]["ENGINE"]
        assert engine.endswith("postgresql"), "Run this with: python tools/postgres.py python -m pytest ..."


class MisspeltVariable(AssertionError):
    """A project template names something that its view did not give."""


def _refuse_misspelt_variables():
    """Makes `{{ nothing.here }}` in a project template an error; {% if %}, {% for %} and |default stay lenient."""
    plain_resolve = base.Variable.resolve

    def resolve(self, context):
        try:
            return plain_resolve(self, context)
        except base.VariableDoesNotExist:
            asker = sys._getframe(1)
            expression = asker.f_locals.get("self")
            if (
                isinstance(expression, base.FilterExpression)
                and not asker.f_locals.get("ignore_failures")
                and not any(function in DEFAULTS for function, _ in expression.filters)
            ):
                where = _project_template(asker)
                if where:
                    message = f"{where}: {{{{ {expression.token} }}}} is not in what the view gave."
                    raise MisspeltVariable(message) from None
            raise

    base.Variable.resolve = resolve


def _project_template(frame):
    """Path and line of the project template that is being rendered in this frame, or None for a library's."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, base.Node) and getattr(node, "origin", None):
            name = Path(str(node.origin.name))
            if name.is_relative_to(TEMPLATES) and name.relative_to(TEMPLATES).parts[0] not in OVERRIDES:
                return f"templates/{name.relative_to(TEMPLATES)}, line {node.token.lineno}"
            return None
        frame = frame.f_back
    return None
