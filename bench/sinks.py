"""Servers that take letters: Postfix' `smtp-sink`, one that stalls, one that refuses."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.programs import Program, postfix_tool
from bench.report import Missing


@dataclass(frozen=True)
class Sink:
    """name: what it is. pid: its process."""

    name: str
    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """Processor time that it has used."""
        return cpu_seconds(self.pid)


@contextmanager
def sink(options: Sequence[str] = ()) -> Iterator[Sink]:
    """`smtp-sink` in a process of its own; where it is missing `bench/sink.py`, which is slower and knows no options."""
    port = free_port()
    try:
        program, name = postfix_tool("smtp-sink"), "smtp-sink"
        as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
        arguments = [*as_nobody, *options, f"127.0.0.1:{port}", "200"]
    except Missing:
        program, name = Program(sys.executable), "bench/sink.py"
        arguments = [str(Path(__file__).with_name("sink.py")), str(port)]
    process = program.start(arguments)
    try:
        wait_for(port)
        yield Sink(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def stalled() -> Iterator[int]:
    """The port of a server that accepts connections and never says a word."""
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    kept.append(server.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    for connection in kept:
        connection.close()


@contextmanager
def refusing() -> Iterator[int]:
    """The port of a server that answers 450 to every recipient."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=_refuse, args=(server.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def _refuse(connection: socket.socket) -> None:
    answers = {b"EHLO": b"250 refusing", b"RCPT": b"450 4.2.2 busy", b"DATA": b"503 5.5.1 no recipients"}
    with suppress(OSError), connection, connection.makefile("rwb") as stream:
        stream.write(b"220 refusing\r\n")
        stream.flush()
        for line in stream:
            stream.write(answers.get(line[:4].upper(), b"250 2.0.0 Ok") + b"\r\n")
            stream.flush()


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 20.0) -> None:
    """Until something listens on the port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise Missing(f"nothing listens on port {port}")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used; to a hundredth of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
