"""Letters of 2 KB with two workers on one PostgreSQL, beside one; each has four sessions to the same sink.

On two cores the second worker has no core of its own: the figure shows what sharing a queue costs, not what more
machines give. (SQLite has one worker on a data folder.)
"""

from __future__ import annotations

import time

from bench.engines import world
from bench.load import enqueue, expect_all_sent, wait_until_sent, workers
from bench.report import Missing, Report
from bench.sinks import sink

LETTERS = 10_000


def run(report: Report) -> None:
    """Take the figures."""
    letters = report.count(LETTERS)
    with sink() as taking:
        for number in (1, 2):
            try:
                with world("postgresql") as here, workers(here, {"mail": taking.port}, number) as running:
                    begun = time.perf_counter()
                    enqueue(here, letters)
                    seconds = wait_until_sent(here) - begun
                    expect_all_sent(here, letters)
                    running.finish()
            except Missing as why:
                report.lacks(why)
                return
            report.add(
                f"postgresql_{number}_workers_letters_per_s",
                letters / seconds,
                f"letters/s queued and delivered, workers: {number}",
            )
            report.add(
                f"postgresql_{number}_workers_cpu_us",
                running.cpu_seconds / letters * 1e6,
                "µs of processor a letter: all workers",
            )
