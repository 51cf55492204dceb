"""The printer: a process with WeasyPrint, fonts and style sheets loaded, that forks one limited child for
each paper.

Started by `client`, as `python -m scrutiny.engine.pdf.server FD`, and ended by the closing of that socket.
It stays single-threaded in Python, opens no paper itself, and reads nothing but file descriptors from its
owner.
"""

import contextlib
import errno
import gc
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import traceback

from . import frames

MISSING_LIBRARY = (
    "The PDF printer cannot start because a system library is missing. On Debian type: "
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
NOT_STARTED = "The PDF printer cannot start. Tell your administrator; the reason is in the log."
NOT_LAID_OUT = (
    "The paper was not printed: a part of it could not be laid out. "
    "Take out what was last pasted or changed and print again."
)

NESTED = "The paper was not printed: a part of it is nested too deeply. Take out what was last pasted and print again."


def main() -> None:
    """Get warm, say so on the control socket, and serve until it closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    folder = tempfile.mkdtemp(prefix="scrutiny-pdf-")
    # Whatever a child leaves behind when it is killed goes with this folder.
    tempfile.tempdir = folder
    try:
        try:
            press = _warm(folder)
        except OSError as error:
            frames.send(control, {"kind": "broken", "message": MISSING_LIBRARY, "trace": str(error)})
            return
        except Exception:
            frames.send(control, {"kind": "broken", "message": NOT_STARTED, "trace": traceback.format_exc()})
            return
        # What is warm lives for ever: keep the collector off it, so that children share its pages.
        gc.collect()
        gc.freeze()
        frames.send(control, {"kind": "ready", "folder": folder})
        with contextlib.suppress(KeyboardInterrupt):
            _serve(control, press)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _warm(folder: str):
    """Import WeasyPrint with our fonts beside the system's, parse the sheets and print a page; gives a
    Press.
    """
    from . import fonts

    # Fontconfig reads this once, when WeasyPrint loads it: it must be set before the import.
    os.environ["FONTCONFIG_FILE"] = fonts.configure(folder)
    from .press import Press

    return Press()


def _serve(control: socket.socket, press) -> None:
    """Fork a child for every socket that arrives, and tell its other end when the child dies instead of
    answering.
    """
    children: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(woken, 4096)
            _reap(children)
        if control in ready:
            try:
                message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            except OSError:
                message, descriptors = b"", []
            if not message:
                break
            for descriptor in descriptors:
                sock = socket.socket(fileno=descriptor)
                pid = os.fork()
                if pid == 0:
                    _child(sock, press, [control, *children.values()], [woken, wake])
                children[pid] = sock
    # Our owner has gone: nobody waits for these papers any more.
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _reap(children: dict[int, socket.socket]) -> None:
    """Collect every child that has ended; one that died without an answer gets a last word from us."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        sock = children.pop(pid)
        with sock, contextlib.suppress(OSError):
            if status:
                sock.setblocking(False)
                # Positive: the code it ended with. Negative: the signal that ended it.
                frames.send(sock, {"kind": "died", "code": os.waitstatus_to_exitcode(status)})


def _child(sock: socket.socket, press, others: list[socket.socket], descriptors: list[int]) -> None:
    """In the child: read one paper, print it within its limits, answer, and end without running any
    clean-up.
    """
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for other in others:
            other.close()
        for descriptor in descriptors:
            os.close(descriptor)
        # What the libraries beneath say of a paper is not for the web server's log.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        gc.disable()  # measured: the collector costs a long paper nearly a third of its time and frees nothing
        header, blobs = frames.receive(sock)
        _limit(header["limits"])
        answer, data = _answer(press, header, blobs)
        signal.setitimer(signal.ITIMER_REAL, 0)
        frames.send(sock, answer, data)
        code = 0
    except MemoryError:
        code = errno.ENOMEM  # too little even for an answer: the server says it for us
    except (OSError, frames.Broken):
        pass  # the one who asked has gone
    finally:
        os._exit(code)


def _limit(limits: dict) -> None:
    """Bind this process to its limits; past them it gets MemoryError or a signal whose default is to end
    it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 2))
    memory = limits["memory_mb"] * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits["wall_seconds"])
    # If the machine itself runs out of memory, let it take this child and not the web process.
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")


def _answer(press, header: dict, blobs: list[bytes]) -> tuple[dict, list[bytes]]:
    """Print, and put whatever happens into words: a PDF, a limit passed, or a failure with its trace for
    the log.
    """
    from .values import Problem, TooBig

    try:
        data, refused = press.print(header, blobs)
        return {"kind": "pdf", "refused": refused}, data
    except Problem as problem:
        return {"kind": "too_big" if isinstance(problem, TooBig) else "failed", "message": str(problem)}, []
    except (MemoryError, SystemError):
        # Where a loop finds no memory for its next step, CPython may say no more than SystemError.
        return {"kind": "memory"}, []
    except RecursionError:
        return {"kind": "too_big", "message": NESTED}, []
    except Exception as error:
        # The trace goes to the log, the error's own words do not: they may quote the paper, which may be exempt.
        trace = "".join(traceback.format_tb(error.__traceback__))[-8000:] + type(error).__name__
        return {"kind": "failed", "message": NOT_LAID_OUT, "trace": trace}, []


if __name__ == "__main__":
    main()
