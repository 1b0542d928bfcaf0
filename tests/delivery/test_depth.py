"""How many letters wait is told by indexes, and for a long queue not anew each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from tests.delivery.conftest import MakeLetter

from vestnik.delivery import depth
from vestnik.delivery.claims import claim, start, streams
from vestnik.delivery.depth import Depth, depths
from vestnik.delivery.outbox import Outbox
from vestnik.kernel.clock import FakeClock
from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job


def test_what_waits_is_counted_whether_due_claimed_started_or_held(
    db: Database, outbox: Outbox, new_letter: MakeLetter, clock: FakeClock
) -> None:
    now = clock.now()
    later = now + timedelta(hours=1)
    letters = [new_letter(priority=n % 2, route=f"route{n % 3}", send_at=later) for n in range(5)]
    db.run(lambda tx: outbox.enqueue(tx, [*letters, new_letter(lane=2), new_letter(lane=2, connection="b")]))
    with db.read() as tx:
        assert depths(tx) == {
            (0, "mail"): Depth(5, 0, later),
            (2, "mail"): Depth(1, 0, now),
            (2, "b"): Depth(1, 0, now),
        }
    with db.write() as tx:
        first, second, *_ = [one for stream in streams(tx, [0]) for one in claim(tx, 1, stream, 2, later)]
        start(tx, 1, [first], now)
        tx.execute(update(job).where(job.c.id == second.job).values(worker=None, hold="uncertain", due=now))
    with db.read() as tx:
        assert depths(tx)[0, "mail"] == Depth(5, 1, now)


def test_a_long_queue_is_not_counted_anew_each_time(
    db: Database, outbox: Outbox, new_letter: MakeLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depth, "LONG", 1)
    monkeypatch.setattr(depth, "LETTERS_A_SECOND", 0.001)
    for waiting in (1, 2, 2):
        db.run(lambda tx: outbox.enqueue(tx, [new_letter()]))
        with db.read() as tx:
            assert depths(tx)[0, "mail"].waiting == waiting
