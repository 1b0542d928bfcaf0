"""The worker: takes what the ledger claims to the outlets of the connections, until it is told to stop.

wake-up ──► ledger (thread, database) ──claims──► outlets ──► sessions ──► servers
               ▲                                     │
               └──────── starts, results ◄───────────┘
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from vestnik.connections.base import SendingConnection
from vestnik.connections.pool import Pool
from vestnik.delivery.claims import Claim
from vestnik.delivery.ledger import POLL_SECONDS, Ledger
from vestnik.delivery.outlet import Outlet
from vestnik.delivery.workers import LEASE
from vestnik.kernel.clock import Clock
from vestnik.storage.blobs import Blobs
from vestnik.storage.database import Database
from vestnik.storage.folder_lock import FolderLock
from vestnik.storage.wakeup import Wakeup

_LOG = logging.getLogger(__name__)

SHUTDOWN_SECONDS = 30.0
"""Letters in flight may take so long to finish (spec/delivery.md R13)."""

SWEEP_SECONDS = 5.0

JOBS = "jobs"
"""Wake-up channel: there is something to send."""

MESSAGES = "messages"
"""Wake-up channel: messages have changed their state."""


class Worker:
    """Delivers the letters of some lanes.

    Args:
        data: the data folder; embedded, one worker at a time holds its lock.
        connections: a sending connection by name as it is defined now, raises `NotFound`; called from a thread.
        pool: sessions of all connections; swept while the worker runs, closed at its end.
        disabled_routes: names of the routes that are disabled now; called from a thread.
        lease: after so long without a sign of life others may have the letters of this worker (PostgreSQL).
    """

    def __init__(
        self,
        db: Database,
        blobs: Blobs,
        wakeup: Wakeup,
        clock: Clock,
        data: Path,
        *,
        lanes: Collection[int] = (0, 1, 2, 3),
        connections: Callable[[str], SendingConnection],
        pool: Pool,
        disabled_routes: Callable[[], Collection[str]] = frozenset,
        lease: timedelta = LEASE,
    ) -> None:
        self._db = db
        self._blobs = blobs
        self._wakeup = wakeup
        self._clock = clock
        self._data = data
        self._connections = connections
        self._pool = pool
        self._outlets: dict[str, Outlet] = {}
        self._ledger = Ledger(
            db,
            clock,
            lanes,
            f"{socket.gethostname()}:{os.getpid()}",
            connections=connections,
            disabled_routes=disabled_routes,
            on_claims=self._deliver,
            on_settled=lambda: wakeup.notify(MESSAGES),
            on_broken=self._break,
            lease=lease,
        )
        self._broken: asyncio.Future[None] | None = None

    @property
    def ready(self) -> bool:
        """Whether it may hand letters over: its life is confirmed by the database."""
        return not self._ledger.lease_over()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is in flight.

        Raises:
            FolderInUse: another worker has the data folder (embedded).
            Exception: the ledger broke; what was in flight is uncertain. Start another worker.
        """
        lock = FolderLock(self._data, "worker") if self._db.dialect == "sqlite" else None
        try:
            await self._work(stop)
        finally:
            if lock:
                lock.release()

    async def _work(self, stop: asyncio.Event) -> None:
        ended = threading.Event()
        sweeping = asyncio.create_task(self._sweep())
        listening = asyncio.create_task(asyncio.to_thread(self._listen, ended))
        try:
            loop = asyncio.get_running_loop()
            self._broken = loop.create_future()
            await asyncio.to_thread(self._ledger.open, loop)
            stopping = asyncio.create_task(stop.wait())
            ends: set[asyncio.Future[Any]] = {stopping, self._broken}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if self._broken.done():
                self._broken.result()
            await asyncio.gather(*(outlet.stop(SHUTDOWN_SECONDS) for outlet in self._outlets.values()))
            await self._ledger.close()
        finally:
            ended.set()
            self._wakeup.notify(JOBS)
            sweeping.cancel()
            await listening
            await self._pool.close()

    def _break(self, error: Exception) -> None:
        """In the ledger's thread: this worker is of no use any more."""
        broken = self._broken
        assert broken is not None
        broken.get_loop().call_soon_threadsafe(broken.set_exception, error)

    async def _sweep(self) -> None:
        """Close sessions that idled too long."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._pool.sweep()

    def _listen(self, ended: threading.Event) -> None:
        """In a thread: pass wake-ups on to the ledger."""
        while not ended.is_set():
            try:
                with self._wakeup.listen(JOBS) as listener:
                    while not ended.is_set():
                        if listener.wait(POLL_SECONDS):
                            self._ledger.wake()
            except Exception as error:  # the ledger looks by itself every second
                _LOG.warning("no wake-ups, trying again: %s", error)
                ended.wait(POLL_SECONDS)

    def _deliver(self, claims: list[Claim], connections: Mapping[str, SendingConnection | None]) -> None:
        """New claims, and the definitions of the connections as they are now."""
        for name, outlet in self._outlets.items():
            outlet.redefine(connections.get(name))
        by_connection: dict[str, list[Claim]] = {}
        for claim in claims:
            by_connection.setdefault(claim.stream.connection, []).append(claim)
        for name, some in by_connection.items():
            if (definition := connections[name]) is None:
                self._ledger.give_back(some)
                continue
            if name not in self._outlets:
                self._outlets[name] = Outlet(definition, self._pool, self._ledger, self._blobs, self._clock)
            self._outlets[name].add(some)
