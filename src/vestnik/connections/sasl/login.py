"""LOGIN (draft-murchison-sasl-login): the old two questions. The prompts differ between servers, so only their order counts."""

from __future__ import annotations

from typing import ClassVar

from vestnik.connections.sasl.mechanism import BadChallenge, Credentials


class Login:
    """First the user name, then the password."""

    name: ClassVar[str] = "LOGIN"
    clear_text: ClassVar[bool] = True
    initial: ClassVar[bool] = False

    def __init__(self, credentials: Credentials) -> None:
        self._answers = iter((credentials.username.encode(), credentials.password.encode()))

    def answer(self, challenge: bytes) -> bytes:
        try:
            return next(self._answers)
        except StopIteration:
            raise BadChallenge("a third question") from None

    def finish(self) -> None:
        pass
