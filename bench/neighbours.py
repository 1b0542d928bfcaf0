"""A good server beside one that never answers and one that refuses everyone: what the good one still gets."""

from __future__ import annotations

import time

from bench.engines import ENGINES, world
from bench.load import enqueue, wait_until_sent, workers
from bench.report import Missing, Report
from bench.sinks import refusing, sink, stalled

LETTERS = 5_000
OTHERS = 2_000


def run(report: Report) -> None:
    """Take the figures."""
    letters, others = report.count(LETTERS), report.count(OTHERS)
    with sink() as taking, stalled() as silent, refusing() as refuses:
        ports = {"good": taking.port, "stalled": silent, "refusing": refuses}
        for engine in ENGINES:
            try:
                with world(engine) as here, workers(here, ports):
                    for name, beside in (("alone", 0), ("beside", others)):
                        for other in ("stalled", "refusing") if beside else ():
                            enqueue(here, beside, name=other)
                        begun = time.perf_counter()
                        enqueue(here, letters, name="good")
                        seconds = wait_until_sent(here, "good") - begun
                        what = f"letters/s to the good server, {name if not beside else 'bad ones beside it'}"
                        report.add(f"{engine}_good_{name}_letters_per_s", letters / seconds, what)
            except Missing as why:
                report.lacks(why)
