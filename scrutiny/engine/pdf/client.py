"""The web process's side of the printer: start its server when first needed, hand it a paper, take the PDF."""

import atexit
import datetime
import errno
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from . import frames
from .turns import Turns
from .values import Attachment, Failed, Limits, TooBig

logger = logging.getLogger(__name__)

BASE_DIR = Path(__file__).resolve().parents[3]
DEFAULT_LIMITS = Limits()
# Two papers at once is what two cores carry; others wait their turn rather than multiply the memory.
TURNS = Turns(at_once=2)
START_SECONDS = 60
# How a child ends when memory runs out: by itself; by the libraries beneath, which abort; or by the system.
OUT_OF_MEMORY = (
    errno.ENOMEM,
    -signal.SIGKILL,
    -signal.SIGABRT,
    -signal.SIGTRAP,
    -signal.SIGSEGV,
    -signal.SIGBUS,
)

TOO_MUCH_TIME = (
    "The paper was not printed: it took longer than {seconds} seconds. "
    "Take out very long tables or split the paper in two, and print again."
)
TOO_MUCH_MEMORY = (
    "The paper was not printed: it needs more memory than one paper may use. "
    "Take out very large tables or pictures, or split the paper in two, and print again."
)
STOPPED = (
    "The paper was not printed: the printer stopped in the middle. "
    "Print again; if it happens twice, tell your administrator."
)


def render(
    html: str,
    *,
    files: Mapping[str, bytes] | None = None,
    attachments: Iterable[Attachment] = (),
    limits: Limits = DEFAULT_LIMITS,
    as_at: datetime.date | datetime.datetime | None = None,
) -> bytes:
    """Print `html` as a PDF/UA-1 file and give its bytes; the same arguments always give the same bytes.

    `files` maps `app:` addresses used in the HTML to their bytes. `attachments` are embedded in the PDF.
    `as_at` (a day, or a moment; a moment without a time zone is read as UTC) becomes the date of the PDF
    and of its attachments; without it the HTML's own `dcterms.created` stands, or there is none. Title,
    author, language and keywords come from the HTML's head. Raises `TooBig` past a limit, `Failed`
    otherwise, both in plain English.
    """
    return send(html, files, attachments, limits, as_at=moment(as_at))[0]


def send(
    html: str, files: Mapping[str, bytes] | None, attachments: Iterable[Attachment], limits: Limits, **header
) -> list[bytes]:
    """Have one document laid out in its turn; `header` goes with it. The PDF, and what else the press answers."""
    files, attachments = dict(files or {}), list(attachments)
    _check(html, files, attachments, limits)
    header = {
        **header,
        "files": list(files),
        "attachments": [
            {"name": a.name, "description": a.description, "media_type": a.media_type, "relationship": a.relationship}
            for a in attachments
        ],
    }
    return ask(header, [html.encode("utf-8", "replace"), *files.values(), *(a.data for a in attachments)], limits)


def ask(header: dict, blobs: list[bytes], limits: Limits) -> list[bytes]:
    """Hand one job to a fresh child of the printer when it is our turn, and give what it made; raises Problem."""
    if not TURNS.take(limits.wall_seconds):
        raise Failed("The printer is busy with other papers. Wait a minute and print again.")
    try:
        answer, data = _ask({**header, "limits": asdict(limits)}, blobs, limits.wall_seconds)
    finally:
        TURNS.give_back()
    return _read(answer, data, limits)


def warm() -> None:
    """Start the printer now, so that the first paper does not wait for it; raises Failed where it cannot
    start.
    """
    _printer.connect()


def stop() -> None:
    """End this process's printer, if it has one; the next paper starts another."""
    _printer.stop()


def _check(html: str, files: dict[str, bytes], attachments: list[Attachment], limits: Limits) -> None:
    """Raise TooBig for what is too big to hand over, ValueError for an address that could never be fetched."""
    for address in files:
        if not address.startswith("app:"):
            raise ValueError(f"a file's address must start with 'app:', not {address!r}")
    if len(html) > limits.html_chars:
        raise TooBig(
            f"The paper was not printed: its text is {len(html):,} characters long and the most is "
            f"{limits.html_chars:,}. Split the paper in two."
        )
    weight = sum(map(len, files.values())) + sum(len(attachment.data) for attachment in attachments)
    if weight > limits.files_bytes:
        raise TooBig(
            f"The paper was not printed: its pictures and attachments come to {weight / 1e6:,.0f} MB and the most "
            f"is {limits.files_bytes / 1e6:,.0f} MB. Take some out, or publish them beside the paper."
        )


def moment(as_at: datetime.date | datetime.datetime | None) -> str | None:
    """A day or moment as W3C text (https://www.w3.org/TR/NOTE-datetime), which is what the PDF's dates are
    made of.
    """
    if as_at is None:
        return None
    if isinstance(as_at, datetime.datetime):
        if as_at.tzinfo is None:
            as_at = as_at.replace(tzinfo=datetime.UTC)
        return as_at.isoformat(timespec="seconds")
    return as_at.isoformat()


def _ask(header: dict, blobs: list[bytes], wall_seconds: int) -> tuple[dict, list[bytes]]:
    """Send one paper and wait for the answer; a printer that died since the last paper is replaced once."""
    for attempt in (1, 2):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            # The child counts the time itself; this is for the day it cannot.
            ours.settimeout(wall_seconds + 30)
            try:
                _printer.hand_over(theirs)
            except OSError as error:
                _printer.stop()
                if attempt == 2:
                    raise Failed(STOPPED) from error
                continue
            theirs.close()
            try:
                # A child may refuse before it has read everything: its answer is then waiting all the same.
                frames.send(ours, header, blobs)
            except OSError:
                logger.info("the printer answered before the whole paper was sent")
            try:
                return frames.receive(ours)
            except (frames.Broken, OSError) as error:
                # A server killed a moment ago still took the socket, into a queue that nobody will read.
                if attempt == 2 or not _printer.gone():
                    raise Failed(STOPPED) from error
    raise AssertionError("unreachable")


def _read(answer: dict, data: list[bytes], limits: Limits) -> list[bytes]:
    """Turn the answer into the PDF's bytes (and what comes behind them), or raise what it stands for."""
    if answer.get("refused"):
        logger.info("addresses refused or missing while printing: %s", ", ".join(answer["refused"][:20]))
    if answer.get("kind") == "pdf" and data and data[0][:5] == b"%PDF-" and b"%%EOF" in data[0][-16:]:
        return data
    if answer.get("trace"):
        logger.error("the printer failed:\n%s", answer["trace"])
    if answer.get("kind") == "too_big":
        raise TooBig(answer["message"])
    code = answer.get("code")
    if code == -signal.SIGALRM:
        raise TooBig(TOO_MUCH_TIME.format(seconds=limits.wall_seconds))
    if code == -signal.SIGXCPU:
        raise TooBig(TOO_MUCH_TIME.format(seconds=limits.cpu_seconds))
    if answer.get("kind") == "memory" or code in OUT_OF_MEMORY:
        raise TooBig(TOO_MUCH_MEMORY)
    raise Failed(answer.get("message") or STOPPED)


class _Printer:
    """This process's fork server: a Popen and the control socket on which papers are handed over."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process = self._control = self._owner = self._folder = None

    def hand_over(self, sock: socket.socket) -> None:
        """Pass one end of a socket pair to a fresh child; raises OSError where the server is gone."""
        control = self.connect()
        with self._lock:
            socket.send_fds(control, [b"p"], [sock.fileno()])

    def connect(self) -> socket.socket:
        """The control socket of a server that is ready; starts it when this process has none."""
        with self._lock:
            if self._owner not in (None, os.getpid()):
                # We are a fork (a gunicorn worker): that server is our parent's. Let go of it; start our own.
                self._control.close()
                self._process = self._control = self._owner = self._folder = None
            if self._process is not None and self._process.poll() is not None:
                self._forget()
            if self._process is None:
                self._start()
            return self._control

    def gone(self) -> bool:
        """Whether this process's server has died; it is given a moment to be seen to."""
        with self._lock:
            if self._process is None:
                return True
            try:
                self._process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                return False
            return True

    def stop(self) -> None:
        """Close the control socket, on which the server ends itself, and collect it."""
        with self._lock:
            if self._owner == os.getpid():
                self._forget()

    def _start(self) -> None:
        """Start the server and wait until it says it is ready; raises Failed with its reason otherwise."""
        ours, theirs = socket.socketpair()
        # One seed and one date make sets, subsets of fonts and so the PDF's bytes the same in every server.
        environment = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scrutiny.engine.pdf.server", str(theirs.fileno())],
                cwd=BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C in the terminal must not reach it before its papers are done
            )
        self._control, self._owner = ours, os.getpid()
        ours.settimeout(START_SECONDS)
        try:
            ready, _ = frames.receive(ours)
        except (frames.Broken, OSError) as error:
            self._forget()
            raise Failed("The printer did not start. Tell your administrator.") from error
        if ready.get("kind") != "ready":
            self._forget()
            logger.error("the printer did not start:\n%s", ready.get("trace"))
            raise Failed(ready.get("message", STOPPED))
        self._folder = ready["folder"]
        ours.settimeout(None)

    def _forget(self) -> None:
        """Close and collect the server, so that no dead process is left behind."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._folder:  # it takes its folder with it, unless it was killed
            shutil.rmtree(self._folder, ignore_errors=True)
        self._process = self._control = self._owner = self._folder = None


_printer = _Printer()
atexit.register(stop)
