"""An SMTP server that takes everything and keeps nothing: like Postfix's `smtp-sink`, for machines without it.

.venv/bin/python bench/sink.py [PORT]      prints the port it listens on
"""

from __future__ import annotations

import asyncio
import sys

END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One session. Commands may come pipelined; bodies are thrown away as they come."""

    letters = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""
        self.in_data = False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        answers: list[bytes] = []
        while self._step(answers):
            pass
        if answers:
            self.transport.write(b"".join(answers))

    def _step(self, answers: list[bytes]) -> bool:
        if self.in_data:
            at = self.buffer.find(END)
            if at < 0:
                self.buffer = self.buffer[-len(END) + 1 :]
                return False
            self.buffer = self.buffer[at + len(END) :]
            self.in_data = False
            Sink.letters += 1
            answers.append(b"250 2.0.0 Ok\r\n")
            return True
        line, found, rest = self.buffer.partition(b"\r\n")
        if not found:
            return False
        self.buffer = rest
        verb = line[:4].upper()
        if verb == b"EHLO":
            answers.append(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
        elif verb == b"DATA":
            self.in_data = True
            answers.append(b"354 go\r\n")
        elif verb == b"QUIT":
            self.transport.write(b"".join(answers) + b"221 bye\r\n")
            self.transport.close()
            return False
        else:
            answers.append(b"250 2.1.0 Ok\r\n")
        return True


async def main() -> None:
    """Listen on loopback until killed."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
