"""Letters of 2 KB per second, durable, from rendering to the settled result; beside the machine's own mail server.

One process renders and queues (100 letters a transaction, synchronous=FULL), one worker claims, sends over 4 sessions to
`smtp-sink` and settles; the time runs from the first letter to the last settled one. In the same run: `smtp-source` with
nothing durable to the same sink, and `smtp-source` through Postfix as a relay until its queue is empty.
"""

from __future__ import annotations

import time

from bench.engines import ENGINES, Engine, world
from bench.load import email, enqueue, expect_all_sent, wait_until_sent, workers
from bench.programs import postfix_tool
from bench.relay import relay
from bench.report import Missing, Report
from bench.sinks import Sink, sink

from vestnik.mail.render import render

LETTERS = 20_000
BYTES = 2000
SECONDS = 150


def run(report: Report) -> None:
    """Take the figures."""
    letters = report.count(LETTERS)
    print(f"  {letters:,} letters of {render(email(1)).size} bytes")
    with sink() as taking:
        for engine in ENGINES:
            try:
                _deliver(report, engine, letters, taking)
            except Missing as why:
                report.lacks(why)
        try:
            _source(report, "smtp_source", letters, taking.port, "smtp-source alone, nothing on disk")
            with relay(taking.port) as postfix:
                few = letters // 4
                begun = time.perf_counter()
                _send(few, postfix.port)
                postfix.wait_until_empty()
                seconds = time.perf_counter() - begun
            report.add(
                "postfix_relay_letters_per_s", few / seconds, "letters/s through Postfix as relay, durable"
            )
        except Missing as why:
            report.lacks(why)


def _deliver(report: Report, engine: Engine, letters: int, taking: Sink) -> None:
    with world(engine) as here, workers(here, {"mail": taking.port}) as running:
        enqueue(here, 50)  # caches of statements, sessions to the server
        wait_until_sent(here)
        sink_before, own_before = taking.cpu_seconds, time.process_time()
        begun = time.perf_counter()
        queued = enqueue(here, letters)
        own = time.process_time() - own_before
        seconds = wait_until_sent(here) - begun
        expect_all_sent(here, letters + 50)
        running.finish()
        used = (taking.cpu_seconds - sink_before) / letters * 1e6
        report.add(
            f"{engine}_letters_per_s",
            letters / seconds,
            "letters/s queued and delivered",
            budget="3,000 at least, 6,000 the goal",
        )
        report.add(f"{engine}_queued_per_s", letters / queued, "letters/s queued meanwhile")
        report.add(
            f"{engine}_queue_cpu_us", own / letters * 1e6, "µs of processor a letter: rendering, queueing"
        )
        report.add(f"{engine}_worker_cpu_us", running.cpu_seconds / letters * 1e6, "µs of processor: worker")
        report.add(f"{engine}_sink_cpu_us", used, f"µs of processor: {taking.name}")


def _source(report: Report, name: str, letters: int, port: int, what: str) -> None:
    begun = time.perf_counter()
    _send(letters, port)
    report.add(f"{name}_letters_per_s", letters / (time.perf_counter() - begun), f"letters/s by {what}")


def _send(letters: int, port: int) -> None:
    """`smtp-source` over 4 sessions, kept open (-d)."""
    arguments = ["-d", "-s", "4", "-m", str(letters), "-l", str(BYTES)]
    arguments += ["-f", "hr@example.com", "-t", "anna@example.org", f"127.0.0.1:{port}"]
    code = postfix_tool("smtp-source").start(arguments).wait(90)
    if code:
        raise Missing(f"smtp-source ended with {code}")
