from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from vestnik.storage.database import Database
from vestnik.storage.paging import (
    GREATEST,
    BadCursor,
    BadLimit,
    check_limit,
    contains,
    read_cursor,
    write_cursor,
)


@given(name=st.text(max_size=100), number=st.integers(-GREATEST, GREATEST))
def test_a_cursor_brings_its_position_back(name: str, number: int) -> None:
    assert read_cursor(write_cursor(name, number), str, int) == [name, number]


@pytest.mark.parametrize("cursor", ["", "?", "AAAA", "я", write_cursor("a"), write_cursor(1, 2), "A" * 5000])
def test_anything_else_is_no_cursor(cursor: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(cursor, str, int)


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_sensible_size(limit: int) -> None:
    with pytest.raises(BadLimit):
        check_limit(limit)


@pytest.mark.parametrize(
    ("text", "found"), [("ПИСЬМ", True), ("%", False), ("_", False), ("\\", False), ("", True)]
)
def test_search_takes_special_characters_literally(db: Database, text: str, found: bool) -> None:
    with db.read() as tx:
        matches = literal("эл. письма").like(contains(text), escape="\\")
        assert tx.execute(select(matches)).scalar_one() == found
