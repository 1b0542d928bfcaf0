"""The last try of a letter is over, and somebody did not get it."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.scenarios.letter_event import LetterEvent


class MessageFailed(LetterEvent):
    """Raised for letters that nobody got or only some got: refused, expired, suppressed. Not for those that were cancelled."""

    label: ClassVar = Text("Письмо не доставлено", "Message failed")
    about: ClassVar = Text(
        "Письмо не дошло до всех или некоторых получателей, и попыток больше не будет: сервер отказал, срок истёк или адрес в списке запрета",
        "Some or all recipients did not get the letter and nothing is left to try: refused, expired or suppressed",
    )
    type: Literal["message_failed"] = "message_failed"
