"""Bytes out, replies in: an asyncio protocol that wakes its reader once per reply it waits for.

Own, not asyncio's streams, because the hot path asks for it: several replies of a pipelined group arrive in one segment
and cost one wake-up, and what lies unread at the moment of STARTTLS is known exactly (spec/delivery.md T2).
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import cast

from vestnik.connections.types.smtp_send.replies import BadReply, Reply, ReplyParser
from vestnik.kernel.text import Text

_CLOSED = Text("сервер закрыл соединение", "the server closed the connection")
_BROKEN = Text("соединение прервано: {why}", "the connection broke: {why}")
_ENDED = Text("сеанс завершён", "the session was ended")


class Lost(Exception):
    """The other side is gone, or the session was ended by us. why: for results."""

    def __init__(self, why: Text = _CLOSED) -> None:
        super().__init__(why.en)
        self.why = why


class Silent(Exception):
    """A deadline has passed. The argument is its length in seconds."""


class Wire(asyncio.Protocol):
    """One SMTP conversation. Used by one task at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = ReplyParser()
        self._replies: deque[Reply] = deque()
        self._broken: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._paused = False
        self._deadline: tuple[float, float] | None = None
        self._alarm: asyncio.TimerHandle | None = None

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for reply in self._parser.feed(data):
                self._replies.append(reply)  # one by one: what came before nonsense counts
        except BadReply as error:
            self._break(error)
            return
        if self._replies:
            _wake(self._reader)

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, error: Exception | None) -> None:
        self._break(Lost(_BROKEN.format(why=error) if error else _CLOSED))

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        _wake(self._writer)

    # What a session calls.

    @property
    def transport(self) -> asyncio.Transport:
        """The transport that is in use now; another one after STARTTLS."""
        assert self._transport is not None
        return self._transport

    @property
    def quiet(self) -> bool:
        """Whether nothing has arrived that nobody asked for, and the other side is still there."""
        return self._broken is None and not self._replies and self._parser.empty

    def write(self, data: bytes) -> None:
        """Hand bytes to the transport; see `drained` for how much it holds.

        Raises:
            Lost: there is no connection any more.
        """
        if self._broken is not None:
            raise self._broken
        self.transport.write(data)

    async def drained(self, seconds: float) -> None:
        """Wait until the other side takes more bytes, at most so many seconds.

        Raises:
            Lost, Silent
        """
        if self._broken is not None:
            raise self._broken
        if self._paused:
            self._writer = self._loop.create_future()
            try:
                await self._wait(self._writer, seconds)
            finally:
                self._writer = None

    def ready(self) -> Reply | None:
        """The next reply if it is there already."""
        return self._replies.popleft() if self._replies else None

    async def reply(self, seconds: float) -> Reply:
        """The next reply; no waiting when it is there already.

        Raises:
            Lost, Silent, BadReply
        """
        while not self._replies:
            if self._broken is not None:
                raise self._broken
            self._reader = self._loop.create_future()
            try:
                await self._wait(self._reader, seconds)
            finally:
                self._reader = None
        return self._replies.popleft()

    def switch(self, transport: asyncio.Transport) -> None:
        """Go on over TLS."""
        self._transport = transport

    def abort(self) -> None:
        """End the conversation at once, without a word."""
        self._break(Lost(_ENDED))
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """End the connection in order, after what was written is sent."""
        self._break(Lost(_ENDED))
        if self._transport is not None:
            self._transport.close()

    async def _wait(self, woken: asyncio.Future[None], seconds: float) -> None:
        # One timer that looks when it rings whether the deadline has moved on: a timer made and cancelled for each reply
        # costs a fourteenth of the loop's time, and asyncio.timeout three times as much.
        at = self._loop.time() + seconds
        self._deadline = at, seconds
        if self._alarm is None or self._alarm.when() > at:
            self._set_alarm(at)
        try:
            await woken
        finally:
            self._deadline = None

    def _set_alarm(self, at: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._loop.call_at(at, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        if self._deadline is None:
            return
        at, seconds = self._deadline
        if self._loop.time() < at:
            self._set_alarm(at)
            return
        for waiting in (self._reader, self._writer):
            if waiting is not None and not waiting.done():
                waiting.set_exception(Silent(f"{seconds:g}"))

    def _break(self, error: Exception) -> None:
        if self._broken is None:
            self._broken = error
        if self._alarm is not None:
            self._alarm.cancel()
        _wake(self._reader)
        _wake(self._writer)


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)
