"""What was changed lately, for those who watch: pages that show states live, `vestnik messages --follow`.

A transaction notes the keys of what it changed (`Transaction.note_change`) and leaves one row of the feed, however many
they are; the row says nothing of the new state, which a watcher looks up, so what it shows is always the truth. The feed
keeps the newest `KEPT` transactions: who was away for longer reads everything anew.

On PostgreSQL transactions commit in another order than they took their ids, so a reader looks back over `OVERLAP` rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from vestnik.storage.tables.storage import change_feed
from vestnik.storage.transaction import Transaction

CHANGES = "changes"
"""Wake-up channel: the feed has grown."""

KEPT = 2000
"""Rows that stay: some minutes of an ordinary day, half a minute of delivery at full speed."""

PRUNE_EVERY = 100
OVERLAP = 200
"""Transactions that may have taken ids and not committed yet, at most."""

_INSERT = insert(change_feed).returning(change_feed.c.id)

Keys = Mapping[str, frozenset[int | str]]
"""Keys of what changed, by topic: `message` and `run` by number, `place` by `kind/name`."""


@dataclass(frozen=True, slots=True)
class Changes:
    """cursor: where to go on. missed: older rows were wanted and are gone."""

    cursor: int
    keys: Keys
    missed: bool = False


def write(tx: Transaction) -> None:
    """Leave the row of this transaction; now and then remove old ones."""
    kept = {topic: list(keys) for topic, keys in tx.changes.items()}
    made = tx.execute(_INSERT, {"changes": kept}).scalar_one()
    if made % PRUNE_EVERY == 0:
        tx.execute(delete(change_feed).where(change_feed.c.id <= made - KEPT))


def latest(tx: Transaction) -> int:
    """The cursor of somebody who begins to watch now."""
    return int(tx.execute(select(func.coalesce(func.max(change_feed.c.id), 0))).scalar_one())


def since(tx: Transaction, cursor: int) -> Changes:
    """What changed after a cursor, on PostgreSQL also what the last `OVERLAP` transactions before it changed."""
    last = latest(tx)
    first = tx.execute(select(func.min(change_feed.c.id))).scalar() or 1
    if not first - 1 <= cursor <= last:
        return Changes(last, {}, missed=True)
    from_ = cursor if tx.dialect == "sqlite" else cursor - OVERLAP
    rows = tx.execute(select(change_feed.c.changes).where(change_feed.c.id > from_, change_feed.c.id <= last))
    return Changes(last, _merged(rows.scalars()))


class ChangeReader:
    """Reads the feed as it grows; each row once, also those that commit late. Begins with what comes after `tx`."""

    def __init__(self, tx: Transaction) -> None:
        self._overlap = 0 if tx.dialect == "sqlite" else OVERLAP
        self._last = latest(tx)
        self._seen = set(self._ids(tx))

    @property
    def cursor(self) -> int:
        """Where it is."""
        return self._last

    def read(self, tx: Transaction) -> Changes:
        """What came since the last call."""
        fresh = [id for id in self._ids(tx) if id not in self._seen]
        if not fresh:
            return Changes(self._last, {})
        rows = tx.execute(select(change_feed.c.changes).where(change_feed.c.id.in_(fresh[-KEPT:])))
        self._last = max(self._last, *fresh)
        self._seen = {id for id in self._seen.union(fresh) if id > self._last - self._overlap}
        return Changes(self._last, _merged(rows.scalars()))

    def _ids(self, tx: Transaction) -> list[int]:
        query = select(change_feed.c.id).where(change_feed.c.id > self._last - self._overlap)
        return list(tx.execute(query.order_by(change_feed.c.id)).scalars())


def _merged(rows: Iterable[Mapping[str, Any]]) -> Keys:
    found: dict[str, set[int | str]] = {}
    for row in rows:
        for topic, keys in row.items():
            found.setdefault(topic, set()).update(keys)
    return {topic: frozenset(keys) for topic, keys in found.items()}
