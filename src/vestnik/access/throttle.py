"""Sign-ins are slowed down after failures, by login and by network address.

The first five failures cost nothing; then each doubles the wait, up to 15 minutes. A success or a quiet hour clears it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from vestnik.storage.tables.access import login_failure
from vestnik.storage.transaction import Transaction

FREE_FAILURES = 5
LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def wait(tx: Transaction, subjects: Sequence[str], now: datetime) -> timedelta:
    """How long these have to wait before the next try; zero when they may try now."""
    rows = tx.execute(select(login_failure).where(login_failure.c.subject.in_(subjects)))
    return max((_pause(row.failures) - (now - row.last) for row in rows), default=timedelta(0))


def failed(tx: Transaction, subjects: Sequence[str], now: datetime) -> None:
    """Note a failure for each of these."""
    tx.execute(delete(login_failure).where(login_failure.c.last < now - FORGOTTEN_AFTER))
    for subject in subjects:
        counted = tx.execute(
            update(login_failure)
            .where(login_failure.c.subject == subject)
            .values(failures=login_failure.c.failures + 1, last=now)
        )
        if not counted.rowcount:
            tx.execute(insert(login_failure).values(subject=subject, failures=1, last=now))


def succeeded(tx: Transaction, subjects: Sequence[str]) -> None:
    """Forget the failures of these."""
    tx.execute(delete(login_failure).where(login_failure.c.subject.in_(subjects)))


def _pause(failures: int) -> timedelta:
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(failures - FREE_FAILURES + 1, 20)))
