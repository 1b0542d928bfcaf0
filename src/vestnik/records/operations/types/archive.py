"""Put the record into the archive."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class Archive(Operation):
    """Sets `_isDisabled`: the record leaves the lists and stays readable."""

    label: ClassVar = Text("Архивировать", "Archive")
    about: ClassVar = Text(
        "Запись уходит из списков и остаётся доступной", "The record leaves the lists and stays readable"
    )
    type: Literal["archive"] = "archive"

    def run(self, press: Press) -> Ref | None:
        press.records.archive(press.needed())
        return press.record
