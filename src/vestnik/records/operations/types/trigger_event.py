"""Nothing but the event."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class TriggerEvent(Operation):
    """Scenarios that listen to the button do the work."""

    label: ClassVar = Text("Вызвать событие «Нажата кнопка»", "Raise the event 'Button clicked'")
    about: ClassVar = Text(
        "Только вызывает событие: работу делают сценарии", "Only raises the event: scenarios do the work"
    )
    type: Literal["trigger_event"] = "trigger_event"

    def run(self, press: Press) -> Ref | None:
        return press.needed()
