"""The lanes (data buses 0 to 3) as people see them: how many letters wait, since when, and what is paused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from vestnik.delivery.pauses import paused
from vestnik.storage.tables.delivery import job
from vestnik.storage.transaction import Transaction

LANES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Lane:
    """waiting: open jobs. sending: those of them whose attempt goes on. oldest: when the longest waiting one was due."""

    number: int
    paused: bool
    waiting: int
    sending: int
    oldest: datetime | None


def lanes(tx: Transaction) -> list[Lane]:
    """All four lanes."""
    held = paused(tx).names("lane")
    rows = {
        row.lane: row
        for row in tx.execute(
            select(
                job.c.lane,
                func.count().label("waiting"),
                func.count(job.c.started).label("sending"),
                func.min(job.c.due).label("oldest"),
            ).group_by(job.c.lane)
        )
    }
    return [
        Lane(lane, str(lane) in held, row.waiting, row.sending, row.oldest)
        if (row := rows.get(lane))
        else Lane(lane, str(lane) in held, 0, 0, None)
        for lane in LANES
    ]
