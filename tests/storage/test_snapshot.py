"""No update is lost: what others wrote meanwhile and what could have decided makes the work start over."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from vestnik.storage import snapshot
from vestnik.storage.database import Database
from vestnik.storage.tables import metadata
from vestnik.storage.tables.definitions import configuration
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Transaction

NO_DECISION = snapshot.ASIDE | snapshot.GROWING


def test_the_lists_name_tables_that_exist() -> None:
    assert set(metadata.tables) >= NO_DECISION


@pytest.mark.parametrize("name", sorted({*metadata.tables} - NO_DECISION))
def test_a_table_that_is_not_listed_decides(name: str) -> None:
    assert snapshot.decides(name, adds=True)
    assert snapshot.decides(name, adds=False)


@pytest.mark.parametrize("name", sorted(snapshot.GROWING))
def test_of_a_growing_table_only_new_rows_decide_nothing(name: str) -> None:
    assert not snapshot.decides(name, adds=True)
    assert snapshot.decides(name, adds=False)


def test_a_write_of_unknown_kind_decides() -> None:
    assert snapshot.decides(None, adds=True)


def test_two_who_count_up_from_what_they_read_lose_nothing(db: Database) -> None:
    with db.write() as tx:
        tx.execute(insert(configuration).values(id=1, revision=1))
    tries: list[int] = []

    def count_up(tx: Transaction) -> None:
        read = tx.execute(select(configuration.c.revision)).scalar_one()
        tries.append(read)
        if len(tries) == 1:
            with db.write() as other:
                other.execute(update(configuration).values(revision=10))
        tx.execute(update(configuration).values(revision=read + 1))

    db.run(count_up)
    with db.read() as tx:
        assert tx.execute(select(configuration.c.revision)).scalar_one() == 11
    assert tries == [1, 10]


def test_a_changed_row_of_a_growing_table_makes_the_work_start_over(sqlite_db: Database) -> None:
    """PostgreSQL does not: it looks at the rows that are written themselves."""
    with sqlite_db.write() as tx:
        known = tx.new_id("rec")
    tries: list[str] = []

    def work(tx: Transaction) -> None:
        tries.append(tx.execute(select(object_.c.kind).where(object_.c.id == known)).scalar_one())
        if len(tries) == 1:
            with sqlite_db.write() as other:
                other.execute(update(object_).where(object_.c.id == known).values(kind="doc"))
        tx.new_id(tries[-1])

    sqlite_db.run(work)
    assert tries == ["rec", "doc"]


def test_ids_that_are_allotted_together_follow_each_other_and_are_nobody_elses(db: Database) -> None:
    with db.write() as tx:
        first = tx.new_ids("msg", 3)
        second = tx.new_ids("msg", 1)
        third = tx.new_id("rec")
        kept = tx.execute(select(object_.c.id, object_.c.kind).order_by(object_.c.id)).all()
    assert [(row.id, row.kind) for row in kept] == [
        *((id, "msg") for id in [*first, *second]),
        (third, "rec"),
    ]
