"""What a worker process does now and then besides sending: contents that nobody names are removed."""

from __future__ import annotations

import logging
import threading

from vestnik.runtime.system import System
from vestnik.storage.orphans import collect_orphans

_LOG = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0


class Upkeep:
    """A thread that does it once an hour, from `start` to `stop`. Several workers may: they only save each other work."""

    def __init__(self, system: System, every: float = EVERY_SECONDS) -> None:
        self._system = system
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes after one interval."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; a round that is under way is left to end with the process."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                if gone := collect_orphans(self._system.db, self._system.blobs, self._system.clock.now()):
                    _LOG.info("removed %s contents that nobody names", gone)
            except Exception:
                _LOG.exception("contents that nobody names stay for now")
