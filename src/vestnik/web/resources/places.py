"""Connections, routes and lanes whose letters wait: paused, disabled, or with a server that cannot be used (`/places`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.delivery import circuits, pauses
from vestnik.delivery.circuits import Circuit
from vestnik.delivery.pauses import Pause
from vestnik.kernel.values import to_json
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, Login, Moment, Paged, Shape

router = APIRouter(prefix="/places", tags=["queue"], route_class=ExactRoute, responses=ERRORS)


class PlaceShape(Shape):
    """Why the letters of a place wait; `text` says it in words. by: who paused it. next_try, code: of a server that cannot be used."""

    kind: Literal["connection", "route", "lane"]
    name: Annotated[str, Field(examples=["mail"])]
    why: Literal["paused", "disabled", "open", "auth_failed"]
    since: Moment
    by: Login | None
    next_try: Moment | None
    code: Annotated[int | None, Field(examples=[421])]
    text: Annotated[str, Field(examples=["Подключение «mail» приостановлено"])]


@router.get("", response_model=Paged[PlaceShape])
def list_places(call: Caller) -> Response:
    """Every place whose letters wait, with the reason; a place may be listed for two reasons."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        held, shut = pauses.paused(tx).pauses, circuits.circuits(tx).values()
    return Reply(
        {"items": [*(_paused(one, call) for one in held), *(_shut(one, call) for one in shut)], "next": None}
    )


def _paused(one: Pause, call: Call) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "why": one.reason,
        "since": to_json(one.since),
        "by": one.actor,
        "next_try": None,
        "code": None,
        "text": one.why.of(call.language),
    }


def _shut(one: Circuit, call: Call) -> dict[str, Any]:
    return {
        "kind": "connection",
        "name": one.connection,
        "why": one.state,
        "since": to_json(one.since),
        "by": None,
        "next_try": to_json(one.until),
        "code": one.code,
        "text": one.why.of(call.language),
    }
