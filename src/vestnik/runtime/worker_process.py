"""The worker beside the web process: started, watched, restarted and ended together with it.

The child's standard input is a pipe that nobody writes to: when this process goes away, however it dies, the child reads
the end of it and shuts down by itself, so a worker never outlives its web process.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping

_LOG = logging.getLogger(__name__)

SHUTDOWN_SECONDS = 35.0
"""The worker finishes what is in flight within 30 s (spec/delivery.md R13)."""

RESTART_SECONDS = (0.5, 1.0, 2.0, 5.0, 15.0)

WELL_SECONDS = 60.0
"""A worker that lived so long is started again without delay when it ends."""


class WorkerProcess:
    """One child process `vestnik worker`, kept alive until `stop`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep_alive, name="worker-watch", daemon=True)

    def start(self) -> None:
        """Start the child and watch it."""
        self._child = self._launch()
        self._watch.start()

    def stop(self) -> None:
        """Ask the child to finish, wait for it, end it by force at last."""
        self._stopping.set()
        child = self._child
        if child is None:
            return
        if child.stdin:
            child.stdin.close()
        try:
            child.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            _LOG.warning("the worker did not finish in %s s and is ended", SHUTDOWN_SECONDS)
            child.kill()
            child.wait()

    @property
    def pid(self) -> int | None:
        """Process id of the present child."""
        return self._child.pid if self._child else None

    def _launch(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "vestnik", "worker", "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            env=self._environment,
        )

    def _keep_alive(self) -> None:
        failures, begun = 0, time.monotonic()
        while (child := self._child) is not None:
            code = child.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - begun > WELL_SECONDS:
                failures = 0
            pause = RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)]
            _LOG.error("the worker ended with code %s; a new one starts in %s s", code, pause)
            if self._stopping.wait(pause):
                return
            failures, begun = failures + 1, time.monotonic()
            self._child = self._launch()
