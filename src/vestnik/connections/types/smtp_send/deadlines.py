"""How long each stage may take, in seconds (RFC 5321 4.5.3.2; spec/delivery.md P10)."""

from __future__ import annotations

from dataclasses import dataclass

DATA_REPLY = 120.0
"""RFC 5321 4.5.3.2.4: the 354 comes within two minutes. A shorter `command_timeout` shortens it."""

RESET = 20.0
"""For RSET and NOOP, which cost a server nothing."""

QUIT = 2.0
"""Goodbye is a courtesy (P14)."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """connect: per address, also for the TLS handshake. command: per reply. block: per piece of a letter that the
    server is slow to take. final: for the reply after the final dot."""

    connect: float
    command: float
    block: float
    final: float

    @property
    def data_reply(self) -> float:
        """For the answer to DATA."""
        return min(DATA_REPLY, self.command)

    @property
    def reset(self) -> float:
        """For RSET and NOOP."""
        return min(RESET, self.command)
