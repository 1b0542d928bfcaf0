"""Message ids: made once, when the letter is queued (spec/delivery.md M3)."""

from __future__ import annotations

from secrets import token_hex

from vestnik.mail.addresses import domain_of


def new_message_id(sender: str) -> str:
    """`<…@domain of the sender>`: 128 random bits, ASCII.

    Raises:
        BadAddress: `sender` is no address.
    """
    return f"<{token_hex(16)}@{domain_of(sender).strip('[]')}>"
