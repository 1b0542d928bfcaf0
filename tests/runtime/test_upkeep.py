"""What a worker process does now and then besides sending."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

from tests.delivery.conftest import eventually

from vestnik.kernel.clock import SystemClock
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System
from vestnik.runtime.upkeep import Upkeep


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
