"""Documents in storage that does not answer: their letters wait, others go."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.delivery.conftest import MakeLetter, RunningWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import SystemClock
from vestnik.mail.email import Attachment
from vestnik.storage.blob_cache import BlobCache
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.s3_blobs import S3Address, S3Blobs


def test_R10_storage_that_does_not_answer_delays_only_letters_with_documents(
    sqlite_db: Database,
    blobs: FolderBlobs,
    data: Path,
    new_letter: MakeLetter,
    server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    nobody = S3Address.parse("s3://bucket/mail?endpoint=http://127.0.0.1:1")
    content = b"document" * 10_000
    letters = [new_letter(attachments=(Attachment("a.bin", blobs.put([content])),)), new_letter()]
    heavy, light = sqlite_db.run(lambda tx: Outbox(SystemClock()).enqueue(tx, letters))

    worker = RunningWorker(
        sqlite_db, S3Blobs(nobody, BlobCache(data / "cache", 2**20)), data, smtp(server.port)
    )  # type: ignore[arg-type]
    worker.start()
    settled(sqlite_db, light)
    (waiting,) = settled(sqlite_db, heavy, states={"deferred"})
    worker.stop()
    assert waiting.why
    assert "s3://bucket/mail" in waiting.why.en
    assert len(server.letters) == 1

    worker = RunningWorker(sqlite_db, blobs, data, smtp(server.port))
    worker.start()
    (sent,) = settled(sqlite_db, heavy)
    worker.stop()
    assert sent.state == "sent"
    assert not sent.possibly_repeated
