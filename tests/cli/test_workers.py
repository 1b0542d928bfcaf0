"""`vestnik workers`: who delivers at present."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from vestnik.cli import build
from vestnik.delivery import workers
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System


def test_workers_are_shown_with_their_lanes_and_last_sign_of_life(tmp_path: Path) -> None:
    with contextlib.closing(System.open(Settings(data=tmp_path), migrate=True)) as system:
        command = ["workers", "--data", str(tmp_path)]
        assert "No worker" in CliRunner().invoke(build(), command).stdout
        seen = system.clock.now() - timedelta(seconds=7)
        with system.db.write() as tx:
            workers.register(tx, "post1:4711", [0, 2], seen, workers.LEASE)
            gone = workers.register(tx, "post2:4712", [1], seen, workers.LEASE)
            workers.end(tx, [gone], seen)
    shown = CliRunner().invoke(build(), command)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("post1:4711  data buses 0,2  letters 0")
    assert "seen 7 s ago" in shown.stdout or "seen 8 s ago" in shown.stdout
    (line,) = CliRunner().invoke(build(), [*command, "--json"]).stdout.splitlines()
    assert json.loads(line)["lanes"] == [0, 2]
