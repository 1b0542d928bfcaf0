"""The typed table of a template: one row per record, one column per single-valued attribute that is no reference.

Filters and sorting go through it (measured on 500,000 records: 0.1 ms on SQLite, 0.2 ms on PostgreSQL, against 171 ms
through one index of all values). It is derived from `record.data` and can be made anew from them at any time. Columns
are named by the id of the attribute, so that a rename touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table, text
from sqlalchemy.schema import CreateIndex, CreateTable, DropIndex, DropTable
from sqlalchemy.types import TypeEngine

from vestnik.attributes.base import IndexKind
from vestnik.kernel.values import Ref, Value
from vestnik.storage.tables.types import Exact, Id, Moment, Words
from vestnik.storage.transaction import Transaction

INDEXED_LENGTH = 500
"""Characters of a text that are indexed: PostgreSQL refuses index rows above 2,704 bytes. Longer texts sort by these."""

_TYPES: dict[IndexKind, TypeEngine[Any]] = {
    "text": Words,
    "number": Exact(),
    "moment": Moment(),
    "seconds": BigInteger(),
    "boolean": Boolean(),
    "variant": Id,
}


def index_table(template: int, columns: Mapping[int, IndexKind]) -> Table:
    """The typed table of a template. columns: kinds by attribute id."""
    table = Table(f"records_{template}", MetaData(), Column("id", Id, primary_key=True, autoincrement=False))
    for attribute, kind in sorted(columns.items()):
        table.append_column(Column(column_name(attribute), _TYPES[kind], nullable=True))
        Index(f"ix_{table.name}_{column_name(attribute)}", table.c[column_name(attribute)], table.c.id)
    return table


def column_name(attribute: int) -> str:
    """The column of an attribute."""
    return f"a{attribute}"


def column_value(value: Value) -> Any:
    """A value as its typed column holds it: durations in microseconds, value-list values by id."""
    match value:
        case str():
            return value[:INDEXED_LENGTH]
        case timedelta():
            return value // timedelta(microseconds=1)
        case Ref():
            return value.number
    return value


def from_column(value: Any) -> Value:
    """A number, moment or duration out of its typed column."""
    return timedelta(microseconds=value) if isinstance(value, int) else value


def fits_column(kind: IndexKind, value: Value) -> bool:
    """Whether a value can be compared with the column at all."""
    match value:
        case bool():
            return kind == "boolean"
        case str():
            return kind == "text"
        case Decimal():
            return kind == "number"
        case datetime():
            return kind == "moment"
        case timedelta():
            return kind == "seconds"
        case Ref():
            return kind == "variant" and value.kind == "enum"
    return False


def create(tx: Transaction, table: Table) -> None:
    """Make the table of a new template."""
    tx.execute(CreateTable(table))
    for index in table.indexes:
        tx.execute(CreateIndex(index))


def drop(tx: Transaction, template: int) -> None:
    """Remove the table of a template that goes."""
    tx.execute(DropTable(index_table(template, {}), if_exists=True))


def alter(tx: Transaction, old: Table, new: Table) -> None:
    """Give the table the columns that it lacks and take away those that no attribute has any more."""
    for index in _indexes_of(old, _missing(old, new)):
        tx.execute(DropIndex(index))
    for column in _missing(old, new):
        tx.execute(text(f"ALTER TABLE {old.name} DROP COLUMN {column.name}"), writes=True)
    for column in _missing(new, old):
        made = column.type.compile(tx.connection.dialect)
        tx.execute(text(f"ALTER TABLE {new.name} ADD COLUMN {column.name} {made}"), writes=True)
    for index in _indexes_of(new, _missing(new, old)):
        tx.execute(CreateIndex(index))


def _missing(one: Table, other: Table) -> list[Column[Any]]:
    return [column for column in one.columns if column.name not in other.columns]


def _indexes_of(table: Table, columns: Iterable[Column[Any]]) -> list[Index]:
    wanted = {column.name for column in columns}
    return [index for index in table.indexes if wanted & {column.name for column in index.columns}]
