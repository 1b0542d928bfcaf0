"""One fair gate for all writers of a SQLite database, first come, first served.

SQLite's own busy timeout wakes writers at random and starves them under load (docs/decisions/0007-one-gate-for-writers.md).
Threads queue in a ticket lock; between processes a turnstile of two file locks keeps the order nearly fair: whoever waits
for the gate holds the turnstile, so a process that has just left the gate cannot enter again before the one that waits.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections import deque
from pathlib import Path
from time import perf_counter

from vestnik.kernel import metrics


class WriteGate:
    """The gate of one database file. Not reentrant: one thread enters once."""

    def __init__(self, folder: Path) -> None:
        self._turnstile = os.open(folder / "turnstile.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._gate = os.open(folder / "gate.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._mutex = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Lock] = deque()

    def enter(self) -> None:
        """Wait for the turn of this thread in this process, then of this process."""
        began = perf_counter()
        self._enter()
        metrics.GATE_SECONDS.labels(metrics.process).observe(perf_counter() - began)

    def _enter(self) -> None:
        with self._mutex:
            if not self._held:
                self._held = True
                turn = None
            else:
                turn = threading.Lock()
                turn.acquire()
                self._waiting.append(turn)
        if turn is not None:
            turn.acquire()
        fcntl.flock(self._turnstile, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._gate, fcntl.LOCK_EX)
        finally:
            fcntl.flock(self._turnstile, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._gate, fcntl.LOCK_UN)
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False

    @property
    def waiting(self) -> int:
        """How many threads of this process wait for their turn."""
        return len(self._waiting)

    def close(self) -> None:
        """Give the lock files back."""
        os.close(self._turnstile)
        os.close(self._gate)
