"""Many letters at once: orders about all of a filter, and the list as a file.

Routers are added by the names of their modules, so `/messages/export` comes before `/messages/{id}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.delivery import messages, orders
from vestnik.delivery.messages import Filter, Message
from vestnik.delivery.states import LABELS
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, to_json
from vestnik.runtime.system import JOBS
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute
from vestnik.web.message_filter import Asked, MessageFilter
from vestnik.web.message_shapes import ManyShape
from vestnik.web.shapes import ERRORS, MessageId, Shape
from vestnik.web.spreadsheet import as_csv

router = APIRouter(prefix="/messages", tags=["messages"], route_class=ExactRoute, responses=ERRORS)

MOST_AT_ONCE = 200
"""Letters of one order: some 0.3 s in which other writers wait."""

MOST_EXPORTED = 100_000
_PAGE = 500

_HEAD = (
    ("id", Text("ID", "ID")),
    ("state", Text("Состояние", "State")),
    ("created", Text("Создано", "Created")),
    ("subject", Text("Тема", "Subject")),
    ("from", Text("Отправитель", "From")),
    ("to", Text("Получатели", "Recipients")),
    ("route", Text("Путь передачи данных", "Communication route")),
    ("connection", Text("Подключение", "Connection")),
    ("size", Text("Размер, байт", "Size, bytes")),
    ("attempts", Text("Попыток", "Attempts")),
    ("due", Text("Следующая попытка", "Next try")),
    ("record", Text("Запись", "Record")),
    ("run", Text("Запуск", "Run")),
    ("why", Text("Причина", "Reason")),
)


class NothingChosen(Refused):
    code = "nothing_chosen"
    text = Text("Укажите ids или filter", "Give ids or a filter")


class Orders(Shape):
    """An order about the letters of `ids`, or about those of `filter`."""

    order: Literal["retry", "cancel"]
    ids: Annotated[list[MessageId] | None, Field(max_length=MOST_AT_ONCE)] = None
    filter: Annotated[MessageFilter | None, Field(examples=[None])] = None


@router.post("/order", response_model=ManyShape)
def order_messages(call: Caller, given: Annotated[Orders, Body()]) -> Response:
    """Retry or cancel many letters; one that is refused keeps none of the others. Ask again while there are `more`."""
    call.require(Right.SEE_LETTERS)
    now, login = call.system.clock.now(), call.actor.login
    if (given.ids is None) == (given.filter is None):
        raise NothingChosen(path=("ids",))

    def work(tx: Transaction) -> tuple[int, Any]:
        chosen, more = _chosen(tx, given)
        order = orders.retry if given.order == "retry" else orders.cancel
        done = orders.order_many(tx, chosen, lambda id: order(tx, id, now, actor=login))
        tx.after_commit(lambda: call.system.wakeup.notify(JOBS))
        refused = [
            {"id": str(id), "problem": error.problem.as_json(call.language)} for id, error in done.refused
        ]
        return 200, {"done": [str(id) for id in done.done], "refused": refused, "more": more}

    return call.once(given.model_dump(mode="json"), work)


@router.get("/export", responses={200: {"content": {"text/csv": {"example": "ID;Состояние\r\n"}}}})
def export_messages(
    call: Caller, asked: Asked, separator: Annotated[Literal[",", ";"] | None, Query()] = None
) -> Response:
    """The letters of a filter as CSV, newest first, at most 100,000; `;` between cells in Russian, `,` in English."""
    call.require(Right.SEE_LETTERS)
    wanted = asked.read()
    head = [label.of(call.language) for _, label in _HEAD]
    between = separator or (";" if call.language == "ru" else ",")
    headers = {"Content-Disposition": 'attachment; filename="messages.csv"'}
    lines = as_csv(head, _rows(call, wanted), between)
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def _chosen(tx: Transaction, given: Orders) -> tuple[list[Ref], bool]:
    if given.ids is not None:
        return [Ref.parse(id) for id in dict.fromkeys(given.ids)], False
    assert given.filter is not None
    found = messages.ids_of(tx, given.filter.read(), MOST_AT_ONCE + 1)
    return found[:MOST_AT_ONCE], len(found) > MOST_AT_ONCE


def _rows(call: Call, wanted: Filter) -> Iterator[Sequence[object]]:
    """Page by page, each in a transaction of its own: a slow reader holds nothing."""
    cursor, left = None, MOST_EXPORTED
    while left > 0:
        with call.system.db.read() as tx:
            page = messages.list_messages(tx, wanted, limit=min(_PAGE, left), cursor=cursor)
        yield from (_row(call, one) for one in page.items)
        left -= len(page.items)
        if (cursor := page.next) is None:
            return


def _row(call: Call, one: Message) -> Sequence[object]:
    return (
        one.id,
        LABELS[one.state].of(call.language),
        to_json(one.created),
        one.subject,
        one.sender,
        ", ".join(recipient.address for recipient in one.recipients),
        one.route,
        one.connection,
        one.size,
        len(one.attempts),
        to_json(one.due),
        one.record,
        one.run,
        one.why.of(call.language) if one.why else None,
    )
