"""A server that says exactly what its script says, and fails when the client does not answer exactly as written.

A script is a list of lines:

    S: 220 mx.test ESMTP        say a line
    S! 250-half a li            say bytes as they are (escapes \\r \\n \\0 \\xHH), without a line end
    C: EHLO client.test         expect exactly this line, and, before the next S, nothing after it
    C~ AUTH PLAIN .+            expect a line that the pattern matches wholly
    BODY Hello\\r\\n.\\r\\n     expect exactly these bytes
    REST                        read lines up to the lone dot
    TLS                         shake hands as a TLS server
    CUT                         close the connection; RESET: with an RST
    STALL                       say nothing more until the client leaves
    SLEEP                       say nothing more and read nothing, until the test is over

When the script is through, the client must have closed or must close without saying more (`QUIT` is answered).
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import struct
from dataclasses import dataclass, field

PATIENCE = 10.0


class Deviation(AssertionError):
    """The client did not do what the script says."""


@dataclass
class FaultServer:
    """Plays one script per connection, the last one again and again. Use as an async context manager."""

    scripts: list[list[str]]
    context: ssl.SSLContext | None = None
    tls_at_once: bool = False
    connections: int = 0
    deviations: list[Deviation] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)
    port: int = 0

    async def __aenter__(self) -> FaultServer:
        context = self.context if self.tls_at_once else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        self._playing: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._playing):
            if not task.done():
                task.cancel()
        await asyncio.gather(*self._playing, return_exceptions=True)
        if self.deviations:
            raise self.deviations[0]

    async def done(self) -> None:
        """Wait until every conversation so far is over."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._playing, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._playing.add(task)
        script = self.scripts[min(self.connections, len(self.scripts) - 1)]
        self.connections += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await _Play(self, reader, writer).run(script)
        except Deviation as deviation:
            self.deviations.append(deviation)
        except TimeoutError:
            said = "\n".join(self.transcript[-6:])
            self.deviations.append(Deviation(f"the script came to a standstill after\n{said}"))
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError) as error:
            self.transcript.append(f"the client left: {error!r}")
        finally:
            writer.close()


class _Play:
    def __init__(
        self, server: FaultServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server = server
        self.reader = reader
        self.writer = writer

    async def run(self, script: list[str]) -> None:
        for line in script:
            self.server.transcript.append(line)
            verb, _, rest = line.partition(" ")
            if await self._step(verb, rest):
                return
        await self._goodbye()

    async def _step(self, verb: str, rest: str) -> bool:
        """Play one line; True ends the conversation."""
        match verb:
            case "S:":
                self._nothing_unread()
                await self._say(rest.encode() + b"\r\n")
            case "S!":
                await self._say(unescape(rest))
            case "C:":
                await self._expect(re.escape(rest))
            case "C~":
                await self._expect(rest)
            case "BODY":
                await self._body(unescape(rest))
            case "REST":
                await self.reader.readuntil(b"\r\n.\r\n")
            case "TLS":
                assert self.server.context is not None
                await self.writer.start_tls(self.server.context)
            case "CUT":
                return True
            case "RESET":
                sock = self.writer.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return True
            case "STALL":
                await self.reader.read()
                return True
            case "SLEEP":
                await asyncio.Event().wait()
            case _:
                raise Deviation(f"no such line in a script: {verb} {rest}")
        return False

    async def _say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def _expect(self, pattern: str) -> None:
        line = (await self.reader.readuntil(b"\r\n")).decode()[:-2]
        if not re.fullmatch(pattern, line):
            raise Deviation(f"the client said {line!r} instead of {pattern!r}")

    async def _body(self, expected: bytes) -> None:
        got = await self.reader.readexactly(len(expected))
        if got != expected:
            raise Deviation(f"the client sent {got!r} instead of {expected!r}")

    def _nothing_unread(self) -> None:
        unread = bytes(self.reader._buffer)  # type: ignore[attr-defined]
        if unread:
            raise Deviation(f"the client did not wait for its answer: {unread[:100]!r}")

    async def _goodbye(self) -> None:
        rest = await self.reader.read(4096)
        if rest == b"QUIT\r\n":
            await self._say(b"221 bye\r\n")
            rest = await self.reader.read(4096)
        if rest:
            raise Deviation(f"after the script the client said {rest[:200]!r}")


def unescape(text: str) -> bytes:
    """`\\r\\n`, `\\0`, `\\xHH` as bytes; everything else as UTF-8."""
    return re.sub(
        rb"\\(?:r|n|0|x[0-9a-fA-F]{2})",
        lambda found: (
            {b"r": b"\r", b"n": b"\n", b"0": b"\0"}.get(found[0][1:2]) or bytes([int(found[0][2:], 16)])
        ),
        text.encode(),
    )
