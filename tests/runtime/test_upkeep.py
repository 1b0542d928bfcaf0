"""What a worker process does now and then besides sending."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select
from tests.delivery.conftest import eventually

from vestnik.kernel.clock import SystemClock
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System
from vestnik.runtime.upkeep import Upkeep
from vestnik.storage.tables.scenarios import run


class Tomorrow(SystemClock):
    """For this clock everything is a day old."""

    def now(self):  # type: ignore[no-untyped-def]
        return super().now() + timedelta(days=1)


def test_contents_that_nobody_names_go_and_others_stay(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with contextlib.closing(System.open(settings, clock=Tomorrow(), migrate=True)) as system:
        orphan = system.blobs.put([b"orphan"])
        upkeep = Upkeep(system, every=0.05)
        upkeep.start()
        eventually(lambda: not system.blobs.exists(orphan))
        upkeep.stop()


def test_runs_go_when_they_were_kept_for_their_time(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", keep_letters=timedelta(days=1))
    with contextlib.closing(System.open(settings, clock=Tomorrow(), migrate=True)) as system:
        now = SystemClock().now()
        with system.db.write() as tx:
            for id, ended in ((1, now - timedelta(days=1)), (2, now + timedelta(hours=1))):
                row = {"id": id, "state": "done", "scenario": "s", "version": 1, "event": "e", "login": "a"}
                row |= {"steps": 1, "letters": 0, "created": ended, "changed": ended}
                tx.execute(insert(run).values(row))
        upkeep = Upkeep(system, every=0.05)
        upkeep.start()

        def left() -> list[int]:
            with system.db.read() as tx:
                return list(tx.execute(select(run.c.id)).scalars())

        eventually(lambda: left() == [2])
        upkeep.stop()
