"""Letters: what became of each, and orders about one (`/messages`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from vestnik.access.rights import Right, allowed
from vestnik.delivery import messages, orders
from vestnik.delivery.messages import Message
from vestnik.delivery.states import LABELS
from vestnik.kernel.values import Ref
from vestnik.runtime.system import JOBS
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.message_filter import Asked, in_sight
from vestnik.web.message_shapes import MessageShape, StateCountShape, message_json
from vestnik.web.shapes import ERRORS, Paged, Shape

router = APIRouter(prefix="/messages", tags=["messages"], route_class=ExactRoute, responses=ERRORS)


class Redirect(Shape):
    """One recipient's letter goes to another address."""

    address: Annotated[str, Field(max_length=320, examples=["petrova@example.org"])]
    new_address: Annotated[str, Field(max_length=320, examples=["anna.petrova@example.org"])]


@router.get("", response_model=Paged[MessageShape])
def list_messages(
    call: Caller, asked: Asked, cursor: str | None = None, limit: int = 50, count: bool = False
) -> Response:
    """Letters, newest first. Users see the letters of records; builders and administrators all."""
    wanted = in_sight(call, asked.read())
    with call.system.db.read() as tx:
        page = messages.list_messages(tx, wanted, limit=limit, cursor=cursor, count=count)
    answer: dict[str, Any] = {
        "items": [message_json(one, call.language) for one in page.items],
        "next": page.next,
    }
    return Reply(answer | ({"total": page.total} if count else {}))


@router.get("/counts", response_model=Paged[StateCountShape])
def count_messages(call: Caller, asked: Asked) -> Response:
    """How many letters of a filter are in each state; its own states do not matter."""
    wanted = in_sight(call, asked.read())
    with call.system.db.read() as tx:
        counted = messages.count_states(tx, wanted)
    most = messages.MOST_COUNTED
    items = [
        {
            "state": state,
            "label": LABELS[state].of(call.language),
            "count": min(count, most),
            "more": count > most,
        }
        for state, count in counted.items()
    ]
    return Reply({"items": items, "next": None})


@router.get("/{id}", response_model=MessageShape)
def get_message(id: str, call: Caller) -> Response:
    """One letter."""
    with call.system.db.read() as tx:
        call.require(Right.USE)
        found = messages.get(tx, Ref.parse(id))
    _require_sight(call, found)
    return Reply(message_json(found, call.language))


@router.get("/{id}/raw", responses={200: {"content": {"message/rfc822": {"example": "From: …"}}}})
def get_message_source(id: str, call: Caller) -> Response:
    """The letter's bytes, as they are sent."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = messages.get(tx, Ref.parse(id))
        chunks = messages.raw(tx, found.id, call.system.blobs.open)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.id}.eml"',
        "Content-Length": str(found.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return StreamingResponse(chunks, media_type="message/rfc822", headers=headers)


@router.post("/{id}/retry", response_model=MessageShape)
def retry_message(id: str, call: Caller) -> Response:
    """Send again to everyone who has not got it, with the same Message-ID."""
    return _order(call, id, "retry", None)


@router.post("/{id}/cancel", response_model=MessageShape)
def cancel_message(id: str, call: Caller) -> Response:
    """Send to nobody any more who has not got it."""
    return _order(call, id, "cancel", None)


@router.post("/{id}/redirect", response_model=MessageShape)
def redirect_message(id: str, given: Redirect, call: Caller) -> Response:
    """Send what one recipient has not got to another address."""
    return _order(call, id, "redirect", given)


def _order(
    call: Call, id: str, order: Literal["retry", "cancel", "redirect"], given: Redirect | None
) -> Reply:
    call.require(Right.SEE_LETTERS)
    ref, now, login = Ref.parse(id), call.system.clock.now(), call.actor.login

    def work(tx: Transaction) -> tuple[int, Any]:
        match order:
            case "retry":
                orders.retry(tx, ref, now, actor=login)
            case "cancel":
                orders.cancel(tx, ref, now, actor=login)
            case "redirect":
                assert given is not None
                orders.redirect(tx, ref, given.address, given.new_address, now, actor=login)
        tx.after_commit(lambda: call.system.wakeup.notify(JOBS))
        return 200, message_json(messages.get(tx, ref), call.language)

    return call.once([order, given.model_dump() if given else None], work)


def _require_sight(call: Call, found: Message) -> None:
    if found.record is None and not allowed(call.actor, Right.SEE_LETTERS):
        call.require(Right.SEE_LETTERS)
