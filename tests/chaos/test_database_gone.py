"""PostgreSQL goes away under two workers and comes back: nothing is lost, and everybody goes on without being told to."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.delivery.conftest import MakeLetter, RunningWorker, eventually, settled, smtp
from tests.delivery.mail_server import MailServer
from tests.postgresql_server import PostgresqlServer, find_programs

from vestnik.delivery import workers
from vestnik.delivery.messages import get
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import SystemClock
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database, DatabaseUnavailable

GONE_SECONDS = float(os.environ.get("VESTNIK_DATABASE_GONE_SECONDS", "4"))
"""More than a worker trusts its lock for without seeing it; `make chaos` takes 10."""


@pytest.fixture
def own_server(postgresql: PostgresqlServer) -> Iterator[PostgresqlServer]:
    """A server that nobody else uses; skipped where there is none."""
    server = PostgresqlServer(find_programs())
    yield server
    server.stop()


def test_R8_a_database_that_goes_and_comes_back_loses_nothing(
    own_server: PostgresqlServer, data: Path, blobs: FolderBlobs, new_letter: MakeLetter
) -> None:
    db = Database.open(own_server.url(own_server.create()), data)
    db.create_schema()
    outbox = Outbox(SystemClock())
    with MailServer() as server:
        definition = smtp(server.port, max_sessions=2)
        pair = [RunningWorker(db, blobs, data, definition) for _ in range(2)]
        for one in pair:
            one.start()
        refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(120)]))
        pair[0].wake()
        server.wait_for(20)
        own_server.halt()
        with pytest.raises(DatabaseUnavailable):
            db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
        gone = time.monotonic()
        server.answers.stalled = True  # some wait for their answer meanwhile
        time.sleep(GONE_SECONDS / 2)
        server.answers.stalled = False
        time.sleep(max(0.0, gone + GONE_SECONDS - time.monotonic()))
        own_server.start()
        refs += eventually(lambda: _enqueue(db, outbox, new_letter))
        assert {one.state for one in settled(db, *refs)} == {"sent"}
        with db.read() as tx:
            assert len(workers.at_work(tx)) == 2
            known = {one.message_id: one for one in (get(tx, ref) for ref in refs)}
        taken = Counter(one.message_id for one in server.letters)
        assert set(known) <= set(taken)
        repeated = {id for id, times in taken.items() if times > 1}
        assert repeated <= {id for id, one in known.items() if one.possibly_repeated}
        woken = time.monotonic()
        last = db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
        pair[0].wake()
        settled(db, *last)
        assert time.monotonic() - woken < 5
        for one in pair:
            one.stop()
    db.close()


def _enqueue(db: Database, outbox: Outbox, new_letter: MakeLetter) -> list[object] | None:
    try:
        return db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
    except DatabaseUnavailable:
        return None
