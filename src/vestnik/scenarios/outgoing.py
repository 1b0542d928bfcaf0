"""What goes between a run and the outbox: letters on their way out, and the answer that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter that a run has composed and rendered, and that is queued when the run commits.

    letter: what the composer made; only it and the outbox look inside. action, path: with the run's id the letter's key,
    so that the same action on the same turn makes one letter (R7). origin: see `vestnik.scenarios.provenance`.
    ignored: variables that the route does not declare, in words.
    """

    letter: Any
    action: str
    path: str
    record: Ref | None
    priority: int
    send_at: datetime | None
    origin: Mapping[str, Any] | None = None
    ignored: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A message has come to its end.

    state: `sent`, `partly_sent`, `failed`, `cancelled`. delivered: at least one recipient was accepted.
    reply: the route's `response` or `error_response`. why: the reason of a failure, for people.
    """

    message: Ref
    state: str
    delivered: bool
    reply: Mapping[str, Value]
    why: Text
