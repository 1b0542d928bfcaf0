"""The program's two processes, in lives that end by SIGKILL: the code that `vestnik serve` and `vestnik worker` run.

They are forked by a server that has imported everything, so that a life begins in a fraction of a second.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from vestnik.runtime.settings import Settings


def context() -> ForkServerContext:
    """Where processes come from."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.chaos.lives", "tests.chaos.preload"])
    return made


class Life:
    """One process; `again` begins the next one after the last was killed."""

    def __init__(self, name: str, work: Callable[..., None], settings: Settings, log: Path) -> None:
        self.name = name
        self._work = work
        self._settings = settings.model_dump()
        self._log = log
        self._process: ForkServerProcess | None = None
        self.again()

    def again(self) -> None:
        self._process = context().Process(
            target=_live, args=(self._work, self._settings, str(self._log), dict(os.environ))
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        assert self._process is not None
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        """SIGTERM, and wait."""
        assert self._process is not None
        self._process.terminate()
        self._process.join(40)
        assert not self._process.is_alive(), f"{self.name} does not end"
        self._process.close()
        self._process = None


def _live(work: Callable[..., None], settings: dict[str, Any], log: str, environ: dict[str, str]) -> None:
    os.environ.update(environ)  # the server that forks has that of the moment when it was started
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    work(Settings(**settings))


def web(settings: Settings) -> None:
    """`vestnik serve --no-worker`."""
    from vestnik.cli.serving import prepared

    with prepared(settings, worker=False) as (server, _):
        server.serve_forever()


def worker(settings: Settings) -> None:
    """`vestnik worker`."""
    import contextlib
    import signal

    from vestnik.runtime import logs
    from vestnik.runtime.system import System
    from vestnik.runtime.worker import run_worker

    logs.configure(settings, "worker")
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with contextlib.closing(System.open(settings)) as system:
        run_worker(system, stop)
