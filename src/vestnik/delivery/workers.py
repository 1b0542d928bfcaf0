"""Who works: one row for each life of a worker process, and which of them are over (spec/contract.md 5).

Embedded there is one worker on a data folder, held by a lock file, so every other row is of a past life. On PostgreSQL a
worker holds an advisory lock for its generation as long as its session lives, and a lease by the database's clock in case
that the process hangs while its session stays.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import INTERVAL

from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job, worker
from vestnik.storage.transaction import Transaction

LEASE = timedelta(seconds=60)
LOOK_FOR_DEAD = timedelta(seconds=1)

FREE_SECONDS = 3.5
"""A worker whose lock was free for so long is dead. One that lost its session alone has taken its lock again by then."""

LOCK_TRIES = 40
LOCK_PAUSE_SECONDS = 0.025
"""Who looks for the dead holds the lock of a living worker for the moment of the look."""

_LOCKS = 0x7665_7374
"""First half of our advisory locks ("vest"); the second is the generation."""


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    """A worker that is at work, for `GET /workers`. claimed: jobs it holds."""

    id: int
    name: str
    lanes: tuple[int, ...]
    started: datetime
    seen: datetime
    claimed: int


def register(tx: Transaction, name: str, lanes: Sequence[int], now: datetime, lease: timedelta) -> int:
    """Begin a life; its generation."""
    values: dict[str, Any] = {"name": name, "lanes": list(lanes), "started": now, "seen": now}
    values["lease_until"] = _lease_end(tx, now, lease)
    return int(tx.execute(insert(worker).values(values).returning(worker.c.id)).scalar_one())


def renew(tx: Transaction, id: int, now: datetime, lease: timedelta) -> bool:
    """Prolong the lease; False when others have ended this life already."""
    statement = update(worker).where(worker.c.id == id, worker.c.ended.is_(None))
    return tx.execute(statement.values(seen=now, lease_until=_lease_end(tx, now, lease))).rowcount > 0


def lives(tx: Transaction, id: int) -> bool:
    """Whether nobody has ended this life; nobody will before the transaction ends."""
    row = select(worker.c.id).where(worker.c.id == id, worker.c.ended.is_(None))
    return tx.execute(row.with_for_update(read=True)).first() is not None


def end(tx: Transaction, ids: Sequence[int], now: datetime) -> None:
    """These lives are over."""
    tx.execute(update(worker).where(worker.c.id.in_(ids), worker.c.ended.is_(None)).values(ended=now))


def dead(tx: Transaction, own: int, free_since: dict[int, float], monotonic: float) -> list[int]:
    """Generations that are over though nobody has said so; they stay ours to bury until the transaction ends.

    Args:
        free_since: since when their locks were seen free, by this worker's monotonic clock; kept from look to look. A free
            lock alone proves nothing: a restart of the server frees the locks of all.
    """
    others = (
        select(worker.c.id)
        .where(worker.c.id != own, worker.c.ended.is_(None))
        .with_for_update(skip_locked=True)
    )
    if tx.dialect == "sqlite":
        return list(tx.execute(others).scalars())
    over = worker.c.lease_until < func.clock_timestamp()
    free = func.pg_try_advisory_xact_lock(_LOCKS, cast(worker.c.id, Integer))
    found: list[int] = []
    for row in tx.execute(others.add_columns(over.label("over"), free.label("free"))):
        if not row.free:
            free_since.pop(row.id, None)
        long_free = row.free and monotonic - free_since.setdefault(row.id, monotonic) >= FREE_SECONDS
        if row.over or long_free:
            found.append(row.id)
    return found


def with_work_left(tx: Transaction) -> list[int]:
    """Generations that have ended and still hold jobs: none, unless a worker wrote after others had ended it."""
    ended = select(worker.c.id).where(worker.c.id == job.c.worker, worker.c.ended.is_not(None)).exists()
    return list(tx.execute(select(job.c.worker).where(job.c.worker.is_not(None), ended).distinct()).scalars())


Held = Connection
"""A session of the database that holds a worker's lock as long as it lives."""


def hold_lock(db: Database, id: int) -> Held | None:
    """Hold the advisory lock of a generation as long as the returned connection lives (PostgreSQL only).

    Returns:
        None when another session holds it: one of ours that the server does not know to be dead.
    """
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    taking = text("SELECT pg_try_advisory_lock(:space, :id)")
    for _ in range(LOCK_TRIES):
        if connection.execute(taking, {"space": _LOCKS, "id": id}).scalar_one():
            return connection
        time.sleep(LOCK_PAUSE_SECONDS)
    connection.close()
    return None


def at_work(tx: Transaction) -> list[WorkerInfo]:
    """The workers that live, oldest first."""
    claimed = select(func.count()).where(job.c.worker == worker.c.id).scalar_subquery()
    rows = tx.execute(
        select(worker, claimed.label("claimed")).where(worker.c.ended.is_(None)).order_by(worker.c.id)
    )
    return [
        WorkerInfo(row.id, row.name, tuple(row.lanes), row.started, row.seen, row.claimed) for row in rows
    ]


def last_sign(tx: Transaction) -> datetime | None:
    """When a worker was last known to live; None when none is at work."""
    seen: datetime | None = tx.execute(
        select(func.max(worker.c.seen)).where(worker.c.ended.is_(None))
    ).scalar()
    return seen


def _lease_end(tx: Transaction, now: datetime, lease: timedelta) -> datetime | ColumnElement[datetime]:
    if tx.dialect == "sqlite":
        return now + lease
    return func.clock_timestamp() + literal(lease, INTERVAL)
