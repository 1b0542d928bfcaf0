"""The state of a message follows from its recipients and its jobs, by one function (spec/contract.md 4).

queued ──► sending ──► sent | partly_sent | failed
   │          │
   │          ├──► deferred ──► sending
   │          └──► uncertain ──► sending, or held
   ├──► held (connection, route or lane paused; the clock of expiry stands)
   └──► cancelled
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from vestnik.kernel.text import Text

RecipientState = Literal[
    "pending", "accepted", "deferred", "rejected", "uncertain", "suppressed", "cancelled"
]
MessageState = Literal[
    "queued", "sending", "sent", "partly_sent", "deferred", "failed", "uncertain", "held", "cancelled"
]

OPEN: frozenset[RecipientState] = frozenset({"pending", "deferred", "uncertain"})
"""Recipients that something may still be done for."""

FINAL: frozenset[MessageState] = frozenset({"sent", "partly_sent", "failed", "cancelled"})
MESSAGE_STATES: tuple[MessageState, ...] = get_args(MessageState)

LABELS: dict[MessageState, Text] = {
    "queued": Text("в очереди", "queued"),
    "sending": Text("отправляется", "sending"),
    "sent": Text("отправлено", "sent"),
    "partly_sent": Text("отправлено частично", "partly sent"),
    "deferred": Text("отложено", "deferred"),
    "failed": Text("не отправлено", "failed"),
    "uncertain": Text("исход неизвестен", "uncertain"),
    "held": Text("приостановлено", "held"),
    "cancelled": Text("отменено", "cancelled"),
}


def message_state(
    recipients: Iterable[RecipientState], *, sending: bool = False, held: bool = False
) -> MessageState:
    """What a message is in.

    Args:
        recipients: the state of each.
        sending: a job of it has begun an attempt that is not over.
        held: nobody may send what is open of it.

    A message at rest (neither sending nor held) with something open is `uncertain` before `deferred` before `queued`:
    the one that people must know of first. What is final is final whatever the flags say.
    """
    found = frozenset(recipients)
    if not found & OPEN:
        return _final(found)
    if sending:
        return "sending"
    if held:
        return "held"
    if "uncertain" in found:
        return "uncertain"
    return "deferred" if "deferred" in found else "queued"


def _final(found: frozenset[RecipientState]) -> MessageState:
    if "accepted" in found:
        return "sent" if len(found) == 1 else "partly_sent"
    return "cancelled" if found == {"cancelled"} else "failed"


def merged(known: RecipientState, heard: RecipientState, *, fenced: bool) -> RecipientState:
    """A recipient's state after a result.

    Accepted once is accepted for good, and a late acceptance is believed whoever reports it (R5); any other result
    counts only when it comes from the present claim (`fenced`) and the recipient is still open.
    """
    if known == "accepted" or heard == "accepted":
        return "accepted"
    return heard if fenced and known in OPEN else known
