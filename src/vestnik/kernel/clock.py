"""Time as a thing that is handed in, so that tests own it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

_LASTING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The moment, in UTC, with zone."""
        ...

    def monotonic(self) -> float:
        """Seconds of a clock that never jumps; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        # CLOCK_MONOTONIC stands still while the machine sleeps; a lease must not.
        return time.clock_gettime(_LASTING)


class FakeClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, start: datetime = datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)) -> None:
        self._now = start
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, by: timedelta) -> None:
        """Move both clocks forward."""
        self._now += by
        self._monotonic += by.total_seconds()
