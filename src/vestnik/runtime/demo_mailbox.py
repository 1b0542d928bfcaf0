"""The built-in catch-all mailbox of the demonstration: an SMTP server on loopback that keeps what it gets as files.

It accepts every recipient and speaks no TLS; it is started in demo mode only and never listens beyond loopback.
"""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAX_LETTER_BYTES = 100 * 1024 * 1024
MAX_LETTERS = 1000
"""Older letters are dropped, so that a demonstration left alone does not fill the disk."""

_NAME = re.compile(r"[0-9]{19}\.eml")


@dataclass(frozen=True, slots=True)
class DemoLetter:
    """One letter in the mailbox. id: the file's stem; received: when the server accepted it."""

    id: str
    received: datetime
    size: int
    path: Path


class DemoMailbox:
    """The mailbox's folder; `listen` makes a server that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def listen(self, port: int) -> Controller:
        """An SMTP server on 127.0.0.1 that stores into this folder; the caller starts and stops it.

        port: 0 takes a free one.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        return Controller(
            _Keeper(self),
            hostname="127.0.0.1",
            port=port or _free_port(),
            data_size_limit=MAX_LETTER_BYTES,
            enable_SMTPUTF8=True,
        )

    def letters(self) -> Iterator[DemoLetter]:
        """All letters, newest first; none before the mailbox was first listened to."""
        if not self.folder.is_dir():
            return
        names = sorted((name for name in os.listdir(self.folder) if _NAME.fullmatch(name)), reverse=True)
        for name in names:
            if letter := self.letter(name.removesuffix(".eml")):
                yield letter

    def letter(self, id: str) -> DemoLetter | None:
        """One letter by its id, None when there is none of that name."""
        if not _NAME.fullmatch(f"{id}.eml"):
            return None
        path = self.folder / f"{id}.eml"
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return None
        return DemoLetter(id, datetime.fromtimestamp(int(id) / 1e9, UTC), size, path)

    def store(self, sender: str, recipients: list[str], content: bytes) -> DemoLetter:
        """Keep one letter; the envelope is noted in front of it, as a final delivery does (RFC 5321 4.4)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        id = f"{time.time_ns():019d}"
        envelope = f"Return-Path: <{sender}>\r\nX-Envelope-To: {', '.join(recipients)}\r\n"
        part = self.folder / f"{id}.part"
        part.write_bytes(envelope.encode("utf-8", "surrogateescape") + content)
        path = part.rename(self.folder / f"{id}.eml")
        for old in list(self.letters())[MAX_LETTERS:]:
            old.path.unlink(missing_ok=True)
        return DemoLetter(id, datetime.fromtimestamp(int(id) / 1e9, UTC), path.stat().st_size, path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Keeper:
    """aiosmtpd's handler."""

    def __init__(self, mailbox: DemoMailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = (
            envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        )
        letter = self._mailbox.store(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        return f"250 2.0.0 kept as {letter.id}"
