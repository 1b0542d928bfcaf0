"""One life of a worker: its generation, and how long it may believe that nobody has ended it (spec/contract.md 5, R9).

On PostgreSQL a life hangs on two things: a lease by the database's clock, and an advisory lock that lasts as long as a
session. Others end it when the lease is over, or when the lock was free for `workers.FREE_SECONDS`. This side stops
handing letters over earlier than that, in both cases, by a clock of its own that never jumps.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from vestnik.delivery import workers
from vestnik.kernel.clock import Clock
from vestnik.storage.database import Database
from vestnik.storage.transaction import Transaction

_LOG = logging.getLogger(__name__)

TRUST_SECONDS = 3.0
"""How long a look at the lock's session is believed: less than others wait before they take a free lock for a death."""

_FOREVER = float("inf")


class Life:
    """The present life of one worker. The ledger's thread begins, confirms and ends it; the loop asks whether it is over.

    generation: its number; 0 before the first life and between two.
    """

    def __init__(
        self, db: Database, clock: Clock, name: str, lanes: Sequence[int], lease: timedelta = workers.LEASE
    ) -> None:
        self._db = db
        self._clock = clock
        self._name = name
        self._lanes = lanes
        self._lease = lease
        self._lock: workers.Held | None = None
        self._renew_at = 0.0
        self._lease_until = self._trusted_until = 0.0
        self.generation = 0

    @property
    def over(self) -> bool:
        """Whether others may think that this worker is dead; then nothing more may be handed over."""
        return self._clock.monotonic() > min(self._lease_until, self._trusted_until)

    @property
    def renew_at(self) -> float:
        """When the lease is to be prolonged, by the monotonic clock."""
        return self._renew_at

    def begin(self) -> None:
        """Register anew. Only once the lock is held does the generation count; without it there is still none."""
        self.abandon()
        monotonic, now = self._clock.monotonic(), self._clock.now()
        with self._db.write() as tx:
            generation = workers.register(tx, self._name, self._lanes, now, self._lease)
        if self._db.dialect == "postgresql":
            self._lock = workers.hold_lock(self._db, generation)
            if self._lock is None:
                return  # taken for free by somebody who looked just now; the next try is another generation
        self.generation = generation
        self._renewed(monotonic)
        self._trust(monotonic)

    def look(self) -> None:
        """See that the session of the lock lives; where it does not, take the lock again in a new one.

        Raises:
            SQLAlchemyError: the database cannot be had.
        """
        if not self.generation:
            return
        monotonic = self._clock.monotonic()
        if self._lock is not None:
            try:
                self._lock.execute(text("SELECT 1"))
            except SQLAlchemyError as error:
                _LOG.warning("the session that showed this worker to be alive was lost: %s", error)
                self._let_go()
        if self._lock is None and self._db.dialect == "postgresql":
            monotonic = self._clock.monotonic()
            self._lock = workers.hold_lock(self._db, self.generation)
            if self._lock is None:
                _LOG.error("the lock of this worker is in other hands; it begins anew")
                self.abandon()
                return
        self._trust(monotonic)

    def look_again(self) -> None:
        """Look when half of the trust is gone: to be called after a commit, before anybody hears of it.

        A database so slow that each transaction outlasts the trust would else have every letter given back, for ever.

        Raises:
            SQLAlchemyError: the database cannot be had.
        """
        if self._clock.monotonic() > self._trusted_until - TRUST_SECONDS / 2:
            self.look()

    def confirm(self, tx: Transaction, now: datetime) -> bool:
        """Whether nobody has ended this life, nor will before the transaction ends; prolongs the lease when it is time."""
        monotonic = self._clock.monotonic()
        if monotonic >= self._renew_at:
            alive = workers.renew(tx, self.generation, now, self._lease)
            tx.after_commit(lambda: self._renewed(monotonic))
            return alive
        return tx.dialect == "sqlite" or workers.lives(tx, self.generation)

    def end(self, tx: Transaction, now: datetime) -> None:
        """Over, by our own will."""
        workers.end(tx, [self.generation], now)

    def abandon(self) -> None:
        """Others have ended this life, or the process ends."""
        self.generation = 0
        self._lease_until = self._trusted_until = 0.0
        self._let_go()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.invalidate()  # a session that goes back to the pool would keep its lock
            lock.close()

    def _renewed(self, monotonic: float) -> None:
        lease = self._lease.total_seconds()
        self._renew_at = monotonic + lease / 3
        self._lease_until = monotonic + lease * 11 / 12 if self._db.dialect == "postgresql" else _FOREVER

    def _trust(self, monotonic: float) -> None:
        self._trusted_until = monotonic + TRUST_SECONDS if self._db.dialect == "postgresql" else _FOREVER
