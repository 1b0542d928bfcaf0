"""Explain a letter (`GET /messages/{id}/explain`): each value back to its expression, action and record, and why it waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response

from vestnik.access.rights import Right
from vestnik.definitions.definitions import Definitions
from vestnik.delivery import messages
from vestnik.delivery.messages import Message
from vestnik.delivery.waiting import waiting
from vestnik.kernel.problem import Invalid, NotFound
from vestnik.kernel.values import Ref, to_json
from vestnik.routes.sending import SendingRoute
from vestnik.scenarios import run_rows
from vestnik.scenarios.provenance import Explained, explain
from vestnik.scenarios.run_rows import Run
from vestnik.scenarios.scenario import Scenario
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.message_shapes import ExplanationShape, waiting_json
from vestnik.web.shapes import ERRORS

router = APIRouter(prefix="/messages", tags=["messages"], route_class=ExactRoute, responses=ERRORS)


@router.get("/{id}/explain", response_model=ExplanationShape)
def explain_message(id: str, call: Caller) -> Response:
    """Where each value of a letter comes from, why it waits and when it is tried next."""
    call.require(Right.SEE_LETTERS)
    with call.system.db.read() as tx:
        found = messages.get(tx, Ref.parse(id))
        origin = messages.origin_of(tx, found.id) or {}
        definitions = call.definitions(tx)
        scenario = _scenario(definitions, origin)
        run = _run(tx, found)
        answer = {
            "message": str(found.id),
            "waiting": waiting_json(waiting(tx, found, call.system.clock.now()), call.language),
            "run": to_json(found.run),
            "event": origin.get("event") or (run.event if run else None),
            "initiator": run.login if run else None,
            "scenario": origin.get("scenario"),
            "scenario_version": origin.get("version"),
            "scenario_title": scenario.title if scenario else None,
            "action": origin.get("action"),
            "record": to_json(found.record),
            "route": found.route,
            "route_version": found.route_version,
            "values": _values(definitions, found, origin, scenario),
            "ignored": [text[call.language] for text in origin.get("ignored", ())],
        }
    return Reply(answer)


def _values(
    definitions: Definitions, found: Message, origin: Mapping[str, Any], scenario: Scenario | None
) -> list[dict[str, Any]]:
    if scenario is None:
        return []
    route = _version(definitions, "route", found.route, found.route_version)
    sending = route if isinstance(route, SendingRoute) else None
    return [_shown(one) for one in explain(scenario, origin["action"], origin.get("values", {}), sending)]


def _scenario(definitions: Definitions, origin: Mapping[str, Any]) -> Scenario | None:
    if not origin:
        return None
    found = _version(definitions, "scenario", origin["scenario"], origin["version"])
    return found if isinstance(found, Scenario) else None


def _version(definitions: Definitions, kind: str, name: str, version: int) -> Any:
    """A definition as it was; None when it is gone, or was written for another program than this."""
    try:
        return definitions.load_version(kind, name, version)
    except (NotFound, Invalid):
        return None


def _run(tx: Transaction, found: Message) -> Run | None:
    runs = run_rows.runs_of(tx, [found.run.number]) if found.run else []
    return runs[0] if runs else None


def _shown(one: Explained) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": one.value,
        "used_in": list(one.used_in),
        "sources": [
            {
                "action": source.action,
                "description": source.description,
                "operation": source.operation,
                "place": source.place,
                "kind": source.kind,
                "text": source.text,
            }
            for source in one.sources
        ],
    }
