"""What happened to a record (`/templates/{template}/records/{id}/history`): its saves, its letters, the runs on it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from vestnik.access.rights import Right, allowed
from vestnik.delivery.messages import Filter, list_messages
from vestnik.kernel.values import Ref, as_list, to_json
from vestnik.records.journal import LoggedSave, logged_saves
from vestnik.records.record import RecordMissing
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import RunFilter
from vestnik.storage.paging import read_cursor, write_cursor
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.message_shapes import MessageShape, message_json
from vestnik.web.referenced import References, referenced
from vestnik.web.resources.runs import RunShape, run_json
from vestnik.web.shapes import ERRORS, AccountId, Json, Moment, Paged, Shape

router = APIRouter(
    prefix="/templates/{template}/records", tags=["records"], route_class=ExactRoute, responses=ERRORS
)

Limit = Annotated[int, Query(ge=1, le=200)]

_BEGINNING = 10**17
"""Above every id."""

_FIRST_VERSION = 2**31 - 1
"""Above every version."""


class LoggedValueShape(Shape):
    """A logged attribute with its values."""

    attribute: Annotated[str, Field(examples=["Poluchatel"])]
    before: Json
    after: Json


class LoggedSaveShape(Shape):
    """What one save changed. references: what stands for each thing that the values refer to, by its id."""

    version: Annotated[int, Field(examples=[3])]
    account: AccountId
    values: list[LoggedValueShape]
    references: References


class HistoryEntryShape(Shape):
    """One thing that happened; the field of its `what` is filled."""

    what: Literal["save", "letter", "run"]
    time: Moment
    save: LoggedSaveShape | None = None
    letter: MessageShape | None = None
    run: RunShape | None = None


@router.get("/{id}/history", response_model=Paged[HistoryEntryShape])
def get_history(
    template: str, id: str, call: Caller, cursor: str | None = None, limit: Limit = 50
) -> Response:
    """Saves of logged attributes, letters and runs of a record, newest first; a user sees the runs that he started."""
    call.require(Right.USE)
    ref = Ref.parse(id)
    below = read_cursor(cursor, int, int, int) if cursor else (_FIRST_VERSION, _BEGINNING, _BEGINNING)
    with call.system.db.read() as tx:
        require_record(call, tx, template, ref)
        saves = _saves(call, tx, ref, below[0], limit + 1)
        letters = _letters(call, tx, ref, below[1], limit + 1)
        runs = _runs(call, tx, ref, below[2], limit + 1)
    merged = heapq.merge(saves, letters, runs, key=lambda entry: entry[0], reverse=True)
    taken = list(islice(merged, limit + 1))
    reached = list(below)
    for _, source, position, _ in taken[:limit]:
        reached[source] = position
    following = write_cursor(*reached) if len(taken) > limit else None
    return Reply({"items": [entry for *_, entry in taken[:limit]], "next": following})


@router.get("/{id}/journal", response_model=Paged[LoggedSaveShape])
def get_journal(
    template: str, id: str, call: Caller, cursor: str | None = None, limit: Limit = 50
) -> Response:
    """Changes of the attributes that log them, newest first, those of one save together."""
    call.require(Right.USE)
    ref = Ref.parse(id)
    below = read_cursor(cursor, int)[0] if cursor else _FIRST_VERSION
    with call.system.db.read() as tx:
        require_record(call, tx, template, ref)
        found = _saves(call, tx, ref, below, limit + 1)
    following = write_cursor(found[limit - 1][2]) if len(found) > limit else None
    return Reply({"items": [entry["save"] for *_, entry in found[:limit]], "next": following})


Entry = tuple[datetime, int, int, dict[str, Any]]
"""Time, number of the source, the position in it, and what is answered."""


def require_record(call: Call, tx: Transaction, template: str, ref: Ref) -> None:
    """The record must be there, of that template, and the caller may see it."""
    if call.records(tx).get(ref).template != template:
        raise RecordMissing(what=ref)


def _saves(call: Call, tx: Transaction, ref: Ref, below: int, limit: int) -> list[Entry]:
    found = logged_saves(tx, ref, before=below, limit=limit)
    refs = {one for save in found for one in _refs(save)}
    known = referenced(call, tx, call.records(tx), refs)
    return [
        (save.at, 0, save.version, {"what": "save", "time": to_json(save.at), "save": _save(save, known)})
        for save in found
    ]


def _letters(call: Call, tx: Transaction, ref: Ref, below: int, limit: int) -> list[Entry]:
    page = list_messages(tx, Filter(record=ref), limit=limit, cursor=str(below))
    return [
        (
            one.created,
            1,
            one.id.number,
            {"what": "letter", "time": to_json(one.created), "letter": message_json(one, call.language)},
        )
        for one in page.items
    ]


def _runs(call: Call, tx: Transaction, ref: Ref, below: int, limit: int) -> list[Entry]:
    own = None if allowed(call.actor, Right.BUILD) else call.actor.account
    wanted = RunFilter(origin=ref, initiator=own)
    page = run_rows.list_runs(tx, wanted, cursor=write_cursor(False, below), limit=limit)
    return [
        (
            one.created,
            2,
            one.ref.number,
            {"what": "run", "time": to_json(one.created), "run": run_json(one, call.language)},
        )
        for one in page.items
    ]


def _save(save: LoggedSave, known: dict[Ref, dict[str, Any]]) -> dict[str, Any]:
    return {
        "version": save.version,
        "account": str(save.account),
        "values": [
            {"attribute": one.name, "before": to_json(one.before), "after": to_json(one.after)}
            for one in save.values
        ],
        "references": {str(ref): known[ref] for ref in _refs(save) if ref in known},
    }


def _refs(save: LoggedSave) -> Iterable[Ref]:
    yield save.account
    for one in save.values:
        for value in (*as_list(one.before), *as_list(one.after)):
            if isinstance(value, Ref):
                yield value
