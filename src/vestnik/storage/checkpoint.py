"""Moves what was committed from SQLite's write-ahead log into the database file, beside the writers instead of among them.

Left to itself SQLite does that in the commit that passes a thousand pages, which is a commit under the write gate: everybody
waits for two syncs and some megabytes, and after a large transaction for all of it (measured: 500 ms of the 1,400 ms that
others waited for a mailing of 10,000 letters). Here a thread does it a little later, without the gate. Only when the log
stays long, because new pages come all the time, is the short rest moved under the gate, so that the next writer can begin
the log anew. Durability is not touched: a commit is in the log, and synced, before it returns.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from pathlib import Path

from vestnik.storage.transaction import Gate

_LOG = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
"""Commits of that time are moved together."""

LONG_PAGES = 4_000
"""A log of so many pages (16 MB) is begun anew."""

BACKSTOP_PAGES = 16_000
"""From here SQLite does it in a commit after all: this thread is stuck, or a program writes that has none."""


class Checkpointer:
    """One for each open database file. Sleeps while nothing is written."""

    def __init__(self, file: Path, gate: Gate) -> None:
        self._file = file
        self._gate = gate
        self._written = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def note(self) -> None:
        """Something was committed."""
        if not self._written.is_set():
            self._written.set()
        if self._thread is None:
            with self._starting:
                if self._thread is None and not self._closing.is_set():
                    self._thread = threading.Thread(target=self._run, name="checkpoint", daemon=True)
                    self._thread.start()

    def close(self) -> None:
        """End the thread; SQLite itself moves the rest when the last connection is closed."""
        with self._starting:
            self._closing.set()
            self._written.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        try:
            while self._written.wait() and not self._closing.wait(PAUSE_SECONDS):
                self._written.clear()
                if self._closing.is_set():
                    return  # `close` came between the two, and its call was just cleared
                try:
                    connection = connection or sqlite3.connect(self._file, isolation_level=None)
                    self._move(connection)
                except (
                    sqlite3.Error
                ) as error:  # the disk is full or the file is gone; writers say so themselves
                    _LOG.warning("the log of the database stays as it is: %s", error)
        finally:
            if connection is not None:
                connection.close()

    def _move(self, connection: sqlite3.Connection) -> None:
        if _checkpoint(connection) > LONG_PAGES:
            self._gate.enter()
            try:
                _checkpoint(connection)
            finally:
                self._gate.leave()


def _checkpoint(connection: sqlite3.Connection) -> int:
    """Move what no reader of an older snapshot needs, without waiting for anybody; the pages of the log."""
    _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return int(pages)
