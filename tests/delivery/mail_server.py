"""A real SMTP server on loopback whose answers a test chooses by address: it records every letter that it took."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class Received:
    """A letter that the server took over."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message_id(self) -> str:
        return str(message_from_bytes(self.content)["Message-ID"])


@dataclass(slots=True)
class Answers:
    """What the server says; by default it takes everything.

    rcpt, data: answers by address and for the letter. stall: set to let letters through again. drop: letters whose answer
    is lost: they are taken, and the connection is closed instead of a 250. refuse_mail: said to MAIL. no_ahead: hang up on
    whoever says MAIL before the letter before is answered.
    """

    rcpt: dict[str, str] = field(default_factory=dict)
    data: str | None = None
    drop: int = 0
    stalled: bool = False
    refuse_mail: str | None = None
    no_ahead: bool = False


class MailServer:
    """Start it with `with`; `port` is chosen by the system. asked: the addresses of every RCPT. ahead: how many envelopes
    came with the end of the letter before."""

    def __init__(self) -> None:
        self.answers = Answers()
        self.letters: list[Received] = []
        self.asked: list[str] = []
        self.sessions = 0
        self.ahead = 0
        self.changed = threading.Condition()
        self._controller = Controller(self, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)
        self._controller.port = _free_port()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.answers.stalled = False
        self._controller.stop()

    def stop(self) -> None:
        self._controller.stop()

    def wait_for(self, count: int, seconds: float = 15.0) -> list[Received]:
        """The letters once there are so many; fails when there are not."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.letters) >= count, seconds), (
                f"{len(self.letters)} of {count} letters came"
            )
            return list(self.letters)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        responses.insert(
            1, "250-PIPELINING"
        )  # asyncio's reader keeps what comes early; aiosmtpd only does not say so
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.answers.refuse_mail:
            return self.answers.refuse_mail
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.asked.append(address)
        answer = self.answers.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        while self.answers.stalled:  # noqa: ASYNC110 - set by the thread of the test
            await asyncio.sleep(0.02)
        if self.answers.data:
            return self.answers.data
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        with self.changed:
            self.letters.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
            self.changed.notify_all()
        if self.answers.drop:
            self.answers.drop -= 1
            server.transport.abort()
        if server._reader._buffer:  # type: ignore[attr-defined]
            self.ahead += 1
            if self.answers.no_ahead:
                await server.push("250 2.0.0 taken")
                server.transport.close()
        return "250 2.0.0 taken"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
