"""Letters and connections for the tests of delivery."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.delivery.mail_server import MailServer

from vestnik.connections.network import Network
from vestnik.connections.observer import Silence
from vestnik.connections.pool import Pool
from vestnik.connections.types.smtp_send.model import SmtpSend
from vestnik.delivery.frozen import freeze
from vestnik.delivery.messages import Message, get
from vestnik.delivery.outbox import NewLetter, Outbox
from vestnik.delivery.states import FINAL
from vestnik.delivery.worker import JOBS, Worker
from vestnik.kernel.clock import FakeClock, SystemClock
from vestnik.kernel.problem import NotFound
from vestnik.kernel.values import Ref
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Attachment, Email
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database
from vestnik.storage.wakeup import open_wakeup

T = TypeVar("T")

MakeLetter = Callable[..., NewLetter]


@pytest.fixture
def outbox(clock: FakeClock) -> Outbox:
    return Outbox(clock)


@pytest.fixture
def new_letter(blobs: FolderBlobs) -> MakeLetter:
    """Makes letters with Message-IDs of their own; `to` is one address or several."""
    made = 0

    def make(
        to: str | tuple[str, ...] = "anna@example.org",
        *,
        subject: str = "Договор",
        text: str = "Здравствуйте!",
        attachments: tuple[Attachment, ...] = (),
        bcc: tuple[str, ...] = (),
        **more: Any,
    ) -> NewLetter:
        nonlocal made
        made += 1
        addresses = (to,) if isinstance(to, str) else to
        email = Email(
            from_=(Mailbox("Отдел кадров", "hr@example.com"),),
            to=tuple(Mailbox("", address) for address in addresses),
            bcc=tuple(Mailbox("", address) for address in bcc),
            subject=subject,
            text=text,
            attachments=attachments,
            message_id=f"<{made}.test@example.com>",
            date=datetime(2025, 3, 12, 12, 15, 30, tzinfo=UTC),
        )
        settings = {"route": "mail_out", "route_version": 1, "connection": "mail", **more}
        return NewLetter(frozen=freeze(email, blobs), **settings)

    return make


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that takes everything until it is told otherwise."""
    with MailServer() as running:
        yield running


@pytest.fixture
def connection(server: MailServer) -> SmtpSend:
    """The connection `mail` to that server, quick to try again."""
    return smtp(server.port)


def smtp(port: int, name: str = "mail", **more: Any) -> SmtpSend:
    """A connection to loopback without encryption."""
    settings: dict[str, Any] = {
        "name": name,
        "host": "127.0.0.1",
        "port": port,
        "auth_type": "none",
        "encryption": "none",
        "sender_address": "hr@example.com",
        "retry_first": timedelta(seconds=1),
        "retry_factor": 1.0,
        **more,
    }
    return SmtpSend(**settings)


class RunningWorker:
    """A worker in a thread of this process, with the definitions it sees."""

    def __init__(self, db: Database, blobs: FolderBlobs, data: Path, *connections: SmtpSend) -> None:
        self.definitions = {one.name: one for one in connections}
        self.disabled_routes: set[str] = set()
        self.wakeup = open_wakeup(db, data)
        clock = SystemClock()
        self._worker = Worker(
            db,
            blobs,
            self.wakeup,
            clock,
            data,
            connections=self._definition,
            pool=Pool(lambda _: Silence(), Network(), clock),
            disabled_routes=lambda: self.disabled_routes,
        )
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def _definition(self, name: str) -> SmtpSend:
        if name not in self.definitions:
            raise NotFound(what=name)
        return self.definitions[name]

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._worker.run(self._stop)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(5)

    def wake(self) -> None:
        self.wakeup.notify(JOBS)

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(40)
        assert not self._thread.is_alive()
        self.wakeup.close()


StartWorker = Callable[..., RunningWorker]


@pytest.fixture
def start_worker(db: Database, blobs: FolderBlobs, data: Path) -> Iterator[StartWorker]:
    """Starts workers with the given connections; they end with the test."""
    running: list[RunningWorker] = []

    def start(*connections: SmtpSend, db: Database = db) -> RunningWorker:
        worker = RunningWorker(db, blobs, data, *connections)
        worker.start()
        running.append(worker)
        return worker

    yield start
    for worker in running:
        worker.stop()


def eventually(what: Callable[[], T | None], seconds: float = 15.0) -> T:
    """The first answer that is true; waiting for other threads is the only sleep in these tests."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s")


def settled(db: Database, *refs: Ref, states: Collection[str] = FINAL) -> list[Message]:
    """The messages once each of them is in one of the states."""

    waiting = list(refs)

    def look() -> list[Message] | None:
        with db.read() as tx:
            while waiting and get(tx, waiting[-1]).state in states:
                waiting.pop()
            return None if waiting else [get(tx, ref) for ref in refs]

    try:
        return eventually(look)
    except AssertionError:
        with db.read() as tx:
            raise AssertionError([(one.state, one.why) for one in (get(tx, ref) for ref in refs)]) from None
