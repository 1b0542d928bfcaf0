"""Shapes of what a run did and how it failed, shared by runs and trials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from vestnik.kernel.text import Language
from vestnik.web.shapes import Json, MessageId, ProblemShape, RecordId, Shape

ScenarioName = Annotated[str, Field(examples=["OtpravkaPisem"])]
ActionId = Annotated[str, Field(examples=["a1"])]


class TraceEntryShape(Shape):
    """One thing that a run did; which fields there are follows from `what`.

    event: scenario, event, record. action: action, path (turns of its loops), context, ms. expression: action, place in
    the action, kind, result, ms. variables: action, name, value (none: removed). letter: action, route, value (the message
    variable). fault, ignored, error: action, code, text. wait: action. answer: message, state. detached: action.
    dropped: count.
    """

    what: Literal[
        "event",
        "action",
        "expression",
        "variables",
        "letter",
        "fault",
        "ignored",
        "error",
        "wait",
        "answer",
        "detached",
        "dropped",
    ]
    scenario: ScenarioName | None = None
    action: ActionId | None = None
    path: Annotated[str | None, Field(examples=["0:"])] = None
    context: RecordId | None = None
    ms: Annotated[float | None, Field(examples=[0.42])] = None
    place: Annotated[str | None, Field(examples=["variables.1.value"])] = None
    kind: Literal["value", "attribute", "formula", "n3"] | None = None
    result: Json = None
    name: Annotated[str | None, Field(examples=["mail"])] = None
    value: Json = None
    event: Annotated[str | None, Field(examples=["button_clicked"])] = None
    record: RecordId | None = None
    route: Annotated[str | None, Field(examples=["mail_out"])] = None
    code: Annotated[str | None, Field(examples=["too_many_values"])] = None
    text: Annotated[str | None, Field(examples=["Нужно одно значение, получено 2"])] = None
    message: MessageId | None = None
    state: Annotated[str | None, Field(examples=["sent"])] = None
    count: Annotated[int | None, Field(examples=[12])] = None


class ChainShape(Shape):
    """One link of how scenarios set each other off."""

    scenario: ScenarioName
    event: Annotated[str, Field(examples=["button_clicked"])]
    record: Annotated[str, Field(examples=["rec.101"])]


class RunErrorShape(Shape):
    """How a run failed. action: the card at fault in `scenario`. chain: how it came to that scenario, outermost first."""

    code: Annotated[str, Field(examples=["too_many_values"])]
    message: Annotated[str, Field(examples=["Нужно одно значение, получено 2"])]
    scenario: ScenarioName
    action: ActionId | None
    chain: list[ChainShape]
    errors: list[ProblemShape]


def trace_json(entries: Sequence[Mapping[str, Any]], language: Language) -> list[dict[str, Any]]:
    """Entries as `TraceEntryShape`."""
    return [_entry(entry, language) for entry in entries]


def _entry(entry: Mapping[str, Any], language: Language) -> dict[str, Any]:
    shown = dict(entry)
    if entry["what"] in ("error", "ignored", "fault"):
        shown["text"] = shown.pop("message")[language]
    elif entry["what"] == "letter":
        shown["value"] = shown.pop("message")
    return {name: value for name, value in shown.items() if value is not None or name in ("result", "value")}


def error_json(stored: Mapping[str, Any] | None, language: Language) -> dict[str, Any] | None:
    """The error of a run as `RunErrorShape`, None when there is none."""
    if stored is None:
        return None
    return {
        **stored,
        "message": stored["message"][language],
        "chain": [
            {"scenario": scenario, "event": event, "record": record}
            for scenario, event, record in stored["chain"]
        ],
        "errors": [
            {
                name: value
                for name, value in (one | {"message": one["message"][language]}).items()
                if value is not None
            }
            for one in stored["errors"]
        ],
    }
