"""The engine on its own: a small site around it that knows no committee."""

import copy
import sqlite3

import pytest
from django.db import connection


@pytest.fixture
def alone(settings):
    """Serve tests.engine.site, without what the floors above add to every page."""
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if name.startswith("django.")]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.engine.site"
    settings.LOGIN_REDIRECT_URL = settings.LOGOUT_REDIRECT_URL = "/"


@pytest.fixture
def on_disk(transactional_db, tmp_path):
    """The test database as the site has it: for SQLite a file with a write-ahead log, where writers wait in a queue.

    (Tests otherwise run on SQLite in memory, where a second writer is refused at once.)
    """
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "test.sqlite3"
    with sqlite3.connect(file) as copied:
        in_memory.backup(copied)
    copied.close()
    connection.settings_dict["NAME"], connection.connection = str(file), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, in_memory
