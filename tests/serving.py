"""A real server with a database of its own, for tests that need several processes at once."""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def own_database(folder):
    """Gives a DATABASE_URL of a migrated database nobody else uses, of the kind the tests run on now.

    On SQLite it is a file in `folder`; on PostgreSQL a new database of the same server, dropped afterwards. Migrating
    takes long, so it is done once in a process, and copied.
    """
    name = f"own_{uuid.uuid4().hex[:12]}"
    if connection.vendor == "sqlite":
        path = Path(folder) / f"{name}.sqlite3"
        shutil.copyfile(_migrated_file(), path)
        yield f"sqlite:///{path}"
        return
    template = _migrated_database()
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield _postgres(name)
    finally:
        _drop(name)


@cache
def _migrated_file():
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    manage(f"sqlite:///{folder}/migrated.sqlite3", "migrate", "-v0")
    return f"{folder}/migrated.sqlite3"


@cache
def _migrated_database():
    name = f"migrated_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, name)
    manage(_postgres(name), "migrate", "-v0")
    return name


def _postgres(name):
    """The DATABASE_URL of a database of the server that the tests use."""
    server = settings.DATABASES["default"]
    # django-environ takes a socket's folder as the path before the name.
    port = f":{server['PORT']}" if server["PORT"] else ""
    place = f"/{server['HOST']}" if server["HOST"].startswith("/") else f"{server['HOST']}{port}"
    secret = f":{quote(server['PASSWORD'], safe='')}" if server["PASSWORD"] else ""
    return f"postgres://{quote(server['USER'], safe='')}{secret}@{place}/{name}"


def _drop(name):
    server = settings.DATABASES["default"]
    names = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with contextlib.closing(
        psycopg2.connect(dbname="postgres", **{key: one for key, one in names.items() if one})
    ) as own:
        own.autocommit = True  # a database is dropped outside any transaction
        own.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environment(url, **extra):
    """The environment of a process that uses the database at `url`."""
    return {**os.environ, "DATABASE_URL": url, "PLAIN_STATIC": "1", "DEBUG": "", "SECRET_KEY": "k" * 60, **extra}


def manage(url, *words):
    """Run manage.py on the database at `url`; raises CalledProcessError when it fails."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=PROJECT, env=environment(url), check=True)


def run(url, code):
    """Run Python `code`, with Django set up, on the database at `url`; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=PROJECT,
        env=environment(url, DJANGO_SETTINGS_MODULE="scrutiny.settings"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.contextmanager
def served(url, processes=2, **extra):
    """Gives the address of the site, served as an installation serves it, on the database at `url`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "tools/gunicorn.conf.py", "scrutiny.wsgi:application"],
        cwd=PROJECT,
        env=environment(url, PORT=str(port), WEB_PROCESSES=str(processes), **extra),
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(server, address)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_it_answers(server, address):
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/accessibility/", timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
