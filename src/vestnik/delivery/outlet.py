"""One connection at work: its claimed letters, and the senders that take them through its sessions.

Lanes that share a connection take turns for its sessions. Other connections have outlets of their own, so a stalled
server stalls nobody else. A sender takes a window of letters, has them marked as started in one commit, and sends them
one after the other; the window grows while the server is quick. The envelope of the next one goes along with the end of
the one before, so that a letter costs one round trip.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import datetime
from typing import Protocol, cast

from vestnik.connections.base import SendingConnection
from vestnik.connections.pool import ConnectionDisabled
from vestnik.connections.sending import ConnectionFault, Following, Letter, Session, StaleSession
from vestnik.delivery.answers import every_one, faulted, heard
from vestnik.delivery.claims import Claim
from vestnik.delivery.ledger import WINDOW, Ledger
from vestnik.delivery.outgoing import ClaimLost, Outgoing, Terms
from vestnik.delivery.settling import Answer, Attempt
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import NotFound, Unavailable
from vestnik.kernel.text import Text
from vestnik.storage.blobs import Blobs

_LOG = logging.getLogger(__name__)

_STOPPED = Text(
    "обработчик остановлен раньше, чем пришёл ответ сервера", "the worker stopped before the server's answer"
)
_FAILED = Text("внутренняя ошибка: {why}", "internal error: {why}")

QUICK_SECONDS = 0.1
"""A window sent faster than this doubles; one that takes four times as long halves."""

STALE_TRIES = 3
"""Sessions that may turn out to be gone, one after the other, before the letter waits for its next try."""

NOT_AHEAD_SECONDS = 3600.0
"""How long a server that went away over an envelope sent ahead gets none: it may be one that cannot stand it."""


class SessionPool(Protocol):
    """Sessions of all connections, within their limits (`vestnik.connections.pool.Pool`)."""

    def session(self, connection: SendingConnection) -> AbstractAsyncContextManager[Session]:
        """Borrow a session; the borrower counts the letters.

        Raises:
            ConnectionFault: none can be had.
        """
        ...


class Outlet:
    """Sends the claimed letters of one connection. Lives in the event loop.

    Args:
        blobs: the stored contents that letters refer to.
    """

    def __init__(
        self,
        connection: SendingConnection,
        pool: SessionPool,
        ledger: Ledger,
        blobs: Blobs,
        clock: Clock,
    ) -> None:
        self._connection = connection
        self._terms = Terms.of(connection)
        self._pool = pool
        self._ledger = ledger
        self._blobs = blobs
        self._clock = clock
        self._waiting: dict[int, deque[Claim]] = {}
        self._senders: set[asyncio.Task[None]] = set()
        self._opening: set[asyncio.Task[None]] = set()
        self._live = 0
        self._window = 1
        self._ahead_from = 0.0
        self._stopping = False

    def add(self, claims: Iterable[Claim]) -> None:
        """Take over claimed letters."""
        for claim in claims:
            self._waiting.setdefault(claim.stream.lane, deque()).append(claim)
        self._engage()

    @property
    def connection(self) -> SendingConnection:
        """The definition by which letters go at present."""
        return self._connection

    @property
    def pool(self) -> SessionPool:
        """Where sessions come from."""
        return self._pool

    @contextmanager
    def opening(self) -> Iterator[None]:
        """While a sender waits for a session."""
        sender = cast("asyncio.Task[None]", asyncio.current_task())
        self._opening.add(sender)
        try:
            yield
        finally:
            self._opening.discard(sender)

    def opened(self) -> None:
        """A sender has got a session: the server is well, and more senders may ask for theirs."""
        self._live += 1
        if self._live == 1:
            self._ledger.well(self._connection.name)
        self._engage()

    def closed(self) -> None:
        """A sender has given its session back."""
        self._live -= 1

    def redefine(self, connection: SendingConnection | None) -> None:
        """The definition as it is now: later letters go by it, when it changed through new sessions.

        A connection that was disabled or deleted (None) gives its letters back.
        """
        if connection is None or connection.disabled:
            self._give_back()
        elif connection != self._connection:
            self._connection = connection
            self._terms = Terms.of(connection)

    async def stop(self, seconds: float) -> None:
        """Finish the letters in flight, for at most so long, and give back the rest (R13).

        Who still waits for a session has nothing in flight, and a server that does not answer would have us wait.
        """
        self._stopping = True
        self._give_back()
        for sender in self._opening:
            sender.cancel()
        if self._senders:
            await asyncio.wait(self._senders, timeout=seconds)
        for sender in (late := list(self._senders)):
            sender.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        self._give_back()

    def _engage(self) -> None:
        """Have as many senders as there is work for; one alone until a session is open (S8: no storm of sign-ins)."""
        if self._stopping:
            return
        most = self._connection.max_sessions if self._live else 1
        for _ in range(min(most - len(self._senders), self._count())):
            sender = asyncio.create_task(self._send_all())
            self._senders.add(sender)
            sender.add_done_callback(self._ended)

    def _ended(self, sender: asyncio.Task[None]) -> None:
        self._senders.discard(sender)
        if not sender.cancelled() and (error := sender.exception()):
            _LOG.error("a sender of %s broke", self._connection.name, exc_info=error)
            if not self._senders:
                self._give_back()
        elif not self._senders:
            self._engage()

    def _count(self) -> int:
        return sum(map(len, self._waiting.values()))

    def _take(self) -> deque[Claim]:
        """The next window: lanes take turns, and senders leave work for each other."""
        size = min(self._window, -(-self._count() // self._connection.max_sessions))
        taken: deque[Claim] = deque()
        while len(taken) < size:
            lane = next(iter(self._waiting))
            letters = self._waiting.pop(lane)
            taken.append(letters.popleft())
            if letters:
                self._waiting[lane] = letters
        return taken

    def _put_back(self, claims: Iterable[Claim]) -> None:
        for claim in reversed(list(claims)):
            self._waiting.setdefault(claim.stream.lane, deque()).appendleft(claim)

    def _give_back(self) -> None:
        """Return what waits to the queue."""
        self._ledger.give_back([claim for letters in self._waiting.values() for claim in letters])
        self._waiting.clear()

    async def _send_all(self) -> None:
        """One sender: sends windows until nothing waits or no session can be had."""
        conversation = _Conversation(self)
        try:
            while not self._stopping and (window := self._take()):
                began = self._clock.monotonic()
                try:
                    go_on = await self._send_window(conversation, window)
                except asyncio.CancelledError:
                    if conversation.open:
                        window.popleft()  # has been reported
                    raise
                finally:
                    self._put_back(window)
                if not go_on:
                    return
                self._adapt(self._clock.monotonic() - began)
        finally:
            await conversation.end()

    def _adapt(self, seconds: float) -> None:
        if seconds < QUICK_SECONDS:
            self._window = min(WINDOW, self._window * 2)
        elif seconds > 4 * QUICK_SECONDS:
            self._window = max(1, self._window // 2)

    async def _send_window(self, conversation: _Conversation, window: deque[Claim]) -> bool:
        """Send letters and take them off the window; False when this sender has to end."""
        granted: asyncio.Future[frozenset[int]] | None = None
        upcoming: Outgoing | None = None

        async def may_go(claim: Claim) -> bool:
            assert granted is not None
            allowed = granted.result() if granted.done() else await asyncio.shield(granted)
            return claim.job in allowed and not self._ledger.lease_over()

        def outgoing(claim: Claim) -> Outgoing:
            return Outgoing(claim, self._terms, may_go, self._blobs.open)

        def following() -> Letter | None:
            nonlocal upcoming
            if len(window) < 2 or not self._may_announce(window[1], granted):
                return None
            upcoming = outgoing(window[1])
            return upcoming.letter

        while window and not self._stopping:
            letter, upcoming = upcoming, None
            if letter is None or letter.claim is not window[0] or letter.terms is not self._terms:
                letter = outgoing(window[0])
            try:
                session = await conversation.session(letter.letter)
                if granted is None:
                    granted = self._ledger.start(window)
                if granted.done() and window[0].job not in granted.result():
                    self._ledger.give_back([window.popleft()])
                    continue
                await self._send(session, letter, following)
                window.popleft()
                conversation.went()
            except ConnectionDisabled:
                return False
            except StaleSession as stale:
                if conversation.ahead:
                    self._ahead_from = self._clock.monotonic() + NOT_AHEAD_SECONDS
                if conversation.stale():
                    self._fault(window.popleft(), stale)
                    return False
            except ConnectionFault as fault:
                if self._live > (1 if conversation.open else 0):
                    return False  # other sessions work: the server may just not want another one
                self._fault(window.popleft(), fault)
                return False
        return True

    def _fault(self, claim: Claim, fault: ConnectionFault) -> None:
        """The connection cannot be used: its letters go back, and wait for the circuit."""
        now = self._clock.now()
        answers = faulted(claim, fault)
        attempt = Attempt(claim, now, now, None, answers, self._terms.policy, at_once=fault.permanent)
        self._ledger.fault(self._connection.name, fault, attempt)
        self._give_back()

    def _may_announce(self, claim: Claim, granted: asyncio.Future[frozenset[int]] | None) -> bool:
        """Whether the next letter will surely be sent, and needs nothing that has to be fetched first."""
        if self._stopping or granted is None or not granted.done() or claim.job not in granted.result():
            return False
        if claim.body.digests and not self._blobs.near:
            return False
        return self._clock.monotonic() >= self._ahead_from

    async def _send(self, session: Session, letter: Outgoing, following: Following) -> None:
        """Send one letter and report what was heard.

        Raises:
            ConnectionFault: the session took nothing of this letter; it may be tried through another one.
        """
        claim, who = letter.claim, letter.who
        started = self._clock.now()
        answers: tuple[Answer, ...]
        try:
            if claim.body.digests and not self._blobs.near:
                await asyncio.to_thread(self._blobs.fetch, claim.body.digests)
            results = await session.send(letter.letter, following) if who.stands_for else []
            answers = heard(claim, who, results)
        except ConnectionFault:
            raise
        except ClaimLost:
            _LOG.info("msg.%s is no longer ours and was not sent", claim.message)
            self._ledger.give_back([claim])
            return
        except asyncio.CancelledError:
            if letter.handed:
                self._report(letter, started, session, every_one(claim, "uncertain", _STOPPED))
            else:
                self._ledger.give_back([claim])
            raise
        except (NotFound, Unavailable) as error:  # a document is gone, or its storage does not answer
            _LOG.warning("msg.%s is deferred: %s", claim.message, error)
            answers = every_one(claim, letter.failed, error.message)
        except Exception as error:
            _LOG.exception("msg.%s could not be sent", claim.message)
            answers = every_one(claim, letter.failed, _FAILED.format(why=error))
        self._report(letter, started, session, answers)

    def _report(
        self, letter: Outgoing, started: datetime, session: Session, answers: tuple[Answer, ...]
    ) -> None:
        ended = self._clock.now()
        self._ledger.settle(
            Attempt(letter.claim, started, ended, session.server, answers, letter.terms.policy)
        )


class _Conversation:
    """The session of one sender: borrowed when the first letter needs it, replaced when it is used up.

    ahead: whether the envelope of the letter it is for went out before.
    """

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._connection: SendingConnection | None = None
        self._loan: AbstractAsyncContextManager[Session] | None = None
        self._session: Session | None = None
        self._letters = 0
        self._stale = 0
        self.ahead = False

    @property
    def open(self) -> bool:
        return self._session is not None

    async def session(self, letter: Letter) -> Session:
        """A session by the present definition that is usable for this letter.

        Raises:
            ConnectionFault: none can be had.
        """
        now = self._outlet.connection
        self.ahead = self._session is not None and self._session.announced is letter
        if self._session and not self._good(self._session, now):
            await self.end()
        if self._session is None:
            loan = self._outlet.pool.session(now)
            with self._outlet.opening():
                self._session = await loan.__aenter__()
            self._loan, self._connection, self._letters = loan, now, 0
            self._outlet.opened()
        self._letters += 1
        return self._session

    def went(self) -> None:
        """A letter has gone through the session."""
        self._stale = 0

    def stale(self) -> bool:
        """Count a session that was gone before it took anything; True when it is time to give up."""
        self._stale += 1
        return self._stale >= STALE_TRIES

    async def end(self) -> None:
        """Hand the session back, closed when it has sent its share."""
        session, loan, self._session, self._loan = self._session, self._loan, None, None
        if session is None or loan is None or self._connection is None:
            return
        self._outlet.closed()
        if self._letters >= self._connection.max_messages_per_session:
            await session.close()
        await loan.__aexit__(None, None, None)

    def _good(self, session: Session, now: SendingConnection) -> bool:
        if self._connection is not now or self._letters >= now.max_messages_per_session:
            return False
        return self.ahead or session.usable
