"""The data as expressions see it: the three look-ups of `vestnik.expressions.objects.Objects` over SQL.

What is read stays in the transaction's identity maps; `prefetch` fills them in batches. What the actor may not see does
not exist here (`vestnik.records.visibility`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Column, Select, Table, bindparam, func, select
from sqlalchemy.sql import ColumnElement

from vestnik.access.actor import Actor
from vestnik.access.credentials import roles_of
from vestnik.access.rights import Right, allowed
from vestnik.expressions.objects import Condition, Predicate, TemplateInfo
from vestnik.kernel.values import Content, Ref, Value, as_list, is_empty
from vestnik.records.account import COLUMNS
from vestnik.records.computed import NEUTRAL, Computed, Computing
from vestnik.records.index_table import INDEXED_LENGTH, column_name, column_value, fits_column, from_column
from vestnik.records.loading import batches, load_record, load_records
from vestnik.records.record import Record
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.records.selection import selection
from vestnik.records.visibility import visible_accounts, visible_documents, visible_records, visible_revisions
from vestnik.storage.blobs import Blobs
from vestnik.storage.prepared import Prepared
from vestnik.storage.tables.records import (
    account,
    account_group,
    document,
    group_member,
    link,
    record,
    revision,
)
from vestnik.storage.tables.storage import object_
from vestnik.storage.transaction import Transaction

Row: TypeAlias = Mapping[Any, Any]

_SYSTEM: dict[str, Callable[[Record], Value]] = {
    "creator": lambda held: held.creator,
    "creationDate": lambda held: held.created,
    "lastWriteDate": lambda held: held.changed,
    "isDisabled": lambda held: held.archived,
}

_SYSTEM_COLUMNS = {
    "creator": record.c.creator,
    "creationDate": record.c.created,
    "lastWriteDate": record.c.changed,
    "isDisabled": record.c.archived,
}

_TABLES: dict[str, Table] = {
    "account": account,
    "group": account_group,
    "doc": document,
    "rev": revision,
}

_WHOLE = ("number", "moment", "seconds")
"""Kinds of typed columns that hold their values as they are; those of texts are cut."""
_STREAMED = 1_000
"""Rows that are held at a time."""

_BY_TEMPLATE = {"_Account": "account", "_AccountGroup": "group", "_Document": "doc"}

_MEMBERS = {"groupUsers": "account", "subGroups": "group"}


class SqlObjects:
    """Objects in one transaction, seen by one actor."""

    def __init__(self, tx: Transaction, actor: Actor, blobs: Blobs, computing: Computing = NEUTRAL) -> None:
        self._tx, self._actor, self._blobs = tx, actor, blobs
        self._computed = Computed(self, actor, computing)
        self._schema = SqlSchema.of(tx)
        self._sees = allowed(actor, Right.USE)

    @property
    def schema(self) -> SqlSchema:
        return self._schema

    def values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        scope, colon, name = predicate.partition(":")
        if not colon:
            return self._attribute_values(subject, predicate)
        match scope, subject.kind:
            case "system", "rec":
                return self._system_values(subject, name)
            case "account", "account":
                return self._account_values(subject, name)
            case "account", "group":
                return self._group_values(subject, name)
            case "document", "doc":
                return self._document_values(subject, name)
            case "revision", "rev":
                return self._revision_values(subject, name)
            case "enum", "enum":
                return self._enum_values(subject, name)
            case "system", "account" | "group" | "doc" | "rev":
                return self._origin_values(subject, name)
        return ()

    def subjects(self, predicate: Predicate, value: Value) -> Sequence[Ref]:
        scope, colon, name = predicate.partition(":")
        if not colon:
            return self._attribute_subjects(predicate, value)
        if scope == "system" and name == "template" and isinstance(value, Ref):
            shape = self._schema.shape_by_id(value.number) if value.kind == "oa" else None
            return self.records(shape.name) if shape else ()
        query = self._query_of(scope, name, value)
        if query is None:
            return [subject for subject, found in self.pairs(predicate) if _same(found, value)]
        kind, statement = query
        found = [Ref(kind, number) for number in self._tx.execute(statement).scalars()]
        return [subject for subject in found if any(_same(v, value) for v in self.values(subject, predicate))]

    def pairs(self, predicate: Predicate) -> Iterator[tuple[Ref, Value]]:
        for batch in batches(self._bearers(predicate)):
            self.prefetch(batch)
            for subject in batch:
                for value in self.values(subject, predicate):
                    yield subject, value

    def records(self, template: str) -> Sequence[Ref]:
        if kind := _BY_TEMPLATE.get(template):
            return self._all(kind)
        shape = self._schema.shapes.get(template)
        if shape is None:
            return ()
        query = select(record.c.id).where(record.c.template == shape.id, visible_records(self._actor))
        return [Ref("rec", number) for number in self._tx.execute(query.order_by(record.c.id)).scalars()]

    def selected(self, conditions: Sequence[Condition]) -> Sequence[Ref] | None:
        found = selection(self._schema, conditions) if self._sees else None
        if found is None:
            return None
        table, clauses = found
        query = select(table.c.id).where(*clauses).order_by(table.c.id)
        return [Ref("rec", number) for number in self._tx.execute(query).scalars()]

    def number_of(self, conditions: Sequence[Condition]) -> int | None:
        found = selection(self._schema, conditions) if self._sees else None
        if found is None:
            return None
        table, clauses = found
        return int(self._tx.execute(select(func.count()).select_from(table).where(*clauses)).scalar_one())

    def values_of(self, conditions: Sequence[Condition], predicate: Predicate) -> Iterator[Value] | None:
        found = self._column_of(conditions, predicate)
        if found is None:
            return None
        column, clauses = found
        return self._streamed(select(column).where(column.is_not(None), *clauses))

    def _streamed(self, query: Select[Any]) -> Iterator[Value]:
        with self._tx.execute(query.execution_options(yield_per=_STREAMED)) as result:
            for value in result.scalars():
                yield from_column(value)

    def extreme_of(
        self, conditions: Sequence[Condition], predicate: Predicate, *, greatest: bool
    ) -> Sequence[Value] | None:
        found = self._column_of(conditions, predicate)
        if found is None:
            return None
        column, clauses = found
        value = self._tx.execute(
            select(func.max(column) if greatest else func.min(column)).where(*clauses)
        ).scalar()
        return () if value is None else (from_column(value),)

    def _column_of(
        self, conditions: Sequence[Condition], predicate: Predicate
    ) -> tuple[Column[Any], Sequence[ColumnElement[bool]]] | None:
        """The typed column of an attribute, where it holds the whole value, and what its rows must meet."""
        bound, found = self._bound(predicate), selection(self._schema, conditions) if self._sees else None
        if bound is None or found is None:
            return None
        (shape, attribute), (table, clauses) = bound, found
        if table is not shape.table or attribute.model.computed or attribute.model.column not in _WHOLE:
            return None
        return table.c[column_name(attribute.id)], clauses

    def template_of(self, subject: Ref) -> TemplateInfo | None:
        held = self._record(subject)
        return self._schema.template(held.template) if held else None

    def find(self, number: int) -> Ref | None:
        kind = self._tx.execute(select(object_.c.kind).where(object_.c.id == number)).scalar()
        if kind is None:
            return None
        ref = Ref(kind, number)
        exists = self._record(ref) if kind == "rec" else self._row(ref) if kind in _TABLES else ref
        return ref if exists else None

    def prefetch(self, subjects: Sequence[Ref]) -> None:
        by_kind: dict[str, list[int]] = {}
        for subject in subjects:
            by_kind.setdefault(subject.kind, []).append(subject.number)
        if self._sees:
            load_records(self._tx, self._schema, by_kind.pop("rec", ()))
        for kind in by_kind.keys() & _TABLES.keys():
            self._load(kind, by_kind[kind])
        if documents := by_kind.get("doc"):
            held = self._rows("doc")
            currents = [row["current"] for number in documents if (row := held.get(number))]
            self._load("rev", [number for number in currents if number])

    def whole(self, records: Iterable[Record]) -> list[Record]:
        """Records with the values of their computed attributes."""
        held = list(records)
        if any(self._schema.shape(one.template).computed for one in held):
            self.prefetch([ref for one in held for ref in _refs(one)])
        return [self._computed.fill(one, self._schema.shape(one.template)) for one in held]

    def read(self, content: Content) -> bytes:
        return self._blobs.read(content)

    # Values by kind of subject

    def _attribute_values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        held, found = self._record(subject), self._bound(predicate)
        if held is None or found is None or found[0].name != held.template:
            return ()
        shape, bound = found
        value = (
            self._computed.value(held.ref, shape, bound) if bound.model.computed else held.values[bound.name]
        )
        return () if is_empty(value) else as_list(value)

    def _system_values(self, subject: Ref, name: str) -> Sequence[Value]:
        held = self._record(subject)
        if held is None:
            return ()
        match name:
            case "template":
                return (self._schema.shape(held.template).info.id,)
            case "title":
                return (self._title(held),)
        read = _SYSTEM.get(name)
        return (read(held),) if read else ()

    def _title(self, held: Record) -> Value:
        attribute = self._schema.shape(held.template).model.title_attribute
        value = self.whole([held])[0].values[attribute.name] if attribute else None
        return str(held.ref.number) if is_empty(value) else value

    def _origin_values(self, subject: Ref, name: str) -> Sequence[Value]:
        """Who made an object that is no record, and when; not everything knows it."""
        row = self._row(subject)
        if row is None:
            return ()
        if name == "creationDate" and "created" in row:
            return (row["created"],)
        if name == "creator" and "creator" in row:
            return (Ref("account", row["creator"]),)
        return ()

    def _account_values(self, subject: Ref, name: str) -> Sequence[Value]:
        row = self._row(subject)
        if row is None:
            return ()
        if name == "userGroupMembership":
            query = select(group_member.c.group).where(group_member.c.member == subject.number)
            return [Ref("group", n) for n in self._tx.execute(query.order_by(group_member.c.group)).scalars()]
        if name == "isSystemAdministrator":
            held = roles_of(self._tx, [subject.number]).get(subject.number)
            return (held is not None and "administrator" in held.roles,)
        value = row[COLUMNS[name]] if name in COLUMNS else None
        if name == "manager" and value is not None:
            value = Ref("account", value)
        return () if is_empty(value) else (value,)

    def _group_values(self, subject: Ref, name: str) -> Sequence[Value]:
        row = self._row(subject)
        if row is None:
            return ()
        if name == "groupName":
            return (row["name"],)
        if name not in _MEMBERS:
            return ()
        query = select(group_member.c.member).where(
            group_member.c.group == subject.number, group_member.c.kind == _MEMBERS[name]
        )
        found = self._tx.execute(query.order_by(group_member.c.position)).scalars()
        return [Ref(_MEMBERS[name], number) for number in found]

    def _document_values(self, subject: Ref, name: str) -> Sequence[Value]:
        row = self._row(subject)
        if row is None:
            return ()
        match name:
            case "currentRevision":
                return (Ref("rev", row["current"]),) if row["current"] else ()
            case "revision":
                query = select(revision.c.id).where(revision.c.document == subject.number)
                found = self._tx.execute(query.order_by(revision.c.number)).scalars()
                return [Ref("rev", number) for number in found]
            case "title":
                return (row["title"],) if row["title"] else ()
        return ()

    def _revision_values(self, subject: Ref, name: str) -> Sequence[Value]:
        row = self._row(subject)
        if row is None:
            return ()
        document = Ref("doc", row["document"])
        match name:
            case "name":
                return (row["filename"],)
            case "revisionExtension":
                stem, dot, extension = row["filename"].rpartition(".")
                return (dot + extension if stem else "",)
            case "content":
                return (Content(row["digest"], row["size"]),)
            case "httpUri":
                return (f"/api/v1/documents/{document}/content?revision={subject}",)
            case "document":
                return (document,)
        return ()

    def _enum_values(self, subject: Ref, name: str) -> Sequence[Value]:
        variant = self._schema.variants.get(subject)
        if variant is None:
            return ()
        color = None if variant.color is None else Decimal(variant.color)
        values: Mapping[str, Value] = {
            "alias": variant.name,
            "name": variant.title.of(self._actor.language),
            "icon": variant.icon,
            "color": color,
        }
        return as_list(values.get(name))

    # Looking the other way round

    def _attribute_subjects(self, predicate: Predicate, value: Value) -> Sequence[Ref]:
        found = self._bound(predicate)
        if found is None or not self._sees:
            return ()
        shape, bound = found
        if bound.model.computed:
            return [subject for subject, held in self.pairs(predicate) if _same(held, value)]
        if bound.model.column is None:
            if not isinstance(value, Ref):
                return ()
            links = (link.c.attribute == bound.id, link.c.target == value.number)
            query = select(link.c.source).where(*links).order_by(link.c.source).distinct()
        elif fits_column(bound.model.column, value):
            column = shape.table.c[column_name(bound.id)]
            query = select(shape.table.c.id).where(column == column_value(value)).order_by(shape.table.c.id)
        else:
            return ()
        refs = [Ref("rec", number) for number in self._tx.execute(query).scalars()]
        if not isinstance(value, str) or len(value) < INDEXED_LENGTH:
            return refs
        self.prefetch(refs)
        return [ref for ref in refs if value in self._attribute_values(ref, predicate)]

    def _query_of(self, scope: str, name: str, value: Value) -> tuple[str, Select[Any]] | None:
        """Kind and ids of the subjects where a column tells; None where only looking at all of them does."""
        match scope, name, value:
            case "account", "manager", Ref():
                return "account", self._where("account", account.c.manager, value.number)
            case "account", "groupName", str():
                return "group", self._where("group", account_group.c.name, value)
            case "account", ("username" | "mbox" | "fullName" | "department" | "title" | "phone"), str():
                return "account", self._where("account", account.c[COLUMNS[name]], value)
            case "document", "currentRevision", Ref():
                return "doc", self._where("doc", document.c.current, value.number)
            case "document", "revision", Ref():
                ids = select(revision.c.document).where(revision.c.id == value.number)
                return "doc", self._ids("doc").where(document.c.id.in_(ids))
            case "document", "title", str():
                return "doc", self._where("doc", document.c.title, value)
            case "revision", "name", str():
                return "rev", self._where("rev", revision.c.filename, value)
            case "revision", "document", Ref():
                return "rev", self._where("rev", revision.c.document, value.number)
            case "system", ("creator" | "creationDate" | "lastWriteDate" | "isDisabled"), _:
                wanted = value.number if isinstance(value, Ref) else value
                if not _comparable(name, value):
                    return None
                return "rec", self._where("rec", _SYSTEM_COLUMNS[name], wanted)
        return None

    def _where(self, kind: str, column: Column[Any], value: Any) -> Select[Any]:
        return self._ids(kind).where(column == value)

    def _bearers(self, predicate: Predicate) -> Sequence[Ref]:
        """Everything that may have a predicate, in creation order."""
        scope, colon, name = predicate.partition(":")
        if not colon:
            found = self._bound(predicate)
            return self.records(found[0].name) if found else ()
        match scope:
            case "system":
                return self._all("rec")
            case "account":
                return self._all("group" if name in ("groupName", *_MEMBERS) else "account")
            case "document":
                return self._all("doc")
            case "revision":
                return self._all("rev")
            case "enum":
                return sorted(self._schema.variants)
        return ()

    def _all(self, kind: str) -> Sequence[Ref]:
        return [Ref(kind, number) for number in self._tx.execute(self._ids(kind)).scalars()]

    def _ids(self, kind: str) -> Select[Any]:
        """Ids of everything of a kind that the actor sees, in creation order."""
        table = record if kind == "rec" else _TABLES[kind]
        return select(table.c.id).where(_visible(kind, self._actor)).order_by(table.c.id)

    # Loading

    def _bound(self, predicate: Predicate) -> tuple[Shape, BoundAttribute] | None:
        kind, _, number = predicate.partition(".")
        return self._schema.bound(int(number)) if kind == "op" and number.isdecimal() else None

    def _record(self, subject: Ref) -> Record | None:
        if subject.kind != "rec" or not self._sees:
            return None
        return load_record(self._tx, self._schema, subject.number)

    def _rows(self, kind: str) -> dict[int, Row | None]:
        """Rows that this actor has asked for, by id; None for those that it does not see."""
        maps = self._tx.cache.setdefault("records.rows", {})
        return maps.setdefault((self._actor.account, self._actor.is_system, kind), {})  # type: ignore[no-any-return]

    def _row(self, subject: Ref) -> Row | None:
        held = self._rows(subject.kind)
        if subject.number not in held:
            held[subject.number] = _by_id(subject.kind, self._actor).one(self._tx, id=subject.number)
        return held[subject.number]

    def _load(self, kind: str, numbers: Iterable[int]) -> None:
        held = self._rows(kind)
        for batch in batches([number for number in dict.fromkeys(numbers) if number not in held]):
            held.update(dict.fromkeys(batch))
            for row in self._tx.execute(_by_ids(kind, self._actor), {"ids": batch}).mappings():
                held[row["id"]] = row


@lru_cache(maxsize=512)
def _by_id(kind: str, actor: Actor) -> Prepared:
    """The row of an object that is no record, if the actor sees it."""
    table = _TABLES[kind]
    return Prepared(select(table).where(table.c.id == bindparam("id"), _visible(kind, actor)))


@lru_cache(maxsize=512)
def _by_ids(kind: str, actor: Actor) -> Select[Any]:
    """The rows of several such objects."""
    table = _TABLES[kind]
    return select(table).where(table.c.id.in_(bindparam("ids", expanding=True)), _visible(kind, actor))


def _visible(kind: str, actor: Actor) -> ColumnElement[bool]:
    """A condition on rows of a kind: those that the actor sees."""
    match kind:
        case "rec":
            return visible_records(actor)
        case "doc":
            return visible_documents(actor)
        case "rev":
            return visible_revisions(actor)
    return visible_accounts(actor)


def _refs(one: Record) -> Iterator[Ref]:
    return (ref for value in one.values.values() for ref in as_list(value) if isinstance(ref, Ref))


def _same(one: Value, other: Value) -> bool:
    """Equal and of one kind: `True` is no number."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _comparable(name: str, value: Value) -> bool:
    wanted = {"creator": Ref, "isDisabled": bool}.get(name, datetime)
    return isinstance(value, wanted)
