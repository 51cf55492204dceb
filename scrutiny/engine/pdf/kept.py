"""Pieces of documents as they were laid out, kept for a while so that printing again costs what has changed.

They are kept in this process's memory alone: nobody else can read them, and what somebody erased is gone with them.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parents[3] / "static" / "paper"


class Kept:
    """Bytes by key, at most `most_bytes` of them and none longer than `seconds`; the longest unused go first."""

    def __init__(self, most_bytes: int, seconds: float, clock=time.monotonic):
        self._most, self._seconds, self._clock = most_bytes, seconds, clock
        self._lock = threading.Lock()
        self._found: OrderedDict[bytes, tuple[float, list[bytes]]] = OrderedDict()
        self._weight = 0

    def get(self, key: bytes) -> list[bytes] | None:
        """What is kept under `key`, or None."""
        with self._lock:
            self._drop_old()
            if key not in self._found:
                return None
            self._found.move_to_end(key)
            return self._found[key][1]

    def put(self, key: bytes, data: list[bytes]) -> None:
        """Keep `data` under `key`, unless it alone is more than all may be."""
        weight = sum(map(len, data))
        with self._lock:
            if key in self._found or weight > self._most:
                return
            self._found[key] = self._clock(), data
            self._weight += weight
            while self._weight > self._most:
                self._drop(next(iter(self._found)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()
            self._weight = 0

    def _drop_old(self) -> None:
        end = self._clock() - self._seconds
        for key in [key for key, (since, _) in self._found.items() if since <= end]:
            self._drop(key)

    def _drop(self, key: bytes) -> None:
        self._weight -= sum(map(len, self._found.pop(key)[1]))


def digest(*things: bytes) -> bytes:
    """The SHA-256 of several byte strings, which differ however they are divided."""
    whole = hashlib.sha256()
    for thing in (style(), *things):
        whole.update(len(thing).to_bytes(8, "big"))
        whole.update(thing)
    return whole.digest()


@cache
def style() -> bytes:
    """The SHA-256 of the sheets: they are read once in a process, as the printer reads them."""
    whole = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.digest()
