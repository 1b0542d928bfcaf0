"""Removes contents that no row names: of uploads that were never used, of crashes between blob and row.

Which columns name contents is said by the tables: a column of type `Digest`, and a `Json` column with
`info={"holds_contents": True}`, whose dumped values hold `{"$blob": digest}` (`vestnik.kernel.values.dump`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Text, cast, select

from vestnik.storage.blobs import Blobs
from vestnik.storage.database import Database
from vestnik.storage.tables import metadata
from vestnik.storage.tables.types import Digest
from vestnik.storage.transaction import Transaction

GRACE = timedelta(hours=1)
"""Longer than any transaction that puts a content and then names it."""

_IN_JSON = re.compile(r'"\$blob": ?"([0-9a-f]{64})"')


def collect_orphans(db: Database, blobs: Blobs, now: datetime, grace: timedelta = GRACE) -> int:
    """Delete every blob older than `grace` that no row names; how many went."""
    before = now - grace
    candidates = set(blobs.stored(before))
    with db.read() as tx:  # after the look into the store: whoever named an old blob since, has put it anew
        for digest in _named(tx):
            candidates.discard(digest)
    return sum(blobs.delete(digest, before) for digest in sorted(candidates))


def _named(tx: Transaction) -> Iterator[str]:
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Digest):
                yield from tx.execute(select(column).where(column.is_not(None))).scalars()
            elif column.info.get("holds_contents"):
                text = cast(column, Text)
                for found in tx.execute(select(text).where(text.contains("$blob"))).scalars():
                    yield from _IN_JSON.findall(found)
