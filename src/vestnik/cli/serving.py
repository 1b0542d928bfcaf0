"""The embedded whole: the web process here, the worker beside it, both ended together. Used by `serve` and `demo`."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import uvicorn

from vestnik.cli.output import err, say
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text
from vestnik.runtime import logs, watching
from vestnik.runtime.first_administrator import LOGIN, ensure_administrator
from vestnik.runtime.garbage import collect_rarely
from vestnik.runtime.settings import Settings
from vestnik.runtime.settled import SettledListener
from vestnik.runtime.system import System
from vestnik.runtime.worker_process import WorkerProcess
from vestnik.storage.folder_lock import FolderLock
from vestnik.web.app import create_app
from vestnik.web.stream.hub import Hub

SHUTDOWN_SECONDS = 10


_FIRST_START = Text(
    "Первый запуск: войдите как [bold]{login}[/] с одноразовым паролем [bold]{password}[/]",
    "First start: sign in as [bold]{login}[/] with the one-time password [bold]{password}[/]",
)


class PortTaken(VestnikError):
    code = "port_taken"
    text = Text(
        "Порт {port} на {host} недоступен ({why}); выберите другой: --port",
        "Port {port} on {host} is not to be had ({why}); choose another: --port",
    )


class Server(uvicorn.Server):
    """A uvicorn server on sockets that are bound before anything else starts."""

    def __init__(self, system: System, sockets: list[socket.socket], *, worker_beside: bool) -> None:
        config = uvicorn.Config(
            create_app(system, worker_beside=worker_beside),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        super().__init__(config)
        self._sockets = sockets
        self._hub: Hub = config.app.state.hub  # type: ignore[union-attr]

    def serve_forever(self) -> None:
        """Serve until the process is told to end."""
        collect_rarely()
        self.run(self._sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop serving on SIGTERM and SIGINT, and live on: the worker has up to 30 s to finish what it has in flight.

        uvicorn raises the signals again at the end, which would end this process before its worker; in a container the
        worker would be killed with it.
        """
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams first: they would never end by themselves."""
        self._hub.close()
        await super().shutdown(sockets)


@contextlib.contextmanager
def prepared(settings: Settings, *, worker: bool) -> Iterator[tuple[Server, str]]:
    """The system open and its worker running; the server is yet to be run. Gives it and its address.

    Raises:
        FolderInUse: another `serve` works on the data folder.
        PortTaken: another program listens on the port.
    """
    logs.configure(settings, "web")
    watching.begin(settings, "web")
    listening = _bind(settings)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.closing(listening))
        stack.enter_context(FolderLock(settings.data))
        system = System.open(settings, migrate=True)
        stack.callback(system.close)
        if password := ensure_administrator(system):
            say(_FIRST_START, err, login=LOGIN, password=password)
        answers = SettledListener(system)
        answers.start()
        stack.callback(answers.stop)
        if worker:
            beside = WorkerProcess(_environment(settings))
            beside.start()
            stack.callback(beside.stop)
        yield Server(system, [listening], worker_beside=worker), address


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sets TCP_NODELAY only on sockets that say they are TCP; without it every answer waits 40 ms for an ACK.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise PortTaken(host=settings.host, port=settings.port, why=error.strerror or error) from None
    listening.set_inheritable(True)
    return listening


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as the child's environment, so that both processes see the same.

    Without a port of its own: what the worker beside counts is told by this process.
    """
    shown = settings.model_dump(
        mode="json",
        exclude_none=True,
        exclude={"admin_password", "metrics_token", "secret_key", "worker_port"},
    )
    return {f"VESTNIK_{name.upper()}": str(value) for name, value in shown.items()} | {
        "VESTNIK_WORKER_PORT": ""
    }
