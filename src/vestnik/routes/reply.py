"""What comes back to the scenario that waited: `response` and `error_response` of sending (spec/routes.md 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class RecipientReply:
    """What the server said of one recipient. code: of SMTP, None where no server spoke."""

    address: str
    accepted: bool
    code: int | None
    enhanced_code: str | None
    text: str


def response(message_id: str, replies: Sequence[RecipientReply]) -> dict[str, Value]:
    """Values of the attributes `response`: the server took the letter for at least one recipient."""
    accepted = [reply for reply in replies if reply.accepted]
    return {
        "MessageId": message_id,
        **_last_words(accepted),
        "Accepted": _rows(accepted),
        "Rejected": _rows([reply for reply in replies if not reply.accepted]),
    }


def error_response(
    error: str, stage: str, permanent: bool, replies: Sequence[RecipientReply]
) -> dict[str, Value]:
    """Values of the attributes `error_response`.

    error: kind of the failure, such as `rejected` or `expired`. stage: how far the last attempt came.
    """
    return {
        "Error": error,
        "Stage": stage,
        **_last_words(replies),
        "Permanent": permanent,
        "Rejected": _rows(replies),
    }


def _last_words(replies: Sequence[RecipientReply]) -> dict[str, Value]:
    """Code and text of the last recipient: the one reply that a letter to one person has."""
    last = replies[-1] if replies else RecipientReply("", False, None, None, "")
    return {"Code": _number(last.code), "EnhancedCode": last.enhanced_code, "Text": last.text or None}


def _rows(replies: Sequence[RecipientReply]) -> Value:
    return tuple(
        {"Address": reply.address, "Code": _number(reply.code), "Text": reply.text} for reply in replies
    )


def _number(code: int | None) -> Decimal | None:
    return None if code is None else Decimal(code)
