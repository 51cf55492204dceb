"""Runs the web server and, beside it, the worker that sends e-mails and does each day's work. They stop together.

A worker that ends is started again; when the web server ends, so does everything, with its status.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
WEB = [sys.executable, "-m", "gunicorn", "--config", "tools/gunicorn.conf.py", "scrutiny.wsgi:application"]
WORKER = [sys.executable, "manage.py", "work"]
PATIENCE = 25  # seconds for what is being done to be finished
PAUSES = (2, 10, 60)  # seconds before a worker that ended is started again


def start(command, niceness=0):
    """Start a child that does not outlive this process, however that ends (on Linux)."""

    def prepare():
        os.nice(niceness)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG

    return subprocess.Popen(command, cwd=PROJECT, preexec_fn=prepare)


def stop(child):
    """Ask a child to end; insist when it takes too long."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def main():
    """Start both, watch them, stop both."""
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    web, worker = start(WEB), start(WORKER, niceness=5)
    ended, failures = None, 0
    while not stopping and web.poll() is None:
        if worker.poll() is None:
            ended = None
        elif ended is None:
            ended = time.monotonic()
        elif time.monotonic() - ended > PAUSES[min(failures, len(PAUSES) - 1)]:
            failures += 1
            print(f"The worker ended with status {worker.returncode}; starting it again.", file=sys.stderr)
            worker, ended = start(WORKER, niceness=5), None
        time.sleep(0.25)
    stop(web)
    stop(worker)
    return 0 if stopping else web.returncode


if __name__ == "__main__":
    sys.exit(main())
