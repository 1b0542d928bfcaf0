"""What a scenario would do (`POST /scenarios/{name}/try`): it runs for real and nothing of it is kept."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, Value, number, to_json
from vestnik.routes.preview import letter_json
from vestnik.scenarios.rehearsal import Given, PlannedLetter, RecordChange, Rehearsed
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.letter_shapes import PreviewShape
from vestnik.web.shapes import ERRORS, Json, RecordId, Shape
from vestnik.web.trace_shapes import ActionId, RunErrorShape, TraceEntryShape, error_json, trace_json

router = APIRouter(prefix="/scenarios", tags=["scenarios"], route_class=ExactRoute, responses=ERRORS)


class TrialRequest(Shape):
    """draft: the scenario as it stands in the designer; the stored one without it.

    record: on which the event is to have happened. values: unsaved ones of that record, or of a new one when there is no
    `record`. variables: what the scenario finds set. answers: of the dialog of the event's button, as a press gives them.
    """

    draft: Annotated[dict[str, Any] | None, Field(examples=[None])] = None
    record: RecordId | None = None
    values: Annotated[dict[str, Any], Field(default_factory=dict, examples=[{}])]
    variables: Annotated[dict[str, Any], Field(default_factory=dict, examples=[{"Povtor": True}])]
    answers: Annotated[dict[str, Any] | None, Field(examples=[{"Srok": "2027-03-12T15:00:00Z"}])] = None


class PlannedRecipientShape(Shape):
    """One address of the envelope."""

    address: Annotated[str, Field(examples=["petrova@example.org"])]
    role: Literal["to", "cc", "bcc"]


class PlannedLetterShape(PreviewShape):
    """A letter that would be queued, by which action."""

    action: ActionId
    route: Annotated[str, Field(examples=["mail_out"])]
    connection: Annotated[str, Field(examples=["mail"])]
    recipients: list[PlannedRecipientShape]


class ValueChangeShape(Shape):
    """An attribute that would have another value."""

    attribute: Annotated[str, Field(examples=["Tema"])]
    before: Json
    after: Json


class RecordChangeShape(Shape):
    """A record that would be made, changed or deleted."""

    record: RecordId
    template: Annotated[str, Field(examples=["Elpisma"])]
    change: Literal["created", "changed", "deleted"]
    values: list[ValueChangeShape]


class TrialShape(Shape):
    """What would happen. waiting: the run would stop there for the server's answer. With an error nothing would remain."""

    status: Literal["done", "waiting", "failed"]
    ms: Annotated[float, Field(examples=[12.5])]
    trace: list[TraceEntryShape]
    letters: list[PlannedLetterShape]
    changes: list[RecordChangeShape]
    detached: Annotated[int, Field(examples=[0])]
    error: RunErrorShape | None


@router.post("/{name}/try", response_model=TrialShape)
def try_scenario(name: str, call: Caller, given: Annotated[TrialRequest, Body()]) -> Response:
    """Run a scenario on a record without keeping anything: its trace, letters, changes, and the card at fault."""
    call.require(Right.BUILD)
    with call.system.db.read() as tx:
        definitions = call.definitions(tx)
        draft = (
            definitions.draft("scenario", name, given.draft)
            if given.draft is not None
            else definitions.load("scenario", name)
        )
    began = time.monotonic()
    found = call.system.rehearsal.run(
        call.actor,
        draft,
        Given(
            Ref.parse(given.record) if given.record else None,
            given.values,
            {key: _value(value) for key, value in given.variables.items()},
            given.answers,
        ),
    )
    took = round((time.monotonic() - began) * 1000, 1)
    return Reply(_shown(found, call.language) | {"ms": took})


def _shown(found: Rehearsed, language: Language) -> dict[str, Any]:
    return {
        "status": found.status,
        "trace": trace_json(found.trace, language),
        "letters": [_letter(one, language) for one in found.letters],
        "changes": [_change(one) for one in found.changes],
        "detached": found.detached,
        "error": error_json(found.error.as_json(), language) if found.error else None,
    }


def _letter(one: PlannedLetter, language: Language) -> dict[str, Any]:
    recipients = [{"address": address, "role": role} for address, role in one.recipients]
    planned = {"action": one.action, "route": one.route, "connection": one.connection}
    return letter_json(one.email, language) | planned | {"recipients": recipients, "size": one.size}


def _change(one: RecordChange) -> dict[str, Any]:
    before, after = one.before or {}, one.after or {}
    values = [
        {"attribute": name, "before": to_json(before.get(name)), "after": to_json(after.get(name))}
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
    change = "created" if one.before is None else "deleted" if one.after is None else "changed"
    return {"record": str(one.ref), "template": one.template, "change": change, "values": values}


def _value(given: Any) -> Value:
    """JSON as the value that a formula would see."""
    if isinstance(given, bool) or given is None:
        return given
    if isinstance(given, (int, Decimal)):
        return number(given)
    if isinstance(given, list):
        return tuple(_value(item) for item in given)
    if isinstance(given, Mapping):
        return {str(name): _value(item) for name, item in given.items()}
    return str(given)
