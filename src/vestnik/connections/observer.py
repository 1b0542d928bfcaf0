"""Who watches a connection at work: its log file, and the staged test. Never told a credential or a body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from vestnik.connections.sending import ConnectionFault, Letter, Result, Stage


class ConnectionLog(Protocol):
    """Hears what happens on a connection; implementations never raise and never block for long."""

    wants_dialogue: bool
    """Whether `client` and `server` are listened to; the hot path asks before it formats anything."""

    def stage(self, stage: Stage, seconds: float, detail: Mapping[str, str]) -> None:
        """A stage was passed. `detail` are facts such as `tls_version`, names as in `vestnik.connections.test`."""

    def client(self, line: str) -> None:
        """We said this line; credentials and bodies are already replaced by what they are."""

    def server(self, line: str) -> None:
        """The server said this line."""

    def fault(self, fault: ConnectionFault) -> None:
        """The connection failed."""

    def results(self, letter: Letter, results: list[Result], seconds: float) -> None:
        """A transaction ended."""


class Silence:
    """A log that nobody reads."""

    wants_dialogue = False

    def stage(self, stage: Stage, seconds: float, detail: Mapping[str, str]) -> None:
        pass

    def client(self, line: str) -> None:
        pass

    def server(self, line: str) -> None:
        pass

    def fault(self, fault: ConnectionFault) -> None:
        pass

    def results(self, letter: Letter, results: list[Result], seconds: float) -> None:
        pass
