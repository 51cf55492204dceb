"""Taking turns, first come first served."""

import threading
from collections import deque


class Turns:
    """Lets `at_once` threads through and the others in the order they came (threading.Semaphore keeps no order)."""

    def __init__(self, at_once: int):
        self._free = at_once
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    def take(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for a turn; False when none came."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(timeout):
            return True
        with self._lock:
            if mine.is_set():  # it came at the last moment
                return True
            self._waiting.remove(mine)
            return False

    def give_back(self) -> None:
        """End a turn: the next in line has it."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
