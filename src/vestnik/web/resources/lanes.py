"""The queue: lanes, pauses of lanes, connections and routes, workers, suppressed addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from vestnik.access.rights import Right
from vestnik.delivery import lanes, pauses, suppressions, workers
from vestnik.delivery.pauses import PlaceKind
from vestnik.delivery.suppressions import Suppression
from vestnik.kernel.problem import NotFound
from vestnik.kernel.values import to_json
from vestnik.runtime.system import JOBS
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(tags=["queue"], route_class=ExactRoute, responses=ERRORS)


class SuppressionShape(BaseModel):
    """Why nothing is sent to an address, and until when."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    until: datetime | None = None


@router.get("/lanes", response_model=PageShape)
def list_lanes(call: Caller) -> Response:
    """The four data buses: how many letters wait, since when, and what is paused."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = lanes.lanes(tx)
    items = [
        {
            "lane": one.number,
            "paused": one.paused,
            "waiting": one.waiting,
            "sending": one.sending,
            "oldest": to_json(one.oldest),
        }
        for one in found
    ]
    return Reply({"items": items, "next": None})


@router.get("/workers", response_model=PageShape)
def list_workers(call: Caller) -> Response:
    """Workers with their lanes and last sign of life."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = workers.at_work(tx)
    return Reply({"items": [_worker(one) for one in found], "next": None})


@router.post("/lanes/{lane}/pause", status_code=204)
def pause_lane(lane: Annotated[int, Path(ge=0, le=3)], call: Caller) -> Response:
    """Send nothing of this data bus until it is resumed."""
    return _pause(call, "lane", str(lane))


@router.post("/lanes/{lane}/resume", status_code=204)
def resume_lane(lane: Annotated[int, Path(ge=0, le=3)], call: Caller) -> Response:
    """Send again."""
    return _resume(call, "lane", str(lane))


@router.post("/connections/{name}/pause", status_code=204)
def pause_connection(name: str, call: Caller) -> Response:
    """Send nothing through this connection until it is resumed."""
    return _pause(call, "connection", name)


@router.post("/connections/{name}/resume", status_code=204)
def resume_connection(name: str, call: Caller) -> Response:
    """Send again."""
    return _resume(call, "connection", name)


@router.post("/routes/{name}/pause", status_code=204)
def pause_route(name: str, call: Caller) -> Response:
    """Send nothing of this route until it is resumed."""
    return _pause(call, "route", name)


@router.post("/routes/{name}/resume", status_code=204)
def resume_route(name: str, call: Caller) -> Response:
    """Send again."""
    return _resume(call, "route", name)


@router.get("/suppressions", response_model=PageShape)
def list_suppressions(call: Caller, cursor: str = "", limit: int = 50) -> Response:
    """Addresses that get nothing."""
    call.require(Right.SEE_LETTERS)
    limit = max(1, min(limit, 500))
    with call.system.db.read() as tx:
        found = suppressions.suppressions(tx, cursor, limit + 1)
    more = found[limit - 1].address if len(found) > limit else None
    return Reply({"items": [_suppression(one) for one in found[:limit]], "next": more})


@router.get("/suppressions/{address}")
def get_suppression(address: str, call: Caller) -> Response:
    """Why an address gets nothing."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = suppressions.find(tx, address)
    if found is None:
        raise NotFound(what=address[:320])
    return Reply(_suppression(found))


@router.put("/suppressions/{address}", status_code=204)
def put_suppression(address: str, given: SuppressionShape, call: Caller) -> Response:
    """Send nothing to an address any more."""
    call.require(Right.ADMINISTER)
    now = call.system.clock.now()
    with call.system.db.write() as tx:
        suppressions.suppress(tx, Suppression(address, given.reason, given.until), now)
    return Response(status_code=204)


@router.delete("/suppressions/{address}", status_code=204)
def delete_suppression(address: str, call: Caller) -> Response:
    """Send to an address again."""
    call.require(Right.ADMINISTER)
    with call.system.db.write() as tx:
        if not suppressions.release(tx, address):
            raise NotFound(what=address[:320])
    return Response(status_code=204)


def _pause(call: Call, kind: PlaceKind, name: str) -> Response:
    call.require(Right.ADMINISTER)
    with call.system.db.write() as tx:
        if kind != "lane":
            call.definitions(tx).get(kind, name)
        pauses.pause_place(tx, kind, name, call.system.clock.now(), actor=call.actor.login)
    return Response(status_code=204)


def _resume(call: Call, kind: PlaceKind, name: str) -> Response:
    call.require(Right.ADMINISTER)
    with call.system.db.write() as tx:
        pauses.resume_place(tx, kind, name, call.system.clock.now())
        tx.after_commit(lambda: call.system.wakeup.notify(JOBS))
    return Response(status_code=204)


def _suppression(one: Suppression) -> dict[str, Any]:
    return {"address": one.address, "reason": one.reason, "until": to_json(one.until)}


def _worker(one: workers.WorkerInfo) -> dict[str, Any]:
    return {
        "name": one.name,
        "lanes": list(one.lanes),
        "started": to_json(one.started),
        "seen": to_json(one.seen),
        "claimed": one.claimed,
    }
