from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, select, text

from vestnik.kernel.text import Text as Bilingual
from vestnik.storage.database import Database
from vestnik.storage.tables.types import Exact, Id, Json, Moment, Spoken, Words, from_sortable, sortable

EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=10) | st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(-(10**27), 10**27),
    st.integers(-900, 900),
)


@pytest.fixture
def table(db: Database) -> Iterator[Table]:
    table = Table(
        "kinds",
        MetaData(),
        Column("id", Id, primary_key=True),
        Column("moment", Moment),
        Column("json", Json),
        Column("exact", Exact),
        Column("words", Words),
        Column("spoken", Spoken),
    )
    with db.write() as tx:
        table.create(tx.connection)
    return table


def stored(db: Database, table: Table, **values: Any) -> Any:
    (name,) = values
    with db.write() as tx:
        tx.execute(table.insert(), {"id": 1, **values})
        return tx.execute(select(table.c[name])).scalar_one()


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, True, None, "текст"]},
        {"n": Decimal("0.1000000000000000000000000001")},
        Decimal("12345678901234567890.12345678"),
        "a text",
        [],
        0,
        False,
    ],
)
def test_json_comes_back_exactly(db: Database, table: Table, value: Any) -> None:
    assert stored(db, table, json=value) == value


def test_json_is_a_document_to_postgresql_and_not_a_quoted_text(postgresql_db: Database) -> None:
    table = Table("kinds", MetaData(), Column("id", Id, primary_key=True), Column("json", Json))
    with postgresql_db.write() as tx:
        table.create(tx.connection)
        tx.execute(table.insert(), {"id": 1, "json": {"a": {"b": "c"}}})
        assert tx.execute(text("SELECT json -> 'a' ->> 'b' FROM kinds")).scalar_one() == "c"


def test_no_json_is_null(db: Database, table: Table) -> None:
    assert stored(db, table, json=None) is None
    with db.read() as tx:
        assert tx.execute(select(table.c.id).where(table.c.json.is_(None))).scalar_one() == 1


def test_a_moment_comes_back_in_utc_to_the_microsecond(db: Database, table: Table) -> None:
    moment = datetime(2025, 3, 12, 12, 15, 30, 123456, timezone(timedelta(hours=3)))
    found = stored(db, table, moment=moment)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_zone_is_refused(db: Database, table: Table) -> None:
    with pytest.raises(Exception, match="zone"):
        stored(db, table, moment=datetime(2025, 3, 12))


def test_numbers_sort_as_numbers(db: Database, table: Table) -> None:
    numbers = [Decimal(text) for text in ("-1E+20", "-10", "-9.5", "-0.1", "0", "0.1", "2", "10", "1E+20")]
    with db.write() as tx:
        for number in reversed(numbers):
            tx.execute(table.insert(), {"exact": number})
        assert tx.execute(select(table.c.exact).order_by(table.c.exact)).scalars().all() == numbers
        few = select(table.c.exact).where(table.c.exact < Decimal("-9.6"))
        assert set(tx.execute(few).scalars()) == {Decimal("-1E+20"), Decimal(-10)}


@given(one=EXACT, other=EXACT)
def test_sortable_text_has_the_order_of_the_numbers(one: Decimal, other: Decimal) -> None:
    assert (sortable(one) < sortable(other)) == (one < other)
    assert from_sortable(sortable(one)) == one


def test_words_sort_by_code_point(db: Database, table: Table) -> None:
    words = ["B", "a", "Ё", "Б", "а"]
    with db.write() as tx:
        for word in reversed(words):
            tx.execute(table.insert(), {"words": word})
        assert tx.execute(select(table.c.words).order_by(table.c.words)).scalars().all() == sorted(words)


@pytest.mark.parametrize(
    "value", ["2.0.0 Ok", "", None, '{"ru": "a"}', Bilingual("соединение прервано", "broken")]
)
def test_what_was_said_comes_back_in_one_language_or_in_both(db: Database, table: Table, value: Any) -> None:
    assert stored(db, table, spoken=value) == value


def test_nobody_else_can_say_what_is_ours(db: Database, table: Table) -> None:
    assert stored(db, table, spoken='\x1e{"ru": "a", "en": "b"}') == '{"ru": "a", "en": "b"}'
