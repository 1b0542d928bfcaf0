"""A backlog of 200,000 letters: how long a claim takes, what a worker keeps in memory, also with an old snapshot open.

The backlog is due for a connection whose server is down, so that it stays; beside it letters for a good server must go
as fast as without it (budget: within 20 %). The old snapshot is a reader that began before everything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench.engines import World, world
from bench.load import PER_TRANSACTION, connection, enqueue, wait_until_sent, workers
from bench.report import Missing, Report
from bench.sinks import free_port, sink
from sqlalchemy import func, select, text

from vestnik.delivery import circuits
from vestnik.delivery.claiming import claim_round
from vestnik.kernel.clock import SystemClock
from vestnik.storage.tables.delivery import job

BACKLOG = 200_000
LETTERS = 5_000
SECONDS = 240


def run(report: Report) -> None:
    """Take the figures."""
    backlog, letters = report.count(BACKLOG), report.count(LETTERS)
    with sink() as taking, ExitStack() as stack:
        for engine in ("sqlite", "postgresql"):
            try:
                here = stack.enter_context(world(engine))  # type: ignore[arg-type]
            except Missing as why:
                report.lacks(why)
                continue
            empty = _rate(here, taking.port, letters)[0]
            report.add(f"{engine}_no_backlog_letters_per_s", empty, "letters/s, nothing else queued")
            with _old_snapshot(here):
                enqueue(here, backlog, name="down", per_transaction=max(PER_TRANSACTION, 500))
                _claims(report, here, f"{engine}_backlog_claim_snapshot_ms", "an old snapshot open")
                rate, peak = _rate(here, taking.port, letters)
                what = f"letters/s beside {backlog:,} queued, an old snapshot open"
                report.add(f"{engine}_backlog_snapshot_letters_per_s", rate, what)
            _claims(report, here, f"{engine}_backlog_claim_ms", "no snapshot open")
            rate, peak = _rate(here, taking.port, letters)
            what = f"letters/s beside {backlog:,} queued"
            report.add(f"{engine}_backlog_letters_per_s", rate, what, budget=f"{empty * 0.8:,.0f} (80 %)")
            report.add(f"{engine}_backlog_peak_mb", peak, "MB: most memory of the worker")


def _rate(here: World, port: int, letters: int) -> tuple[float, float]:
    """Letters a second to the good server, and the worker's peak memory in MB."""
    with workers(here, {"good": port, "down": free_port()}) as running:
        enqueue(here, 20, name="good")
        wait_until_sent(here, "good")
        begun = time.perf_counter()
        enqueue(here, letters, name="good")
        seconds = wait_until_sent(here, "good") - begun
        running.finish()
    return letters / seconds, running.used[0]["peak_mb"]


def _claims(report: Report, here: World, name: str, note: str) -> None:
    """The time of claiming 256 letters of the backlog, undone each time."""
    clock, taken = SystemClock(), []
    definition = connection("down", 1)
    with here.db.read() as tx:
        waiting = tx.execute(select(func.count()).select_from(job)).scalar_one()
    for _ in range(15):
        try:
            with here.db.write() as tx:
                circuits.close(tx, ["down"])
                begun = time.perf_counter()
                lanes = frozenset(range(4))
                found = claim_round(tx, 1, lanes, {"down": definition}, {"down": 256}, clock.now())
                taken.append(time.perf_counter() - begun)
                assert found.claims or not waiting, "nothing was claimed"
                raise _Undone
        except _Undone:
            pass
    report.add(name, median(taken) * 1000, f"ms: a claim of 256 out of {waiting:,}, {note}")


class _Undone(Exception):
    pass


@contextmanager
def _old_snapshot(here: World) -> Iterator[None]:
    with here.db.read() as tx:
        if tx.dialect == "postgresql":  # a foreign program, such as a backup, has no such limit
            tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        tx.execute(select(func.count()).select_from(job)).scalar_one()
        yield
