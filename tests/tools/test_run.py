"""`make run` as a newcomer meets it: a site that answers, and a second start that has lost nothing."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "tests", "__pycache__", ".*_cache")
pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project as it was cloned, with nothing under var; only the installed packages are shared."""
    folder = tmp_path_factory.mktemp("run") / "project"
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    return folder


@contextmanager
def served(folder):
    """Gives the address and everything that was printed, once the site says that it is ready; then stops it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with subprocess.Popen(
        ["make", "--no-print-directory", "run", f"PORT={port}"],
        cwd=folder,
        env=kept | {"PIP_NO_INDEX": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            said = ""
            for line in server.stdout:
                said += line
                if "Scrutiny is ready" in line:
                    break
            assert f"http://127.0.0.1:{port}/" in said, said
            yield f"http://127.0.0.1:{port}", said
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.stdout.read()


def page(address):
    """The text at an address of the site; raises HTTPError for anything but a page."""
    with urlopen(address) as answer:
        return answer.read().decode()


def test_the_site_runs_and_a_second_start_loses_nothing(copy):
    with served(copy) as (site, said):
        assert re.search(r"sign.in", said, re.IGNORECASE), "the demonstration's sign-ins are printed"
        home = page(site)
        assert "<h1" in home
        sheet = re.search(r'href="(/static/app\.[0-9a-f]{12}\.css)"', home)
        assert sheet, "static files carry the mark of their content, as in production"
        assert "{" in page(site + sheet[1])
    secrets = copy / "var" / "secrets.env"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    secret = secrets.read_text()
    with sqlite3.connect(copy / "var" / "scrutiny.sqlite3") as database:
        before = counts(database)
        assert before["scrutiny_council"] > 0
        assert before["scrutiny_review"] > 0
        database.execute(
            "UPDATE scrutiny_council SET name = 'Entered by hand' WHERE id = (SELECT min(id) FROM scrutiny_council)"
        )
    with served(copy) as (site, _):
        assert "Entered by hand" in page(site)
    with sqlite3.connect(copy / "var" / "scrutiny.sqlite3") as database:
        assert counts(database) == before
    assert secrets.read_text() == secret


def counts(database):
    """How many rows each table holds, the sessions left out."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    names = [name for name in names if name != "django_session" and not name.startswith("sqlite_")]
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
