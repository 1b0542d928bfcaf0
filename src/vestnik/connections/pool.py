"""Sessions kept open between letters, per connection, within its limits (spec/delivery.md P12, S8).

A pool belongs to one event loop. It holds no letters: whoever has one asks for a session, and waits while all are taken.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from vestnik.connections.base import (
    ConnectionFault,
    ConnectionLog,
    Letter,
    Network,
    Result,
    SendingConnection,
    Session,
    StaleSession,
)
from vestnik.connections.lockout import Lockout
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text

CHECK_AFTER = 5.0
"""Seconds of idleness after which a session is asked whether the server is still there."""


class ConnectionDisabled(Refused):
    code = "connection_disabled"
    text = Text(
        "Подключение «{connection}» отключено. Снимите флажок «Отключить» в его свойствах.",
        "Connection '{connection}' is disabled. Clear 'Disabled' in its properties.",
    )


@dataclass(slots=True)
class _Kept:
    """A session, the properties it was opened with, and when it was opened and last used (monotonic seconds)."""

    session: Session
    connection: SendingConnection
    opened: float
    used: float

    def expired(self, now: float) -> bool:
        """Whether it is too old, or was idle for too long."""
        return (
            now - self.opened >= self.connection.session_age.total_seconds()
            or now - self.used >= self.connection.session_idle.total_seconds()
        )


@dataclass(slots=True)
class _Line:
    """What the pool knows of one connection, by its latest properties.

    taken: sessions that are open or being opened, idle ones included. opening: one login at a time, so that a wrong
    password is noticed before it is tried again; those who wait meanwhile share the fault.
    """

    connection: SendingConnection
    idle: deque[_Kept] = field(default_factory=deque)
    taken: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    faults: int = 0
    last_fault: ConnectionFault | None = None
    lockout: Lockout = field(default_factory=Lockout)

    def end(self) -> None:
        """A session less; somebody may have waited for that."""
        self.taken -= 1
        self.wake()

    def wake(self) -> None:
        """Let the first who waits look again."""
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return


class Pool:
    """Sessions by the name of their connection.

    log_of: gives the log of a connection. network: what may be connected to.
    """

    def __init__(
        self, log_of: Callable[[SendingConnection], ConnectionLog], network: Network, clock: Clock
    ) -> None:
        self._log_of = log_of
        self._network = network
        self._clock = clock
        self._lines: dict[str, _Line] = {}

    def counts(self) -> list[tuple[str, int, int]]:
        """Name, open and idle sessions of each connection; may be called from any thread."""
        return [(name, line.taken, len(line.idle)) for name, line in list(self._lines.items())]

    async def send(self, connection: SendingConnection, letter: Letter) -> list[Result]:
        """Send a letter over a session of the pool; a session gone stale is replaced by a new one, silently and once.

        Raises:
            ConnectionDisabled, ConnectionFault, and what the letter's own callables raise.
        """
        try:
            async with self.session(connection) as session:
                return await session.send(letter)
        except StaleSession:
            await self._drop_idle(connection)  # the others slept as long; a new one cannot be stale
            async with self.session(connection) as session:
                return await session.send(letter)

    @asynccontextmanager
    async def session(self, connection: SendingConnection) -> AsyncIterator[Session]:
        """Borrow a session, for as many letters as it is `usable` for; it goes back, or is closed, at the end.

        Raises:
            ConnectionDisabled: the connection is switched off.
            ConnectionFault: no session can be opened; `auth_paused`, without a try, while the account must be spared.
        """
        line = await self._line(connection)
        kept = await self._borrow(line)
        try:
            yield kept.session
        finally:
            await self._give_back(line, kept)

    async def sweep(self) -> None:
        """Close sessions that have been idle or open for too long. To be called every few seconds."""
        now = self._clock.monotonic()
        for line in list(self._lines.values()):
            await self._close(line, [kept for kept in line.idle if kept.expired(now)])

    async def close(self) -> None:
        """Close the idle sessions; lent ones are closed when they come back."""
        lines, self._lines = self._lines, {}
        for line in lines.values():
            await self._close(line, list(line.idle))

    def retry_login(self, name: str) -> None:
        """Forget the refused logins of a connection: somebody says that the account is in order again."""
        if line := self._lines.get(name):
            line.lockout.clear()

    async def _line(self, connection: SendingConnection) -> _Line:
        if connection.disabled:
            raise ConnectionDisabled(connection=connection.name)
        line = self._lines.get(connection.name)
        if line is None:
            line = self._lines[connection.name] = _Line(connection)
        elif line.connection is not connection and line.connection != connection:
            line.connection = connection
            line.lockout.clear()
            await self._close(line, list(line.idle))
        return line

    async def _borrow(self, line: _Line) -> _Kept:
        while True:
            while line.idle:
                kept = line.idle.pop()  # the one used last is the least likely to be stale
                if await self._fit(kept):
                    return kept
                line.end()
                await kept.session.close()
            if line.taken < line.connection.max_sessions:
                return await self._open(line)
            await self._wait(line)

    async def _fit(self, kept: _Kept) -> bool:
        now = self._clock.monotonic()
        if kept.expired(now) or not kept.session.usable:
            return False
        return now - kept.used <= CHECK_AFTER or await kept.session.check()

    async def _open(self, line: _Line) -> _Kept:
        line.taken += 1
        faults = line.faults
        try:
            async with line.opening:
                if line.faults != faults and line.last_fault is not None:
                    raise line.last_fault
                return await self._login(line)
        except BaseException:
            line.end()
            raise

    async def _login(self, line: _Line) -> _Kept:
        connection = line.connection
        line.lockout.check(self._clock.monotonic())
        try:
            session = await connection.open(self._log_of(connection), self._network)
        except ConnectionFault as fault:
            line.faults += 1
            line.last_fault = fault
            line.lockout.note(fault, self._clock.monotonic())
            raise
        line.lockout.clear()
        now = self._clock.monotonic()
        return _Kept(session, connection, now, now)

    async def _wait(self, line: _Line) -> None:
        turn = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                line.wake()  # the turn had come; somebody else takes it
            raise

    async def _give_back(self, line: _Line, kept: _Kept) -> None:
        kept.used = self._clock.monotonic()
        current = self._lines.get(line.connection.name) is line and kept.connection is line.connection
        if current and kept.session.usable and not kept.expired(kept.used):
            line.idle.append(kept)
            line.wake()
        else:
            line.end()
            await kept.session.close()

    async def _drop_idle(self, connection: SendingConnection) -> None:
        if line := self._lines.get(connection.name):
            await self._close(line, list(line.idle))

    async def _close(self, line: _Line, ended: list[_Kept]) -> None:
        for kept in ended:
            if kept in line.idle:  # nobody took it while another one was said goodbye to
                line.idle.remove(kept)
                line.end()
                await kept.session.close()
