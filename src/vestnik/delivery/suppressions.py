"""Addresses that get no letters: they bounced, or their owner asked for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, bindparam, delete, exists, not_, or_, select
from sqlalchemy.dialects.postgresql import insert

from vestnik.storage.many import among_texts, listed_texts, select_by_texts
from vestnik.storage.tables.delivery import suppression
from vestnik.storage.transaction import Dialect, Transaction


@dataclass(frozen=True, slots=True)
class Suppression:
    """until: the moment from which letters may go again; None for good."""

    address: str
    reason: str
    until: datetime | None = None


def suppressed(tx: Transaction, addresses: Collection[str], now: datetime) -> dict[str, str]:
    """The reason for each of the addresses that gets no letters now, by the address in lower case."""
    given = {"texts": listed_texts(address.lower() for address in addresses), "now": now}
    return {row.address: row.reason for row in tx.execute(_SUPPRESSED[tx.dialect], given)}


def none_suppressed(dialect: Dialect) -> ColumnElement[bool]:
    """The condition that none of the addresses is on the list, given as the parameter `texts` by `listed_texts`."""
    return not_(exists().where(among_texts(dialect, suppression.c.address)))


_LASTING = or_(suppression.c.until.is_(None), suppression.c.until > bindparam("now"))
_SUPPRESSED = {
    dialect: select_by_texts(dialect, suppression.c.address, suppression.c.reason, where=(_LASTING,))
    for dialect in get_args(Dialect)
}


def suppress(tx: Transaction, entry: Suppression, now: datetime) -> None:
    """Put an address on the list, or change its entry."""
    values = {"reason": entry.reason, "until": entry.until, "created": now}
    statement = insert(suppression).values(address=entry.address.lower(), **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["address"], set_=values))


def release(tx: Transaction, address: str) -> bool:
    """Take an address off the list; whether it was on it."""
    gone = tx.execute(delete(suppression).where(suppression.c.address == address.lower()))
    return gone.rowcount > 0


def find(tx: Transaction, address: str) -> Suppression | None:
    """The entry of an address, None when it is not on the list."""
    table = suppression
    row = tx.execute(
        select(table.c.address, table.c.reason, table.c.until).where(table.c.address == address.lower())
    ).first()
    return Suppression(row.address, row.reason, row.until) if row else None


def suppressions(tx: Transaction, after: str = "", limit: int = 50) -> list[Suppression]:
    """The list in the order of addresses, those after `after`."""
    table = suppression
    rows = tx.execute(
        select(table.c.address, table.c.reason, table.c.until)
        .where(table.c.address > after)
        .order_by(table.c.address)
        .limit(limit)
    )
    return [Suppression(row.address, row.reason, row.until) for row in rows]
