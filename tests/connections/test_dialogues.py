"""Every dialogue of tests/dialogues, played against the client. A file's name begins with its row of spec/delivery.md."""

from __future__ import annotations

import asyncio
import re
import ssl
from pathlib import Path

import pytest
from tests.connections.conftest import MakeConnection
from tests.connections.dialogue import FOLDER, Dialogue, read
from tests.connections.fault_server import FaultServer, unescape

from vestnik.connections.base import ConnectionFault, Letter, Network, Result, Silence
from vestnik.connections.types.smtp_send import SmtpSend

FILES = sorted(FOLDER.glob("*.smtp"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_dialogue(path: Path, make_connection: MakeConnection, server_tls: ssl.SSLContext) -> None:
    dialogue = read(path)

    async def play() -> list[str]:
        settings = dialogue.settings
        server = FaultServer(
            [dialogue.script], context=server_tls, tls_at_once=settings.get("encryption") == "ssl"
        )
        async with server:
            outcome = await speak(make_connection(server.port, **settings), dialogue)
            await server.done()
        return outcome

    assert asyncio.run(play()) == dialogue.expected, dialogue.about


async def speak(connection: SmtpSend, dialogue: Dialogue) -> list[str]:
    """Open, send the letter (none without `to`), close; what came of it, as the files write it."""
    try:
        session = await connection.open(Silence(), Network())
        if "to" not in dialogue.given:
            await session.close()
            return []
        results = await session.send(letter_of(dialogue.given))
        state = "open" if session.usable else "closed"
        await session.close()
    except ConnectionFault as fault:
        return [f"fault: {fault.kind} {fault.stage} {'permanent' if fault.permanent else 'transient'}"]
    return [*map(shown, results), f"session: {state}"]


def letter_of(given: dict[str, str]) -> Letter:
    """The letter of a dialogue. In `body`, `|` cuts it into chunks."""
    chunks = [unescape(part) for part in given.get("body", "Hello\\r\\n").split("|")]
    words = given.get("letter", "").split()
    return Letter(
        envelope_sender=given.get("from", "sender@x.test"),
        recipients=tuple(given["to"].split(", ")),
        size=int(given.get("size", len(b"".join(chunks)))),
        chunks=lambda: chunks,
        eight_bit="eight_bit" in words,
        smtputf8="smtputf8" in words,
        envid=given.get("envid"),
        notify=tuple(given["notify"].split(",")) if "notify" in given else (),
    )


def shown(result: Result) -> str:
    assert result.permanent is (result.outcome == "rejected")
    return f"{result.recipient} {result.outcome} {result.stage} {result.code or '-'} {result.enhanced or '-'}"


def test_every_dialogue_names_its_row() -> None:
    assert FILES
    assert [path.name for path in FILES if not re.match(r"[PSTARM]\d+_", path.name)] == []
