"""The journal of a record in pages: the changes of logged attributes, those of one save together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from vestnik.kernel.values import Ref, Value, load
from vestnik.storage.tables.records import record_journal
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LoggedValue:
    """An attribute with its values. name: of the attribute, as it was then."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class LoggedSave:
    """What one save changed. version: of the record, afterwards."""

    version: int
    at: datetime
    account: Ref
    values: tuple[LoggedValue, ...]


def logged_saves(tx: Transaction, ref: Ref, *, before: int | None, limit: int) -> Sequence[LoggedSave]:
    """Saves that changed a logged attribute, newest first, below a version; whether the record may be seen is asked before."""
    columns = record_journal.c
    versions = (
        select(columns.version)
        .where(columns.record == ref.number)
        .distinct()
        .order_by(columns.version.desc())
        .limit(limit)
    )
    if before is not None:
        versions = versions.where(columns.version < before)
    wanted = list(tx.execute(versions).scalars())
    if not wanted:
        return []
    query = (
        select(record_journal)
        .where(columns.record == ref.number, columns.version.between(wanted[-1], wanted[0]))
        .order_by(columns.version.desc(), columns.id)
    )
    rows: dict[int, list[LoggedValue]] = {}
    heads: dict[int, tuple[datetime, Ref]] = {}
    for row in tx.execute(query):
        rows.setdefault(row.version, []).append(LoggedValue(row.name, load(row.before), load(row.after)))
        heads.setdefault(row.version, (row.at, Ref("account", row.account)))
    return [LoggedSave(version, *heads[version], tuple(values)) for version, values in rows.items()]
