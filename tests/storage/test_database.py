"""Transactions on both engines: snapshots, the gate, conflicts, savepoints."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select, update

from vestnik.storage.database import Database
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import ReadOnly, Transaction


def count(tx: Transaction) -> int:
    return int(tx.execute(select(func.count()).select_from(object_)).scalar_one())


def test_ids_come_from_one_ascending_sequence(db: Database) -> None:
    with db.write() as tx:
        first = tx.new_id("rec", template=7)
        more = tx.new_ids("doc", 3)
    assert more == sorted(more)
    assert more[0] > first


def test_an_exception_undoes_the_transaction(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        tx.new_id("rec")
        raise ZeroDivisionError
    with db.read() as tx:
        assert count(tx) == 0


def test_a_reader_keeps_its_snapshot(db: Database) -> None:
    with db.read() as reader:
        before = count(reader)
        with db.write() as tx:
            tx.new_id("rec")
        assert count(reader) == before
    with db.read() as reader:
        assert count(reader) == before + 1


def test_a_reading_transaction_refuses_to_write(db: Database) -> None:
    with pytest.raises(ReadOnly), db.read() as tx:
        tx.new_id("rec")


def test_work_starts_over_when_another_wrote_what_it_had_read(db: Database) -> None:
    with db.write() as tx:
        row = tx.new_id("counter", template=0)
    seen: list[Any] = []

    def add_one(tx: Transaction) -> None:
        value = tx.execute(select(object_.c.template).where(object_.c.id == row)).scalar_one()
        seen.append(value)
        if len(seen) == 1:
            with db.write() as other:
                other.execute(update(object_).where(object_.c.id == row).values(template=10))
        tx.execute(update(object_).where(object_.c.id == row).values(template=value + 1))

    db.run(add_one)
    with db.read() as tx:
        assert tx.execute(select(object_.c.template).where(object_.c.id == row)).scalar_one() == 11
    assert seen == [0, 10]


def test_concurrent_read_modify_write_loses_nothing(db: Database) -> None:
    with db.write() as tx:
        row = tx.new_id("counter", template=0)

    def add_one(tx: Transaction) -> None:
        value = tx.execute(select(object_.c.template).where(object_.c.id == row)).scalar_one()
        tx.execute(update(object_).where(object_.c.id == row).values(template=value + 1))

    def many() -> None:
        for _ in range(10):
            db.run(add_one, attempts=50)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as tx:
        assert tx.execute(select(object_.c.template).where(object_.c.id == row)).scalar_one() == 40


def test_a_savepoint_undoes_only_what_is_inside(db: Database) -> None:
    called: list[str] = []
    with db.write() as tx:
        tx.new_id("rec")
        tx.after_commit(lambda: called.append("outer"))
        with pytest.raises(ZeroDivisionError), tx.savepoint():
            tx.new_id("rec")
            tx.after_commit(lambda: called.append("inner"))
            raise ZeroDivisionError
    with db.read() as tx:
        assert count(tx) == 1
    assert called == ["outer"]


def test_callbacks_run_after_the_commit_and_can_write(db: Database) -> None:
    def write_more() -> None:
        with db.write() as tx:
            tx.new_id("rec")

    with db.write() as tx:
        tx.new_id("rec")
        tx.after_commit(write_more)
    with db.read() as tx:
        assert count(tx) == 2
