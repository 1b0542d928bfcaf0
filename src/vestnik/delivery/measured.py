"""Attempts as metrics and spans, once they are written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vestnik.delivery.settling import Attempt
from vestnik.kernel import metrics, tracing


def measure(attempts: Sequence[Attempt]) -> None:
    """Count a batch, and end the traces of its letters."""
    ways = Counter((one.claim.stream.connection, one.outcome) for one in attempts)
    for (connection, outcome), count in ways.items():
        metrics.ATTEMPTS.labels(connection, outcome).inc(count)
    took = {name: metrics.ATTEMPT_SECONDS.labels(name) for name, _ in ways}
    since = {
        lane: metrics.DELIVERY_SECONDS.labels(str(lane))
        for lane in {one.claim.stream.lane for one in attempts}
    }
    for one in attempts:
        claim = one.claim
        way = claim.stream
        took[way.connection].observe((one.ended - one.started).total_seconds())
        if one.outcome == "accepted":
            since[way.lane].observe(max(0.0, (one.ended - claim.created).total_seconds()))
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
