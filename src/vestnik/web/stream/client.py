"""One watcher: what it may see, and what it has not been sent yet."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, allowed

TOPICS = ("message", "run", "lane", "place")

MAX_WAITING = 1000
"""Things that may have changed since a watcher last took some; beyond, it is told to read everything anew."""


@dataclass(frozen=True, slots=True)
class Event:
    """topic, key: what changed; a later event of the same thing replaces one that nobody has taken yet.

    initiator: the account whose run it is.
    """

    topic: str
    key: str
    data: Mapping[str, Any]
    initiator: str | None = None

    @property
    def text(self) -> str:
        """As it is sent, but for the empty line that ends it."""
        return (
            f"event: {self.topic}\ndata: {json.dumps(self.data, ensure_ascii=False, separators=(',', ':'))}\n"
        )


@dataclass(eq=False)
class Client:
    """Lives in the event loop, but for `wants`.

    topics, record, run: what the watcher asked for; None: all that it may see.
    """

    actor: Actor
    topics: frozenset[str] = frozenset(TOPICS)
    record: str | None = None
    run: str | None = None
    cursor: int = 0
    _waiting: dict[tuple[str, str], Event] = field(default_factory=dict)
    _overflown: bool = False
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def wants(self, event: Event) -> bool:
        """Whether the event is asked for and may be seen."""
        return event.topic in self.topics and self._asked(event) and self._may_see(event)

    def offer(self, events: list[Event], cursor: int) -> None:
        """Put what concerns this watcher behind what waits for it."""
        self.cursor = max(self.cursor, cursor)
        wanted = [event for event in events if self.wants(event)]
        if not wanted:
            return
        self._waiting.update({(event.topic, event.key): event for event in wanted})
        if len(self._waiting) > MAX_WAITING:
            self.reset()
        self._ready.set()

    def reset(self) -> None:
        """Some changes cannot be told one by one."""
        self._waiting.clear()
        self._overflown = True
        self._ready.set()

    def close(self) -> None:
        """Let the stream end."""
        self.closed = True
        self._ready.set()

    async def take(self, seconds: float) -> str:
        """What has gathered, as soon as there is something; empty after so many seconds."""
        try:
            await asyncio.wait_for(self._ready.wait(), seconds)
        except TimeoutError:
            return ""
        self._ready.clear()
        events, self._waiting = list(self._waiting.values()), {}
        texts = [event.text for event in events]
        if self._overflown:
            self._overflown = False
            texts.insert(0, Event("reset", "", {}).text)
        if not texts:
            return ""
        return "\n".join(texts) + f"id: {self.cursor}\n\n"

    def _asked(self, event: Event) -> bool:
        if event.topic == "message":
            return (self.record is None or event.data["record"] == self.record) and (
                self.run is None or event.data["run"] == self.run
            )
        if event.topic == "run":
            return (self.record is None or event.data["record"] == self.record) and (
                self.run is None or event.data["id"] == self.run
            )
        return True

    def _may_see(self, event: Event) -> bool:
        """The same rights as of `/messages`, `/runs` and `/lanes`."""
        if event.topic == "message":
            if allowed(self.actor, Right.SEE_LETTERS):
                return True
            return self.record is not None and allowed(self.actor, Right.USE)
        if event.topic == "run":
            own = self.actor.account is not None and event.initiator == str(self.actor.account)
            return own or allowed(self.actor, Right.BUILD)
        return allowed(self.actor, Right.SEE_LETTERS)
