"""Take the record out of the archive."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class Unarchive(Operation):
    """Clears `_isDisabled`."""

    label: ClassVar = Text("Разархивировать", "Unarchive")
    about: ClassVar = Text("Запись возвращается в списки", "The record comes back into the lists")
    type: Literal["unarchive"] = "unarchive"

    def run(self, press: Press) -> Ref | None:
        press.records.unarchive(press.needed())
        return press.record
