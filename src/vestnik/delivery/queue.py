"""The queue by lane and connection: how many letters wait, since when, and how fast they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vestnik.delivery.circuits import circuits
from vestnik.delivery.depth import Depth, depths
from vestnik.delivery.minutes import Minute, minutes
from vestnik.delivery.pauses import paused
from vestnik.storage.transaction import Transaction

RATE = timedelta(minutes=5)
"""A rate is what the last whole minutes of this time give."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of one lane and connection. waiting: open jobs, those being sent included. oldest: when the first of them was
    due. rate: accepted a minute. circuit: `open`, `auth_failed`, or None when the server is well."""

    lane: int
    connection: str
    waiting: int
    sending: int
    oldest: datetime | None
    paused: str | None
    circuit: str | None
    rate: float


def queue(tx: Transaction, now: datetime) -> list[Stretch]:
    """Every lane and connection with something waiting, or that sent something in the last minutes."""
    open_ = depths(tx)
    sent = _rates(minutes(tx, now.replace(second=0, microsecond=0) - RATE), now)
    reasons = {(str(one.kind), one.name): one.reason for one in paused(tx).pauses}
    broken = circuits(tx)
    found = []
    for lane, connection in sorted({*open_, *sent}):
        depth = open_.get((lane, connection), Depth())
        circuit = broken.get(connection)
        found.append(
            Stretch(
                lane,
                connection,
                depth.waiting,
                depth.sending,
                depth.oldest,
                reasons.get(("connection", connection)) or reasons.get(("lane", str(lane))),
                circuit.state if circuit else None,
                sent.get((lane, connection), 0.0),
            )
        )
    return found


def _rates(counted: Sequence[Minute], now: datetime) -> dict[tuple[int, str], float]:
    """Accepted a minute, over the whole minutes and the part of the present one."""
    if not counted:
        return {}
    span = (now - now.replace(second=0, microsecond=0) + RATE) / timedelta(minutes=1)
    totals: dict[tuple[int, str], int] = {}
    for one in counted:
        totals[one.lane, one.connection] = totals.get((one.lane, one.connection), 0) + one.accepted
    return {key: round(total / span, 1) for key, total in totals.items()}
