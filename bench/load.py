"""Letters to measure with, and the two processes of a running system: one that queues, one that delivers."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bench.engines import World
from sqlalchemy import func, select

from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery.frozen import freeze
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.delivery.worker import JOBS
from vestnik.kernel.clock import SystemClock
from vestnik.kernel.values import Content
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Attachment, Email
from vestnik.mail.message_ids import new_message_id
from vestnik.storage.tables.delivery import job, message, worker
from vestnik.storage.wakeup import open_wakeup

TEXT = "Здравствуйте!\n\nПосмотрите, пожалуйста, договор поставки и ответьте до пятницы.\n" * 8
"""Makes a letter of 2 KB on the wire."""

PER_TRANSACTION = 100
"""Letters that one run of a mailing queues together."""


def connection(name: str, port: int, **more: Any) -> SmtpSend:
    """A connection to loopback: four sessions, as many letters on each as they like."""
    settings: dict[str, Any] = {"max_messages_per_session": 100_000, **more}
    return SmtpSend(
        name=name,
        host="127.0.0.1",
        port=port,
        auth_type="none",
        encryption="none",
        sender_address="hr@example.com",
        **settings,
    )


def email(number: int, *files: Content | bytes) -> Email:
    """One letter; with files as its attachments."""
    return Email(
        from_=(Mailbox("Отдел кадров", "hr@example.com"),),
        to=(Mailbox("Анна Петрова", f"anna{number}@example.org"),),
        subject=f"Договор поставки № {number}",
        text=TEXT,
        attachments=tuple(Attachment(f"Договор {at}.pdf", file) for at, file in enumerate(files)),
        message_id=new_message_id("hr@example.com"),
        date=datetime.now(UTC),
    )


def enqueue(
    world: World,
    letters: int,
    *,
    name: str = "mail",
    per_transaction: int = PER_TRANSACTION,
    file: Callable[[int], Content | bytes] | None = None,
    **more: Any,
) -> float:
    """Render and queue letters, so many per transaction, and wake the worker; the seconds it took."""
    wakeup = open_wakeup(world.db, world.data)
    outbox = Outbox(SystemClock(), wake=lambda: wakeup.notify(JOBS))
    run = secrets.token_hex(4)
    begun = time.perf_counter()
    for first in range(0, letters, per_transaction):
        batch = [
            NewLetter(
                frozen=freeze(email(n, *([file(n)] if file else [])), world.blobs),
                route="mail_out",
                route_version=1,
                connection=name,
                key=f"bench/{run}/{n}",
                **more,
            )
            for n in range(first, min(first + per_transaction, letters))
        ]
        world.db.run(lambda tx, batch=batch: outbox.enqueue(tx, batch))  # type: ignore[misc]
    seconds = time.perf_counter() - begun
    wakeup.close()
    return seconds


@dataclass
class Workers:
    """Running worker processes. used: what each told at its end: `cpu_s`, `peak_mb`."""

    processes: list[subprocess.Popen[str]]
    used: list[dict[str, float]] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self.processes]

    def finish(self) -> None:
        """Have them end, and hear what they used."""
        for process in self.processes:
            if process.poll() is None:
                out, _ = process.communicate("\n", timeout=60)
                self.used.append(json.loads(out.splitlines()[-1]))

    @property
    def cpu_seconds(self) -> float:
        return sum(one["cpu_s"] for one in self.used)


@contextmanager
def workers(
    world: World, connections: dict[str, int], number: int = 1, **environment: str
) -> Iterator[Workers]:
    """Worker processes that serve connections, given as ports by name; ready to work, ended with the block."""
    command = [sys.executable, "-m", "bench.worker_process", str(world.data), world.url or ""]
    command += [f"{name}={port}" for name, port in connections.items()]
    with world.db.read() as tx:
        before = tx.execute(select(func.count()).select_from(worker)).scalar_one()
    running = Workers(
        [
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, **environment},
            )
            for _ in range(number)
        ]
    )
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with world.db.read() as tx:
                if tx.execute(select(func.count()).select_from(worker)).scalar_one() >= before + number:
                    break
            time.sleep(0.02)
        yield running
    finally:
        running.finish()


def wait_until_sent(world: World, *names: str, seconds: float = 100.0) -> float:
    """Until nothing is open of these connections (of all, without names); the moment at which that was seen."""
    waiting = select(job.c.id).limit(1)
    if names:
        waiting = waiting.where(job.c.connection.in_(names))
    end = time.monotonic() + seconds
    while True:
        with world.db.read() as tx:
            if tx.execute(waiting).first() is None:
                return time.perf_counter()
        if time.monotonic() > end:
            raise TimeoutError(f"letters are left after {seconds:.0f} s")
        time.sleep(0.01)


def states(world: World) -> dict[str, int]:
    """How many letters are in which state."""
    with world.db.read() as tx:
        rows = tx.execute(select(message.c.state, func.count().label("n")).group_by(message.c.state))
        return {row.state: row.n for row in rows}


def expect_all_sent(world: World, letters: int) -> None:
    """A figure of letters that were not sent is none."""
    if (found := states(world)) != {"sent": letters}:
        raise AssertionError(f"not everything was sent: {found}")
