"""The worker process: the delivery worker over one open system."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Collection, Iterator

from vestnik.connections.base import SendingConnection
from vestnik.connections.network import Network
from vestnik.connections.pool import Pool
from vestnik.delivery.worker import Worker
from vestnik.kernel.metrics import Gauge
from vestnik.kernel.problem import NotFound
from vestnik.routes.sending import SendingRoute
from vestnik.runtime import event_loop
from vestnik.runtime.metrics import told_beside
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System
from vestnik.runtime.upkeep import Upkeep
from vestnik.runtime.worker_port import Read, Ready, told_at_port


def run_worker(system: System, stop: threading.Event) -> None:
    """Deliver until `stop` is set; what is in flight is finished first (spec/delivery.md R13)."""
    event_loop.run(_work(system, stop))


async def _work(system: System, stop: threading.Event) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait() -> None:
        stop.wait()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=wait, name="stop", daemon=True).start()
    pool = Pool(system.logs.of, Network.parse(system.settings.network_allow), system.clock)
    worker = Worker(
        system.db,
        system.blobs,
        system.wakeup,
        system.clock,
        system.settings.data,
        lanes=system.settings.lane_numbers,
        connections=lambda name: sending_connection(system, name),
        pool=pool,
        disabled_routes=lambda: disabled_routes(system),
        lease=system.settings.worker_lease,
    )
    upkeep = Upkeep(system)
    upkeep.start()
    try:
        with _told(system.settings, lambda: _sessions(pool), lambda: worker.ready):
            await worker.run(ended)
    finally:
        upkeep.stop()


@contextlib.contextmanager
def _told(settings: Settings, read: Read, ready: Ready) -> Iterator[None]:
    """The worker's metrics at its own port, where it has one, else beside the web process."""
    if (port := settings.worker_port) is None:
        with told_beside(settings.data, read):
            yield
    else:
        with told_at_port(settings, port, read, ready):
            yield


def _sessions(pool: Pool) -> Iterator[Gauge]:
    rows = [
        ((name, state), number)
        for name, open_, idle in pool.counts()
        for state, number in (("busy", open_ - idle), ("idle", idle))
    ]
    yield "vestnik_sessions", "Sessions with servers, of the worker here", ("connection", "state"), rows


def sending_connection(system: System, name: str) -> SendingConnection:
    """A connection as it is defined now, with its secrets.

    Raises:
        NotFound: there is none, or it sends nothing.
    """
    with system.db.read() as tx:
        found = system.definitions(tx).load("connection", name, secrets=True)
    if not isinstance(found, SendingConnection):
        raise NotFound(what=name)
    return found


def disabled_routes(system: System) -> Collection[str]:
    """Routes whose letters wait."""
    with system.db.read() as tx:
        definitions = system.definitions(tx)
        loaded = ((name, definitions.load("route", name)) for name in definitions.names("route"))
        return frozenset(name for name, route in loaded if isinstance(route, SendingRoute) and route.disabled)
