"""Attempts as metrics and spans, once they are written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vestnik.delivery.settling import Attempt
from vestnik.kernel import metrics, tracing


def measure(attempts: Sequence[Attempt]) -> None:
    """Count a batch, and end the traces of its letters."""
    for (connection, outcome), count in Counter(
        (one.claim.stream.connection, one.outcome) for one in attempts
    ).items():
        metrics.ATTEMPTS.labels(connection, outcome).inc(count)
    for one in attempts:
        claim = one.claim
        way = claim.stream
        metrics.ATTEMPT_SECONDS.labels(way.connection).observe((one.ended - one.started).total_seconds())
        if one.outcome == "accepted":
            since = (one.ended - claim.created).total_seconds()
            metrics.DELIVERY_SECONDS.labels(str(way.lane)).observe(max(0.0, since))
        if claim.trace is not None:
            told = one.telling
            tracing.record(
                "deliver",
                claim.trace,
                one.started,
                one.ended,
                failed=one.outcome != "accepted",
                message=f"msg.{claim.message}",
                connection=way.connection,
                server=one.server or "",
                outcome=one.outcome,
                code=(told.code or 0) if told else 0,
            )
