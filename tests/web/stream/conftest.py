"""The web service on a socket of loopback, with accounts of each role: streams do not end, so a test client will not do."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.delivery.conftest import eventually
from tests.postgresql_server import PostgresqlServer

from vestnik.access import credentials
from vestnik.access.actor import SYSTEM, Role
from vestnik.cli.serving import Server
from vestnik.delivery.frozen import freeze
from vestnik.delivery.outbox import NewLetter
from vestnik.kernel.values import Ref
from vestnik.mail.addresses import Mailbox
from vestnik.mail.email import Email
from vestnik.records.accounts import Accounts
from vestnik.runtime.first_administrator import ensure_administrator
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Seen:
    """One event of a stream."""

    type: str
    data: Any
    id: int | None


class Stream:
    """The events of one connection, as they come; comments and `hello` are left out."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.last_id: int | None = None
        self._lines = response.iter_lines()
        self.hello = self.next()

    def next(self) -> Seen:
        """The next event."""
        fields: dict[str, str] = {}
        for line in self._lines:
            if not line and "event" in fields:
                return Seen(fields["event"], json.loads(fields["data"]), self.last_id)
            name, _, value = line.partition(": ")
            if name == "id":
                self.last_id = int(value)
            if line:
                fields[name] = value
        raise EOFError

    def until(self, wanted: Callable[[Seen], bool]) -> list[Seen]:
        """All events up to the first of these."""
        found = [self.next()]
        while not wanted(found[-1]):
            found.append(self.next())
        return found


class Service:
    """A served system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/api/v1"
        self.server = Server(system, [self._listening], worker_beside=False)
        self._thread = threading.Thread(target=self.server.serve_forever)
        self._thread.start()
        eventually(lambda: self.server.started)
        self._made = 0

    @property
    def hub(self) -> Any:
        return self.server.config.app.state.hub  # type: ignore[union-attr]

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(15)
        assert not self._thread.is_alive()
        self._listening.close()

    def client(self, login: str = "admin") -> httpx.Client:
        """Somebody who is signed in."""
        client = httpx.Client(base_url=self.address, timeout=10)
        answer = client.post("/session", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client

    @contextlib.contextmanager
    def watch(self, login: str = "admin", after: int | None = None, **params: Any) -> Iterator[Stream]:
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        client = self.client(login)
        with (
            contextlib.closing(client),
            client.stream("GET", "/events", params=params, headers=headers) as response,
        ):
            assert response.status_code == 200, response.read()
            yield Stream(response)

    def add_account(self, login: str, *roles: Role) -> Ref:
        with self.system.db.write() as tx:
            made, _ = Accounts(tx, SYSTEM, self.system.clock).put(login, {})
            credentials.set_password(tx, made.ref.number, PASSWORD)
            credentials.set_roles(tx, made.ref.number, roles)
        return made.ref

    def queue(self, count: int = 1, **more: Any) -> list[Ref]:
        """Queue letters, all in one transaction."""
        letters = []
        for _ in range(count):
            self._made += 1
            email = Email(
                from_=(Mailbox("", "hr@example.com"),),
                to=(Mailbox("", "anna@example.org"),),
                subject="Договор",
                text="Здравствуйте!",
                message_id=f"<{self._made}@example.com>",
                date=self.system.clock.now(),
            )
            letters.append(
                NewLetter(
                    frozen=freeze(email, self.system.blobs),
                    route="mail_out",
                    route_version=1,
                    connection="mail",
                    **more,
                )
            )
        with self.system.db.write() as tx:
            return self.system.outbox.enqueue(tx, letters)


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    url, drop = None, lambda: None
    if request.param == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        name = server.create()
        url, drop = server.url(name), lambda: server.drop(name)
    settings = Settings(data=tmp_path / "data", database=url, admin_password=PASSWORD)  # type: ignore[arg-type]
    system = System.open(settings, migrate=True)
    ensure_administrator(system)
    served = Service(system)
    yield served
    served.stop()
    system.close()
    drop()
