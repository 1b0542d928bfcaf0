"""A server took a letter for at least one recipient, and nothing is left to try."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.scenarios.letter_event import LetterEvent


class MessageDelivered(LetterEvent):
    """Raised for letters queued while an active scenario asked for it: most letters arrive, and nobody has to hear of each."""

    label: ClassVar = Text("Письмо доставлено", "Message delivered")
    about: ClassVar = Text(
        "Сервер принял письмо. События приходят о письмах, поставленных в очередь, пока сценарий активен",
        "A server took the letter. Told of letters that are queued while the scenario is active",
    )
    type: Literal["message_delivered"] = "message_delivered"
