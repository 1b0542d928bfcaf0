"""Letters with an attachment of 1 MB, 500 of them, each with a file of its own, durable, on both engines."""

from __future__ import annotations

import os
import time

from bench.engines import ENGINES, world
from bench.load import enqueue, expect_all_sent, wait_until_sent, workers
from bench.report import Missing, Report
from bench.sinks import sink

LETTERS = 500
FILE_BYTES = 720_000
"""Makes 1 MB on the wire, in Base64."""


def run(report: Report) -> None:
    """Take the figures."""
    letters = report.count(LETTERS)
    with sink() as taking:
        for engine in ENGINES:
            try:
                with world(engine) as here, workers(here, {"mail": taking.port}) as running:
                    begun = time.perf_counter()
                    enqueue(
                        here,
                        letters,
                        per_transaction=10,
                        file=lambda _: here.blobs.put([os.urandom(FILE_BYTES)]),
                    )
                    queued = time.perf_counter() - begun
                    seconds = wait_until_sent(here) - begun
                    expect_all_sent(here, letters)
                    running.finish()
            except Missing as why:
                report.lacks(why)
                continue
            what = "letters/s of 1 MB: file stored, queued, delivered"
            report.add(f"{engine}_large_letters_per_s", letters / seconds, what, budget="100")
            report.add(f"{engine}_large_queued_per_s", letters / queued, "letters/s of 1 MB queued")
            report.add(
                f"{engine}_large_worker_cpu_ms",
                running.cpu_seconds / letters * 1e3,
                "ms of processor: worker",
                budget="5",
            )
