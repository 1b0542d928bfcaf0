"""A prepared select gives what the statement itself gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import SQLAlchemyError

from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database
from vestnik.storage.prepared import Prepared
from vestnik.storage.tables.records import record

BY_ID = select(record).where(record.c.id == bindparam("id"), record.c.archived == False)  # noqa: E712


def test_a_row_has_the_values_of_its_columns_types(db: Database, clock: FakeClock) -> None:
    row = {
        "id": 7, "template": 1, "version": 2, "data": {"1": Decimal("0.10"), "2": "текст"}, "creator": 3,
        "created": clock.now(), "changed": clock.now(), "archived": False,
    }  # fmt: skip
    prepared = Prepared(BY_ID)
    with db.write() as tx:
        tx.execute(insert(record).values(row))
        found = prepared.one(tx, id=7)
        assert found is not None
        assert dict(found) == row
        assert dict(found) == dict(tx.execute(BY_ID, {"id": 7}).mappings().one())
        assert prepared.one(tx, id=8) is None


def test_what_the_driver_refuses_is_told_as_of_every_statement(db: Database) -> None:
    with db.write() as tx:
        record.drop(tx.connection)
        with pytest.raises(SQLAlchemyError):
            Prepared(BY_ID).one(tx, id=7)
