"""Records as files: a list as CSV, and what export buttons make of a table or of one record (XLSX).

Routers are added by the names of their modules, so these come before `/templates/{template}/records/{id}`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, BinaryIO, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from vestnik.access.rights import Right
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Ref, Value, as_list, is_empty, plain
from vestnik.records.buttons import ButtonHidden, find_button, shows
from vestnik.records.listing import Listing
from vestnik.records.operations.export import ExportOperation
from vestnik.records.record import Record, RecordMissing
from vestnik.records.schema import BoundAttribute, SqlSchema
from vestnik.records.store import Records
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute
from vestnik.web.listing import read_listing
from vestnik.web.referenced import referenced
from vestnik.web.shapes import ERRORS
from vestnik.web.spreadsheet import as_csv
from vestnik.web.workbook import MEDIA_TYPE, Cell, write_workbook

router = APIRouter(
    prefix="/templates/{template}/records", tags=["records"], route_class=ExactRoute, responses=ERRORS
)

MOST_ROWS = 50_000
"""Rows of one file; as many take some 20 s to read."""

_PAGE = 200
_CHUNK = 1 << 16

_ATTRIBUTE, _VALUE = Text("Атрибут", "Attribute"), Text("Значение", "Value")

_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPE: {"example": "PK"}}}}


class NotAnExport(Refused):
    code = "not_an_export"
    text = Text(
        "Кнопка «{title}» не создаёт файла: её операция — «{operation}»",
        "The button '{title}' makes no file: its operation is '{operation}'",
    )


class TooManyRows(Refused):
    code = "too_many_rows"
    text = Text(
        "Записей {count}, а в файле их бывает до {most}: сузьте список поиском или фильтром",
        "There are {count} records, and a file holds {most} at most: narrow the list by a search or a filter",
    )


@router.get("/export", responses={200: {"content": {"text/csv": {"example": "ID;Тема\r\n"}}}})
def export_list(
    template: str,
    call: Caller,
    q: Annotated[str, Query(max_length=200)] = "",
    filter: Annotated[str, Query(description="As in the list of records")] = "",
    sort: Annotated[str, Query(examples=["-created"])] = "",
    archived: bool | None = None,
    separator: Annotated[Literal[",", ";"] | None, Query()] = None,
) -> Response:
    """The records of a list as CSV, in its order, at most 50,000; `;` between cells in Russian, `,` in English."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        schema = call.records(tx).schema
        shape = schema.shape(template)
        columns = [bound for bound in shape.attributes.values() if not bound.model.archived]
        listing = _listing(call, tx, template, q, filter, sort, archived)
    head = ["ID", *(bound.model.title for bound in columns)]
    zone = call.system.settings.zone
    shown = (
        [_text(one, bound, call.language, zone) for one, bound in zip(row, [None, *columns], strict=True)]
        for row in _rows(call, listing, columns)
    )
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{shape.model.title}.csv', safe='')}"
    }
    lines = as_csv(head, shown, separator or (";" if call.language == "ru" else ","))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/buttons/{button}/file", responses=_FILE)
def export_records(
    template: str,
    button: str,
    call: Caller,
    q: Annotated[str, Query(max_length=200)] = "",
    filter: Annotated[str, Query(description="As in the list of records")] = "",
    sort: Annotated[str, Query(examples=["-created"])] = "",
    archived: bool | None = None,
) -> Response:
    """The records of a table as XLSX, at most 50,000: the file of a button that exports the table."""
    call.require(Right.USE)
    with call.system.db.read() as tx:
        columns, title = _columns(call.records(tx).schema, template, button, needs_record=False)
        listing = _listing(call, tx, template, q, filter, sort, archived)
    head = ["ID", *(bound.model.title for bound in columns)]
    return _download(title, head, _rows(call, listing, columns))


@router.get("/{id}/buttons/{button}/file", responses=_FILE)
def export_record(template: str, id: str, button: str, call: Caller) -> Response:
    """One record as XLSX, an attribute a row: the file of a button that exports the record."""
    call.require(Right.USE)
    ref = Ref.parse(id)
    with call.system.db.read() as tx:
        records = call.records(tx)
        columns, title = _columns(records.schema, template, button, needs_record=True)
        found = records.get(ref)
        if found.template != template:
            raise RecordMissing(what=ref)
        known = find_button(records.schema, template, button)
        if not shows(records, known, template, ref):
            raise ButtonHidden(title=known.title)
        [cells] = _cells(call, tx, records, [found], columns)
    titles = ["ID", *(bound.model.title for bound in columns)]
    head = [_ATTRIBUTE.of(call.language), _VALUE.of(call.language)]
    return _download(f"{title} {ref.number}", head, zip(titles, cells, strict=True))


def _listing(
    call: Call, tx: Transaction, template: str, q: str, filter: str, sort: str, archived: bool | None
) -> Listing:
    """The list that is asked for, from its beginning.

    Raises:
        TooManyRows: there are more than a file holds.
    """
    records = call.records(tx)
    listing = read_listing(
        records.schema,
        template,
        q=q,
        filter=filter,
        sort=sort,
        archived=archived,
        cursor=None,
        limit=_PAGE,
    )
    if (count := records.count(listing)) > MOST_ROWS:
        raise TooManyRows(count=count, most=MOST_ROWS)
    return listing


def _columns(
    schema: SqlSchema, template: str, button: str, *, needs_record: bool
) -> tuple[list[BoundAttribute], str]:
    """The attributes that a button exports, and the title of its template."""
    known, shape = find_button(schema, template, button), schema.shape(template)
    operation = known.operation
    if not isinstance(operation, ExportOperation) or operation.needs_record != needs_record:
        raise NotAnExport(title=known.title, operation=operation.label)
    return operation.chosen(shape), shape.model.title


def _rows(call: Call, listing: Listing, columns: Sequence[BoundAttribute]) -> Iterator[Sequence[Cell]]:
    """Page by page, each in a transaction of its own: nothing is held up while a long file is made."""
    for _ in range(0, MOST_ROWS, _PAGE):
        with call.system.db.read() as tx:
            records = call.records(tx)
            page = records.list(listing)
            yield from _cells(call, tx, records, page.items, columns)
        if page.next is None:
            return
        listing = replace(listing, cursor=page.next)


def _cells(
    call: Call, tx: Transaction, records: Records, found: Iterable[Record], columns: Sequence[BoundAttribute]
) -> list[Sequence[Cell]]:
    """A row per record, with what the values refer to loaded for all of them at once."""
    rows = [(one.ref, [one.values.get(bound.name) for bound in columns]) for one in records.whole(found)]
    refs = {ref for _, values in rows for value in values for ref in as_list(value) if isinstance(ref, Ref)}
    titles = {ref: str(known["title"]) for ref, known in referenced(call, tx, records, refs).items()}
    return [
        (
            Decimal(ref.number),
            *(_cell(call, bound, value, titles) for bound, value in zip(columns, values, strict=True)),
        )
        for ref, values in rows
    ]


def _cell(call: Call, bound: BoundAttribute, value: Value, titles: dict[Ref, str]) -> Cell:
    zone = call.system.settings.zone
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, bool | Decimal):
        return value
    return ", ".join(
        titles.get(item, str(item)) if isinstance(item, Ref) else bound.model.show(item, call.language, zone)
        for item in as_list(value)
    )


def _text(cell: Cell, bound: BoundAttribute | None, language: Language, zone: ZoneInfo) -> str:
    """A cell as people read it; without an attribute it is the number of the record."""
    if bound is None or cell is None or isinstance(cell, str):
        return "" if cell is None else str(cell)
    if isinstance(cell, Decimal):
        return plain(cell).replace(".", "," if language == "ru" else ".")
    return bound.model.show(cell, language, zone)


def _download(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The whole file is made first, on disk, so that what goes wrong is told and not cut off in the middle."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        write_workbook(made, head, rows)
        size = made.seek(0, os.SEEK_END)
        made.seek(0)
    except BaseException:
        made.close()
        raise
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.xlsx', safe='')}",
        "Content-Length": str(size),
    }
    return StreamingResponse(_chunks(made), media_type=MEDIA_TYPE, headers=headers)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
