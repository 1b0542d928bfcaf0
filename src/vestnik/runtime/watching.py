"""What a process does at its start so that it can be watched: its name in metrics, and tracing where it is set."""

from __future__ import annotations

from typing import Literal

from vestnik.kernel import metrics, tracing
from vestnik.runtime.settings import Settings


def begin(settings: Settings, process: Literal["web", "worker"]) -> None:
    """Begin to be watched.

    Raises:
        TracingMissing: tracing is set and its package is not installed.
    """
    metrics.process = process
    if settings.otel_endpoint:
        tracing.configure(settings.otel_endpoint, process)
