"""One claimed letter on its way to a server: its envelope, its bytes, and whether it has been handed over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from vestnik.connections.base import SendingConnection
from vestnik.connections.sending import Letter
from vestnik.delivery.claims import Claim
from vestnik.delivery.envelope import envelope
from vestnik.delivery.policy import Policy, policy, redirect_addresses
from vestnik.delivery.states import RecipientState
from vestnik.mail.addresses import envelope_form
from vestnik.mail.segments import OpenBlob


class ClaimLost(Exception):
    """The letter is not ours any more: it was cancelled, or others took over. Raised before its final dot."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a definition says about all its letters, worked out once. envelope_sender: in envelope form, or empty."""

    policy: Policy
    redirect_to: tuple[str, ...]
    allowed_domains: tuple[str, ...]
    envelope_sender: str
    notices: bool

    @classmethod
    def of(cls, connection: SendingConnection) -> Terms:
        """The terms of a connection as it is now."""
        sender = connection.envelope_sender
        return cls(
            policy(connection),
            redirect_addresses(connection),
            tuple(connection.allowed_domains),
            envelope_form(sender) if sender else "",
            connection.dsn,
        )


class Outgoing:
    """A letter by the terms of its connection.

    Args:
        may_go: awaited right before the letter is handed over: whether its claim still holds.

    handed: whether it was; then a lost answer makes it uncertain.
    """

    __slots__ = ("_may_go", "claim", "handed", "letter", "terms", "who")

    def __init__(
        self, claim: Claim, terms: Terms, may_go: Callable[[Claim], Awaitable[bool]], open_blob: OpenBlob
    ) -> None:
        self.claim = claim
        self.terms = terms
        self.handed = False
        self.who = envelope(claim.recipients, terms.redirect_to, terms.allowed_domains)
        self._may_go = may_go
        body, name = claim.body, f"msg.{claim.message}"
        self.letter = Letter(
            envelope_sender=terms.envelope_sender or envelope_form(claim.sender_address),
            recipients=self.who.recipients,
            size=body.size,
            chunks=lambda: body.chunks(open_blob),
            eight_bit=body.eight_bit,
            smtputf8=body.needs_smtputf8,
            before_final_dot=self._before_final_dot,
            envid=name if terms.notices else None,
            notify=("FAILURE", "DELAY") if terms.notices else (),
            log_id=name,
            run=f"run.{claim.run}" if claim.run else "",
        )

    @property
    def failed(self) -> RecipientState:
        """What becomes of its recipients when something breaks on our side."""
        return "uncertain" if self.handed else "deferred"

    async def _before_final_dot(self) -> None:
        if not await self._may_go(self.claim):
            raise ClaimLost
        self.handed = True
