"""Setting up on a machine that lacks something, and the small programs behind `make run`."""

import os
import shutil
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from tools import port_free, secrets_file

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(tmp_path):
    """A copy of the set-up on a machine whose user is not root, where a command can be replaced by a line of shell."""
    shutil.copytree(PROJECT / "tools", tmp_path / "project" / "tools")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(PROJECT / name, tmp_path / "project")
    (tmp_path / "bin").mkdir()

    def replace(**commands):
        for name, line in commands.items():
            command = tmp_path / "bin" / name
            command.write_text(f"#!/bin/sh\n{line}\n")
            command.chmod(0o755)

    def setup(mode):
        path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
        return subprocess.run(
            [tmp_path / "project" / "tools" / "setup", mode],
            env={"PATH": path, "PYTHON": str(tmp_path / "bin" / "python3")},
            capture_output=True,
            text=True,
        )

    setup.replace = replace
    setup.project = tmp_path / "project"
    replace(id="echo 1000", sudo="exit 1")
    return setup


PYTHON = 'case "$2" in *ensurepip*) exit {venv} ;; *CDLL*) exit {library} ;; *%d.%d*) echo 3.11 ;; esac'


def test_without_venv_the_line_to_type_is_printed_and_nothing_is_made(machine):
    machine.replace(python3=PYTHON.format(venv=1, library=0))
    done = machine("run")
    assert done.returncode == 1
    assert "sudo apt-get install python3" in done.stderr
    assert "-venv" in done.stderr
    assert not (machine.project / ".venv").exists()


def test_every_missing_library_is_named_in_one_line(machine):
    machine.replace(python3=PYTHON.format(venv=0, library=1))
    done = machine("run")
    assert done.returncode == 1
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stderr
    assert not (machine.project / ".venv").exists()


def test_an_old_python_is_refused(machine):
    machine.replace(**dict.fromkeys(("python3", "python3.11", "python3.12", "python3.13"), "exit 1"))
    done = machine("run")
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr


def test_secrets_are_written_once_for_their_owner_alone(tmp_path):
    path = tmp_path / "var" / "secrets.env"
    assert secrets_file.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_text()
    key = next(line.removeprefix("SECRET_KEY=") for line in first.splitlines() if line.startswith("SECRET_KEY="))
    assert len(key) >= 50
    assert not secrets_file.write(path)
    assert path.read_text() == first


def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert f"Port {port} is taken" in port_free.problem(port)
    assert port_free.problem(port) is None
    assert "not a port" in port_free.problem(70000)


@pytest.mark.parametrize("port", ["abc", "80 80", "-1"])
def test_a_port_that_is_no_number_is_refused(port):
    done = subprocess.run([PROJECT / "tools" / "run"], env=os.environ | {"PORT": port}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "PORT must be a number" in done.stderr


def test_help_says_a_line_on_every_target():
    said = subprocess.run(["make", "-C", PROJECT, "--no-print-directory"], capture_output=True, text=True).stdout
    makefile = (PROJECT / "Makefile").read_text()
    targets = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert [line.split()[1] for line in said.splitlines()] == targets
    assert all(len(line.split()) > 3 for line in said.splitlines())
