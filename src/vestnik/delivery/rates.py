"""How many letters may still go over a connection in its period, all workers counted together (spec/delivery.md P17).

Letters are counted by tenths of the period when they are claimed. The last eleven tenths together stay within the limit,
so whatever period one looks at, no more than the limit was claimed in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from vestnik.storage.tables.delivery import rate
from vestnik.storage.transaction import Transaction

TENTHS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `letters` in any `period`."""

    letters: int
    period: timedelta

    def slot(self, now: datetime) -> int:
        """Which tenth of a period this is."""
        return (now - _EPOCH) // (self.period / TENTHS)

    def room(self, used: Mapping[int, int], now: datetime) -> int:
        """How many more may go now."""
        slot = self.slot(now)
        lately = sum(count for when, count in used.items() if slot - TENTHS <= when <= slot)
        return max(0, self.letters - lately)


def room(tx: Transaction, connection: str, limit: RateLimit, now: datetime) -> int:
    """How many letters may be claimed; the count stays as it is for others until the transaction ends."""
    return limit.room(_used(tx, connection), now)


def count(tx: Transaction, connection: str, limit: RateLimit, letters: int, now: datetime) -> None:
    """Note that so many were claimed."""
    used, slot = _used(tx, connection), limit.slot(now)
    kept = {when: n for when, n in used.items() if when >= slot - TENTHS}
    kept[slot] = kept.get(slot, 0) + letters
    values = {"slots": {str(when): n for when, n in kept.items()}}
    statement = insert(rate).values(connection=connection, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["connection"], set_=values))


def _used(tx: Transaction, connection: str) -> dict[int, int]:
    statement = select(rate.c.slots).where(rate.c.connection == connection).with_for_update()
    slots = tx.execute(statement).scalar_one_or_none()
    if slots is None:
        # The row must be there to be locked: two workers that both find none would both claim the whole limit.
        made = insert(rate).values(connection=connection, slots={}).on_conflict_do_nothing()
        tx.execute(made)
        slots = tx.execute(statement).scalar_one()
    return {int(when): int(n) for when, n in slots.items()}
