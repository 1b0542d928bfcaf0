"""When a letter that was deferred is tried again (spec/delivery.md R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

JITTER = 0.2
"""Delays are spread by a fifth either way, so that letters that failed together do not come back together."""


@dataclass(frozen=True, slots=True)
class RetrySchedule:
    """Growing delays: `first × factor^(tries - 1)`, at most `longest`, then spread by ±20 %.

    With the defaults (1 min, 2, 1 h) the tries of a letter come, but for the spread, 1, 3, 7, 15, 31, 63 minutes after
    the first one and then every hour, until `expires_after` of 48 h: some 53 tries.
    """

    first: timedelta = timedelta(minutes=1)
    factor: float = 2.0
    longest: timedelta = timedelta(hours=1)

    def delay(self, tries: int, chance: float) -> timedelta:
        """How long to wait after the `tries`-th failed try, counted from 1.

        chance: from 0 to 1, a random number; 0.5 gives the delay without spread.
        """
        growth = min(self.factor ** min(tries - 1, 64), self.longest / self.first)
        return self.first * max(growth, 0.0) * (1 - JITTER + 2 * JITTER * chance)
