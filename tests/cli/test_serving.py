"""The socket of the web service."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

from vestnik.cli.serving import _bind
from vestnik.runtime.settings import Settings


def test_answers_are_not_held_back_by_the_kernel(tmp_path: Path) -> None:
    """asyncio switches TCP_NODELAY on only for sockets that name the protocol; accepted ones take it from the listener."""
    with closing(_bind(Settings(data=tmp_path, port=0))) as listening:
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.proto == socket.IPPROTO_TCP
