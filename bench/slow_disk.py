"""Letters of 2 KB when every sync of the disk takes 5 ms, in all processes, the database server's too.

A small library (`slow_sync.c`, compiled here) stands before `fsync` and `fdatasync` of the C library and sleeps 5 ms after
the real one; SQLite, PostgreSQL and Python all go through it. Figures say how many syncs a letter costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.engines import ENGINES, world
from bench.load import enqueue, expect_all_sent, wait_until_sent, workers
from bench.programs import installed
from bench.report import Missing, Report
from bench.sinks import sink

LETTERS = 10_000
SLOW_MS = 5


def run(report: Report) -> None:
    """Take the figures, in a child that begins with the library in place."""
    compiler = installed("cc", "gcc")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as somebody else
        library = Path(folder) / "slow_sync.so"
        source = Path(__file__).with_name("slow_sync.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, source], check=True)
        environment = {**os.environ, "LD_PRELOAD": str(library), "SLOW_SYNC_MS": str(SLOW_MS)}
        for engine in ENGINES:
            command = [sys.executable, "-m", "bench.slow_disk", engine, str(report.count(LETTERS))]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
            if done.returncode:
                raise AssertionError(f"the measurement on {engine} failed")
            told = json.loads(done.stdout.splitlines()[-1])
            if "missing" in told:
                report.lacks(told["missing"])
                continue
            report.add("slow_sync_ms", told["sync_ms"], "ms: a sync as these processes saw it")
            what = f"letters/s queued and delivered, every sync {SLOW_MS} ms slower"
            report.add(f"{engine}_slow_letters_per_s", told["per_s"], what)
            report.add(f"{engine}_slow_queued_per_s", told["queued_per_s"], "letters/s queued meanwhile")


def _measure(engine: str, letters: int) -> dict[str, float | str]:
    from bench.service import sync_ms

    try:
        with sink() as taking, world(engine) as here, workers(here, {"mail": taking.port}):  # type: ignore[arg-type]
            enqueue(here, 50)
            wait_until_sent(here)
            begun = time.perf_counter()
            queued = enqueue(here, letters)
            seconds = wait_until_sent(here) - begun
            expect_all_sent(here, letters + 50)
            slow = sync_ms(here.data, 20)
    except Missing as why:
        return {"missing": str(why)}
    return {"per_s": letters / seconds, "queued_per_s": letters / queued, "sync_ms": slow}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
