"""Scenario runs and their traces (`/runs`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from vestnik.access.rights import Right, allowed
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, to_json
from vestnik.scenarios import run_rows
from vestnik.scenarios.run_rows import Run
from vestnik.scenarios.state import RunState
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, PageShape

router = APIRouter(prefix="/runs", tags=["runs"], route_class=ExactRoute, responses=ERRORS)


class RunShape(BaseModel):
    """One run. `trace` comes with a single run only, and only while it is kept."""

    id: Annotated[str, Field(examples=["run.5"])]
    status: RunState
    scenario: str
    version: int
    event: str
    record: str | None
    initiator: str | None
    error: dict[str, Any] | None
    steps: int
    letters: int
    waits_for: str | None
    started: str
    ended: str | None
    trace: list[dict[str, Any]] | None = None


@router.get("", response_model=PageShape)
def runs(
    call: Caller,
    status: Annotated[list[RunState] | None, Query()] = None,
    scenario: str | None = None,
    record: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Response:
    """Runs, newest first; a user sees those that he started."""
    own = None if allowed(call.actor, Right.BUILD) else call.actor.account
    with call.system.db.read() as tx:
        page = run_rows.list_runs(
            tx,
            state=status or (),
            scenario=scenario,
            origin=Ref.parse(record) if record else None,
            initiator=own,
            cursor=cursor,
            limit=limit,
        )
    return Reply({"items": [shown(run, call.language) for run in page.items], "next": page.next})


@router.get("/{id}", response_model=RunShape)
def run(id: str, call: Caller) -> Response:
    """One run with its trace."""
    ref = Ref.parse(id)
    with call.system.db.read() as tx:
        found = run_rows.get_run(tx, ref)
        _require_sight(call, found)
        trace = run_rows.trace_of(tx, ref) if allowed(call.actor, Right.BUILD) else None
    return Reply(shown(found, call.language) | {"trace": trace})


def shown(found: Run, language: Language) -> dict[str, Any]:
    """A run as the API shows it; texts of its error in the caller's language."""
    error = None
    if found.error is not None:
        told = dict(found.error)
        errors = [one | {"message": one["message"][language]} for one in told.get("errors", ())]
        error = told | {"message": told["message"][language], "errors": errors}
    ended = found.state in ("done", "failed", "cancelled")
    return {
        "id": str(found.ref),
        "status": found.state,
        "scenario": found.scenario,
        "version": found.version,
        "event": found.event,
        "record": to_json(found.origin),
        "initiator": found.login,
        "error": error,
        "steps": found.steps,
        "letters": found.letters,
        "waits_for": to_json(found.waits_for),
        "started": to_json(found.created),
        "ended": to_json(found.changed) if ended else None,
    }


def _require_sight(call: Call, found: Run) -> None:
    if not allowed(call.actor, Right.BUILD) and found.initiator != call.actor.account:
        raise NotFound(what=found.ref)
