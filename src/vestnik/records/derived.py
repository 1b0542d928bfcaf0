"""What is derived from a record's values: typed row, links, unique keys, search text. All of it can be made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select, update

from vestnik.kernel.values import Ref, Value, as_list, plain
from vestnik.records.index_table import column_name, column_value
from vestnik.records.loading import BATCH, batches, identity_map, load_records, record_of
from vestnik.records.record import NotUnique, Record
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.storage.tables.records import document, link, record, record_text, unique_value
from vestnik.storage.transaction import Transaction

LONGEST_KEY = 200
"""Characters of a text that are its unique key themselves; a longer one is stored as a hash."""

LONGEST_TEXT = 2_000
LONGEST_SEARCH = 20_000
"""Characters by which a record is found: of one value, of all."""


def index_row(shape: Shape, number: int, values: Mapping[str, Value]) -> dict[str, Any]:
    """The typed row of a record."""
    row: dict[str, Any] = {"id": number}
    for bound in shape.attributes.values():
        if bound.model.column:
            row[column_name(bound.id)] = column_value(values.get(bound.name))
    return row


def link_rows(
    attributes: Iterable[BoundAttribute], number: int, values: Mapping[str, Value]
) -> list[dict[str, Any]]:
    """The links of a record, in stored order."""
    return [
        {"attribute": bound.id, "source": number, "position": position, "target": ref.number}
        for bound in attributes
        for position, ref in enumerate(as_list(values.get(bound.name)))
        if isinstance(ref, Ref)
    ]


def unique_key(value: Value) -> str | None:
    """What may be stored once only for a value; None for no value."""
    if value is None or value == "":
        return None
    text = plain(value) if isinstance(value, Decimal) else str(value)
    return text if len(text) <= LONGEST_KEY else f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def unique_rows(
    attributes: Iterable[BoundAttribute], number: int, values: Mapping[str, Value]
) -> list[dict[str, Any]]:
    """The unique keys of a record."""
    keys = ((bound.id, unique_key(values.get(bound.name))) for bound in attributes)
    return [{"attribute": id, "key": key, "record": number} for id, key in keys if key is not None]


def search_texts(tx: Transaction, shape: Shape, records: Sequence[Record]) -> list[dict[str, Any]]:
    """What records are found by, case folded, as rows of `record_text`."""
    names = _file_names(tx, shape, records)
    return [
        {"record": one.ref.number, "template": shape.id, "text": _search_text(shape, one.values, names)}
        for one in records
    ]


def refresh_search(tx: Transaction, schema: SqlSchema, doc: Ref) -> None:
    """Records that are found by a document's file name, which is another one now."""
    found = tx.execute(select(link.c.source, link.c.attribute).where(link.c.target == doc.number)).all()
    load_records(tx, schema, [row.source for row in found])
    held = identity_map(tx)
    by_shape: dict[str, dict[Ref, Record]] = {}
    for row in found:
        one = held.get(row.source)
        if one and any(bound.id == row.attribute for bound in schema.shape(one.template).searchable):
            by_shape.setdefault(one.template, {})[one.ref] = one
    for template, records in by_shape.items():
        write_search(tx, schema.shape(template), list(records.values()))


def write_search(tx: Transaction, shape: Shape, records: Sequence[Record]) -> None:
    """Put what the records are found by in the place of what they were found by."""
    for row in search_texts(tx, shape, records):
        changed = update(record_text).where(record_text.c.record == row["record"])
        tx.execute(changed.values(text=row["text"]))


def _search_text(shape: Shape, values: Mapping[str, Value], names: Mapping[Ref, str]) -> str:
    found = (one for bound in shape.searchable for one in as_list(values.get(bound.name)))
    texts = (
        names.get(one, "")
        if isinstance(one, Ref)
        else plain(one)
        if isinstance(one, Decimal)
        else str(one)[:LONGEST_TEXT]
        for one in found
    )
    return "\n".join(texts)[:LONGEST_SEARCH].casefold()


def _file_names(tx: Transaction, shape: Shape, records: Sequence[Record]) -> dict[Ref, str]:
    """Names of the current files of all documents by which the records are found."""
    docs = {
        ref.number
        for one in records
        for bound in shape.searchable
        for ref in as_list(one.values.get(bound.name))
        if isinstance(ref, Ref)
    }
    found: dict[Ref, str] = {}
    for batch in batches(sorted(docs)):
        query = select(document.c.id, document.c.title).where(document.c.id.in_(batch))
        found |= {Ref("doc", row.id): row.title for row in tx.execute(query)}
    return found


def rebuild(tx: Transaction, shape: Shape) -> int:
    """Make everything derived anew for all records of a template; how many there are.

    Raises:
        NotUnique: two records share a value of an attribute that has become unique.
    """
    attributes = tuple(shape.by_id)
    tx.execute(delete(shape.table))
    tx.execute(delete(record_text).where(record_text.c.template == shape.id))
    for table in (link, unique_value):
        tx.execute(delete(table).where(table.c.attribute.in_(attributes)))
    done, last = 0, 0
    while rows := tx.execute(_next(shape.id, last)).mappings().all():
        write_derived(tx, shape, [record_of(shape, row) for row in rows])
        done, last = done + len(rows), rows[-1]["id"]
    return done


def write_derived(tx: Transaction, shape: Shape, records: Sequence[Record]) -> None:
    """Insert everything that is derived from records that have nothing of it yet.

    Raises:
        NotUnique: a unique value is taken.
    """
    refuse_taken(tx, shape.unique, records)
    tx.execute(insert(shape.table), [index_row(shape, one.ref.number, one.values) for one in records])
    links = [row for one in records for row in link_rows(shape.links, one.ref.number, one.values)]
    keys = [row for one in records for row in unique_rows(shape.unique, one.ref.number, one.values)]
    for table, rows in ((link, links), (unique_value, keys)):
        if rows:
            tx.execute(insert(table), rows)
    if shape.searchable:
        tx.execute(insert(record_text), search_texts(tx, shape, records))


def refuse_taken(tx: Transaction, attributes: Sequence[BoundAttribute], records: Sequence[Record]) -> None:
    """Pass only values that no other record has, of these records themselves neither.

    Raises:
        NotUnique: names attribute, value and the record that has it.
    """
    for bound in attributes:
        owners: dict[str, Record] = {}
        for one in records:
            key = unique_key(one.values.get(bound.name))
            if key is not None and (other := owners.setdefault(key, one)) is not one:
                raise _not_unique(bound, one, other.ref)
        for start in range(0, len(owners), BATCH):
            keys = tuple(owners)[start : start + BATCH]
            taken = select(unique_value.c.key, unique_value.c.record).where(
                unique_value.c.attribute == bound.id, unique_value.c.key.in_(keys)
            )
            for row in tx.execute(taken):
                if row.record != owners[row.key].ref.number:
                    raise _not_unique(bound, owners[row.key], Ref("rec", row.record))


def _not_unique(bound: BoundAttribute, one: Record, other: Ref) -> NotUnique:
    value = str(one.values.get(bound.name))[:80]
    path = ("values", bound.name)
    return NotUnique(attribute=bound.model.title, value=value, other=other, path=path)


def _next(template: int, last: int) -> Any:
    query = select(record).where(record.c.template == template, record.c.id > last)
    return query.order_by(record.c.id).limit(BATCH)
