"""CRAM-MD5 (RFC 2195): a keyed hash of the server's challenge."""

from __future__ import annotations

import hmac
from typing import ClassVar

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials


class CramMd5:
    """One challenge, one answer."""

    name: ClassVar[str] = "CRAM-MD5"
    clear_text: ClassVar[bool] = False
    initial: ClassVar[bool] = False

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def answer(self, challenge: bytes) -> bytes:
        if not challenge:
            raise BadChallenge("an empty challenge")
        digest = hmac.new(self._credentials.password.encode(), challenge, "md5").hexdigest()
        return f"{self._credentials.username} {digest}".encode()

    def finish(self) -> None:
        pass
