"""The metrics of an installation: what this process counted, what the worker beside it counted, what the database holds."""

from __future__ import annotations

import contextlib
import hmac
import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from prometheus_client.core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from vestnik.delivery import workers
from vestnik.delivery.circuits import circuits
from vestnik.delivery.lanes import lanes
from vestnik.kernel.metrics import Gauge, Watched, exposition
from vestnik.runtime.system import System
from vestnik.scenarios.run_rows import open_runs

_LOG = logging.getLogger(__name__)

SOCKET = "worker-metrics.sock"
"""In the data folder: the embedded worker writes its metrics to whoever connects, and closes."""

ANSWER_SECONDS = 2.0


def bears(authorization: str, token: str) -> bool:
    """Whether the value of an `Authorization` header is that token."""
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def metrics(system: System) -> bytes:
    """All that is to be known here, in the text format of Prometheus."""
    return exposition(Watched(lambda: _stored(system)), _Beside(system.settings.data / SOCKET))


def _stored(system: System) -> Iterator[Gauge]:
    """What the database holds, read in one snapshot."""
    now = system.clock.now()
    with system.db.read() as tx:
        queue, busy, failing, open_ = lanes(tx), workers.at_work(tx), circuits(tx), open_runs(tx)
    yield (
        "vestnik_queue_letters",
        "Open jobs of a lane; sending: those whose attempt goes on",
        ("lane", "state"),
        [
            row
            for one in queue
            for row in (
                ((one.number, "waiting"), one.waiting - one.sending),
                ((one.number, "sending"), one.sending),
            )
        ],
    )
    yield (
        "vestnik_queue_oldest_seconds",
        "For how long the longest waiting job of a lane has been due",
        ("lane",),
        [((one.number,), _age(one.oldest, now)) for one in queue],
    )
    yield (
        "vestnik_lane_paused",
        "Whether a lane is paused",
        ("lane",),
        [((one.number,), one.paused) for one in queue],
    )
    yield (
        "vestnik_worker_claimed_letters",
        "Jobs that a worker holds",
        ("worker",),
        [((one.name,), one.claimed) for one in busy],
    )
    yield (
        "vestnik_worker_silent_seconds",
        "Time since a worker's last sign of life",
        ("worker",),
        [((one.name,), _age(one.seen, now)) for one in busy],
    )
    yield (
        "vestnik_connection_unusable",
        "Connections whose server cannot be used: open, auth_failed",
        ("connection", "state"),
        [((one.connection, one.state), 1) for one in failing.values()],
    )
    yield (
        "vestnik_runs_open",
        "Runs that are not over: running apart, or waiting for a server",
        ("state",),
        [((state,), count) for state, count in open_.items()],
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


class _Beside(Collector):
    """What the worker of the same data folder counted; nothing when there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def collect(self) -> Iterator[Metric]:
        with contextlib.suppress(OSError, ValueError):
            yield from list(text_string_to_metric_families(self._read()))

    def _read(self) -> str:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(ANSWER_SECONDS)
            asked.connect(str(self._path))
            return b"".join(iter(lambda: asked.recv(65_536), b"")).decode()

    def describe(self) -> Iterable[Metric]:
        return ()


@contextlib.contextmanager
def told_beside(folder: Path, read: Callable[[], Iterable[Gauge]]) -> Iterator[None]:
    """While this lasts, the worker tells its metrics at the socket in the data folder. read: its own gauges."""
    path = folder / SOCKET
    path.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.socket(socket.AF_UNIX))
        try:
            listening.bind(str(path))
        except OSError as error:  # a folder whose path is too long for a socket
            _LOG.warning("the worker's metrics are not told: %s", error)
            yield
            return
        stack.callback(lambda: path.unlink(missing_ok=True))
        path.chmod(0o600)
        listening.listen()
        threading.Thread(target=_answer, args=(listening, read), name="metrics", daemon=True).start()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def _answer(listening: socket.socket, read: Callable[[], Iterable[Gauge]]) -> None:
    while True:
        try:
            asking, _ = listening.accept()
        except OSError:
            return
        with asking, contextlib.suppress(OSError):
            asking.settimeout(ANSWER_SECONDS)
            asking.sendall(exposition(Watched(read)))
