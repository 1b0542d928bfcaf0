"""Sparing an account: after a few refused logins none is tried for a while, or the server would lock it (spec/delivery.md S8)."""

from __future__ import annotations

from vestnik.connections.faults import fault
from vestnik.connections.sending import ConnectionFault

TRIES = 3
WINDOW = 15 * 60.0
"""At most so many refused logins in so many seconds."""


class Lockout:
    """Of one connection. Times are seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._refusals: list[float] = []
        self._last: ConnectionFault | None = None

    def check(self, now: float) -> None:
        """Pass when a login may be tried.

        Raises:
            ConnectionFault: `auth_paused`, with the seconds until the next try in `retry_after`.
        """
        self._refusals = [at for at in self._refusals if now - at < WINDOW]
        if len(self._refusals) < TRIES or self._last is None:
            return
        paused = fault(
            "auth", "auth_paused", tries=TRIES, reply_code=self._last.reply_code, reply=self._last.reply
        )
        paused.retry_after = self._refusals[0] + WINDOW - now
        raise paused

    def note(self, refused: ConnectionFault, now: float) -> None:
        """Count a refused login; other faults do not count."""
        if refused.kind == "auth_failed":
            self._refusals.append(now)
            self._last = refused

    def clear(self) -> None:
        """A login succeeded, or the account was changed."""
        self._refusals.clear()
        self._last = None
