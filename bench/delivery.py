"""Letters per second from the outbox to a server, durable: rendered, committed (synchronous=FULL), claimed, sent, settled.

    .venv/bin/python bench/delivery.py [--letters 20000] [--database URL] [--profile FILE]

The sink is Postfix's `smtp-sink` where it is installed, else `bench/sink.py`; it runs in a process of its own, and so
does the worker. Budget: 3,000 letters/s at least, 6,000/s the goal (queueing and delivery together, 2 cores).
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from vestnik.connections.network import Network
from vestnik.connections.observer import Silence
from vestnik.connections.pool import Pool
from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery.frozen import freeze
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.delivery.worker import JOBS, Worker
from vestnik.kernel.clock import SystemClock
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Email
from vestnik.mail.message_ids import new_message_id
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.tables.delivery import job, message
from vestnik.storage.wakeup import open_wakeup

TEXT = "Здравствуйте!\n\nПосмотрите, пожалуйста, договор поставки и ответьте до пятницы.\n" * 10
PER_RUN = 100
"""Letters that one transaction queues."""


def connection(port: int) -> SmtpSend:
    """The connection `mail` to the sink: four sessions, as many letters on each as they like."""
    return SmtpSend(
        name="mail",
        host="127.0.0.1",
        port=port,
        auth_type="none",
        encryption="none",
        sender_address="hr@example.com",
        max_messages_per_session=10_000,
    )


def letter(blobs: FolderBlobs, number: int) -> NewLetter:
    """A letter of about 2 KB on the wire."""
    email = Email(
        from_=(Mailbox("Отдел кадров", "hr@example.com"),),
        to=(Mailbox("Анна Петрова", f"anna{number}@example.org"),),
        subject=f"Договор поставки № {number}",
        text=TEXT,
        message_id=new_message_id("hr@example.com"),
        date=datetime.now(UTC),
    )
    return NewLetter(
        frozen=freeze(email, blobs),
        route="mail_out",
        route_version=1,
        connection="mail",
        key=f"bench/{number}",
    )


def enqueue(db: Database, outbox: Outbox, blobs: FolderBlobs, letters: int) -> float:
    """Render and queue them, `PER_RUN` per transaction; the seconds it took."""
    begun = time.perf_counter()
    for first in range(0, letters, PER_RUN):
        batch = [letter(blobs, n) for n in range(first, min(first + PER_RUN, letters))]
        db.run(lambda tx, batch=batch: outbox.enqueue(tx, batch))  # type: ignore[misc]
    return time.perf_counter() - begun


def deliver(url: str | None, data: Path, port: int, profile: str | None) -> None:
    """A worker that sends until the queue is empty."""

    async def work() -> None:
        db, blobs, clock = Database.open(url, data), FolderBlobs(data / "blobs"), SystemClock()
        wakeup, stop = open_wakeup(db, data), asyncio.Event()
        pool = Pool(lambda _: Silence(), Network(), clock)
        definition = connection(port)
        worker = Worker(db, blobs, wakeup, clock, data, connections=lambda _: definition, pool=pool)
        running = asyncio.create_task(worker.run(stop))
        while await asyncio.to_thread(_open_jobs, db):  # noqa: ASYNC110 - the bench watches from outside
            await asyncio.sleep(0.05)
        stop.set()
        await running
        wakeup.close()
        db.close()

    with cProfile.Profile() if profile else _nothing() as profiler:
        asyncio.run(work())
    if profile and profiler:
        profiler.dump_stats(profile)


@contextmanager
def _nothing() -> Iterator[None]:
    yield None


def _open_jobs(db: Database) -> bool:
    with db.read() as tx:
        return tx.execute(select(job.c.id).limit(1)).first() is not None


@contextmanager
def sink() -> Iterator[tuple[str, int]]:
    """A sink in a process of its own: its name and port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = shutil.which("smtp-sink", path=os.environ["PATH"] + ":/usr/sbin")
    as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
    listen = f"127.0.0.1:{port}"
    command = (
        [program, *as_nobody, listen, "200"] if program else [sys.executable, "bench/sink.py", str(port)]
    )
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert process.poll() is None, "the sink does not start"
        yield Path(command[0]).name if program else "bench/sink.py", port
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--database", help="URL of an empty PostgreSQL database; without it SQLite")
    parser.add_argument("--profile", help="write a profile of the worker's event loop there")
    parser.add_argument("--deliver", nargs=2, metavar=("DATA", "PORT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.deliver:
        deliver(given.database, Path(given.deliver[0]), int(given.deliver[1]), given.profile)
        return
    with tempfile.TemporaryDirectory(dir=".") as folder, sink() as (name, port):
        data = Path(folder)
        db, blobs = Database.open(given.database, data), FolderBlobs(data / "blobs")
        db.create_schema()
        wakeup = open_wakeup(db, data)
        outbox = Outbox(SystemClock(), wake=lambda: wakeup.notify(JOBS))
        queued = enqueue(db, outbox, blobs, given.letters)
        command = [sys.executable, __file__, "--deliver", str(data), str(port)]
        command += ["--database", given.database] if given.database else []
        command += ["--profile", given.profile] if given.profile else []
        begun = time.perf_counter()
        subprocess.run(command, check=True)
        sent = time.perf_counter() - begun
        with db.read() as tx:
            states = dict(tx.execute(select(message.c.state, func.count()).group_by(message.c.state)).all())
        wakeup.close()
        db.close()
    rates = {
        "queue": given.letters / queued,
        "deliver (start of the worker included)": given.letters / sent,
        "together": given.letters / (queued + sent),
    }
    print(f"{db.dialect}, {given.letters} letters, sink {name}, {os.cpu_count()} cores, states {states}")
    for what, rate in rates.items():
        print(f"  {what}: {rate:,.0f} letters/s")


if __name__ == "__main__":
    main()
