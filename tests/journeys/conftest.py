"""What journeys need: the program itself as processes of its own, and a real mail server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import httpx
import pytest

from vestnik.runtime.demo_mailbox import DemoMailbox

PASSWORD = "journey-password-1"


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], object], seconds: float = 20.0) -> object:
    """Ask again and again until the answer is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


class Served:
    """`vestnik serve` on a data folder of its own. settings: further environment variables."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        self.data, self.port = data, port
        self.log = data.parent / "serve.log"
        environment = {
            **os.environ,
            "VESTNIK_ADMIN_PASSWORD": PASSWORD,
            "VESTNIK_TIME_ZONE": "Europe/Moscow",
            **settings,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "vestnik", "serve", "--data", str(data), "--port", str(port)],
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    def ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/ready").status_code == 200
        except httpx.TransportError:
            return False

    def client(self, login: str = "admin", password: str = PASSWORD) -> httpx.Client:
        """A signed-in client with its CSRF token."""
        client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}/api/v1", timeout=30)
        answer = client.post("/session", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client

    @cached_property
    def admin(self) -> httpx.Client:
        """The administrator's client, signed in once: a password is checked slowly on purpose."""
        return self.client()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path / "data", free_port())
    try:
        wait_for(server.ready, 60)
        yield server
    finally:
        server.stop()


class ListeningMailbox:
    """A real SMTP server on loopback and the letters that it got."""

    def __init__(self, mailbox: DemoMailbox, port: int) -> None:
        self.mailbox, self.port = mailbox, port

    def raw_letters(self) -> list[bytes]:
        """Newest first."""
        return [letter.path.read_bytes() for letter in self.mailbox.letters()]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[ListeningMailbox]:
    kept = DemoMailbox(tmp_path / "mailbox")
    port = free_port()
    server = kept.listen(port)
    server.start()
    try:
        yield ListeningMailbox(kept, port)
    finally:
        server.stop()
