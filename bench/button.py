"""The worked example's button, pressed 1,000 times by 8 clients: from the click to the commit, over HTTP.

Every press is a transaction of its own: the run, its letter with an attachment, synchronous=FULL. With one client the
figure is the path itself, with eight also the wait for each other on two cores.
"""

from __future__ import annotations

import time

from bench.report import Report
from bench.service import Client, at_once, new_record, percentiles, press, service, sync_ms
from bench.sinks import sink

PRESSES = 1_000
CLIENTS = 8


def run(report: Report) -> None:
    """Take the figures."""
    with sink() as taking, service(taking.port, worker=False) as here:
        presses = report.count(PRESSES, 160)
        first = here.client()
        record = new_record(first)
        for _ in range(20):
            press(first, record)  # expressions are compiled, statements cached
        sync = sync_ms(here.data)
        report.add("sync_ms", sync, "ms: one write of 4 KB and its sync on this disk")
        used = here.cpu_seconds
        median, p99 = percentiles([press(first, record) for _ in range(presses // 4)])
        used = (here.cpu_seconds - used) / (presses // 4)
        report.add("button_cpu_ms", used * 1000, "ms of processor a press, in the web process")
        report.add("button_1_median_ms", median, "ms, one client: median of click to commit")
        report.add("button_1_beyond_sync_ms", median - sync, "ms, one client: beyond the sync", budget="5")
        report.add("button_1_p99_ms", p99, "ms, one client: 99th percentile")
        clients = [(here.client(), new_record(first)) for _ in range(CLIENTS)]

        def work(at: int) -> list[float]:
            api, own = clients[at]
            return [press(api, own) for _ in range(presses // CLIENTS)]

        begun = time.perf_counter()
        median, p99 = percentiles(at_once(CLIENTS, work))
        seconds = time.perf_counter() - begun
        report.add("button_8_median_ms", median, "ms, 8 clients: median of click to commit")
        report.add("button_8_p99_ms", p99, "ms, 8 clients: 99th percentile")
        report.add("button_8_per_s", presses / seconds, "presses/s, 8 clients")
        _check(first, 20 + presses // 4 + presses // CLIENTS * CLIENTS)


def _check(api: Client, presses: int) -> None:
    queued = api.ask("GET", "/messages?count=true&limit=1")["total"]
    assert queued == presses, f"{presses} presses queued {queued} letters"
