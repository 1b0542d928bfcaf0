"""The lanes (data buses 0 to 3) as people see them: how many letters wait, since when, and what is paused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vestnik.delivery.depth import Depth, depths
from vestnik.delivery.pauses import paused
from vestnik.storage.transaction import Transaction

LANES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Lane:
    """waiting: open jobs. sending: those of them whose attempt goes on. oldest: when the longest waiting one was due."""

    number: int
    paused: bool
    waiting: int
    sending: int
    oldest: datetime | None


def lanes(tx: Transaction) -> list[Lane]:
    """All four lanes."""
    held = paused(tx).names("lane")
    found = {lane: Depth() for lane in LANES}
    for (lane, _), one in depths(tx).items():
        found[lane].add(one.waiting, one.sending, one.oldest)
    return [
        Lane(lane, str(lane) in held, one.waiting, one.sending, one.oldest) for lane, one in found.items()
    ]
