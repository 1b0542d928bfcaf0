"""One letter over one connection, and what came of it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeAlias

import pytest

from vestnik.connections.base import ConnectionFault, Letter, Network, Result, Silence
from vestnik.connections.recording import Recording
from vestnik.connections.types.smtp_send import SmtpSend

Connect: TypeAlias = Callable[..., SmtpSend]

HEAD = (
    b"From: anna@mail.test\r\nTo: team@mail.test\r\nSubject: %s\r\n"
    b"Date: Wed, 12 Mar 2025 12:15:30 +0300\r\nMessage-ID: <%s@mail.test>\r\n\r\n"
)


def new_box() -> str:
    """The local part of an address that nobody else uses; Dovecot shows its mailbox without a password."""
    return f"box-{uuid.uuid4().hex[:12]}"


def letter(*recipients: str, body: bytes = b"Hello\r\n", subject: str = "test", **fields: object) -> Letter:
    """A letter with a header of its own."""
    content = HEAD % (subject.encode(), uuid.uuid4().hex.encode()) + body
    plain = {"envelope_sender": "anna@mail.test", "size": len(content), "chunks": lambda: [content]}
    return Letter(recipients=recipients, **{**plain, **fields})  # type: ignore[arg-type]


def send(connection: SmtpSend, *letters: Letter) -> list[Result]:
    """Send letters over one session; all their results."""
    return speak(connection, *letters)[0]


def speak(connection: SmtpSend, *letters: Letter) -> tuple[list[Result], Recording]:
    """Send letters over one session, each announced with the end of the one before; their results, and what was said."""
    recording = Recording(Silence())

    async def main() -> list[Result]:
        session = await connection.open(recording, Network())
        results: list[Result] = []
        for this, after in zip_longest(letters, letters[1:]):
            results += await session.send(this, lambda after=after: after)
        await session.close()
        return results

    return asyncio.run(main()), recording


def sign_in(connection: SmtpSend) -> str:
    """Sign in and leave; the mechanism that was used."""
    return found_at("auth", connection).get("mechanism", "none")


def found_at(stage: str, connection: SmtpSend) -> dict[str, str]:
    """Open a session and leave; the facts of one of its stages."""
    _, recording = speak(connection)
    return {name: value for at, _, facts in recording.stages if at == stage for name, value in facts.items()}


def refusal(connection: SmtpSend) -> tuple[ConnectionFault, list[str]]:
    """The fault of a session that cannot be opened, and what was said before it."""
    recording = Recording(Silence())
    with pytest.raises(ConnectionFault) as caught:
        asyncio.run(connection.open(recording, Network()))
    return caught.value, recording.dialogue


def commands(recording: Recording) -> list[str]:
    """The verbs of what we said, the letter left out."""
    said = [line.removeprefix("C: ") for line in recording.dialogue if line.startswith("C: ")]
    return [line.split()[0].upper() for line in said if not line.startswith("[")]


def outcomes(results: Sequence[Result]) -> list[tuple[str, str, int | None, str | None]]:
    """Recipient's local part, outcome, code and enhanced code of each result."""
    return [(r.recipient.partition("@")[0], r.outcome, r.code, r.enhanced) for r in results]
