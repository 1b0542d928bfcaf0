"""What the event loop asks of the ledger, and the tray on which it waits for the next transaction.

The ledger's thread is woken by the first request and by an urgent one, not by each: a result every 200 µs would have the
two threads take Python's lock from each other all the time (measured: a fifth of the letters per second).
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TypeAlias

from vestnik.connections.sending import ConnectionFault
from vestnik.delivery.claims import Claim
from vestnik.delivery.settling import Attempt

RESULTS = 500
"""Most results that are written in one transaction, but for those that came with the last request taken."""

LINGER_SECONDS = 0.01
"""How long results wait for more of them."""


@dataclass(slots=True)
class Start:
    """Letters that a sender wants to start; `granted` gets the jobs that may be sent."""

    claims: tuple[Claim, ...]
    granted: asyncio.Future[frozenset[int]]


@dataclass(slots=True)
class Fault:
    """A connection that cannot be used, and the attempt that found out."""

    connection: str
    fault: ConnectionFault
    attempt: Attempt


Request: TypeAlias = Attempt | Start | Fault | list[Claim] | str | None
"""An attempt, a start, a fault, claims to give back, the name of a connection that is well again, or a wake-up (None)."""


@dataclass(slots=True)
class Batch:
    """Requests that go into one transaction."""

    attempts: list[Attempt] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    returned: list[Claim] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    well: set[str] = field(default_factory=set)
    woken: bool = False
    stopping: bool = False

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for the commit."""
        return bool(self.starts or self.woken or self.stopping or self.faults)

    @property
    def filled(self) -> bool:
        """Whether there is anything to write."""
        return self.urgent or bool(self.attempts or self.returned or self.well)

    @property
    def leaving(self) -> list[Claim]:
        """What the worker no longer holds once the batch is written, each once."""
        leaving = [attempt.claim for attempt in self.attempts]
        leaving += [fault.attempt.claim for fault in self.faults]
        leaving += self.returned
        return list({(claim.job, claim.fence): claim for claim in leaving}.values())

    def add(self, request: Request) -> None:
        match request:
            case Attempt():
                self.attempts.append(request)
            case Start():
                self.starts.append(request)
            case Fault():
                self.faults.append(request)
            case list():
                self.returned += request
            case str():
                self.well.add(request)
            case None:
                self.woken = True


class Tray:
    """Requests on their way from one thread to another."""

    def __init__(self) -> None:
        self._requests: deque[Request] = deque()
        self._filled = threading.Event()
        self._urgent = threading.Event()

    def put(self, request: Request) -> None:
        """Lay it down; in any thread."""
        self._requests.append(request)
        if not isinstance(request, (Attempt, list, str)) or len(self._requests) >= RESULTS:
            self._urgent.set()
        if not self._filled.is_set():
            self._filled.set()

    def take(self, batch: Batch, seconds: float) -> None:
        """Move requests into the batch, after waiting for the first for at most so long, and a little for more results."""
        if seconds > 0:
            self._filled.wait(seconds)
            if self._requests:
                self._urgent.wait(LINGER_SECONDS)
        self._filled.clear()
        self._urgent.clear()
        while self._requests and len(batch.attempts) < RESULTS:
            batch.add(self._requests.popleft())
        if self._requests:
            self._filled.set()
            self._urgent.set()
