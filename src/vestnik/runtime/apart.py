"""Runs that are performed apart from the run that asked for them (`run_async`), in threads of their own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.values import Ref

_LOG = logging.getLogger(__name__)

THREADS = 2
"""Runs compute; more threads than cores only make them wait for each other."""


class Apart:
    """Begins committed runs; what a stop leaves unbegun is begun at the next start."""

    def __init__(self, go_on: Callable[[Ref], object]) -> None:
        self._go_on = go_on
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="run-apart")

    def start(self, runs: Sequence[Ref]) -> None:
        """Perform these, one after the other where all threads are busy."""
        for run in runs:
            self._threads.submit(self._perform, run)

    def close(self) -> None:
        """Finish what has begun, leave the rest for the next start."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _perform(self, run: Ref) -> None:
        try:
            self._go_on(run)
        except VestnikError as error:
            _LOG.info("%s failed: %s", run, error)
        except Exception:
            _LOG.exception("%s ended in an unforeseen error", run)
