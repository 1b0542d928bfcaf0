"""R13: clock jumps do no harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.delivery.conftest import MakeLetter, RunningWorker, eventually, settled, smtp
from tests.delivery.mail_server import MailServer

from vestnik.delivery.clock_jumps import WallClock
from vestnik.delivery.messages import get
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import FakeClock, SystemClock
from vestnik.kernel.values import Ref
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job

YEAR = timedelta(days=365)


class JumpingClock(SystemClock):
    """The machine's clock, set to another time."""

    off = timedelta()

    def now(self) -> datetime:
        return super().now() + self.off


def test_a_clock_that_is_set_is_noticed(clock: FakeClock) -> None:
    wall = WallClock()
    for jump, back, forward in [(0, 0, 0), (20, 0, 0), (-0.4, 0, 0), (-30, 30, 0), (-5, 35, 0), (90, 35, 90)]:
        clock.advance(timedelta(seconds=7))
        clock._now += timedelta(seconds=jump)
        wall.look(clock.now(), clock.monotonic())
        assert wall.set_back == timedelta(seconds=back)
        assert wall.set_forward == timedelta(seconds=forward)


def test_R13_a_clock_set_forward_lets_no_letter_expire(
    db: Database, outbox: Outbox, new_letter: MakeLetter, clock: FakeClock
) -> None:
    db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
    wall = WallClock()
    wall.look(clock.now(), clock.monotonic())
    with db.read() as tx:
        (before,) = tx.execute(select(job.c.expires)).scalars()
    clock._now += YEAR
    wall.look(clock.now(), clock.monotonic())
    for _ in range(2):  # followed once
        with db.write() as tx:
            wall.follow(tx, clock.now())
    with db.read() as tx:
        assert tx.execute(select(job.c.expires)).scalars().all() == [before + YEAR]


@pytest.mark.parametrize("jump", [-YEAR, YEAR, timedelta(hours=-3)])
def test_R13_letters_go_on_when_the_clock_jumps(
    db: Database,
    blobs: FolderBlobs,
    data: Path,
    new_letter: MakeLetter,
    jump: timedelta,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = JumpingClock()
    monkeypatch.setattr("tests.delivery.conftest.SystemClock", lambda: clock)
    outbox = Outbox(clock)
    with MailServer() as server:
        worker = RunningWorker(db, blobs, data, smtp(1))
        worker.start()
        try:
            refs = db.run(lambda tx: outbox.enqueue(tx, [new_letter() for _ in range(5)]))
            worker.wake()
            eventually(lambda: _tried(db, refs))  # nobody listens: the server is left alone for a while
            clock.off = jump
            worker.definitions["mail"] = smtp(server.port)
            refs += db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
            assert {one.state for one in settled(db, *refs)} == {"sent"}
            assert len(server.letters) == len(refs)
        finally:
            worker.stop()


def _tried(db: Database, refs: list[Ref]) -> bool:
    with db.read() as tx:
        return any(get(tx, ref).attempts for ref in refs)
