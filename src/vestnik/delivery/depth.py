"""How many letters wait, by lane and connection, and since when.

Read out of indexes: what waits is counted in the one that claims go by, what is claimed and what is held are few. Pages and
metrics ask for these figures all the time, so those of a long queue are believed for a while.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, func, select

from vestnik.delivery.claims import READY, fronts
from vestnik.storage.tables.delivery import job
from vestnik.storage.transaction import Transaction

LONG = 20_000
LETTERS_A_SECOND = 50_000
"""How many letters a figure is believed for a second: counting so many takes some 20 ms."""

MOST_SECONDS = 5.0
_KNOWN = "delivery.depths"

Place: TypeAlias = tuple[int, str]
"""A lane and a connection."""


@dataclass(slots=True)
class Depth:
    """waiting: open jobs, those being sent included. sending: those of them whose attempt goes on. oldest: when the first
    of them was due."""

    waiting: int = 0
    sending: int = 0
    oldest: datetime | None = None

    def add(self, waiting: int, sending: int = 0, oldest: datetime | None = None) -> None:
        self.waiting += waiting
        self.sending += sending
        if oldest is not None:
            self.oldest = oldest if self.oldest is None else min(self.oldest, oldest)


def depths(tx: Transaction) -> dict[Place, Depth]:
    """Every lane and connection that has open jobs; of a queue longer than `LONG` as it was a few seconds ago."""
    known: dict[Place, Depth]
    until, known = tx.shared.get(_KNOWN, (0.0, {}))
    if time.monotonic() < until:
        return known
    found = _counted(tx)
    waiting = sum(one.waiting for one in found.values())
    if waiting > LONG:
        tx.shared[_KNOWN] = time.monotonic() + min(MOST_SECONDS, waiting / LETTERS_A_SECOND), found
    return found


def _counted(tx: Transaction) -> dict[Place, Depth]:
    found: dict[Place, Depth] = {}
    for row in tx.execute(_READY):
        found.setdefault((row.lane, row.connection), Depth()).add(row.waiting)
    for stream, due in fronts(tx):
        found.setdefault((stream.lane, stream.connection), Depth()).add(0, 0, due)
    for few in (_CLAIMED, _HELD):
        for row in tx.execute(few):
            found.setdefault((row.lane, row.connection), Depth()).add(row.waiting, row.sending, row.oldest)
    return found


def _few(which: ColumnElement[bool]) -> Select[tuple[int, str, int, int, datetime]]:
    counts = func.count().label("waiting"), func.count(job.c.started).label("sending")
    return select(*_PLACE, *counts, func.min(job.c.due).label("oldest")).where(which).group_by(*_PLACE)


_PLACE = (job.c.lane, job.c.connection)
_READY = select(*_PLACE, func.count().label("waiting")).where(READY).group_by(*_PLACE)
_CLAIMED = _few(job.c.worker.is_not(None))
_HELD = _few(job.c.worker.is_(None) & job.c.hold.is_not(None))
