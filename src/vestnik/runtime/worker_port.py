"""The port of a worker on its own: `/metrics` for Prometheus, `/health` and `/ready` for whoever keeps it running.

Opened by `VESTNIK_WORKER_PORT`. With `VESTNIK_METRICS_TOKEN` the token opens `/metrics`; without one it is told on this
machine alone. The two others tell nothing that needs hiding. Only what this worker counted is told: queue and lanes lie in
the database, and are told once, by the web service.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST

from vestnik.kernel.metrics import Gauge, Watched, exposition
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.runtime.metrics import bears
from vestnik.runtime.settings import Settings

_LOG = logging.getLogger(__name__)

REQUEST_SECONDS = 5.0
"""Whoever connects has so long to say what is wanted."""

Read = Callable[[], Iterable[Gauge]]
Ready = Callable[[], bool]


class WorkerPortTaken(VestnikError):
    code = "worker_port_taken"
    text = Text(
        "Порт {port} на {host} для показателей обработчика недоступен ({why}); выберите другой: VESTNIK_WORKER_PORT",
        "Port {port} on {host} for the worker's metrics is not to be had ({why}); choose another: VESTNIK_WORKER_PORT",
    )


@contextlib.contextmanager
def told_at_port(settings: Settings, port: int, read: Read, ready: Ready) -> Iterator[int]:
    """Answer while this lasts; gives the port, which for 0 is any free one.

    Args:
        read: the worker's own gauges.
        ready: whether it may hand letters over at present.

    Raises:
        WorkerPortTaken: another program listens there, or the address is not of this machine.
    """
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    try:
        server = _Server(settings.worker_host, port, _asked(read, ready, token))
    except OSError as error:
        raise WorkerPortTaken(
            port=port, host=settings.worker_host, why=error.strerror or str(error)
        ) from None
    thread = threading.Thread(target=server.serve_forever, name="worker-port", daemon=True)
    thread.start()
    _LOG.info("metrics are told at %s:%s", settings.worker_host, server.server_port)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, asked: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), asked)


def _asked(read: Read, ready: Ready, token: str | None) -> type[BaseHTTPRequestHandler]:
    class Asked(BaseHTTPRequestHandler):
        timeout = REQUEST_SECONDS
        server_version, sys_version = "Vestnik", ""

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/health":
                    self._answer(HTTPStatus.OK, b'{"status": "ok"}')
                case "/ready" if ready():
                    self._answer(HTTPStatus.OK, b'{"status": "ready"}')
                case "/ready":
                    self._answer(HTTPStatus.SERVICE_UNAVAILABLE, b'{"status": "no database"}')
                case "/metrics" if self._may_read():
                    self._answer(HTTPStatus.OK, exposition(Watched(read)), CONTENT_TYPE_LATEST)
                case "/metrics":
                    self._answer(HTTPStatus.UNAUTHORIZED, b'{"status": "VESTNIK_METRICS_TOKEN is needed"}')
                case _:
                    self._answer(HTTPStatus.NOT_FOUND, b'{"status": "/metrics, /health, /ready"}')

        def _may_read(self) -> bool:
            if token is None:
                return _is_loopback(self.client_address[0])
            return bears(self.headers.get("Authorization", ""), token)

        def _answer(self, status: HTTPStatus, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            _LOG.debug(format, *values)

    return Asked


def _is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
