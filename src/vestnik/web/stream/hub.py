"""From the feed of changes to the watchers: one thread reads for all of them, and only while somebody watches.

It sleeps until it is woken; a wake-up that was lost is made good within `LOOK_SECONDS`. An idle watcher costs a queue
and a comment every now and then, whatever happens in the system that it did not ask for.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from typing import Any

from vestnik.access.actor import Actor
from vestnik.delivery.lanes import lanes
from vestnik.delivery.live import live_messages, live_places
from vestnik.kernel.problem import Unavailable, VestnikError
from vestnik.kernel.text import Text
from vestnik.kernel.values import to_json
from vestnik.runtime.system import System
from vestnik.scenarios.run_rows import runs_of
from vestnik.storage.changes import CHANGES, ChangeReader, Changes, since
from vestnik.storage.transaction import Transaction
from vestnik.web.stream.client import Client, Event

_LOG = logging.getLogger(__name__)

GATHER_SECONDS = 0.1
"""Changes of so long are told together."""

LANES_SECONDS = 1.0
"""Counting the queue costs milliseconds when it is long, so it is done at most so often."""

LOOK_SECONDS = 5.0
MANY = 1000
"""Letters changed at once that are not told one by one any more: the watcher reads its page anew."""

MAX_CLIENTS = 2000
MAX_PER_ACTOR = 40


class TooManyStreams(Unavailable):
    code = "too_many_streams"
    text = Text(
        "Слишком много открытых потоков событий ({limit}); закройте лишние вкладки",
        "Too many open event streams ({limit}); close some tabs",
    )


class Hub:
    """The watchers of one web process. Begins its thread with the first of them, ends it after the last."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._clients: dict[Client, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._reader: ChangeReader | None = None
        self._closing = False
        self._lanes: dict[str, dict[str, Any]] = {}

    def join(self, client: Client, loop: asyncio.AbstractEventLoop, last: int | None) -> None:
        """Tell this watcher of everything that changes from now on, or after `last`, the id it has seen.

        Called in a thread; the client lives in `loop`.

        Raises:
            TooManyStreams.
        """
        with self._lock:
            self._make_room(client.actor)
            with self._system.db.read() as tx:
                if self._reader is None:
                    self._reader = ChangeReader(tx)
                client.cursor = self._reader.cursor
                first = self._missed(tx, last) if last is not None else None
            self._clients[client] = loop
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="stream", daemon=True)
                self._thread.start()
        if first is None:
            return
        if first.missed:
            loop.call_soon_threadsafe(client.reset)
        else:
            with self._system.db.read() as tx:
                loop.call_soon_threadsafe(client.offer, _events(tx, first), client.cursor)

    def leave(self, client: Client) -> None:
        """This watcher is gone."""
        with self._lock:
            self._clients.pop(client, None)

    def close(self) -> None:
        """End all streams; no more may begin."""
        with self._lock:
            self._closing = True
            clients = dict(self._clients)
        for client, loop in clients.items():
            loop.call_soon_threadsafe(client.close)
        self._system.wakeup.notify(CHANGES)

    def _make_room(self, actor: Actor) -> None:
        own = sum(client.actor.account == actor.account for client in self._clients)
        if self._closing or len(self._clients) >= MAX_CLIENTS or own >= MAX_PER_ACTOR:
            raise TooManyStreams(limit=MAX_PER_ACTOR if own >= MAX_PER_ACTOR else MAX_CLIENTS)

    def _missed(self, tx: Transaction, last: int) -> Changes:
        found = since(tx, last)
        if len(found.keys.get("message", ())) > MANY:
            return Changes(found.cursor, {}, missed=True)
        return found

    def _watch(self) -> None:
        lanes_at, dirty = 0.0, True
        with self._system.wakeup.listen(CHANGES) as listener:
            while True:
                listener.wait(LANES_SECONDS if dirty else LOOK_SECONDS)
                time.sleep(GATHER_SECONDS)
                if (clients := self._present()) is None:
                    return
                try:
                    with self._system.db.read() as tx:
                        assert self._reader is not None
                        changes = self._reader.read(tx)
                        events = _events(tx, changes)
                        dirty = dirty or bool({"message", "place"} & changes.keys.keys())
                        if dirty and time.monotonic() >= lanes_at:
                            events += self._lane_events(tx)
                            lanes_at, dirty = time.monotonic() + LANES_SECONDS, False
                except (VestnikError, OSError, RuntimeError) as error:
                    _LOG.warning("changes cannot be read, trying again: %s", error)
                    continue
                except Exception:
                    _LOG.exception("changes cannot be read, trying again")
                    continue
                too_many = len(changes.keys.get("message", ())) > MANY
                self._tell(clients, events, changes.cursor, too_many)

    def _present(self) -> dict[Client, asyncio.AbstractEventLoop] | None:
        """The watchers; None when the last one is gone, and this thread with it."""
        with self._lock:
            if self._clients:
                return dict(self._clients)
            self._thread = self._reader = None
            self._lanes = {}
            return None

    def _tell(
        self,
        clients: dict[Client, asyncio.AbstractEventLoop],
        events: list[Event],
        cursor: int,
        too_many: bool,
    ) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Client]] = {}
        for client, loop in clients.items():
            by_loop.setdefault(loop, []).append(client)

        def tell(some: list[Client]) -> None:
            for client in some:
                if too_many and "message" in client.topics:
                    client.reset()
                client.offer(events, cursor)

        for loop, some in by_loop.items():
            if events or too_many:
                loop.call_soon_threadsafe(tell, some)

    def _lane_events(self, tx: Transaction) -> list[Event]:
        """The lanes that look different from when they were told last."""
        found = []
        for one in lanes(tx):
            data = {
                "lane": one.number,
                "paused": one.paused,
                "waiting": one.waiting,
                "sending": one.sending,
                "oldest": to_json(one.oldest),
            }
            key = str(one.number)
            if self._lanes.get(key) != data:
                self._lanes[key] = data
                found.append(Event("lane", key, data))
        return found


def _events(tx: Transaction, changes: Changes) -> list[Event]:
    """What changed, as it is now."""
    numbers = [key for key in changes.keys.get("message", ()) if isinstance(key, int)]
    events = []
    if 0 < len(numbers) <= MANY:
        events += [
            Event(
                "message",
                str(one.id),
                {
                    "id": str(one.id),
                    "state": one.state,
                    "route": one.route,
                    "connection": one.connection,
                    "lane": one.lane,
                    "run": str(one.run) if one.run else None,
                    "record": one.record,
                },
            )
            for one in live_messages(tx, numbers)
        ]
    if runs := [key for key in changes.keys.get("run", ()) if isinstance(key, int)][-MANY:]:
        events += [
            Event(
                "run",
                str(run.ref),
                {
                    "id": str(run.ref),
                    "status": run.state,
                    "scenario": run.scenario,
                    "record": str(run.origin) if run.origin else None,
                    "waits_for": str(run.waits_for) if run.waits_for else None,
                },
                initiator=str(run.initiator) if run.initiator else None,
            )
            for run in runs_of(tx, runs)
        ]
    if places := [str(key) for key in changes.keys.get("place", ())]:
        events += [
            Event(
                "place",
                f"{one.kind}/{one.name}",
                {"kind": one.kind, "name": one.name, "paused": one.paused, "circuit": one.circuit},
            )
            for one in live_places(tx, places)
        ]
    return events
