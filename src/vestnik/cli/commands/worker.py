"""`vestnik worker`: delivery alone, for installations with several machines."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from types import FrameType
from typing import Annotated

import typer

from vestnik.cli.options import Data, settings
from vestnik.runtime import logs, watching
from vestnik.runtime.garbage import collect_rarely
from vestnik.runtime.system import System
from vestnik.runtime.worker import run_worker


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def worker(
        data: Data = None,
        lanes: Annotated[
            str | None, typer.Option(help="Data buses to serve (VESTNIK_LANES; 0,1,2,3).", show_default=False)
        ] = None,
        until_stdin_closes: Annotated[bool, typer.Option("--until-stdin-closes", hidden=True)] = False,
    ) -> None:
        """Deliver letters until told to end; what is in flight is finished first."""
        chosen = settings(data=data, lanes=lanes)
        logs.configure(chosen, "worker")
        watching.begin(chosen, "worker")
        stop = threading.Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        if until_stdin_closes:
            threading.Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
        system = System.open(chosen)
        with contextlib.closing(system):
            collect_rarely()
            run_worker(system, stop)


def _wait_for_end(stop: threading.Event) -> None:
    with contextlib.suppress(OSError, ValueError):
        # Not through `sys.stdin`: a thread that waits in its buffer keeps the interpreter from ending.
        while os.read(sys.stdin.fileno(), 1024):
            pass
    stop.set()
