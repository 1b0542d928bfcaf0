"""Runs that are kept no longer are removed with their traces, the oldest first and some at a time; what is not over stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from vestnik.storage.many import delete_many, execute_all
from vestnik.storage.tables.scenarios import run, run_trace
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Transaction

STEP = 500


def remove_runs(tx: Transaction, before: datetime, after: int) -> int | None:
    """Of the next runs, by number, remove those that ended before a moment.

    Returns:
        The number after which to go on; None when what follows is younger.
    """
    rows = tx.execute(_NEXT, {"after": after}).all()
    old = [(row.id,) for row in rows if row.state in _ENDED and row.changed < before]
    execute_all(tx, [(statement, statement.prepare(tx.dialect, old)) for statement in _BY_NUMBER])
    return rows[-1].id if rows and rows[-1].created < before else None


_ENDED = frozenset({"done", "failed", "cancelled"})
_NEXT = (
    select(run.c.id, run.c.state, run.c.created, run.c.changed)
    .where(run.c.id > bindparam("after"))
    .order_by(run.c.id)
    .limit(STEP)
)
_BY_NUMBER = (
    delete_many(run, key=("id",)),
    delete_many(run_trace, key=("run",)),
    delete_many(object_, key=("id",)),
)
