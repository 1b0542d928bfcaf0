from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Column, Table

from vestnik.kernel.values import Content, dump
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.orphans import collect_orphans
from vestnik.storage.tables import metadata
from vestnik.storage.tables.types import Digest, Id, Json


@pytest.fixture
def naming(db: Database) -> Iterator[Table]:
    """A table that names contents in both ways."""
    table = Table(
        "naming",
        metadata,
        Column("id", Id, primary_key=True),
        Column("digest", Digest),
        Column("values", Json, info={"holds_contents": True}),
        Column("unmarked", Json),
    )
    with db.write() as tx:
        table.create(tx.connection)
    yield table
    metadata.remove(table)


def test_only_old_blobs_that_no_row_names_are_removed(
    db: Database, blobs: FolderBlobs, naming: Table
) -> None:
    by_column, in_values, orphan = (blobs.put([text]) for text in (b"1", b"2", b"3"))
    with db.write() as tx:
        tx.execute(naming.insert(), {"id": 1, "digest": by_column.digest})
        tx.execute(naming.insert(), {"id": 2, "values": {"file": dump(in_values)}})
        tx.execute(naming.insert(), {"id": 3, "unmarked": dump(orphan)})
    now = datetime.now(UTC)
    assert collect_orphans(db, blobs, now) == 0
    assert collect_orphans(db, blobs, now + timedelta(hours=2)) == 1
    assert [blobs.exists(content) for content in (by_column, in_values, orphan)] == [True, True, False]


def test_a_digest_is_text(db: Database, naming: Table) -> None:
    content = Content("ab" * 32, 5)
    with db.write() as tx:
        tx.execute(naming.insert(), {"id": 1, "digest": content.digest})
        assert tx.execute(naming.select()).one().digest == content.digest
