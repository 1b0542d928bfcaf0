"""The feed of changes: what a transaction noted is told once, also when it commits late."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from vestnik.storage import changes
from vestnik.storage.changes import ChangeReader, latest, since
from vestnik.storage.database import Database
from vestnik.storage.tables.storage import change_feed


def note(db: Database, *numbers: int) -> None:
    with db.write() as tx:
        tx.note_change("message", *numbers)


def test_one_row_tells_all_that_a_transaction_changed(db: Database) -> None:
    with db.write() as tx:
        tx.note_change("message", 1, 2)
        tx.note_change("message", 2)
        tx.note_change("place", "lane/1")
    with db.read() as tx:
        assert tx.execute(select(func.count()).select_from(change_feed)).scalar_one() == 1
        assert since(tx, 0).keys == {"message": {1, 2}, "place": {"lane/1"}}


def test_a_transaction_that_notes_nothing_leaves_no_row_and_wakes_nobody(db: Database) -> None:
    woken: list[bool] = []
    db.on_changes = lambda: woken.append(True)
    with db.write() as tx:
        tx.new_id("msg")
    note(db, 1)
    assert len(woken) == 1
    with db.read() as tx:
        assert latest(tx) == 1


def test_a_reader_is_told_each_change_once(db: Database) -> None:
    note(db, 1)
    with db.read() as tx:
        reader = ChangeReader(tx)
    note(db, 2)
    note(db, 3)
    with db.read() as tx:
        assert reader.read(tx).keys == {"message": {2, 3}}
    with db.read() as tx:
        assert reader.read(tx).keys == {}


def test_what_commits_late_is_not_passed_over(postgresql_db: Database) -> None:
    db = postgresql_db
    with db.read() as tx:
        reader = ChangeReader(tx)
    with db.write() as slow:
        slow.note_change("message", 1)
        changes.write(slow)  # takes its id now
        note(db, 2)
        with db.read() as tx:
            before = reader.read(tx)
            assert before.keys == {"message": {2}}
    with db.read() as tx:
        assert 1 in reader.read(tx).keys["message"]
        assert 1 in since(tx, before.cursor).keys["message"]


def test_the_feed_is_bounded_and_says_what_it_has_forgotten(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "KEPT", 10)
    monkeypatch.setattr(changes, "PRUNE_EVERY", 10)
    for number in range(30):
        note(db, number)
    with db.read() as tx:
        assert tx.execute(select(func.count()).select_from(change_feed)).scalar_one() <= 20
        assert since(tx, 5).missed
        assert not since(tx, 25).missed
        assert since(tx, 31).missed, "of a database that was restored"
