"""Selects of a fixed text, for what is asked one by one and in great numbers: a record, an account, a document by its id.

SQLAlchemy keys, binds and unpacks a statement in some 200 µs, the driver runs a look-up by id in 5. So on SQLite, which has
no network in between, the text is made once and goes to the driver, and values are converted by the types of the columns
when they are asked for. On PostgreSQL the statement is executed as any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from vestnik.storage.transaction import Transaction

Columns: TypeAlias = "Mapping[str, tuple[int, Callable[[Any], Any] | None]]"

_ENGINE = sqlite.dialect()


class Row(Mapping[str, Any]):
    """One row by the names of its columns."""

    __slots__ = ("_columns", "_found")

    def __init__(self, columns: Columns, found: tuple[Any, ...]) -> None:
        self._columns, self._found = columns, found

    def __getitem__(self, name: str) -> Any:
        at, convert = self._columns[name]
        value = self._found[at]
        return value if convert is None else convert(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class Prepared:
    """A select that is run with other values each time; they stand in it as `bindparam(name)`."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        compiled = statement.compile(dialect=_ENGINE)
        self._sql = str(compiled)
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._constants: dict[str, Any] = dict(compiled.params)
        self._columns: Columns = {
            column.name: (at, column.type.dialect_impl(_ENGINE).result_processor(_ENGINE, None))
            for at, column in enumerate(statement.selected_columns)
        }

    def one(self, tx: Transaction, **values: int | bytes) -> Mapping[Any, Any] | None:
        """The only row there is, by the names of its columns; None if there is none."""
        if tx.dialect == "sqlite":
            arguments = tuple(
                values[name] if name in values else self._constants[name] for name in self._order
            )
            try:
                found = tx.driver.execute(self._sql, arguments).fetchone()
            except sqlite3.Error:
                pass  # asked again below, so that whatever it is, it is told as of every statement
            else:
                return None if found is None else Row(self._columns, found)
        return tx.execute(self._statement, values).mappings().one_or_none()
