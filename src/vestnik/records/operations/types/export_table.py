"""The list of records as a spreadsheet."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.records.operations.export import ExportOperation


class ExportTable(ExportOperation):
    """The records that the table shows, by its search, filter and order."""

    label: ClassVar = Text("Экспортировать таблицу", "Export the table")
    about: ClassVar = Text(
        "Записи таблицы с её поиском, фильтром и порядком как файл XLSX",
        "The records of the table, by its search, filter and order, as an XLSX file",
    )
    needs_record: ClassVar[bool] = False
    type: Literal["export_table"] = "export_table"
