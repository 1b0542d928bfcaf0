"""The ledger when the database fails it, and when others took its worker for dead."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from tests.delivery.conftest import MakeLetter, RunningWorker, StartWorker, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.connections.base import SendingConnection
from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery import events, life, workers
from vestnik.delivery.claims import Claim
from vestnik.delivery.ledger import Ledger
from vestnik.delivery.outbox import Outbox
from vestnik.delivery.policy import Policy
from vestnik.delivery.recovery import take_back
from vestnik.delivery.settling import Answer, Attempt
from vestnik.kernel.clock import SystemClock
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

Work = Callable[[Ledger, "asyncio.Queue[list[Claim]]"], Any]


def with_ledger(db: Database, work: Work) -> None:
    """Do `work` with a ledger that claims into a queue."""

    async def run() -> None:
        claimed: asyncio.Queue[list[Claim]] = asyncio.Queue()

        def on_claims(made: list[Claim], _: Mapping[str, SendingConnection | None]) -> None:
            if made:
                claimed.put_nowait(made)

        ledger = Ledger(
            db,
            SystemClock(),
            [0, 1, 2, 3],
            "test:1",
            connections=lambda name: smtp(1, name),
            on_claims=on_claims,
        )
        await asyncio.to_thread(ledger.open, asyncio.get_running_loop())
        try:
            await asyncio.wait_for(work(ledger, claimed), 15)
        finally:
            await ledger.close()

    asyncio.run(run())


def end_by_others(db: Database) -> None:
    """Another worker takes the ledger's worker for dead and has its letters back."""
    now = SystemClock().now()
    with db.write() as tx:
        take_back(tx, [one.id for one in workers.at_work(tx)], lambda _: Policy(), now, lambda: 0.5)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_R9_a_claim_of_an_earlier_life_is_not_started(
    request: pytest.FixtureRequest, engine: str, outbox: Outbox, new_letter: MakeLetter
) -> None:
    db: Database = request.getfixturevalue(f"{engine}_db")
    db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))

    async def work(ledger: Ledger, claimed: asyncio.Queue[list[Claim]]) -> None:
        (old,) = await claimed.get()
        await asyncio.to_thread(end_by_others, db)
        ledger.wake()
        (new,) = await claimed.get()
        assert (new.job, new.fence) == (old.job, old.fence + 1)
        assert await ledger.start([old]) == frozenset()
        ledger.give_back([old])
        assert await ledger.start([new]) == {new.job}

    with_ledger(db, work)


def test_R5_a_late_250_is_merged_and_told_once(db: Database, outbox: Outbox, new_letter: MakeLetter) -> None:
    (ref,) = db.run(lambda tx: outbox.enqueue(tx, [new_letter(wants_answer=True)]))

    async def work(ledger: Ledger, claimed: asyncio.Queue[list[Claim]]) -> None:
        (claim,) = await claimed.get()
        assert await ledger.start([claim])
        if db.dialect == "postgresql":
            await asyncio.to_thread(end_by_others, db)
        now = SystemClock().now()
        accepted = Attempt(claim, now, now, "test", (Answer(0, "accepted", 250, "2.0.0", "taken"),))
        ledger.settle(accepted)
        ledger.settle(accepted)
        await asyncio.to_thread(settled, db, ref)

    with_ledger(db, work)
    with db.write() as tx:
        assert [(one.message, one.state) for one in events.pending(tx)] == [(ref, "sent")]


class Deaf(Database):
    """A database that at first commits without telling: the answer to the commit is lost."""

    lost = 0

    @contextmanager
    def write(self, *, latest: bool = False) -> Iterator[Transaction]:
        with super().write(latest=latest) as tx:
            yield tx
        if self.lost:
            self.lost -= 1
            raise OperationalError("COMMIT", {}, OSError("the connection is gone"))


def test_R8_commits_whose_outcome_is_not_heard_strand_no_letter(
    db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    server: MailServer,
    connection: SmtpSend,
    start_worker: StartWorker,
) -> None:
    refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(5)]))
    deaf = Deaf(db.engine, db.dialect, db._gate, db.file)
    worker = start_worker(connection, db=deaf)
    settled(db, *refs)
    deaf.lost = 4
    refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(20)]))
    worker.wake()
    assert {one.state for one in settled(db, *refs)} == {"sent"}
    assert deaf.lost == 0
    assert len({one.message_id for one in server.letters}) == len(server.letters) == 25


class Slow(Database):
    """A database whose every transaction takes longer than a worker believes a look at its lock."""

    @contextmanager
    def write(self, *, latest: bool = False) -> Iterator[Transaction]:
        time.sleep(life.TRUST_SECONDS * 1.2)
        with super().write(latest=latest) as tx:
            yield tx


def test_R9_a_database_slower_than_the_trust_delays_letters_but_stops_none(
    postgresql_db: Database,
    outbox: Outbox,
    new_letter: MakeLetter,
    connection: SmtpSend,
    monkeypatch: pytest.MonkeyPatch,
    blobs: FolderBlobs,
    data: Path,
) -> None:
    monkeypatch.setattr(life, "TRUST_SECONDS", 0.5)
    refs = postgresql_db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(3)]))
    slow = Slow(postgresql_db.engine, "postgresql", None)
    worker = RunningWorker(slow, blobs, data, connection)
    worker.start()
    try:
        assert {one.state for one in settled(postgresql_db, *refs)} == {"sent"}
    finally:
        worker.stop()
