"""PLAIN (RFC 4616): user and password in one message."""

from __future__ import annotations

from typing import ClassVar

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials


class Plain:
    """The authorization identity stays empty: the server derives it."""

    name: ClassVar[str] = "PLAIN"
    clear_text: ClassVar[bool] = True
    initial: ClassVar[bool] = True

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def answer(self, challenge: bytes) -> bytes:
        user, password = self._credentials.username, self._credentials.password
        if "\0" in user + password:
            raise BadChallenge("NUL in user name or password")
        return f"\0{user}\0{password}".encode()

    def finish(self) -> None:
        pass
