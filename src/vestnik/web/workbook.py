"""Lists as XLSX (ISO/IEC 29500) for spreadsheets: rows are written as they come and never all held in memory.

Texts are written as texts, links and formulas too, and one that begins like a formula is marked as in CSV: it stays a
text when the file is saved as CSV later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vestnik.web.spreadsheet import cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_CHARACTERS = 32_767
"""What a cell holds; a longer text ends with an ellipsis."""

EXACT_DIGITS = 15
"""Spreadsheets reckon in binary floats; a number of more digits is written as text, so that none is lost."""

FIRST_YEAR = 1900
"""Spreadsheets know no earlier dates; those are written as text."""

WIDTH = 20

Cell = str | Decimal | bool | datetime | None
"""A moment is written as its zone's clock shows it."""


def write_workbook(target: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """One sheet with a head that stays in view."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(head) - 1), WIDTH)
        for column, title in enumerate(head):
            sheet.write_string(0, column, _text(title), bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, moment)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, moment: Format) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, column, value)
        case Decimal() if len(value.normalize().as_tuple().digits) <= EXACT_DIGITS:
            sheet.write_number(row, column, float(value))
        case datetime(year=year) if year >= FIRST_YEAR:
            sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
        case None:
            pass
        case _:
            sheet.write_string(row, column, _text(str(value)))


def _text(value: str) -> str:
    shown = cell(value)
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[: MOST_CHARACTERS - 1]}…"
