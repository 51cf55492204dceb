"""The database is reached through the driver that was chosen, and is the one the run is meant for."""

import importlib.util
import os

import pytest
from django.db import connection


def test_psycopg_3_is_not_here():
    """Were it installed, Django would silently use it instead of psycopg2."""
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_is_reached_through_psycopg2():
    assert connection.vendor == "postgresql"
    assert connection.Database.__name__ == "psycopg2"
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL ")


@pytest.mark.django_db
def test_the_run_uses_the_database_it_was_given():
    """Otherwise the second run of the tests could quietly be on SQLite again."""
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted
