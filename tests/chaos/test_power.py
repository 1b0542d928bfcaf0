"""R1, R6: "queued" and "started" are said only when the power may go: database and blobs are on disk by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.chaos.power import Power
from tests.delivery.conftest import MakeLetter, RunningWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.kernel.clock import FakeClock, SystemClock
from vestnik.kernel.values import Ref
from vestnik.mail.email import Attachment
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

LARGE = 100_000
DATABASE, LOG = "vestnik.db", "vestnik.db-wal"
STARTED = """SELECT count(*) FROM job JOIN message ON message.id = job.message
             WHERE message.message_id = ? AND job.started IS NOT NULL"""


@pytest.fixture
def power(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Power]:
    # Pages move from the log to the database all the time, and the log is begun anew again and again.
    monkeypatch.setattr("vestnik.storage.checkpoint.PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("vestnik.storage.checkpoint.LONG_PAGES", 20)
    watching = Power(data, tmp_path / "aside")
    with watching.watched(monkeypatch):
        yield watching


@pytest.fixture
def db(power: Power, data: Path) -> Iterator[Database]:
    """A database that was watched from its first byte."""
    made = Database.open(None, data)
    made.create_schema()
    yield made
    made.close()


@pytest.fixture
def blobs(power: Power, data: Path) -> FolderBlobs:
    return FolderBlobs(data / "blobs")


@pytest.fixture
def letters(new_letter: MakeLetter, blobs: FolderBlobs) -> list[NewLetter]:
    """Some with large texts and attachments, so that they need blobs."""
    attachments = [Attachment(f"{n}.bin", blobs.put([bytes([n]) * LARGE])) for n in range(3)]
    made = [new_letter(attachments=(one,)) for one in attachments]
    return [*made, new_letter(text="Здравствуйте! " * 5000), *(new_letter() for _ in range(20))]


class Watching(MailServer):
    """A server that looks what is on disk at the moment at which a letter is handed over."""

    def __init__(self, started: Callable[[str], bool]) -> None:
        super().__init__()
        self._started = started
        self.unsynced: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message_id = str(message_from_bytes(content)["Message-ID"])
        if not self._started(message_id):
            self.unsynced.append(message_id)
        return await super().handle_DATA(server, session, envelope)


def unsynced(power: Power, refs: list[Ref]) -> list[Any]:
    """What of these letters a loss of power would take: rows, and blobs that rows name."""
    known = {row[0] for row in power.rows("SELECT m.id FROM message m JOIN job j ON j.message = m.id")}
    digests = power.rows("SELECT lower(hex(digest)) FROM letter_blob") or []
    lost = [digest for (digest,) in digests if not power.has_blob(_plain(digest))]
    return [ref for ref in refs if ref.number not in known] + lost


def _plain(digest: str) -> str:
    """The digest whether the column holds its bytes or its text."""
    return digest if len(digest) == 64 else bytes.fromhex(digest).decode()


def test_R1_queued_is_said_when_rows_and_blobs_are_on_disk(
    power: Power, db: Database, letters: list[NewLetter]
) -> None:
    outbox, before = Outbox(SystemClock()), power.syncs.copy()
    for at in range(0, len(letters), 4):
        refs = db.run(lambda tx, at=at: outbox.enqueue(tx, letters[at : at + 4]))  # type: ignore[misc]
        assert unsynced(power, refs) == []
    assert power.rows("SELECT count(*) FROM letter_blob")[0][0] >= 4
    assert power.syncs[LOG] - before[LOG] >= len(letters) / 4
    assert power.syncs[DATABASE] > before[DATABASE], "pages were moved meanwhile"


def test_R6_a_letter_is_handed_over_when_its_start_is_on_disk(
    power: Power, db: Database, blobs: FolderBlobs, data: Path, letters: list[NewLetter]
) -> None:
    refs = db.run(lambda tx: Outbox(SystemClock()).enqueue(tx, letters))
    with Watching(lambda id: power.rows(STARTED, id)[0][0] == 1) as server:
        worker = RunningWorker(db, blobs, data, smtp(server.port))
        worker.start()
        settled(db, *refs)
        worker.stop()
        assert len(server.letters) == len(letters)
        assert server.unsynced == []


def test_the_watch_notices_commits_that_are_not_synced(
    power: Power, db: Database, letters: list[NewLetter], clock: FakeClock
) -> None:
    """The test of the test: with synchronous=NORMAL a commit is not on disk when it is said to be done."""
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA synchronous=NORMAL")  # type: ignore[union-attr]
    refs = db.run(lambda tx: Outbox(clock).enqueue(tx, letters))
    assert [ref for ref in unsynced(power, refs) if isinstance(ref, Ref)] == refs


def test_the_watch_notices_blobs_whose_folder_is_not_synced(
    power: Power, blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert power.has_blob(blobs.put([b"synced"]).digest)
    monkeypatch.setattr("vestnik.storage.blobs._sync_folder", lambda _: None)
    assert not power.has_blob(blobs.put([b"unsynced"]).digest)


def test_R1_on_postgresql_queued_is_said_when_the_log_is_flushed(
    postgresql_db: Database, new_letter: MakeLetter
) -> None:
    """The server of the tests answers commits before it has flushed them; our sessions ask it not to."""
    outbox, written = Outbox(SystemClock()), []

    def work(tx: Any) -> None:
        outbox.enqueue(tx, [new_letter()])
        written.append(tx.connection.exec_driver_sql("SELECT pg_current_wal_insert_lsn()").scalar_one())

    for _ in range(5):
        postgresql_db.run(work)
        with postgresql_db.read() as tx:
            server = tx.connection.exec_driver_sql(
                "SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'"
            )
            assert server.scalar_one() == "off"
            flushed = "SELECT pg_current_wal_flush_lsn() > %s::pg_lsn"
            assert tx.connection.exec_driver_sql(flushed, (written[-1],)).scalar_one()
