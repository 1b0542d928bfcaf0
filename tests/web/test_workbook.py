"""XLSX files, read by a library that is not the one that writes them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from vestnik.web.workbook import MOST_CHARACTERS, Cell, write_workbook


def written(*rows: tuple[Cell, ...]) -> list[tuple[object, ...]]:
    file = io.BytesIO()
    write_workbook(file, ["Head"], rows)
    [sheet] = load_workbook(file).worksheets
    return list(sheet.iter_rows(values_only=True))[1:]


@pytest.mark.parametrize("text", ["=1+1", "+7 495", "-5+2", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_no_text_becomes_a_formula(text: str) -> None:
    [(shown,)] = written((text,))
    assert shown == f"'{text}"


def test_texts_stay_texts_and_values_keep_their_type() -> None:
    moment = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    row = ("https://example.org", "007", Decimal("-12.5"), True, None, moment)
    assert written(row) == [("https://example.org", "007", -12.5, True, None, moment.replace(tzinfo=None))]


def test_no_digit_is_lost_to_a_binary_float() -> None:
    assert written((Decimal("1234567890123456789.01"),)) == [("1234567890123456789.01",)]
    assert written((Decimal("12000000000000000000"),)) == [(12000000000000000000,)]


def test_what_a_spreadsheet_cannot_hold_is_shown_as_far_as_it_can() -> None:
    [(long, old)] = written(("ы" * 40_000, datetime(1812, 9, 7, tzinfo=UTC)))
    assert isinstance(long, str)
    assert (len(long), long[-1]) == (MOST_CHARACTERS, "…")
    assert str(old).startswith("1812-09-07")
