"""How much went out, minute by minute: one row for each minute, lane, connection and worker, kept for a day.

Written with the batch that is settled, so a row costs as much for 500 letters as for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import delete, func, select

from vestnik.storage.many import insert_many
from vestnik.storage.tables.delivery import delivery_minute
from vestnik.storage.transaction import Transaction

if TYPE_CHECKING:
    from vestnik.delivery.settling import Attempt

KEPT = timedelta(days=1)

MinuteRow: TypeAlias = tuple[datetime, int, str, int, int, int]
"""minute, lane, connection, worker, accepted, others"""


@dataclass(frozen=True, slots=True)
class Minute:
    """Attempts that ended in one minute. accepted: by all their recipients; others: deferred, rejected or uncertain."""

    start: datetime
    lane: int
    connection: str
    accepted: int
    others: int


def counted(worker: int, attempts: Sequence[Attempt]) -> list[MinuteRow]:
    """A batch that is being settled, for `ADD_MINUTES`."""
    found: Counter[tuple[datetime, int, str, bool]] = Counter(
        (one.ended.replace(second=0, microsecond=0), way.lane, way.connection, one.outcome == "accepted")
        for one in attempts
        for way in (one.claim.stream,)
    )
    return [
        (*key, worker, found[*key, True], found[*key, False])
        for key in dict.fromkeys((start, lane, connection) for start, lane, connection, _ in found)
    ]


def forget_minutes(tx: Transaction, now: datetime) -> None:
    """Remove what is kept no longer."""
    tx.execute(delete(delivery_minute).where(delivery_minute.c.minute < now - KEPT))


def minutes(tx: Transaction, since: datetime) -> list[Minute]:
    """What was counted from a moment on, by time."""
    columns = delivery_minute.c
    key = (columns.minute, columns.lane, columns.connection)
    query = (
        select(*key, func.sum(columns.accepted).label("accepted"), func.sum(columns.others).label("others"))
        .where(columns.minute >= since)
        .group_by(*key)
        .order_by(*key)
    )
    return [
        Minute(row.minute, row.lane, row.connection, int(row.accepted), int(row.others))
        for row in tx.execute(query)
    ]


ADD_MINUTES = insert_many(
    delivery_minute,
    *("minute", "lane", "connection", "worker", "accepted", "others"),
    key=("minute", "lane", "connection", "worker"),
    or_add=("accepted", "others"),
)
