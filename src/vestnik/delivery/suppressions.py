"""Addresses that get no letters: they bounced, or their owner asked for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from vestnik.storage.tables.delivery import suppression
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Suppression:
    """until: the moment from which letters may go again; None for good."""

    address: str
    reason: str
    until: datetime | None = None


_ANY = select(suppression.c.address).limit(1)


def suppressed(tx: Transaction, addresses: Collection[str], now: datetime) -> dict[str, str]:
    """The reason for each of the addresses that gets no letters now, by the address in lower case."""
    wanted = {address.lower() for address in addresses}
    if not tx.execute(_ANY).first():
        return {}
    found: dict[str, str] = {}
    for some in _in_steps(sorted(wanted), 500):
        rows = tx.execute(
            select(suppression.c.address, suppression.c.reason).where(
                suppression.c.address.in_(some), or_(suppression.c.until.is_(None), suppression.c.until > now)
            )
        )
        found.update((row.address, row.reason) for row in rows)
    return found


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


def _in_steps(items: list[str], size: int) -> list[list[str]]:
    return [items[at : at + size] for at in range(0, len(items), size)]
