"""Reading records in batches into the identity map of a transaction: each is read once however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, select

from vestnik.kernel.values import Ref, Value, as_list, load
from vestnik.records.record import Record
from vestnik.records.schema import Shape, SqlSchema
from vestnik.storage.prepared import Prepared
from vestnik.storage.tables.records import record
from vestnik.storage.transaction import Transaction

T = TypeVar("T")

BATCH = 500
"""Ids per query."""


_RECORDS = select(record).where(record.c.id.in_(bindparam("ids", expanding=True)))
_RECORD = Prepared(select(record).where(record.c.id == bindparam("id")))


def identity_map(tx: Transaction) -> dict[int, Record | None]:
    """Records of this transaction by id; None for those that do not exist. Emptied by a rolled back savepoint."""
    return cast(dict[int, Record | None], tx.cache.setdefault("records.map", {}))


class HeldValues(Mapping[str, Value]):
    """The values of a record, by name. Each is made when it is asked for: most readers want a few of many."""

    __slots__ = ("_made", "_shape", "_stored")

    def __init__(self, shape: Shape, stored: Mapping[str, Any]) -> None:
        self._shape, self._stored = shape, stored
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._made:
            bound = self._shape.attributes[name]
            self._made[name] = _held(self._stored.get(str(bound.id)), bound.model.multiple)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shape.attributes)

    def __len__(self) -> int:
        return len(self._shape.attributes)

    def __repr__(self) -> str:
        return repr(dict(self))


def load_record(tx: Transaction, schema: SqlSchema, id: int) -> Record | None:
    """One record; None when there is none. Read once, and on SQLite quickly: expressions go from record to record."""
    held = identity_map(tx)
    if id not in held:
        row = _RECORD.one(tx, id=id)
        shape = schema.shape_by_id(row["template"]) if row else None
        held[id] = record_of(shape, row) if shape and row else None
    return held[id]


def load_records(tx: Transaction, schema: SqlSchema, ids: Iterable[int]) -> None:
    """Read those that are not yet in the identity map."""
    held = identity_map(tx)
    for batch in batches([id for id in dict.fromkeys(ids) if id not in held]):
        held.update(dict.fromkeys(batch))
        for row in tx.execute(_RECORDS, {"ids": batch}).mappings():
            if shape := schema.shape_by_id(row["template"]):
                held[row["id"]] = record_of(shape, row)


def record_of(shape: Shape, row: Mapping[Any, Any]) -> Record:
    """A database row as a record. Values of attributes that are gone stay behind."""
    creator = Ref("account", row["creator"])
    return Record(
        Ref("rec", row["id"]),
        shape.name,
        row["version"],
        HeldValues(shape, row["data"]),
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
