"""One letter over one connection, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from vestnik.connections.base import Letter, Network, Result, Silence
from vestnik.connections.recording import Recording
from vestnik.connections.types.smtp_send import SmtpSend

HEAD = b"From: anna@mail.test\r\nTo: team@mail.test\r\nSubject: %s\r\n\r\n"


def letter(*recipients: str, body: bytes = b"Hello\r\n", subject: str = "test", **fields: object) -> Letter:
    """A letter with a header of its own."""
    content = HEAD % subject.encode() + body
    plain = {"envelope_sender": "anna@mail.test", "size": len(content), "chunks": lambda: [content]}
    return Letter(recipients=recipients, **{**plain, **fields})  # type: ignore[arg-type]


def send(connection: SmtpSend, *letters: Letter) -> list[Result]:
    """Send letters over one session; all their results."""

    async def main() -> list[Result]:
        session = await connection.open(Silence(), Network())
        results = [result for each in letters for result in await session.send(each)]
        await session.close()
        return results

    return asyncio.run(main())


def sign_in(connection: SmtpSend) -> str:
    """Sign in and leave; the mechanism that was used."""
    recording = Recording(Silence())

    async def main() -> None:
        session = await connection.open(recording, Network())
        await session.close()

    asyncio.run(main())
    return next((facts["mechanism"] for name, _, facts in recording.stages if name == "auth"), "none")


def outcomes(results: Sequence[Result]) -> list[tuple[str, str, int | None, str | None]]:
    """Recipient's local part, outcome, code and enhanced code of each result."""
    return [(r.recipient.partition("@")[0], r.outcome, r.code, r.enhanced) for r in results]
