"""Reading records in batches into the identity map of a transaction: each is read once however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import RowMapping, bindparam, select

from vestnik.kernel.values import Ref, Value, as_list, load
from vestnik.records.record import Record
from vestnik.records.schema import Shape, SqlSchema
from vestnik.storage.tables.records import record
from vestnik.storage.transaction import Transaction

T = TypeVar("T")

BATCH = 500
"""Ids per query."""


_RECORDS = select(record).where(record.c.id.in_(bindparam("ids", expanding=True)))


def identity_map(tx: Transaction) -> dict[int, Record | None]:
    """Records of this transaction by id; None for those that do not exist. Emptied by a rolled back savepoint."""
    return cast(dict[int, Record | None], tx.cache.setdefault("records.map", {}))


def load_records(tx: Transaction, schema: SqlSchema, ids: Iterable[int]) -> None:
    """Read those that are not yet in the identity map."""
    held = identity_map(tx)
    for batch in batches([id for id in dict.fromkeys(ids) if id not in held]):
        held.update(dict.fromkeys(batch))
        for row in tx.execute(_RECORDS, {"ids": batch}).mappings():
            if shape := schema.shape_by_id(row["template"]):
                held[row["id"]] = record_of(shape, row)


def record_of(shape: Shape, row: RowMapping) -> Record:
    """A database row as a record. Values of attributes that are gone stay behind."""
    stored = row["data"]
    values = {
        bound.name: _held(stored.get(str(bound.id)), bound.model.multiple)
        for bound in shape.attributes.values()
    }
    creator = Ref("account", row["creator"])
    return Record(
        Ref("rec", row["id"]),
        shape.name,
        row["version"],
        values,
        creator,
        row["created"],
        row["changed"],
        row["archived"],
    )


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _held(stored: Any, multiple: bool) -> Value:
    """An attribute may have come to hold several values since, or one."""
    if stored is None:
        return () if multiple else None
    value = load(stored)
    if multiple:
        return as_list(value)
    return value[0] if isinstance(value, tuple) else value
