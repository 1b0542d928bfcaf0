"""Who works: one row for each life of a worker process, and which of them are over (spec/contract.md 5).

Embedded there is one worker on a data folder, held by a lock file, so every other row is of a past life. On PostgreSQL a
worker holds an advisory lock for its generation as long as its session lives, and a lease by the database's clock in case
that the process hangs while its session stays.
"""

from __future__ import annotations

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
RENEW = timedelta(seconds=20)
LOOK_FOR_DEAD = timedelta(seconds=5)

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


def register(tx: Transaction, name: str, lanes: Sequence[int], now: datetime) -> int:
    """Begin a life; its generation."""
    values: dict[str, Any] = {"name": name, "lanes": list(lanes), "started": now, "seen": now}
    values["lease_until"] = _lease_end(tx, now)
    return int(tx.execute(insert(worker).values(values).returning(worker.c.id)).scalar_one())


def renew(tx: Transaction, id: int, now: datetime) -> bool:
    """Prolong the lease; False when others have ended this life already."""
    statement = update(worker).where(worker.c.id == id, worker.c.ended.is_(None))
    return tx.execute(statement.values(seen=now, lease_until=_lease_end(tx, now))).rowcount > 0


def end(tx: Transaction, ids: Sequence[int], now: datetime) -> None:
    """These lives are over."""
    tx.execute(update(worker).where(worker.c.id.in_(ids), worker.c.ended.is_(None)).values(ended=now))


def dead(tx: Transaction, own: int) -> list[int]:
    """Generations that are over though nobody has said so; they stay ours to bury until the transaction ends."""
    others = (
        select(worker.c.id)
        .where(worker.c.id != own, worker.c.ended.is_(None))
        .with_for_update(skip_locked=True)
    )
    if tx.dialect == "sqlite":
        return list(tx.execute(others).scalars())
    over = worker.c.lease_until < func.clock_timestamp()
    free = func.pg_try_advisory_xact_lock(_LOCKS, cast(worker.c.id, Integer))
    rows = tx.execute(others.add_columns(over.label("over"), free.label("free")))
    return [row.id for row in rows if row.over or row.free]


Held = Connection
"""A session of the database that holds a worker's lock as long as it lives."""


def hold_lock(db: Database, id: int) -> Held | None:
    """Hold the advisory lock of a generation as long as the returned connection lives (PostgreSQL only)."""
    if db.dialect == "sqlite":
        return None
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.execute(text("SELECT pg_advisory_lock(:space, :id)"), {"space": _LOCKS, "id": id})
    return connection


def at_work(tx: Transaction) -> list[WorkerInfo]:
    """The workers that live, oldest first."""
    claimed = select(func.count()).where(job.c.worker == worker.c.id).scalar_subquery()
    rows = tx.execute(
        select(worker, claimed.label("claimed")).where(worker.c.ended.is_(None)).order_by(worker.c.id)
    )
    return [
        WorkerInfo(row.id, row.name, tuple(row.lanes), row.started, row.seen, row.claimed) for row in rows
    ]


def _lease_end(tx: Transaction, now: datetime) -> datetime | ColumnElement[datetime]:
    if tx.dialect == "sqlite":
        return now + LEASE
    return func.clock_timestamp() + literal(LEASE, INTERVAL)
