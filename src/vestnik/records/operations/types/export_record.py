"""One record as a spreadsheet."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Press
from vestnik.records.operations.export import ExportOperation


class ExportRecord(ExportOperation):
    """The record in hand, as it is after the press."""

    label: ClassVar = Text("Экспортировать запись", "Export the record")
    about: ClassVar = Text("Запись как файл XLSX", "The record as an XLSX file")
    type: Literal["export_record"] = "export_record"

    def run(self, press: Press) -> Ref | None:
        return press.needed()
