"""Letters: what became of each (`/messages`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from vestnik.access.rights import Right, allowed
from vestnik.delivery import messages, orders
from vestnik.delivery.messages import Filter, Message
from vestnik.delivery.states import MessageState
from vestnik.kernel.values import Ref, to_json
from vestnik.runtime.system import JOBS
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(prefix="/messages", tags=["messages"], route_class=ExactRoute, responses=ERRORS)


class RecipientShape(BaseModel):
    """What the server said of one recipient."""

    address: str
    role: Literal["to", "cc", "bcc"]
    state: str
    code: int | None
    enhanced_code: str | None
    text: str | None
    sent_to: str | None
    changed: str | None


class MessageShape(BaseModel):
    """A letter with everything that happened to it."""

    id: Annotated[str, Field(examples=["msg.77"])]
    state: MessageState
    route: str
    connection: str
    lane: int
    priority: int
    subject: str
    sender: Annotated[str, Field(alias="from")]
    message_id: str
    recipients: list[RecipientShape]
    size: int
    created: str
    due: str | None
    expires: str
    attempts: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    run: str | None
    record: str | None
    key: str | None
    possibly_repeated: bool
    why: str | None


class Redirect(BaseModel):
    """One recipient's letter goes to another address."""

    address: Annotated[str, Field(max_length=320)]
    new_address: Annotated[str, Field(max_length=320)]


@router.get("", response_model=PageShape)
def list_messages(
    call: Caller,
    state: Annotated[list[str] | None, Query()] = None,
    route: str | None = None,
    connection: str | None = None,
    lane: Annotated[int | None, Query(ge=0, le=3)] = None,
    record: str | None = None,
    run: str | None = None,
    to: Annotated[str | None, Query(max_length=320)] = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
    count: bool = False,
) -> Response:
    """Letters, newest first. Users see the letters of a record; builders and administrators all."""
    if record is None:
        call.require(Right.SEE_LETTERS)
    else:
        call.require(Right.USE)
    wanted = Filter(
        state=state or (),
        route=route,
        connection=connection,
        lane=lane,
        record=Ref.parse(record) if record else None,
        run=Ref.parse(run) if run else None,
        to=to,
        q=q,
        since=since,
        until=until,
    )
    with call.system.db.read() as tx:
        page = messages.list_messages(tx, wanted, limit=limit, cursor=cursor, count=count)
    answer: dict[str, Any] = {"items": [_shown(call, one) for one in page.items], "next": page.next}
    return Reply(answer | ({"total": page.total} if count else {}))


@router.get("/{id}", response_model=MessageShape)
def message(id: str, call: Caller) -> Response:
    """One letter."""
    with call.system.db.read() as tx:
        found = messages.get(tx, Ref.parse(id))
    _require_sight(call, found)
    return Reply(_shown(call, found))


@router.get("/{id}/raw")
def raw(id: str, call: Caller) -> Response:
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
def retry(id: str, call: Caller) -> Response:
    """Send again to everyone who has not got it, with the same Message-ID."""
    return _order(call, id, "retry", None)


@router.post("/{id}/cancel", response_model=MessageShape)
def cancel(id: str, call: Caller) -> Response:
    """Send to nobody any more who has not got it."""
    return _order(call, id, "cancel", None)


@router.post("/{id}/redirect", response_model=MessageShape)
def redirect(id: str, given: Redirect, call: Caller) -> Response:
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
        return 200, _shown(call, messages.get(tx, ref))

    return call.once([order, given.model_dump() if given else None], work)


def _require_sight(call: Call, found: Message) -> None:
    if not allowed(call.actor, Right.SEE_LETTERS) and found.record is None:
        call.require(Right.SEE_LETTERS)
    call.require(Right.USE)


def _shown(call: Call, found: Message) -> dict[str, Any]:
    shown: dict[str, Any] = _json(found.as_json(call.language))
    return shown


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return to_json(value)
