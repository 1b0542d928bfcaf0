"""The one thread of a worker that owns the database: it settles, marks starts, claims and renews in one transaction.

The event loop never waits for the disk. It puts requests on a queue; the ledger takes what has gathered (up to 500
results or 10 ms of them) and answers after the commit: grants of starts, and new claims. When the database is gone the
requests stay and are tried again: nothing is started meanwhile, nothing that was heard is lost.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from vestnik.connections.base import SendingConnection
from vestnik.connections.sending import ConnectionFault
from vestnik.delivery import circuits, claims, workers
from vestnik.delivery.answers import heard
from vestnik.delivery.claiming import Claimed, claim_round
from vestnik.delivery.claims import Claim
from vestnik.delivery.clock_jumps import WallClock
from vestnik.delivery.envelope import envelope
from vestnik.delivery.life import Life
from vestnik.delivery.measured import measure
from vestnik.delivery.minutes import forget_minutes
from vestnik.delivery.overdue import fail_overdue
from vestnik.delivery.pauses import follow_disabled, paused
from vestnik.delivery.policy import Policy, policy, redirect_addresses
from vestnik.delivery.recovery import take_back
from vestnik.delivery.requests import Batch, Fault, Start, Tray
from vestnik.delivery.settling import Attempt, settle
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound, Unavailable, VestnikError
from vestnik.kernel.text import Text
from vestnik.storage.database import Database
from vestnik.storage.transaction import Conflict, Transaction

_LOG = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How often the database is looked at when nobody wakes us: at most once a second."""

LAST_TRIES_SECONDS = 5.0
"""How long a stop waits for a database that is gone, to write down what was heard."""

AFTER_FAILURE_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0)

WINDOW = 64
"""Most letters that one session has marked as started at a time."""


class LifeRefused(Unavailable):
    code = "life_refused"
    text = Text(
        "Новый обработчик не смог взять свою блокировку; он попробует ещё раз",
        "A new worker could not take its lock; it tries again",
    )


class Ledger:
    """Keeps the books of one worker.

    Args:
        connections: a sending connection by its name, as it is defined now; raises `NotFound`. Called by this thread.
        disabled_routes: names of the routes that are disabled now. Called by this thread.
        on_claims: gets new claims and the definitions of all connections with letters, in the event loop.
        on_settled: called by this thread after results were committed (`wakeup.notify("messages")`).
        on_broken: called by this thread, before it ends, with an error that should not be possible.
        lease: how long the letters of a silent worker stay its own (PostgreSQL).
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        lanes: Collection[int],
        name: str,
        *,
        connections: Callable[[str], SendingConnection],
        disabled_routes: Callable[[], Collection[str]] = frozenset,
        on_claims: Callable[[list[Claim], Mapping[str, SendingConnection | None]], None],
        on_settled: Callable[[], None] = lambda: None,
        on_broken: Callable[[Exception], None] = lambda _: None,
        chance: Callable[[], float] = random.random,
        lease: timedelta = workers.LEASE,
    ) -> None:
        self._db = db
        self._clock = clock
        self._lanes = frozenset(lanes)
        self._name = name
        self._connections = connections
        self._disabled_routes = disabled_routes
        self._on_claims = on_claims
        self._on_settled = on_settled
        self._on_broken = on_broken
        self._chance = chance
        self._tray = Tray()
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._life = Life(db, clock, name, sorted(self._lanes), lease)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = threading.Event()
        self._definitions: dict[str, SendingConnection | None] = {}
        self._wall = WallClock()
        self._held: dict[int, Claim] = {}
        self._doubtful = False
        self._free_since: dict[int, float] = {}
        self._unread: set[str] = set()
        self._redefined = False
        self._hungry: set[str] = set()
        self._bury_at = self._poll_at = 0.0

    # Called by the event loop

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin a life: register, take back what past lives held, start the thread."""
        self._loop = loop
        self._begin_life()
        self._thread.start()

    def start(self, wanted: Sequence[Claim]) -> asyncio.Future[frozenset[int]]:
        """Mark claimed jobs as started; after the commit the future gives the jobs that may be sent."""
        assert self._loop is not None
        request = Start(tuple(wanted), self._loop.create_future())
        self._tray.put(request)
        return request.granted

    def settle(self, attempt: Attempt) -> None:
        """Write an attempt down, soon."""
        self._tray.put(attempt)

    def give_back(self, unused: Collection[Claim]) -> None:
        """Return claims of which nothing was handed to a server."""
        if unused:
            self._tray.put(list(unused))

    def fault(self, connection: str, fault: ConnectionFault, attempt: Attempt) -> None:
        """A connection cannot be used; `attempt` is that of the letter which found out."""
        self._tray.put(Fault(connection, fault, attempt))

    def well(self, connection: str) -> None:
        """A server has answered to a sign-in: shut its circuit if it was open."""
        self._tray.put(connection)

    def wake(self) -> None:
        """Look into the database now."""
        self._tray.put(None)

    def lease_over(self) -> bool:
        """Whether others may think that this worker is dead; then nothing more may be handed over."""
        return self._life.over

    async def close(self) -> None:
        """Write down what is left, end this life, stop the thread."""
        self._stopping.set()
        self.wake()
        await asyncio.to_thread(self._thread.join)

    # The thread

    def _run(self) -> None:
        try:
            self._keep_books()
        except Exception as error:  # a mistake of ours: whoever started the worker starts another one
            _LOG.exception("the ledger broke")
            self._on_broken(error)
        finally:
            self._life.abandon()

    def _keep_books(self) -> None:
        failures, give_up = 0, 0.0
        batch = Batch()
        while True:
            self._gather(batch)
            try:
                self._refresh_definitions()
                self._work(batch)
            except (SQLAlchemyError, OSError, VestnikError) as error:
                self._doubtful = True
                pause = AFTER_FAILURE_SECONDS[min(failures, len(AFTER_FAILURE_SECONDS) - 1)]
                if not failures:
                    _LOG.error("the database cannot be written, trying again and again: %s", _words(error))
                failures += 1
                if batch.stopping:
                    give_up = give_up or self._clock.monotonic() + LAST_TRIES_SECONDS
                    if self._clock.monotonic() > give_up:
                        _LOG.error(
                            "%s results stay unwritten; their letters are uncertain", len(batch.attempts)
                        )
                        return
                    time.sleep(pause)
                else:
                    self._stopping.wait(pause)
                continue
            if failures:
                _LOG.warning("the database is back after %s tries", failures)
            failures = 0
            if batch.stopping:
                return
            batch = Batch()

    def _gather(self, batch: Batch) -> None:
        """Wait for something to do, then take what has gathered; a batch that has failed is tried again at once."""
        until = min(self._poll_at, self._life.renew_at)
        while True:
            left = until - self._clock.monotonic()
            self._tray.take(batch, 0.0 if batch.filled else left)
            if batch.filled or left <= 0:
                break
        batch.stopping = batch.stopping or self._stopping.is_set()

    def _work(self, batch: Batch) -> None:
        monotonic = self._clock.monotonic()
        now = self._clock.now()
        made, granted = Claimed(), frozenset[int]()
        self._wall.look(now, monotonic)
        polling = monotonic >= self._poll_at
        if polling:
            self._life.look()
        if not self._life.generation:
            self._begin_life()
        # Rows that others change meanwhile are expected here, and locked before they are used.
        with self._db.write(latest=True) as tx:
            _prepare(tx)
            alive = self._life.confirm(tx, now)
            if alive and self._doubtful:
                # Claims of a commit whose outcome we did not hear were never told to anybody.
                claims.give_back_all_but(tx, self._life.generation, self._held)
            self._wall.follow(tx, now)
            self._settle(tx, batch, now)
            if alive:
                granted = self._start(tx, batch, now)
                if unused := [claim.job for claim in batch.returned if self._holds(claim)]:
                    claims.give_back(tx, self._life.generation, unused)
                if monotonic >= self._bury_at:
                    self._bury(tx, now)
                    forget_minutes(tx, now)
                if polling:
                    self._follow_definitions(tx, now)
                if batch.stopping:
                    self._end_life(tx, now)
                elif batch.woken or polling or self._room_for_hungry(batch):
                    made = self._claim(tx, batch, now)
        self._doubtful = False
        if not alive:
            _LOG.error("others took this worker for dead; it begins anew")
            self._life.abandon()
        if granted:
            self._life.look_again()
        if monotonic >= self._bury_at:
            self._bury_at = monotonic + workers.LOOK_FOR_DEAD.total_seconds()
        if polling:
            self._poll_at = self._clock.monotonic() + (0.0 if self._unread else POLL_SECONDS)
        self._committed(batch, granted, made)

    def _committed(self, batch: Batch, granted: frozenset[int], made: Claimed) -> None:
        for claim in batch.leaving:
            if self._holds(claim):
                del self._held[claim.job]
        if not self._life.generation:
            self._held.clear()
        for claim in made.claims:
            self._held[claim.job] = claim
        if made.unknown:
            self._unread |= made.unknown
            self._poll_at = 0.0
        assert self._loop is not None
        if batch.starts or made.claims or self._redefined:
            self._redefined = False
            definitions = dict(self._definitions)
            self._loop.call_soon_threadsafe(self._publish, batch.starts, granted, made.claims, definitions)
        if attempts := [*batch.attempts, *(fault.attempt for fault in batch.faults), *made.withheld]:
            measure(attempts)
            self._on_settled()

    def _publish(
        self,
        starts: list[Start],
        granted: frozenset[int],
        made: list[Claim],
        definitions: Mapping[str, SendingConnection | None],
    ) -> None:
        """In the event loop: what the commit allows."""
        for start in starts:
            if not start.granted.done():
                start.granted.set_result(granted.intersection(claim.job for claim in start.claims))
        self._on_claims(made, definitions)

    def _settle(self, tx: Transaction, batch: Batch, now: datetime) -> None:
        attempts = batch.attempts + [fault.attempt for fault in batch.faults]
        if attempts:
            settle(tx, self._life.generation, self._name, attempts, self._chance)
        if batch.well:
            circuits.close(tx, sorted(batch.well))
        if not batch.faults:
            return
        known = circuits.circuits(tx)
        for one in batch.faults:
            before = known.get(one.connection)
            state = circuits.opened(before, one.connection, one.fault, now, self._chance())
            circuits.save(tx, state)
            known[one.connection] = state
            if before is None or before.state != state.state:
                _LOG.warning("connection %s cannot be used: %s", one.connection, one.fault.message.en)
            fail_overdue(tx, one.connection, one.attempt, self._life.generation, self._name, self._chance)

    def _start(self, tx: Transaction, batch: Batch, now: datetime) -> frozenset[int]:
        """Mark jobs as started; those that may be sent."""
        wanted = [claim for start in batch.starts for claim in start.claims if self._holds(claim)]
        return frozenset(claims.start(tx, self._life.generation, wanted, now)) if wanted else frozenset()

    def _holds(self, claim: Claim) -> bool:
        """Whether this very claim is ours; the same job may have been claimed anew in a later life."""
        held = self._held.get(claim.job)
        return held is not None and held.fence == claim.fence

    def _claim(self, tx: Transaction, batch: Batch, now: datetime) -> Claimed:
        held = self._count(batch)
        room = {
            name: max(0, capacity(definition) - held[name])
            for name, definition in self._definitions.items()
            if definition
        }
        made = claim_round(tx, self._life.generation, self._lanes, self._definitions, room, now)
        self._hungry = made.hungry
        self._settle_withheld(tx, made, now)
        return made

    def _settle_withheld(self, tx: Transaction, made: Claimed, now: datetime) -> None:
        """Letters that would go to nobody, all being suppressed or not allowed by the connection, wait for no session."""
        for claim in made.claims:
            connection = self._definitions[claim.stream.connection]
            assert connection is not None
            who = envelope(claim.recipients, redirect_addresses(connection), connection.allowed_domains)
            if not who.stands_for:
                answers = heard(claim, who, ())
                made.withheld.append(Attempt(claim, now, now, None, answers, policy(connection)))
        if made.withheld:
            settle(tx, self._life.generation, self._name, made.withheld, self._chance)
            gone = {attempt.claim.job for attempt in made.withheld}
            made.claims = [claim for claim in made.claims if claim.job not in gone]

    def _count(self, batch: Batch) -> Counter[str]:
        """How many letters of each connection are held once the batch is written."""
        held = Counter(claim.stream.connection for claim in self._held.values())
        held.subtract(claim.stream.connection for claim in batch.leaving if self._holds(claim))
        return held

    def _room_for_hungry(self, batch: Batch) -> bool:
        """Whether a connection of which more is due has got room for at least a quarter of what it may hold."""
        if not self._hungry:
            return False
        held = self._count(batch)
        return any(
            (definition := self._definitions.get(name)) and held[name] <= capacity(definition) * 3 // 4
            for name in self._hungry
        )

    def _refresh_definitions(self) -> None:
        """Read the definitions of the connections that have letters, at every poll; a changed one is tried anew."""
        if self._clock.monotonic() < self._poll_at:
            return
        for name in (*self._definitions, *sorted(self._unread)):
            before = self._definitions.get(name)
            now = self._definition(name)
            known = name in self._definitions
            self._definitions[name] = now
            if known and now == before:
                continue
            self._redefined = True
            if before is not None:
                self.well(name)
        self._unread.clear()

    def _definition(self, name: str) -> SendingConnection | None:
        """A connection as it is defined now; None when there is none that could be used: its letters wait."""
        try:
            return self._connections(name)
        except NotFound:
            return None
        except (SQLAlchemyError, OSError, Unavailable, Conflict):
            raise
        except Exception:
            _LOG.exception("connection %s cannot be read; its letters wait", name)
            return None

    def _follow_definitions(self, tx: Transaction, now: datetime) -> None:
        """Letters of what is disabled are held, and so named; of what other workers found as well as of what we did."""
        others = paused(tx).disabled("connection") - self._definitions.keys()
        if others:
            self._unread |= others
            return
        disabled = {name for name, found in self._definitions.items() if found is None or found.disabled}
        follow_disabled(tx, "connection", disabled, now)
        follow_disabled(tx, "route", self._disabled_routes(), now)

    def _bury(self, tx: Transaction, now: datetime) -> None:
        own, monotonic = self._life.generation, self._clock.monotonic()
        if gone := workers.dead(tx, own, self._free_since, monotonic) + workers.with_work_left(tx):
            uncertain = take_back(tx, gone, self._policy, now, self._chance)
            _LOG.warning("took back the letters of dead workers %s; %s are uncertain", gone, uncertain)

    def _policy(self, name: str) -> Policy:
        definition = self._definition(name)
        return Policy() if definition is None else policy(definition)

    def _begin_life(self) -> None:
        self._life.begin()
        if not self._life.generation:
            raise LifeRefused
        with self._db.write(latest=True) as tx:
            _prepare(tx)
            self._bury(tx, self._clock.now())

    def _end_life(self, tx: Transaction, now: datetime) -> None:
        """Give back what nobody has started; a started letter that is not settled now would become uncertain."""
        if self._held:
            claims.give_back(tx, self._life.generation, list(self._held))
        self._life.end(tx, now)


def capacity(connection: SendingConnection) -> int:
    """How many letters of a connection one worker holds: two send windows for each session.

    With a rate limit only as many as go at once, because letters are counted when they are claimed.
    """
    return connection.max_sessions * (1 if connection.rate_limit is not None else 2 * WINDOW)


def _words(error: Exception) -> str:
    """What happened, without the statement."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(error).__name__])[0]


def _prepare(tx: Transaction) -> None:
    """On PostgreSQL: look-ups by index, row by row.

    The statistics of a queue are always out of date, and by them its planner reads whole tables, or whole indexes to join
    them, where a hundred rows are wanted; a plan that was made for an empty queue is kept. Measured: 11 ms to settle 88
    letters of a queue that has grown to 20,000, 4 ms so.
    """
    if tx.dialect == "postgresql":
        tx.execute(_BY_INDEX)


_BY_INDEX = text(
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
)
