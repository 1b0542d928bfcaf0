"""Statements over many rows at once: one call of the database for a batch, whatever its length.

Handing a driver one row after the other costs more than the rows themselves: 5 µs each in SQLAlchemy, and on SQLite every
step of every row gives Python's lock away and has to win it back from whoever computes meanwhile. So a batch goes as one
value: JSON that SQLite unpacks (`json_each`), one array a column that PostgreSQL does (`unnest`). The statement is made
from the tables' own columns, and values are converted by their types. Measured for an update of 9 columns: 3 µs a row,
all of it outside of Python's lock, against 6 µs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, LargeBinary, Table, any_, bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect as Engine

from vestnik.storage.tables.types import Json, JsonText, dump_json
from vestnik.storage.transaction import Dialect, Transaction

_ENGINES: dict[Dialect, Engine] = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}  # type: ignore[no-untyped-call]

Convert = Callable[[Any], Any]


class Many:
    """A statement that takes rows as tuples, in the order of `columns`."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        sql: dict[Dialect, str],
        *,
        adds: bool,
        by_row: bool = False,
    ) -> None:
        self._table: str = columns[0].table.name
        self._adds = adds
        self._sql = sql
        self._by_row = by_row
        self._converts = {name: _converts(columns, engine) for name, engine in _ENGINES.items()}

    def run(self, tx: Transaction, rows: Collection[Sequence[Any]]) -> int:
        """Execute it for the rows; how many it changed, as far as the driver knows."""
        return self.execute(tx, self.prepare(tx.dialect, rows))

    def prepare(self, dialect: Dialect, rows: Collection[Sequence[Any]]) -> Any:
        """The rows as the driver takes them: the part of the work for which nobody has to wait."""
        if not rows:
            return None
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for at, convert in self._converts[dialect]:
            columns[at] = [convert(value) for value in columns[at]]
        if dialect == "postgresql":
            return tuple(map(list, columns))
        together = list(zip(*columns, strict=True))
        return together if self._by_row else (json.dumps(together, ensure_ascii=False),)

    def execute(self, tx: Transaction, prepared: Any) -> int:
        """Execute it for rows that are prepared; how many it changed, as far as the driver knows."""
        if prepared is None:
            return 0
        tx.begin_writing()
        tx.wrote(self._table, adds=self._adds)
        return tx.connection.exec_driver_sql(self._sql[tx.dialect], prepared).rowcount


def insert_many(
    table: Table, *names: str, or_update: tuple[str, ...] = (), key: tuple[str, ...] = ()
) -> Many:
    """Insert rows of the named columns.

    or_update: columns that are written when the row is there already; with a `key` alone such a row is left as it is.
    """
    columns = [table.c[name] for name in names]
    listed = ", ".join(names)
    conflict = ""
    if key:
        changes = ", ".join(f"{name} = excluded.{name}" for name in or_update)
        conflict = f" ON CONFLICT ({', '.join(key)}) DO " + (
            f"UPDATE SET {changes}" if changes else "NOTHING"
        )
    by_row = any(isinstance(column.type, LargeBinary) for column in columns)  # which JSON cannot carry
    into = f'INSERT INTO "{table.name}" ({listed}) '
    if by_row:
        embedded = f"{into}VALUES ({', '.join('?' * len(names))}){conflict}"
    else:
        embedded = f"{into}SELECT {_unpacked(names)} FROM json_each(?) AS v WHERE true{conflict}"
    return Many(
        columns,
        {"sqlite": embedded, "postgresql": f"{into}SELECT * FROM {_arrays(columns)}{conflict}"},
        adds=not or_update,
        by_row=by_row,
    )


def update_many(table: Table, *, key: Sequence[str], values: Sequence[str]) -> Many:
    """Set columns of the rows that a key names; each row is given as its key and then the values."""
    names = [*key, *values]
    columns = [table.c[name] for name in names]
    found = " AND ".join(f'"{table.name}".{name} = v.{name}' for name in key)
    change = f'UPDATE "{table.name}" SET {", ".join(f"{name} = v.{name}" for name in values)} FROM '
    return Many(
        columns,
        {
            "sqlite": f"{change}(SELECT {_unpacked(names)} FROM json_each(?) AS v) AS v WHERE {found}",
            "postgresql": f"{change}{_arrays(columns)} AS v({', '.join(names)}) WHERE {found}",
        },
        adds=False,
    )


def among(dialect: Dialect, column: Column[int]) -> ColumnElement[bool]:
    """The condition that an id is one of many, which `listed` gives as the one parameter `ids`.

    Statements with it do not depend on the ids, so that the hot ones are made once: making one takes SQLAlchemy longer
    than a small batch takes the database.
    """
    if dialect == "postgresql":
        return column == any_(bindparam("ids", type_=postgresql.ARRAY(BigInteger)))
    return column.in_(text("SELECT value FROM json_each(:ids)"))


def listed(dialect: Dialect, ids: Collection[int]) -> Any:
    """Ids as the parameter of `among`."""
    return list(ids) if dialect == "postgresql" else json.dumps(list(ids))


def _unpacked(names: Sequence[str]) -> str:
    return ", ".join(f"json_extract(v.value, '$[{at}]') AS {name}" for at, name in enumerate(names))


def _arrays(columns: Iterable[Column[Any]]) -> str:
    engine = _ENGINES["postgresql"]
    arrays = (_array(column, column.type.compile(engine).partition(" COLLATE")[0]) for column in columns)
    return f"unnest({', '.join(arrays)})"


def _array(column: Column[Any], type_: str) -> str:
    """The placeholder of a column's array; bytes travel as they are instead of as text in hexadecimal."""
    return f"{'%b' if isinstance(column.type, LargeBinary) else '%s'}::{type_}[]"


def _converts(columns: Sequence[Column[Any]], engine: Engine) -> list[tuple[int, Convert]]:
    """What has to be done with the values of which columns."""
    found: list[tuple[int, Convert]] = []
    for at, column in enumerate(columns):
        if isinstance(column.type, (Json, JsonText)):
            found.append((at, _json_or_null))
        elif not isinstance(column.type, LargeBinary) and (
            convert := column.type.dialect_impl(engine).bind_processor(engine)
        ):
            found.append((at, convert))
    return found


def _json_or_null(value: Any) -> str | None:
    return None if value is None else dump_json(value)
