"""One web process and two workers, each with a data folder of its own as on three machines: PostgreSQL and S3 between them.

One worker is frozen past its lease and comes back, one is killed. No letter is lost, and none is owned by two.
"""

from __future__ import annotations

import base64
import os
import secrets
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.chaos import lives
from tests.chaos.lives import Life
from tests.chaos.people import People
from tests.delivery.mail_server import MailServer
from tests.journeys.conftest import free_port, wait_for
from tests.s3_server import address, s3

from vestnik.runtime.settings import Settings

__all__ = ["address", "s3"]

PASSWORD = "three machines 1"
LEASE = timedelta(seconds=3)


@dataclass
class Machines:
    """The installation. letters: numbers for the presses."""

    folder: Path
    common: dict[str, Any]
    api: httpx.Client
    people: People
    server: MailServer
    workers: dict[str, Life] = field(default_factory=dict)

    def start_worker(self, name: str, lanes: str = "0,1,2,3") -> Life:
        settings = Settings(data=self.folder / name, lanes=lanes, **self.common)
        self.workers[name] = Life(name, lives.worker, settings, self.folder / f"{name}.log")
        wait_for(lambda: self.known(name))
        return self.workers[name]

    def known(self, name: str) -> dict[str, Any] | None:
        """The worker as the system shows it."""
        shown = f"{socket.gethostname()}:{self.workers[name].pid}"
        items = self.api.get("/workers").json()["items"]
        return next((one for one in items if one["name"] == shown), None)

    def press(self, times: int) -> list[str]:
        """Letters: one for each size of attachment, and again."""
        pressed = []
        for number in range(times):
            record = self.people._records[number % len(self.people._records)]
            answer = self.api.post(f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo")
            assert answer.status_code == 200, answer.text
            pressed += answer.json()["messages"]
        return pressed

    def change_connection(self, **fields: Any) -> None:
        body = self.api.get("/connections/mail").json()["body"]
        answer = self.api.put("/connections/mail", json={**body, **fields})
        assert answer.is_success, answer.text

    def told(self, messages: list[str]) -> list[dict[str, Any]]:
        return [self.api.get(f"/messages/{message}").json() for message in messages]

    def states(self, messages: list[str]) -> set[str]:
        return {one["state"] for one in self.told(messages)}

    def copies(self) -> Counter[str]:
        """How often the server took each letter, by Message-ID."""
        return Counter(one.message_id for one in self.server.letters)


@pytest.fixture
def machines(tmp_path: Path, empty_postgresql_url: str, address: str) -> Iterator[Machines]:
    common: dict[str, Any] = {
        "database": empty_postgresql_url,
        "blobs": address,
        "secret_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "worker_lease": LEASE,
        "log_level": "warning",
    }
    port = free_port()
    settings = Settings(data=tmp_path / "web", port=port, admin_password=PASSWORD, **common)  # type: ignore[arg-type]
    web = Life("web", lives.web, settings, tmp_path / "web.log")
    people = People(f"http://127.0.0.1:{port}", PASSWORD, 0)
    with MailServer() as server:
        people.prepare(server.port)
        with closing(people._client()) as api:
            made = Machines(tmp_path, common, api, people, server)
            try:
                yield made
            finally:
                server.answers.stalled = False
                for life in (*made.workers.values(), web):
                    if life.alive:
                        os.kill(life.pid, signal.SIGCONT)
                        life.end()


def sent(machines: Machines, messages: list[str]) -> Callable[[], bool]:
    return lambda: machines.states(messages) == {"sent"}


def test_R9_R13_a_frozen_worker_and_a_killed_one(machines: Machines) -> None:
    one = machines.start_worker("one", lanes="0,1")
    machines.start_worker("two")
    assert [machines.known(name)["lanes"] for name in ("one", "two")] == [[0, 1], [0, 1, 2, 3]]  # type: ignore[index]

    # Documents of the web's machine reach the workers' machines through S3.
    first = machines.press(10)
    wait_for(sent(machines, first))
    assert not (machines.folder / "one" / "blobs").exists()

    # One is frozen while a server has its letter in hands; its lease ends, and the other takes the letter for uncertain.
    machines.change_connection(when_uncertain="hold")
    two = machines.workers["two"]
    os.kill(two.pid, signal.SIGSTOP)
    machines.server.answers.stalled = True
    in_hands = machines.press(2)
    wait_for(lambda: "sending" in machines.states(in_hands), 30)
    wait_for(lambda: len(machines.server.letters) == 10)
    os.kill(one.pid, signal.SIGSTOP)
    os.kill(two.pid, signal.SIGCONT)
    machines.server.answers.stalled = False
    # Were it frozen in the middle of a transaction, PostgreSQL would take its locks away after ABANDONED_SECONDS.
    wait_for(lambda: machines.known("one") is None, 60)
    uncertain = [told for told in machines.told(in_hands) if told["state"] == "held"]
    assert uncertain
    assert all(told["possibly_repeated"] for told in uncertain)

    # It comes back: the 250 that waits for it is believed, and nothing is sent twice.
    os.kill(one.pid, signal.SIGCONT)
    wait_for(sent(machines, in_hands), 30)
    assert set(machines.copies().values()) == {1}
    wait_for(lambda: machines.known("one"))

    # It works on, in a new life.
    os.kill(two.pid, signal.SIGSTOP)
    later = machines.press(3)
    wait_for(sent(machines, later), 30)
    os.kill(two.pid, signal.SIGCONT)
    workers = {attempt["worker"] for told in machines.told(later) for attempt in told["attempts"]}
    assert workers == {f"{socket.gethostname()}:{one.pid}"}

    # The other is killed in the middle of a mailing.
    machines.change_connection(when_uncertain="retry")
    mailing = machines.press(40)
    two.kill()
    wait_for(sent(machines, mailing), 40)
    told = machines.told(first + in_hands + later + mailing)
    copies = machines.copies()
    assert len(copies) == len(told)
    assert sum(copies.values()) - len(copies) <= sum(letter["possibly_repeated"] for letter in told)
    for letter in told:
        assert letter["attempts"][-1]["outcome"] == "accepted"


def test_R13_workers_end_when_told_and_return_what_they_have_not_begun(machines: Machines) -> None:
    worker = machines.start_worker("one")
    machines.change_connection(max_sessions=1)
    machines.server.answers.stalled = True
    pressed = machines.press(8)
    wait_for(lambda: "sending" in machines.states(pressed))
    os.kill(worker.pid, signal.SIGTERM)
    machines.server.answers.stalled = False
    wait_for(lambda: not worker.alive, 30)
    assert machines.states(pressed) <= {"sent", "queued"}
    assert not any(told["possibly_repeated"] for told in machines.told(pressed))
    assert machines.api.get("/workers").json()["items"] == []
    machines.start_worker("again")
    wait_for(sent(machines, pressed), 30)
    assert set(machines.copies().values()) == {1}
