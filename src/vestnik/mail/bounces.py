"""Delivery status notices (RFC 3464, RFC 6533): which letter of ours they speak of, and what became of each recipient.

Notices come from any server and are often damaged; whatever cannot be read is left out, and what is no such notice gives
None. Text in free form (of servers that send no RFC 3464 report) is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from typing import Literal, get_args

from vestnik.mail.header_text import header_text

Action = Literal["failed", "delayed", "delivered", "relayed", "expanded"]

MAX_RECIPIENTS = 1000
MAX_TEXT = 1000
"""Characters kept of a server's words."""

_ID = re.compile(r"<[^<>\s]{1,900}>")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_CODE = re.compile(r"\s*([245]\d\d)[\s-]")


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """What became of one recipient (RFC 3464 2.3).

    address: Final-Recipient, where the letter went in the end. original: Original-Recipient, as we had named it, None when
    nobody tells. status: enhanced code such as `5.1.1`. code, text: of Diagnostic-Code where it comes from SMTP.
    """

    address: str
    original: str | None
    action: Action
    status: str | None
    code: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A notice. envelope_id: ENVID of our transaction. message_id: of the letter that is returned, in angle brackets."""

    envelope_id: str | None
    message_id: str | None
    server: str | None
    recipients: tuple[BouncedRecipient, ...]


class _Flat(Message):
    """A part whose attached messages and status blocks stay bytes: `message/x` calls itself `application/message.x`.

    The parser of the standard library opens them, and takes those that are encoded for garbage.
    """

    def get_content_type(self) -> str:
        kind = super().get_content_type()
        return f"application/{kind.replace('/', '.')}" if kind.startswith("message/") else kind


_STATUS_TYPES = frozenset(
    f"application/message.{kind}" for kind in ("delivery-status", "global-delivery-status")
)
_RETURNED_TYPES = frozenset(
    {
        *(f"application/message.{kind}" for kind in ("rfc822", "rfc822-headers", "global", "global-headers")),
        "text/rfc822-headers",
    }
)


def parse_bounce(raw: bytes) -> Bounce | None:
    """Read a notice; None when the letter is none.

    Source: RFC 3464 2, RFC 3461 6.3, RFC 6522.
    """
    try:
        parts = list(BytesParser(_class=_Flat, policy=compat32).parsebytes(raw).walk())
    except RecursionError:
        return None
    status = next((part for part in parts if part.get_content_type() in _STATUS_TYPES), None)
    if status is None:
        return None
    head, *rest = _blocks(_content(status))
    recipients = tuple(filter(None, map(_recipient, rest)))
    if not recipients:
        return None
    return Bounce(
        envelope_id=_word(_field(head, "Original-Envelope-Id")),
        message_id=_original_id(parts),
        server=_typed(_field(head, "Reporting-MTA")) or None,
        recipients=recipients,
    )


def _content(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data.replace(b"\r\n", b"\n") if isinstance(data, bytes) else b""


def _blocks(content: bytes) -> list[Message]:
    """The groups of fields: of the message, then of each recipient."""
    groups = re.split(rb"\n[ \t]*\n", content.strip())
    return [_headers(group) for group in groups[: MAX_RECIPIENTS + 1]]


def _headers(text: bytes) -> Message:
    return BytesHeaderParser(policy=compat32).parsebytes(text)


def _recipient(block: Message) -> BouncedRecipient | None:
    action = _field(block, "Action").strip().lower()
    action = re.split(r"[\s;(]", action, maxsplit=1)[0]
    address = _typed(_field(block, "Final-Recipient"))
    original = _typed(_field(block, "Original-Recipient"))
    if action not in get_args(Action) or not (address or original):
        return None
    diagnostic = _field(block, "Diagnostic-Code")
    kind, _, words = diagnostic.partition(";")
    text = " ".join((words if words else diagnostic).split())[:MAX_TEXT]
    code = _CODE.match(f"{text} ") if kind.strip().lower() == "smtp" else None
    status = _STATUS.search(_field(block, "Status"))
    return BouncedRecipient(
        address=address or original,
        original=original or None,
        action=action,  # type: ignore[arg-type]  # checked above
        status=status[0] if status else None,
        code=int(code[1]) if code else None,
        text=text,
    )


def _original_id(parts: Iterable[Message]) -> str | None:
    """The Message-ID of what was returned: the whole letter, or its headers alone."""
    for part in parts:
        if part.get_content_type() in _RETURNED_TYPES:
            head = _content(part).lstrip().partition(b"\n\n")[0]
            if found := _ID.search(_field(_headers(head), "Message-ID")):
                return found[0]
    return None


def _field(block: Message, name: str) -> str:
    """The decoded value of a field, cut; bytes that are no ASCII are told as what they are."""
    wanted = name.lower()
    value = next((str(value) for given, value in block.raw_items() if given.lower() == wanted), "")
    return header_text(value[:4000])


def _typed(value: str) -> str:
    """The second half of `rfc822; anna@example.org`, without angle brackets and comments."""
    kind, semicolon, rest = value.partition(";")
    found = (rest if semicolon else kind).strip().strip("<>")
    return found.split()[0][:320] if found else ""


def _word(value: str) -> str | None:
    found = value.split()
    return found[0][:100] if found else None
