"""Letters whose time is over while their server cannot be used.

A letter expires only after an attempt made past its expiry. An attempt to reach the server that fails was made for every
letter that waits for it, so those past their time are failed together with the one that found out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from vestnik.delivery.claims import Stream, claim
from vestnik.delivery.settling import Answer, Attempt, settle
from vestnik.storage.tables.delivery import job
from vestnik.storage.transaction import Transaction

STEP = 500


def fail_overdue(
    tx: Transaction, connection: str, failed: Attempt, worker: int, name: str, chance: Callable[[], float]
) -> int:
    """Settle letters of the connection that are past their time as that attempt was settled; at most `STEP`."""
    way = (job.c.lane, job.c.connection, job.c.route, job.c.priority)
    ready = job.c.worker.is_(None) & job.c.hold.is_(None)
    overdue = job.c.expires < failed.ended
    ways = tx.execute(
        select(*way).where(ready, job.c.connection == connection, overdue).distinct().limit(STEP)
    )
    told = failed.telling or Answer(0, "deferred")
    attempts: list[Attempt] = []
    for row in ways.all():
        stream = Stream(row.lane, row.connection, row.route, row.priority)
        for one in claim(tx, worker, stream, STEP - len(attempts), failed.ended, only=overdue):
            answers = tuple(replace(told, position=person.position) for person in one.recipients)
            attempts.append(replace(failed, claim=one, answers=answers))
        if len(attempts) >= STEP:
            break
    if attempts:
        settle(tx, worker, name, attempts, chance)
    return len(attempts)
