from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from vestnik.storage import database
from vestnik.storage.database import Database, DatabaseUnavailable
from vestnik.storage.tables.delivery import worker
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Conflict, ReadOnly, Transaction


def count(tx: Transaction) -> int:
    return int(tx.execute(select(func.count()).select_from(object_)).scalar_one())


def fail_after(*_: object) -> None:
    raise ZeroDivisionError


def test_a_write_is_seen_by_the_next_reader(db: Database) -> None:
    with db.write() as tx:
        tx.new_id("rec", 3)
    with db.read() as tx:
        assert count(tx) == 1


def test_an_exception_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        fail_after(tx.new_id("rec"))
    with db.read() as tx:
        assert count(tx) == 0


def test_a_reader_keeps_its_snapshot(db: Database) -> None:
    with db.read() as reader:
        assert count(reader) == 0
        with db.write() as writer:
            writer.new_id("rec")
        assert count(reader) == 0


def test_a_reading_transaction_may_not_write(db: Database) -> None:
    with pytest.raises(ReadOnly), db.read() as tx:
        tx.new_id("rec")


def test_ids_of_all_kinds_are_one_ascending_sequence(db: Database) -> None:
    with db.write() as tx:
        first = tx.new_id("rec")
        more = tx.new_ids("msg", 100)
        last = tx.new_id("doc")
    assert [first, *more, last] == sorted({first, *more, last})


def test_an_id_is_never_given_twice_even_after_its_object_is_gone(db: Database) -> None:
    with db.write() as tx:
        first = tx.new_id("rec")
        tx.execute(object_.delete())
        assert tx.new_id("rec") > first


def test_a_savepoint_undoes_only_what_lies_inside(db: Database) -> None:
    heard: list[str] = []
    with db.write() as tx:
        tx.new_id("rec")
        tx.after_commit(lambda: heard.append("outside"))
        with pytest.raises(ZeroDivisionError), tx.savepoint():
            fail_after(tx.new_id("rec"), tx.after_commit(lambda: heard.append("inside")))
        assert count(tx) == 1
    assert heard == ["outside"]


def test_work_that_read_what_another_changed_starts_over(db: Database) -> None:
    with db.write() as tx:
        tx.new_id("rec")
    seen: list[int] = []

    def work(tx: Transaction) -> int:
        seen.append(count(tx))
        if len(seen) == 1:
            with db.write() as other:
                other.execute(object_.update().values(kind="run"))
                other.new_id("run")
        tx.execute(object_.update().values(kind="doc"))
        return count(tx)

    assert db.run(work) == 2
    assert seen == [1, 2]


def test_work_that_always_conflicts_gives_up_with_a_conflict(postgresql_db: Database) -> None:
    db = postgresql_db
    with db.write() as tx:
        tx.new_id("rec")

    def work(tx: Transaction) -> None:
        count(tx)
        with db.write() as other:
            other.execute(object_.update().values(kind="run"))
        tx.execute(object_.update().values(kind="doc"))

    with pytest.raises(Conflict):
        db.run(work, attempts=2)


def test_a_key_that_another_took_meanwhile_starts_the_work_over(db: Database) -> None:
    tries: list[int] = []

    def work(tx: Transaction) -> None:
        tries.append(count(tx))
        if len(tries) == 1:
            with db.write() as other:
                other.execute(object_.insert().values(id=7, kind="theirs"))
        if not tx.execute(select(object_).where(object_.c.id == 7)).all():
            tx.execute(object_.insert().values(id=7, kind="ours"))

    db.run(work)
    assert tries == [0, 1]


def test_callbacks_run_after_the_commit_and_outside_the_gate(db: Database) -> None:
    seen: list[int] = []

    def callback() -> None:
        with db.write() as other:
            seen.append(count(other))

    with db.write() as tx:
        tx.new_id("rec")
        tx.after_commit(callback)
    assert seen == [1]


def test_reading_and_then_writing_loses_no_update(db: Database) -> None:
    with db.write() as tx:
        row = tx.new_id("counter", template=0)

    def add_one(tx: Transaction) -> None:
        value = tx.execute(select(object_.c.template)).scalar_one()
        tx.execute(object_.update().where(object_.c.id == row).values(template=value + 1))

    def add_ten() -> None:
        for _ in range(10):
            db.run(add_one, attempts=50)

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as tx:
        assert tx.execute(select(object_.c.template)).scalar_one() == 40


def test_many_threads_write_without_loss(db: Database) -> None:
    def writer() -> None:
        for _ in range(20):
            db.run(lambda tx: (count(tx), tx.new_id("rec")), attempts=20)

    threads = [threading.Thread(target=writer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as tx:
        assert count(tx) == 120


def test_a_new_connection_need_not_wait_for_a_writer(data: Path, sqlite_db: Database) -> None:
    with sqlite_db.write() as tx:
        tx.new_id("rec")
        other = Database.open(None, data)
        with other.read() as reader:
            assert count(reader) == 0
        other.close()


def test_sqlite_is_durable_and_checks_its_keys(sqlite_db: Database) -> None:
    with sqlite_db.read() as tx:
        pragmas = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "auto_vacuum")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "auto_vacuum": 2}


def test_postgresql_reads_one_snapshot(postgresql_db: Database) -> None:
    with postgresql_db.read() as tx:
        assert tx.execute(text("SHOW transaction_isolation")).scalar() == "repeatable read"


MOMENT = datetime(2025, 3, 12, tzinfo=UTC)
A_WORKER = {"name": "a", "lanes": [0], "started": MOMENT, "seen": MOMENT, "lease_until": MOMENT}


def test_work_goes_on_when_what_others_wrote_decides_nothing(db: Database) -> None:
    """Beside delivery every snapshot is old; a run is not done twice for that."""
    tries: list[int] = []

    def work(tx: Transaction) -> str | None:
        tries.append(count(tx))
        with db.write() as other:
            other.execute(worker.insert().values(**A_WORKER))
        tx.new_id("rec")
        return str(tx.execute(select(worker.c.name)).scalar_one_or_none())

    seen = db.run(work)
    assert tries == [0]
    assert seen == (
        "a" if db.dialect == "sqlite" else "None"
    )  # the newest snapshot, or the one that was begun with


def test_what_a_frozen_process_has_locked_is_free_again_and_its_work_is_undone(
    postgresql_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql_db.engine.url.render_as_string(hide_password=False)
    monkeypatch.setattr(database, "ABANDONED_SECONDS", 1)
    frozen = Database.open(url, Path())
    try:
        with postgresql_db.write() as tx:
            number = tx.new_id("rec", 1)
        mine = update(object_).where(object_.c.id == number)

        def while_another_wants_the_row(tx: Transaction) -> None:
            tx.execute(mine.values(template=2))
            with postgresql_db.write() as other:
                other.execute(mine.values(template=3))
            tx.execute(select(1))

        with pytest.raises(DatabaseUnavailable):
            frozen.run(while_another_wants_the_row)
        with postgresql_db.read() as tx:
            assert tx.execute(select(object_.c.template).where(object_.c.id == number)).scalar_one() == 3
    finally:
        frozen.close()
