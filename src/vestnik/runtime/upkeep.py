"""What a worker process does now and then besides sending: letters and runs that are kept no longer are removed, and contents
that nobody names.
"""

from __future__ import annotations

import logging
import threading

from vestnik.delivery.retention import remove_letters
from vestnik.runtime.system import System
from vestnik.scenarios.retention import remove_runs
from vestnik.storage.orphans import collect_orphans

_LOG = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0

PAUSE_SECONDS = 0.02
"""Between two steps of a removal, for others to write."""


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
                self._remove_old()
                if gone := collect_orphans(self._system.db, self._system.blobs, self._system.clock.now()):
                    _LOG.info("removed %s contents that nobody names", gone)
            except Exception:
                _LOG.exception("what is kept no longer stays for now")

    def _remove_old(self) -> None:
        if (keep := self._system.settings.keep_letters) is None:
            return
        before = self._system.clock.now() - keep
        for remove in (remove_letters, remove_runs):
            after: int | None = 0
            while after is not None and not self._stopping.wait(PAUSE_SECONDS):
                with self._system.db.write() as tx:
                    after = remove(tx, before, after)
