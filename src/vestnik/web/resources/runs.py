"""Scenario runs and their traces (`/runs`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, to_json
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import Run, RunFilter
from vestnik.scenarios.state import RunState
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.moments import AsMoment
from vestnik.web.shapes import ERRORS, Login, MessageId, Moment, Paged, RecordId, RunId, Shape
from vestnik.web.trace_shapes import RunErrorShape, ScenarioName, TraceEntryShape, error_json, trace_json

router = APIRouter(prefix="/runs", tags=["runs"], route_class=ExactRoute, responses=ERRORS)


class RunShape(Shape):
    """One run. version: of the scenario, pinned. parent: the run of which this is a part that runs apart."""

    id: RunId
    status: RunState
    scenario: ScenarioName
    version: Annotated[int, Field(examples=[3])]
    event: Annotated[str, Field(examples=["button_clicked"])]
    record: RecordId | None
    initiator: Login
    error: RunErrorShape | None
    steps: Annotated[int, Field(examples=[2])]
    letters: Annotated[int, Field(examples=[1])]
    waits_for: MessageId | None
    parent: RunId | None
    started: Moment
    ended: Moment | None


class TracedRunShape(RunShape):
    """One run with what it did; trace null: it is not kept, or the caller is no builder."""

    trace: list[TraceEntryShape] | None


class FailuresShape(Shape):
    """count: at most 1000. latest: the newest run that failed at all; give it back as `after` once it was looked at."""

    count: Annotated[int, Field(examples=[2])]
    latest: RunId | None


@router.get("", response_model=Paged[RunShape])
def list_runs(
    call: Caller,
    status: Annotated[list[RunState] | None, Query()] = None,
    scenario: Annotated[str | None, Query(max_length=128)] = None,
    record: Annotated[str | None, Query(examples=["rec.101"])] = None,
    since: Annotated[datetime | None, AsMoment] = None,
    until: Annotated[datetime | None, AsMoment] = None,
    sort: Literal["-created", "failures"] = "-created",
    cursor: str | None = None,
    limit: int = 50,
    count: bool = False,
) -> Response:
    """Runs, newest first or failures first; a user sees those that he started."""
    wanted = RunFilter(
        state=status or (),
        scenario=scenario,
        origin=Ref.parse(record) if record else None,
        initiator=_own(call),
        since=since,
        until=until,
    )
    with call.system.db.read() as tx:
        page = run_rows.list_runs(tx, wanted, failures_first=sort == "failures", cursor=cursor, limit=limit)
        answer: dict[str, Any] = {
            "items": [run_json(run, call.language) for run in page.items],
            "next": page.next,
        }
        if count:
            answer["total"] = run_rows.count_runs(tx, wanted)
    return Reply(answer)


@router.get("/failures", response_model=FailuresShape)
def count_failures(call: Caller, after: Annotated[str | None, Query(examples=["run.5"])] = None) -> Response:
    """How many runs failed after the one that was looked at last; for the flag in the head of a page."""
    with call.system.db.read() as tx:
        count, latest = run_rows.failures_after(tx, Ref.parse(after) if after else None, _own(call))
    return Reply({"count": count, "latest": to_json(latest)})


@router.get("/{id}", response_model=TracedRunShape)
def get_run(id: str, call: Caller) -> Response:
    """One run with its trace; `error.action` is the card at fault."""
    ref = Ref.parse(id)
    with call.system.db.read() as tx:
        found = run_rows.get_run(tx, ref)
        _require_sight(call, found)
        kept = run_rows.trace_of(tx, ref) if allowed(call.actor, Right.BUILD) else []
    trace = trace_json(kept, call.language) if kept else None
    return Reply(run_json(found, call.language) | {"trace": trace})


@router.post("/{id}/cancel", status_code=204)
def cancel_run(id: str, call: Caller) -> Response:
    """End a run that waits for a server's answer; what it did before stays."""
    call.require(Right.BUILD)
    call.system.runs.cancel(Ref.parse(id))
    return Response(status_code=204)


def run_json(found: Run, language: Language) -> dict[str, Any]:
    """A `RunShape`; texts of its error in the caller's language."""
    ended = found.state in ("done", "failed", "cancelled")
    return {
        "id": str(found.ref),
        "status": found.state,
        "scenario": found.scenario,
        "version": found.version,
        "event": found.event,
        "record": to_json(found.origin),
        "initiator": found.login,
        "error": error_json(found.error, language),
        "steps": found.steps,
        "letters": found.letters,
        "waits_for": to_json(found.waits_for),
        "parent": to_json(found.parent),
        "started": to_json(found.created),
        "ended": to_json(found.changed) if ended else None,
    }


def _own(call: Call) -> Ref | None:
    """Whose runs the caller sees: None for everybody's."""
    call.require(Right.USE)
    return None if allowed(call.actor, Right.BUILD) else call.actor.account


def _require_sight(call: Call, found: Run) -> None:
    call.require(Right.USE)
    if not allowed(call.actor, Right.BUILD) and found.initiator != call.actor.account:
        raise NotFound(what=found.ref)
