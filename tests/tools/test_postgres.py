"""The helper that gives the tests a real PostgreSQL."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from tools import postgres

TOOL = Path(postgres.__file__)
pytestmark = pytest.mark.postgres


def folder_of(url):
    """The socket's folder named in a DATABASE_URL."""
    return Path("/" + url.split("@//")[1].rsplit("/", 1)[0])


@pytest.fixture
def own(monkeypatch):
    """No server named by the environment, so that the helper starts its own."""
    monkeypatch.delenv("DATABASE_URL_POSTGRES", raising=False)


@pytest.mark.usefixtures("own")
def test_it_runs_for_the_block_and_leaves_nothing_behind():
    with postgres.running() as url:
        folder = folder_of(url)
        assert folder.stat().st_mode & 0o077 == 0, "others could reach the socket"
        connection = psycopg2.connect(host=str(folder), user="scrutiny", dbname="scrutiny")
        with connection.cursor() as cursor:
            cursor.execute("SHOW listen_addresses")
            assert cursor.fetchone() == ("",)
        connection.close()
    assert not folder.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(host=str(folder), user="scrutiny", dbname="scrutiny")


@pytest.mark.usefixtures("own")
def test_it_stops_when_the_block_fails():
    with pytest.raises(ZeroDivisionError), postgres.running() as url:
        folder = folder_of(url)
        raise ZeroDivisionError
    assert not folder.exists()


@pytest.mark.usefixtures("own")
def test_the_command_gets_the_address_and_its_exit_status_is_passed_on():
    script = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    done = subprocess.run([sys.executable, TOOL, sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 7
    assert done.stdout.startswith("postgres://scrutiny@//tmp/scrutiny-pg-")
    assert not folder_of(done.stdout.strip()).exists()


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_it_stops_when_it_is_ended_from_outside(ending):
    script = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, TOOL, sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as helper:
        folder = folder_of(helper.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        helper.send_signal(ending)
        helper.wait(30)
        if ending == signal.SIGKILL:
            os.killpg(helper.pid, signal.SIGKILL)  # the sleeping command
    for _ in range(300):
        if not Path(f"/proc/{server}").exists():
            break
        signal.sigtimedwait([], 0.1)
    assert not Path(f"/proc/{server}").exists(), "PostgreSQL is still running"
    postgres.shutil.rmtree(folder, ignore_errors=True)


def test_a_server_that_was_named_is_used(monkeypatch):
    monkeypatch.setenv("DATABASE_URL_POSTGRES", "postgres://somebody@db.example/scrutiny")
    with postgres.running() as url:
        assert url == "postgres://somebody@db.example/scrutiny"


def test_none_at_all_is_said_plainly(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL_POSTGRES", raising=False)
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setattr(postgres, "FROM_PYPI", tmp_path)
    with pytest.raises(postgres.NoPostgres, match="make tools"), postgres.running():
        pass
