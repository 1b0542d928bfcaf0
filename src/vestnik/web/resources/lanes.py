"""The queue: lanes, how fast it goes, workers, pauses of lanes, connections and routes."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.delivery import lanes, pauses, queue, workers
from vestnik.delivery.minutes import Minute
from vestnik.delivery.minutes import minutes as minutes_since
from vestnik.delivery.pauses import Pause, PlaceKind
from vestnik.delivery.queue import Stretch
from vestnik.kernel.values import to_json
from vestnik.runtime.system import JOBS
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.message_shapes import ConnectionName, Lane
from vestnik.web.shapes import ERRORS, Moment, Paged, Shape

router = APIRouter(tags=["queue"], route_class=ExactRoute, responses=ERRORS)


class LaneShape(Shape):
    """A data bus. waiting: letters that are not done, those being sent included. oldest: when the first of them was due."""

    lane: Lane
    paused: bool
    waiting: Annotated[int, Field(examples=[12])]
    sending: Annotated[int, Field(examples=[4])]
    oldest: Moment | None


class StretchShape(Shape):
    """Letters of one lane and connection. rate: accepted a minute, over the last five. circuit: null when the server is well."""

    lane: Lane
    connection: ConnectionName
    waiting: Annotated[int, Field(examples=[12])]
    sending: Annotated[int, Field(examples=[4])]
    oldest: Moment | None
    paused: Literal["paused", "disabled"] | None
    circuit: Literal["open", "auth_failed"] | None
    rate: Annotated[float, Field(examples=[118.4])]


class MinuteShape(Shape):
    """Attempts that ended in one minute. others: deferred, rejected or uncertain ones."""

    start: Moment
    lane: Lane
    connection: ConnectionName
    accepted: Annotated[int, Field(examples=[120])]
    others: Annotated[int, Field(examples=[1])]


class HeldShape(Shape):
    """A place whose letters are held. name: of a lane its number. actor: who paused it; null where it is disabled."""

    kind: PlaceKind
    name: Annotated[str, Field(examples=["mail_out"])]
    reason: Literal["paused", "disabled"]
    since: Moment
    actor: Annotated[str | None, Field(examples=["admin"])]


class QueueShape(Shape):
    """What waits where, what is held, and what went out, minute by minute; minutes without an attempt are left out."""

    at: Moment
    stretches: list[StretchShape]
    held: list[HeldShape]
    minutes: list[MinuteShape]


class WorkerShape(Shape):
    """A worker that is at work. claimed: letters it has taken."""

    name: Annotated[str, Field(examples=["mail-1:4711"])]
    lanes: Annotated[list[int], Field(examples=[[0, 1, 2, 3]])]
    started: Moment
    seen: Moment
    claimed: Annotated[int, Field(examples=[64])]


@router.get("/lanes", response_model=Paged[LaneShape])
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


@router.get("/queue", response_model=QueueShape)
def get_queue(
    call: Caller,
    minutes: Annotated[int, Query(ge=1, le=1440, description="How far the series goes back")] = 60,
) -> Response:
    """Depth, age and rate by lane and connection, with the series of the last minutes for charts."""
    call.require(Right.SEE_LETTERS)
    now = call.system.clock.now()
    since = now.replace(second=0, microsecond=0) - timedelta(minutes=minutes - 1)
    with call.system.db.read() as tx:
        stretches, series = queue.queue(tx, now), minutes_since(tx, since)
        held = pauses.paused(tx).pauses
    return Reply(
        {
            "at": to_json(now),
            "stretches": [_fields(one) for one in stretches],
            "held": [_fields(one) for one in held],
            "minutes": [_fields(one) for one in series],
        }
    )


@router.get("/workers", response_model=Paged[WorkerShape])
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


def _worker(one: workers.WorkerInfo) -> dict[str, Any]:
    return {
        "name": one.name,
        "lanes": list(one.lanes),
        "started": to_json(one.started),
        "seen": to_json(one.seen),
        "claimed": one.claimed,
    }


def _fields(one: Stretch | Minute | Pause) -> dict[str, Any]:
    """A `StretchShape`, `MinuteShape` or `HeldShape`."""
    return {each.name: to_json(getattr(one, each.name)) for each in fields(one)}
