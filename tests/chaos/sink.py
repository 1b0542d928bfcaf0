"""A mail server that takes every letter and writes down which: Message-ID and SHA-256 of the bytes, before it answers.

It answers after a moment, so that a kill finds letters between their final dot and the 250. Runs as a process of its own,
which nobody kills.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import re
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

END = b"\r\n.\r\n"
SLOWEST_ANSWER_SECONDS = 0.04

_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")


@dataclass(frozen=True, slots=True)
class Taken:
    """How often a letter was taken, by Message-ID and by (Message-ID, SHA-256)."""

    times: Counter[str]
    copies: Counter[tuple[str, str]]

    @classmethod
    def read(cls, record: Path) -> Taken:
        """What the sink has written down."""
        lines = [line.split(" ") for line in record.read_text().splitlines()]
        return cls(Counter(line[0] for line in lines), Counter((line[0], line[1]) for line in lines))


class _Session(asyncio.Protocol):
    def __init__(self, record: int, chance: random.Random) -> None:
        self._record = record
        self._chance = chance
        self._buffer = bytearray()
        self._in_data = False
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._go_on()

    def _go_on(self) -> None:
        while not self._paused and (self._take_letter() if self._in_data else self._take_command()):
            pass

    def _take_command(self) -> bool:
        line, found, rest = bytes(self._buffer).partition(b"\r\n")
        if not found:
            return False
        self._buffer = bytearray(rest)
        verb = line[:4].upper()
        if verb == b"EHLO":
            self._transport.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
        elif verb == b"DATA":
            self._in_data = True
            self._buffer[:0] = b"\r\n"  # the empty letter ends with its first line
            self._transport.write(b"354 go\r\n")
        elif verb == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
            return False
        else:
            self._transport.write(b"250 2.1.0 Ok\r\n")
        return True

    def _take_letter(self) -> bool:
        at = self._buffer.find(END)
        if at < 0:
            return False
        content = bytes(self._buffer[2 : at + 2]).replace(b"\r\n..", b"\r\n.")
        del self._buffer[: at + len(END)]
        found = _MESSAGE_ID.search(content)
        name = found[1].decode() if found else "?"
        os.write(self._record, f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        self._in_data, self._paused = False, True
        wait = self._chance.uniform(0, SLOWEST_ANSWER_SECONDS)
        asyncio.get_running_loop().call_later(wait, self._answer)
        return False

    def _answer(self) -> None:
        self._paused = False
        self._transport.write(b"250 2.0.0 taken\r\n")
        self._go_on()


def run(record: Path, seed: int, tell: Connection) -> None:
    """Serve until killed; tells its port."""
    chance = random.Random(seed)
    descriptor = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Session(descriptor, chance), "127.0.0.1", 0)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())
