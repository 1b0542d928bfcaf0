"""How much went out, minute by minute: one row for each minute, lane, connection and worker, kept for a day.

Written with the batch that is settled, so a row costs as much for 500 letters as for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from vestnik.storage.tables.delivery import delivery_minute
from vestnik.storage.transaction import Transaction

if TYPE_CHECKING:
    from vestnik.delivery.settling import Attempt

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Minute:
    """Attempts that ended in one minute. accepted: by all their recipients; others: deferred, rejected or uncertain."""

    start: datetime
    lane: int
    connection: str
    accepted: int
    others: int


def note_minutes(tx: Transaction, worker: int, attempts: Sequence[Attempt]) -> None:
    """Count a batch that is being settled."""
    counted: Counter[tuple[datetime, int, str, bool]] = Counter()
    for one in attempts:
        stream = one.claim.stream
        start = one.ended.replace(second=0, microsecond=0)
        counted[start, stream.lane, stream.connection, one.outcome == "accepted"] += 1
    rows = [
        {
            "minute": start,
            "lane": lane,
            "connection": connection,
            "worker": worker,
            "accepted": counted[start, lane, connection, True],
            "others": counted[start, lane, connection, False],
        }
        for start, lane, connection in dict.fromkeys(key[:3] for key in counted)
    ]
    if not rows:
        return
    tx.execute(_ADD, rows)


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


_insert = insert(delivery_minute)
_ADD = _insert.on_conflict_do_update(
    index_elements=["minute", "lane", "connection", "worker"],
    set_={
        "accepted": delivery_minute.c.accepted + _insert.excluded.accepted,
        "others": delivery_minute.c.others + _insert.excluded.others,
    },
)
