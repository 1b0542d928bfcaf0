"""The wall clock may be set while letters wait for a moment by it; they must neither wait for ever nor expire at once (R13).

A clock that never jumps tells by how much the wall clock was set. Set back: what was due before is due afterwards. Set
forward: what waits is tried earlier, which does no harm, and expires as much later as the clock says it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Interval, literal, type_coerce, update

from vestnik.storage.tables.delivery import circuit, job
from vestnik.storage.transaction import Transaction

NOTICED_BACK = timedelta(seconds=1)
"""Less is the clock being corrected, as it is all the time."""

NOTICED_FORWARD = timedelta(minutes=1)
"""Less does not matter to a letter that has 48 hours."""


class WallClock:
    """Watches the wall clock. set_back, set_forward: by how much it was set and nobody has followed yet."""

    def __init__(self) -> None:
        self._before: tuple[datetime, float] | None = None
        self.set_back = self.set_forward = timedelta()

    def look(self, now: datetime, monotonic: float) -> None:
        """Compare both clocks with the look before."""
        if self._before is not None:
            was, at = self._before
            by = now - was - timedelta(seconds=monotonic - at)
            if by <= -NOTICED_BACK:
                self.set_back -= by
            elif by >= NOTICED_FORWARD:
                self.set_forward += by
        self._before = now, monotonic

    def follow(self, tx: Transaction, now: datetime) -> None:
        """Make due what was due before the clock was set back and what waits for its next try; try servers left alone.

        Letters that somebody wants to go at a certain time wait for it by the clock as it is now.
        """
        if self.set_back:
            was_due = (job.c.due <= now + self.set_back) | (job.c.attempts > 0)
            tx.execute(update(job).where(job.c.due > now, was_due).values(due=now))
            tx.execute(update(circuit).where(circuit.c.until > now).values(until=now))
        if self.set_forward:
            tx.execute(update(job).values(expires=_later(tx, job.c.expires, self.set_forward)))
        if self.set_back or self.set_forward:
            tx.after_commit(self._followed)

    def _followed(self) -> None:
        self.set_back = self.set_forward = timedelta()


def _later(tx: Transaction, moment: ColumnElement[datetime], by: timedelta) -> ColumnElement[Any]:
    """A moment plus some time, as the database stores it (`Moment`)."""
    if tx.dialect == "sqlite":
        return type_coerce(moment, BigInteger) + by // timedelta(microseconds=1)
    return moment + literal(by, Interval)
