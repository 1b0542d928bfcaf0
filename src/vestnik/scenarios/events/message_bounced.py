"""A notice came that a letter did not arrive after all, though the first server had taken it."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.scenarios.letter_event import LetterEvent


class MessageBounced(LetterEvent):
    """Raised by delivery status notices (RFC 3464) that name a letter of ours and say that it failed."""

    label: ClassVar = Text("Письмо вернулось", "Message bounced")
    about: ClassVar = Text(
        "Пришло уведомление о том, что принятое сервером письмо всё же не доставлено",
        "A notice came that a letter did not arrive after all, though a server had taken it",
    )
    type: Literal["message_bounced"] = "message_bounced"
