"""Ids grow with time, so the first row of a moment is found through the key alone; no index of times has to be kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, func, select

from vestnik.storage.transaction import Transaction


def first_since(tx: Transaction, table: Table, moment: datetime) -> int:
    """The least id of a row that was created at the moment or later; beyond the greatest when there is none.

    table: has the columns `id` and `created`. Some twenty looks into the key, whatever the size.
    """
    ends = tx.execute(
        select(func.min(table.c.id).label("least"), func.max(table.c.id).label("greatest"))
    ).one()
    if ends.least is None:
        return 0
    low, high = ends.least, ends.greatest + 1
    while low < high:
        middle = (low + high) // 2
        row = tx.execute(
            select(table.c.id, table.c.created).where(table.c.id >= middle).order_by(table.c.id).limit(1)
        ).first()
        if row is None or row.created >= moment:
            high = middle
        else:
            low = row.id + 1
    return int(low)
