"""The wall clock may be set back while letters wait for a moment by it; they must not wait for that moment to come again.

A clock that never jumps tells by how much the wall clock was set back; what was due before is due afterwards (R13). A jump
forward needs nothing: what waits is only tried earlier.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from vestnik.storage.tables.delivery import circuit, job
from vestnik.storage.transaction import Transaction

NOTICED = timedelta(seconds=1)
"""Less is the clock being corrected, as it is all the time."""


class WallClock:
    """Watches the wall clock. set_back: by how much it was set back and nobody has followed yet."""

    def __init__(self) -> None:
        self._before: tuple[datetime, float] | None = None
        self.set_back = timedelta()

    def look(self, now: datetime, monotonic: float) -> None:
        """Compare both clocks with the look before."""
        if self._before is not None:
            was, at = self._before
            back = was + timedelta(seconds=monotonic - at) - now
            if back < NOTICED:
                back = timedelta()
            self.set_back += back
        self._before = now, monotonic

    def follow(self, tx: Transaction, now: datetime) -> None:
        """Make due what was due before the clock was set back and what waits for its next try; try servers left alone.

        Letters that somebody wants to go at a certain time wait for it by the clock as it is now.
        """
        if self.set_back:
            was_due = (job.c.due <= now + self.set_back) | (job.c.attempts > 0)
            tx.execute(update(job).where(job.c.due > now, was_due).values(due=now))
            tx.execute(update(circuit).where(circuit.c.until > now).values(until=now))
            tx.after_commit(self._followed)

    def _followed(self) -> None:
        self.set_back = timedelta()
