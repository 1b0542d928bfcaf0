"""The disk is full: what was promised is kept, new letters are refused in clear words, and all goes on when there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.delivery.conftest import MakeLetter, RunningWorker, settled, smtp
from tests.delivery.mail_server import MailServer
from tests.programs import unavailable

from vestnik.delivery.messages import get
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.values import Ref
from vestnik.storage.blobs import BlobsUnavailable, FolderBlobs
from vestnik.storage.database import Database, DatabaseUnavailable

MiB = 1024 * 1024
LARGE = "Очень длинное письмо. " * 5000


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder on a disk of 16 MiB."""
    folder = tmp_path / "data"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        unavailable(f"a small disk needs root: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def db(data: Path) -> Iterator[Database]:
    made = Database.open(None, data)
    made.create_schema()
    yield made
    made.close()


def fill(data: Path) -> Path:
    """Take all the room that is left."""
    filler = data / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (MiB, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler


def enqueue_until_refused(db: Database, new_letter: MakeLetter) -> tuple[list[Ref], list[Exception]]:
    """Letters that were promised, and the words of the refusals; small letters and such with blobs take turns."""
    promised: list[Ref] = []
    refused: list[Exception] = []
    outbox = Outbox(SystemClock())
    for number in range(300):
        try:
            letter = new_letter(text=LARGE + str(number) if number % 2 else "short")
            promised += db.run(lambda tx, letter=letter: outbox.enqueue(tx, [letter]))  # type: ignore[misc]
        except (DatabaseUnavailable, BlobsUnavailable) as error:
            refused.append(error)
            if len({type(one) for one in refused}) == 2 or len(refused) > 20:
                break
    return promised, refused


def test_R8_a_full_disk_loses_nothing_and_delivery_goes_on_when_there_is_room(
    data: Path, db: Database, blobs: FolderBlobs, new_letter: MakeLetter
) -> None:
    with MailServer() as server:
        worker = RunningWorker(db, blobs, data, smtp(server.port))
        server.answers.stalled = True
        worker.start()
        outbox = Outbox(SystemClock())
        first = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(50)]))
        filler = fill(data)
        promised, refused = enqueue_until_refused(db, new_letter)
        assert refused
        assert any(isinstance(one, BlobsUnavailable) for one in refused)
        assert all("No space left" in str(one) or "is full" in str(one) for one in refused)
        server.answers.stalled = False
        worker.wake()
        filler.unlink()
        last = db.run(lambda tx: outbox.enqueue(tx, [new_letter(text=LARGE)]))
        worker.wake()
        refs = [*first, *promised, *last]
        assert {one.state for one in settled(db, *refs)} == {"sent"}
        worker.stop()
        taken = [one.message_id for one in server.letters]
        with db.read() as tx:
            known = [get(tx, ref) for ref in refs]
        assert {one.message_id for one in known} == set(taken)
        repeated = {one for one in taken if taken.count(one) > 1}
        assert repeated <= {one.message_id for one in known if one.possibly_repeated}


def test_a_full_database_is_said_to_be_full(sqlite_db: Database, new_letter: MakeLetter) -> None:
    """The same without a small disk: SQLite is told to take no more pages."""
    with sqlite_db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")
    letters, outbox = [new_letter() for _ in range(2000)], Outbox(SystemClock())
    with pytest.raises(DatabaseUnavailable, match="is full"):
        sqlite_db.run(lambda tx: outbox.enqueue(tx, letters))
