"""What a connection says about failed and uncertain letters, as far as settling needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vestnik.connections.base import SendingConnection
from vestnik.delivery.rates import RateLimit
from vestnik.delivery.retry import RetrySchedule
from vestnik.mail.addresses import envelope_form, parse_addresses


@dataclass(frozen=True, slots=True)
class Policy:
    """when_uncertain: whether a letter whose answer was lost goes again or waits for a person (R6)."""

    retry: RetrySchedule = field(default_factory=RetrySchedule)
    when_uncertain: Literal["retry", "hold"] = "retry"


def policy(connection: SendingConnection) -> Policy:
    """The policy of a connection as it is now."""
    retry = RetrySchedule(connection.retry_first, connection.retry_factor, connection.retry_max)
    return Policy(retry, connection.when_uncertain)


def rate_limit(connection: SendingConnection) -> RateLimit | None:
    """Its limit, None when it may send as fast as it can."""
    if connection.rate_limit is None:
        return None
    return RateLimit(connection.rate_limit, connection.rate_period)


def redirect_addresses(connection: SendingConnection) -> tuple[str, ...]:
    """Where a test system's connection redirects all mail to, in envelope form (A10)."""
    if not connection.redirect_to:
        return ()
    listed = parse_addresses(connection.redirect_to)
    return tuple(dict.fromkeys(envelope_form(mailbox.address) for mailbox in listed.mailboxes))
