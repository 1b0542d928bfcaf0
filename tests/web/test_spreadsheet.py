"""CSV that no spreadsheet computes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.web.spreadsheet import as_csv, cell


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_a_cell_that_begins_like_a_formula_is_text(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["Договор", "1", "a=b", "", "-2", "-1234,5"])
def test_other_cells_stay(text: str) -> None:
    assert cell(text) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_every_row_is_read_back(rows: list[list[str]]) -> None:
    text = b"".join(as_csv(["a", "b"], rows, ";")).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert read == [["a", "b"], *([cell(value) for value in row] for row in rows)]
