"""The write-ahead log of SQLite is moved into the file beside the writers, and stays bounded."""

from __future__ import annotations

import sqlite3
import threading
from itertools import count
from pathlib import Path

from tests.delivery.conftest import eventually

from vestnik.storage.checkpoint import LONG_PAGES, Checkpointer
from vestnik.storage.database import Database
from vestnik.storage.gate import WriteGate
from vestnik.storage.many import insert_many
from vestnik.storage.tables.delivery import letter

LETTER = insert_many(letter, "message", "content", "layout", "needs_smtputf8", "eight_bit")
PAGE = 4096


def write(db: Database, first: int, pages: int) -> None:
    with db.write() as tx:
        LETTER.run(tx, [(first + n, bytes(PAGE), None, False, False) for n in range(pages)])


def in_file(data: Path) -> int:
    """Letters that are in the database file itself, whatever its log says."""
    alone = sqlite3.connect(f"file:{data / 'vestnik.db'}?immutable=1", uri=True)
    try:
        return int(alone.execute("SELECT count(*) FROM letter").fetchone()[0])
    except sqlite3.DatabaseError:
        return -1  # a part of a commit is in the file, and the rest in the log
    finally:
        alone.close()


def test_what_was_committed_comes_into_the_file_by_itself(sqlite_db: Database, data: Path) -> None:
    write(sqlite_db, 1, 50)
    eventually(lambda: in_file(data) == 50)


def test_a_log_that_was_moved_is_begun_anew(sqlite_db: Database, data: Path) -> None:
    write(sqlite_db, 1, LONG_PAGES + 100)
    first, written = times_begun(data), count(10**6)

    def begun_anew() -> bool:
        write(sqlite_db, next(written), 1)
        return times_begun(data) > first

    assert eventually(begun_anew)


def times_begun(data: Path) -> int:
    """The checkpoint sequence number in the header of the log."""
    with (data / "vestnik.db-wal").open("rb") as log:
        return int.from_bytes(log.read(16)[12:], "big")


def test_a_reader_of_an_old_snapshot_keeps_seeing_it(sqlite_db: Database, data: Path) -> None:
    write(sqlite_db, 1, 10)
    with sqlite_db.read() as old:
        assert old.execute(letter.select()).all()
        write(sqlite_db, 100, LONG_PAGES + 10)
        write(sqlite_db, 10**6, 1)
        assert len(old.execute(letter.select()).all()) == 10
    write(sqlite_db, 10**7, 1)
    eventually(lambda: in_file(data) == LONG_PAGES + 22)


def test_closing_at_any_moment_ends_the_thread(tmp_path: Path) -> None:
    """Also between the end of the pause and the thread's look at what was written, where it once slept for ever."""

    class ClosedMeanwhile(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            checkpointer._written.set()
            return False  # as it was when the pause ended

    checkpointer = Checkpointer(tmp_path / "vestnik.db", WriteGate(tmp_path))
    checkpointer._closing = ClosedMeanwhile()
    checkpointer.note()
    thread = checkpointer._thread
    assert thread
    thread.join(5)
    assert not thread.is_alive()
