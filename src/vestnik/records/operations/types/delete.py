"""Delete the record."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class Delete(Operation):
    """For good. What the form holds unsaved goes with the record."""

    label: ClassVar = Text("Удалить", "Delete")
    about: ClassVar = Text("Запись удаляется навсегда", "The record is removed for good")
    saves: ClassVar[bool] = False
    type: Literal["delete"] = "delete"

    def run(self, press: Press) -> Ref | None:
        press.records.delete(press.needed(), press.expected_version)
        return None
