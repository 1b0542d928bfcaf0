"""Lists of records: conditions on attributes, search, sorting, pages; through typed columns and links, never through JSON.

Records without a value come last in either direction: a page is filled from those that have one, walking the index of
the sorted column, then from the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Select,
    and_,
    asc,
    desc,
    exists,
    false,
    func,
    literal,
    not_,
    select,
    text,
    tuple_,
)
from sqlalchemy.sql import ColumnElement

from vestnik.access.actor import Actor
from vestnik.kernel.problem import Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, dump, load
from vestnik.records.index_table import INDEXED_LENGTH, column_name, column_value, fits_column
from vestnik.records.schema import BoundAttribute, SqlSchema
from vestnik.records.visibility import visible_records
from vestnik.storage.paging import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    check_limit,
    contains,
    read_cursor,
    write_cursor,
)
from vestnik.storage.tables.records import link, record, record_text
from vestnik.storage.tables.types import dump_json, load_json
from vestnik.storage.transaction import Transaction

Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "empty", "not_empty"]

MAX_CONDITIONS = 20
MAX_SEARCH = 200
TRIGRAM = 3
"""The search index knows sequences of three characters; what is shorter is looked for in the texts themselves."""

_SYSTEM = ("id", "_creationDate", "_lastWriteDate")


class BadSort(Refused):
    code = "bad_sort"
    text = Text("По «{name}» нельзя сортировать.{hint}", "Cannot sort by '{name}'.{hint}")


class BadFilter(Refused):
    code = "bad_filter"
    text = Text("Условие на «{name}» не годится: {why}", "The condition on '{name}' will not do: {why}")


class SearchTooLong(Refused):
    code = "search_too_long"
    text = Text("Искать можно не больше {most} символов", "A search has at most {most} characters")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. value: as the attribute holds it; a list for `in`; nothing for `empty` and `not_empty`.

    `ne` holds for records without a value too. An attribute with several values fits when one of them does.
    """

    attribute: str
    operator: Operator
    value: Value = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be listed.

    q: text that searchable attributes contain, in any case. archived: only those, None for all. sort: an attribute that
    holds one plain value, or `id`, `_creationDate`, `_lastWriteDate`; with `-` the greatest first.
    """

    template: str
    where: tuple[Condition, ...] = ()
    q: str = ""
    archived: bool | None = False
    sort: str = "-_creationDate"
    cursor: str | None = None
    limit: int = DEFAULT_LIMIT


class RecordList:
    """One listing in one transaction."""

    def __init__(self, tx: Transaction, actor: Actor, schema: SqlSchema, listing: Listing) -> None:
        self._tx, self._actor, self._listing = tx, actor, listing
        self._shape = schema.shape(listing.template)

    def page(self) -> Page[Ref]:
        """The next records.

        Raises:
            BadSort, BadFilter, BadCursor, BadLimit, TemplateMissing.
        """
        limit = check_limit(self._listing.limit)
        key, descending = self._sort()
        found: list[tuple[int, Any]] = []
        at = self._position()
        for without_value in (False, True) if self._may_lack(key) else (False,):
            if at is None or at[0] <= without_value:
                query = self._ordered(key, descending, without_value, at, limit + 1 - len(found))
                rows: Sequence[Any] = self._tx.execute(query).all()
                found += [(number, value) for number, value in rows]
                at = None
            if len(found) > limit:
                break
        items = tuple(Ref("rec", number) for number, _ in found[:limit])
        return Page(items, self._cursor(*found[limit - 1]) if len(found) > limit else None)

    def count(self) -> int:
        """How many there are over all pages."""
        query = select(func.count()).select_from(self._source(typed=False)).where(*self._conditions(False))
        return int(self._tx.execute(query).scalar_one())

    def _ordered(
        self,
        key: Column[Any],
        descending: bool,
        without_value: bool,
        at: tuple[bool, Any, int] | None,
        limit: int,
    ) -> Select[Any]:
        typed = key.table is self._shape.table
        id = self._shape.table.c.id if typed else record.c.id
        query = select(id, key).select_from(self._source(typed)).where(*self._conditions(typed)).limit(limit)
        direction = desc if descending else asc
        if key is id:
            query = query.where(_beyond(descending, id, literal(at[2]))) if at else query
            return query.order_by(direction(id))
        if without_value:
            query = query.where(key.is_(None)).order_by(direction(id))
            return query.where(_beyond(descending, id, literal(at[2]))) if at else query
        if self._may_lack(key):
            query = query.where(key.is_not(None))
        if at:
            there = tuple_(literal(at[1], key.type), literal(at[2]))
            query = query.where(_beyond(descending, tuple_(key, id), there))
        return query.order_by(direction(key), direction(id))

    def _source(self, typed: bool) -> Any:
        """The typed table holds this template's records only, so walking its index needs no other condition.

        SQLite takes the table that gives the order first. With `record` there, a rare value was looked for among all records
        (measured on 100,000: 160 ms), although the typed table has an index of it.
        """
        table = self._shape.table
        joined = and_(table.c.id == record.c.id)
        return table.join(record, joined) if typed else record.join(table, joined)

    def _conditions(self, typed: bool) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [visible_records(self._actor)]
        if not typed:
            found.append(record.c.template == self._shape.id)
        if self._listing.archived is not None:
            found.append(record.c.archived.is_(self._listing.archived))
        if len(self._listing.where) > MAX_CONDITIONS:
            raise self._bad("…", f"больше {MAX_CONDITIONS} условий", f"more than {MAX_CONDITIONS} conditions")
        found += [self._condition(one) for one in self._listing.where]
        if q := self._listing.q.strip():
            found.append(self._found_by(q))
        return found

    def _condition(self, one: Condition) -> ColumnElement[bool]:
        if one.attribute == "_creator":
            return self._references(one, record.c.creator, "account")
        if one.attribute in ("_creationDate", "_lastWriteDate"):
            column = record.c.created if one.attribute == "_creationDate" else record.c.changed
            return self._compared(one, column, "moment")
        bound = self._shape.attributes.get(one.attribute)
        if bound is None:
            suggestion = nearest(one.attribute, self._shape.attributes)
            hint = did_you_mean(suggestion)
            raise self._bad(one.attribute, f"нет такого атрибута.{hint.ru}", f"no such attribute.{hint.en}")
        if bound.model.computed:
            raise self._bad(one.attribute, "он вычисляется, а не хранится", "it is computed, not stored")
        if bound.model.column is None:
            return self._linked(one, bound)
        column = self._shape.table.c[column_name(bound.id)]
        if bound.model.column == "variant":
            one = replace(one, value=tuple(_variant(bound, value) for value in as_list(one.value)))
        return self._compared(one, column, bound.model.column)

    def _compared(self, one: Condition, column: Any, kind: Any) -> ColumnElement[bool]:
        if one.operator == "empty":
            return column.is_(None)  # type: ignore[no-any-return]
        if one.operator == "not_empty":
            return column.is_not(None)  # type: ignore[no-any-return]
        values = as_list(one.value)
        for value in values:
            if not fits_column(kind, value):
                raise self._bad(one.attribute, "значение другого типа", "the value is of another type")
            if isinstance(value, str) and len(value) >= INDEXED_LENGTH:
                raise self._bad(one.attribute, "слишком длинный текст", "the text is too long")
        wanted = [column_value(value) for value in values]
        if one.operator == "in":
            return column.in_(wanted)  # type: ignore[no-any-return]
        if len(wanted) != 1:
            raise self._bad(one.attribute, "нужно одно значение", "one value is needed")
        match one.operator:
            case "eq":
                return column == wanted[0]  # type: ignore[no-any-return]
            case "ne":
                return column.is_distinct_from(wanted[0])  # type: ignore[no-any-return]
            case "lt":
                return column < wanted[0]  # type: ignore[no-any-return]
            case "le":
                return column <= wanted[0]  # type: ignore[no-any-return]
            case "gt":
                return column > wanted[0]  # type: ignore[no-any-return]
        return column >= wanted[0]  # type: ignore[no-any-return]

    def _linked(self, one: Condition, bound: BoundAttribute) -> ColumnElement[bool]:
        links = exists().where(link.c.attribute == bound.id, link.c.source == record.c.id)
        match one.operator:
            case "empty":
                return not_(links)
            case "not_empty":
                return links
        sources = select(link.c.source).where(link.c.attribute == bound.id)
        condition = self._references(one, link.c.target, *bound.model.kinds)
        if one.operator == "ne":
            wanted = [ref.number for ref in as_list(one.value) if isinstance(ref, Ref)]
            return record.c.id.not_in(sources.where(link.c.target.in_(wanted)))
        return record.c.id.in_(sources.where(condition))

    def _references(self, one: Condition, column: Any, *kinds: str) -> ColumnElement[bool]:
        if one.operator not in ("eq", "ne", "in"):
            raise self._bad(one.attribute, "ссылки не сравнивают по порядку", "references have no order")
        numbers = []
        for value in as_list(one.value):
            if not isinstance(value, Ref) or value.kind not in kinds:
                raise self._bad(
                    one.attribute, f"нужна ссылка {kinds[0]}.N", f"a reference {kinds[0]}.N is needed"
                )
            numbers.append(value.number)
        if not numbers:
            return false()
        return column.not_in(numbers) if one.operator == "ne" else column.in_(numbers)  # type: ignore[no-any-return]

    def _found_by(self, q: str) -> ColumnElement[bool]:
        if len(q) > MAX_SEARCH:
            raise SearchTooLong(most=MAX_SEARCH, path=("q",))
        folded = q.casefold()
        if self._tx.dialect == "sqlite" and len(folded) >= TRIGRAM:
            phrase = '"' + folded.replace('"', '""') + '"'
            search = text("SELECT rowid FROM record_search WHERE record_search MATCH :phrase")
            return record.c.id.in_(search.bindparams(phrase=phrase).columns(record.c.id))
        # Asked of each record in turn: what so few letters find is soon enough for a page.
        found = record_text.c.text.like(contains(q), escape="\\")
        return exists().where(record_text.c.record == record.c.id, found)

    def _sort(self) -> tuple[Column[Any], bool]:
        name = self._listing.sort.removeprefix("-")
        descending = self._listing.sort.startswith("-")
        if name == "_lastWriteDate":
            return record.c.changed, descending
        if name in _SYSTEM:  # ids grow with time
            return self._shape.table.c.id, descending
        bound = self._shape.attributes.get(name)
        if bound is None or bound.model.column is None:
            sortable = [n for n, known in self._shape.attributes.items() if known.model.column]
            suggestion = nearest(name, [*sortable, *_SYSTEM])
            raise BadSort(
                name=name[:80], hint=did_you_mean(suggestion), suggestion=suggestion, path=("sort",)
            )
        return self._shape.table.c[column_name(bound.id)], descending

    def _may_lack(self, key: Column[Any]) -> bool:
        return key.table is self._shape.table and not key.primary_key

    def _cursor(self, number: int, value: Any) -> str:
        plain = value if value is None or isinstance(value, int | str) else dump(value)
        return write_cursor(self._listing.sort, dump_json(plain), number)

    def _position(self) -> tuple[bool, Any, int] | None:
        """Whether the last record had no value, its value, its id."""
        if self._listing.cursor is None:
            return None
        sort, plain, number = read_cursor(self._listing.cursor, str, str, int)
        if sort != self._listing.sort:
            raise BadCursor(path=("cursor",))
        try:
            value = load(load_json(plain))
        except (ValueError, KeyError, Refused):
            raise BadCursor(path=("cursor",)) from None
        return value is None, value, number

    def _bad(self, name: str, ru: str, en: str) -> BadFilter:
        return BadFilter(name=name[:80], why=Text(ru, en), path=("filter", name[:80]))


def _variant(bound: BoundAttribute, value: Value) -> Value:
    """A value-list value may be named by its system name."""
    return (bound.variant(value) or value) if isinstance(value, str) else value


def _beyond(descending: bool, place: Any, there: Any) -> Any:
    return place < there if descending else place > there


__all__: Sequence[str] = ("BadFilter", "BadSort", "Condition", "Listing", "RecordList")
