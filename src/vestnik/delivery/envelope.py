"""Who gets a letter in the end: test systems redirect all mail or allow some domains only (spec/delivery.md A10).

Only the envelope changes, never the bytes; what was done is recorded with each recipient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vestnik.kernel.text import Text

NOT_ALLOWED = Text("Домен не разрешён подключением", "The connection does not allow this domain")


@dataclass(frozen=True, slots=True)
class OpenRecipient:
    """A recipient that is still to be sent to.

    redirected: the address that somebody put in its place. suppressed: why it gets nothing after all.
    """

    position: int
    address: str
    redirected: str | None = None
    suppressed: str | None = None

    @property
    def target(self) -> str:
        """The address that it stands for in an envelope."""
        return self.redirected or self.address


@dataclass(frozen=True, slots=True)
class Envelope:
    """recipients: addresses for RCPT, each once. stands_for: the positions behind each. withheld: positions that get
    nothing."""

    stands_for: dict[str, tuple[int, ...]]
    withheld: tuple[int, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(self.stands_for)


def envelope(
    recipients: Sequence[OpenRecipient],
    redirect_to: Sequence[str] = (),
    allowed_domains: Sequence[str] = (),
) -> Envelope:
    """The envelope of one transaction.

    With `allowed_domains` letters to them go as they are; others go to `redirect_to`, or to nobody when it is empty.
    Without, `redirect_to` takes everything. Sub-domains of an allowed domain are not allowed by it. Who is suppressed gets
    nothing either way.
    """
    if not allowed_domains and not redirect_to and len(recipients) == 1 and not recipients[0].suppressed:
        one = recipients[0]  # what nearly all letters are
        return Envelope({one.target: (one.position,)})
    allowed = {domain.lower().lstrip("@") for domain in allowed_domains}
    found: dict[str, list[int]] = {}
    withheld: list[int] = []
    for one in recipients:
        address = one.target
        if one.suppressed:
            withheld.append(one.position)
            continue
        if allowed:
            passes = address.rpartition("@")[2].lower() in allowed
        else:
            passes = not redirect_to
        if passes:
            found.setdefault(address, []).append(one.position)
        elif redirect_to:
            for target in redirect_to:
                found.setdefault(target, []).append(one.position)
        else:
            withheld.append(one.position)
    return Envelope({address: tuple(positions) for address, positions in found.items()}, tuple(withheld))
