"""What a SASL mechanism is to the protocol that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who signs in. domain: of Windows; empty elsewhere. `repr` shows no password."""

    username: str
    password: str
    domain: str = ""

    def __repr__(self) -> str:
        return f"Credentials({self.username!r}, ***)"


class BadChallenge(Exception):
    """The server's challenge makes no sense; the exchange has to be cancelled. The argument says why, without secrets."""


class Mechanism(Protocol):
    """One exchange with a server.

    name: as servers announce it. clear_text: it shows the password to whoever reads along. initial: it speaks first,
    so its first answer may go out with the AUTH command.
    """

    name: ClassVar[str]
    clear_text: ClassVar[bool]
    initial: ClassVar[bool]

    def answer(self, challenge: bytes) -> bytes:
        """The answer to a challenge; the first one of an `initial` mechanism is asked with an empty challenge.

        Raises:
            BadChallenge: it cannot be answered.
        """
        ...

    def finish(self) -> None:
        """The server says that we are in. A mechanism in which the server must prove itself checks here that it did.

        Raises:
            BadChallenge: it did not.
        """
        ...
