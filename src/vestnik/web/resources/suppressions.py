"""Addresses that get nothing (`/suppressions/{address}`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.delivery import suppressions
from vestnik.delivery.suppressions import Suppression
from vestnik.kernel.problem import NotFound
from vestnik.kernel.values import to_json
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.moments import AsMoment
from vestnik.web.shapes import ERRORS, Moment, Paged, Shape

router = APIRouter(prefix="/suppressions", tags=["queue"], route_class=ExactRoute, responses=ERRORS)


class NewSuppression(Shape):
    """Why nothing is sent to an address, and until when; for ever without `until`."""

    reason: Annotated[str, Field(min_length=1, max_length=500, examples=["Попросил не писать"])]
    until: Annotated[datetime | None, AsMoment, Field(examples=["2026-12-31T00:00:00Z"])] = None


class SuppressionShape(Shape):
    """An address that gets nothing."""

    address: Annotated[str, Field(examples=["ivanov@example.org"])]
    reason: Annotated[str, Field(examples=["Попросил не писать"])]
    until: Moment | None


@router.get("", response_model=Paged[SuppressionShape])
def list_suppressions(call: Caller, cursor: str = "", limit: int = 50) -> Response:
    """Addresses that get nothing."""
    call.require(Right.SEE_LETTERS)
    limit = max(1, min(limit, 500))
    with call.system.db.read() as tx:
        found = suppressions.suppressions(tx, cursor, limit + 1)
    more = found[limit - 1].address if len(found) > limit else None
    return Reply({"items": [_suppression(one) for one in found[:limit]], "next": more})


@router.get("/{address}", response_model=SuppressionShape)
def get_suppression(address: str, call: Caller) -> Response:
    """Why an address gets nothing."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = suppressions.find(tx, address)
    if found is None:
        raise NotFound(what=address[:320])
    return Reply(_suppression(found))


@router.put("/{address}", status_code=204)
def put_suppression(address: str, given: NewSuppression, call: Caller) -> Response:
    """Send nothing to an address any more."""
    call.require(Right.ADMINISTER)
    now = call.system.clock.now()
    with call.system.db.write() as tx:
        suppressions.suppress(tx, Suppression(address, given.reason, given.until), now)
    return Response(status_code=204)


@router.delete("/{address}", status_code=204)
def delete_suppression(address: str, call: Caller) -> Response:
    """Send to an address again."""
    call.require(Right.ADMINISTER)
    with call.system.db.write() as tx:
        if not suppressions.release(tx, address):
            raise NotFound(what=address[:320])
    return Response(status_code=204)


def _suppression(one: Suppression) -> dict[str, Any]:
    return {"address": one.address, "reason": one.reason, "until": to_json(one.until)}
