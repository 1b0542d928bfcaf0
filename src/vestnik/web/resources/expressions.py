"""Expressions while they are written: what is wrong with one, what may stand at a position, what it gives and why.

Offsets (`from`, `to`, `position`) count UTF-16 code units, as editors in browsers do; line and column count characters
from 1.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from vestnik.access.rights import Right
from vestnik.expressions.diagnosis import CompletionKind, ResultKind
from vestnik.expressions.explain import (
    ExpressionLanguage,
    PlaceKind,
    Source,
    complete,
    diagnose,
    evaluate,
    fix_of,
    span_of,
)
from vestnik.expressions.formula.kinds import shown
from vestnik.kernel.problem import Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, to_json
from vestnik.records.schema import SqlSchema
from vestnik.runtime.trial import NotedEffects, template_of, trial_scope
from vestnik.scenarios.event import EVENTS
from vestnik.scenarios.expression import MAX_TEXT
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.referenced import References, referenced
from vestnik.web.shapes import ERRORS, Json
from vestnik.web.utf16 import Utf16

router = APIRouter(prefix="/expressions", tags=["expressions"], route_class=ExactRoute, responses=ERRORS)

_FORMULA = "IF(EMPTY($Vlozhenie), USER()->mbox, $Poluchatel->mbx)"


class UnknownEvent(Refused):
    code = "unknown_event"
    text = Text("Нет события «{name}».{hint}", "There is no event '{name}'.{hint}")


class _Asked(BaseModel):
    """The expression and the place where it stands."""

    model_config = ConfigDict(extra="forbid")

    language: Annotated[ExpressionLanguage, Field(examples=["formula"])]
    text: Annotated[str, Field(max_length=MAX_TEXT, examples=[_FORMULA])]
    template: Annotated[
        str | None,
        Field(
            max_length=200, examples=["Elpisma"], description="System name of the record in hand's template"
        ),
    ] = None
    place: Annotated[
        PlaceKind,
        Field(
            description="condition: met by true alone; filter: of a table, N3 gives ?item and has no input"
        ),
    ] = "value"
    effects: Annotated[
        bool, Field(description="Whether N3 may change variables and make documents here (scenario actions)")
    ] = False


class CheckRequest(_Asked):
    """variables: names of scenario variables; null when any may be set. event: its variables are known too.
    position: an offset at which completions are wanted. expected: the kind that the place takes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "language": "formula",
                    "text": _FORMULA,
                    "template": "Elpisma",
                    "variables": ["mail"],
                    "position": 54,
                }
            ]
        }
    )

    variables: Annotated[list[Annotated[str, Field(max_length=200)]] | None, Field(max_length=10_000)] = None
    event: Annotated[str | None, Field(max_length=100, examples=["button_clicked"])] = None
    position: Annotated[int | None, Field(ge=0, le=2 * MAX_TEXT)] = None
    expected: ResultKind | None = None


class EditShape(BaseModel):
    """Put `insert` in the place of the characters between two offsets."""

    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    insert: Annotated[str, Field(examples=["mbox"])]


class FixShape(BaseModel):
    """A quick fix: its title in the caller's language and the edits that do it, in the order of the text."""

    title: Annotated[str, Field(examples=["Заменить на mbox"])]
    edits: list[EditShape]


class DiagnosticShape(BaseModel):
    """One problem at its place in the text; `from` and `to` are what an editor underlines."""

    code: Annotated[str, Field(examples=["unknown_attribute"])]
    severity: Annotated[str, Field(examples=["error"])]
    message: Annotated[str, Field(examples=["Нет атрибута «mbx». Возможно, имелось в виду mbox?"])]
    line: Annotated[int | None, Field(examples=[1])]
    column: Annotated[int | None, Field(examples=[9])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    suggestion: str | None = None
    fix: FixShape | None = None


class ResultShape(BaseModel):
    """What the expression yields as far as it can be told. kind: null when unknown. template: of references to records."""

    kind: ResultKind | None
    multiple: bool
    template: str | None


class CompletionShape(BaseModel):
    """One proposal: put `insert` in the place of the text between `from` and `to`."""

    label: Annotated[str, Field(examples=["mbox"])]
    kind: CompletionKind
    detail: Annotated[str, Field(examples=["текст"])]
    insert: Annotated[str, Field(examples=["mbox"])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]


class CheckShape(BaseModel):
    """ok: the expression may be saved; warnings do not forbid it. completions: empty without a position."""

    ok: bool
    problems: list[DiagnosticShape]
    result: ResultShape
    completions: list[CompletionShape]


class EvaluateRequest(_Asked):
    """record: the record (or account) in hand. variables: scenario variables by name, as JSON; an id such as `rec.101`
    that names something is a reference to it, `{"$at": "2025-03-12T09:00:00Z"}` a moment, `{"$for": "PT1H"}` a duration.
    template: that of the record when left out."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "language": "formula",
                    "text": "$Poluchatel->mbox",
                    "record": "rec.101",
                    "variables": {"mail": {"Subject": "Договор"}},
                }
            ]
        }
    )

    record: Annotated[str | None, Field(max_length=40, examples=["rec.101"])] = None
    variables: dict[str, Any] = {}
    trace: Annotated[bool, Field(description="Whether the steps are wanted")] = True


class FaultShape(BaseModel):
    """Why there is no value."""

    code: Annotated[str, Field(examples=["division_by_zero"])]
    message: Annotated[str, Field(examples=["Нет атрибута mbx"])]
    line: Annotated[int | None, Field(examples=[1])]
    column: Annotated[int | None, Field(examples=[9])]
    operands: list[str]


class StepShape(BaseModel):
    """One step: a sub-expression of a formula with its `value`, or a call of an N3 goal with its `bindings` after the
    first of its `solutions`. Time in and below it."""

    text: Annotated[str, Field(examples=["$Poluchatel"])]
    line: Annotated[int, Field(examples=[1])]
    column: Annotated[int, Field(examples=[9])]
    start: Annotated[int, Field(alias="from", examples=[9])]
    to: Annotated[int, Field(examples=[16])]
    microseconds: Annotated[float, Field(examples=[41.5])]
    value: Annotated[str | None, Field(examples=["account.4"])] = None
    bindings: dict[str, str] | None = None
    solutions: int | None = None
    fault: str | None = None
    message: Annotated[str | None, Field(examples=["Нет атрибута mbx"])] = None


class EffectShape(BaseModel):
    """Something that N3 would have changed: a variable, or a document that it would have made."""

    effect: Annotated[str, Field(examples=["replace"])]
    variable: Annotated[str | None, Field(examples=["mail"])] = None
    value: Json = None
    filename: Annotated[str | None, Field(examples=[None])] = None
    size: Annotated[int | None, Field(examples=[None])] = None


class EvaluatedShape(BaseModel):
    """What came of it. value: as JSON, several as a list. shown: as text for people. references: titles of what the value
    refers to. effects: what N3 would have changed; nothing was. steps: at most 1,000, `truncated` tells of more."""

    value: Json
    shown: Annotated[str, Field(examples=['"anna@example.com"'])]
    references: References
    fault: FaultShape | None
    effects: list[EffectShape]
    problems: list[DiagnosticShape]
    steps: list[StepShape]
    truncated: bool
    compile_ms: Annotated[float, Field(examples=[0.3])]
    evaluate_ms: Annotated[float, Field(examples=[0.1])]


@router.post("/check", response_model=CheckShape)
def check_expression(given: Annotated[CheckRequest, Body()], call: Caller) -> Response:
    """What is wrong with an expression, what it yields, and what may stand at a position of it."""
    call.require(Right.BUILD)
    source = Source(
        given.language,
        given.text,
        given.template,
        _variables(given),
        given.place,
        given.expected,
        given.effects,
    )
    offsets = Utf16(given.text)
    with call.system.db.read() as tx:
        schema = SqlSchema.of(tx)
    found = diagnose(source, schema)
    proposals = (
        complete(source, offsets.to_character(given.position), schema) if given.position is not None else []
    )
    place = min(given.position or 0, offsets.length)
    return Reply(
        {
            "ok": found.ok,
            "problems": [_diagnostic(problem, given.text, offsets, call) for problem in found.problems],
            "result": {"kind": found.kind, "multiple": found.multiple, "template": found.target},
            "completions": [
                {
                    "label": one.label,
                    "kind": one.kind,
                    "detail": one.detail.of(call.language),
                    "insert": one.insert,
                    "from": place - one.replaces,
                    "to": place,
                }
                for one in proposals
            ],
        }
    )


@router.post("/evaluate", response_model=EvaluatedShape)
def evaluate_expression(given: Annotated[EvaluateRequest, Body()], call: Caller) -> Response:
    """What an expression gives for a record, step by step, with the caller's rights; nothing is changed."""
    call.require(Right.BUILD)
    record = Ref.parse(given.record) if given.record else None
    effects = NotedEffects()
    offsets = Utf16(given.text)
    with call.system.db.read() as tx:
        scope = trial_scope(
            call.system, tx, call.actor, record=record, variables=given.variables, effects=effects
        )
        template = given.template
        if template is None and record is not None:
            template = template_of(tx, call.actor, call.system, record)
        source = Source(given.language, given.text, template, None, given.place, effects=given.effects)
        explained = evaluate(source, scope)
        titles = _titles(call, tx, explained.value)
    fault = explained.fault
    return Reply(
        {
            "value": to_json(explained.value),
            "shown": shown(explained.value),
            "references": titles,
            "fault": None
            if fault is None
            else {
                "code": fault.kind,
                "message": fault.message.of(call.language),
                "line": fault.line,
                "column": fault.column,
                "operands": list(fault.operands),
            },
            "effects": effects.noted,
            "problems": [_diagnostic(one, given.text, offsets, call) for one in explained.warnings],
            "steps": [
                {
                    **step.as_json(call.language),
                    "from": offsets.of_character(step.start),
                    "to": offsets.of_character(step.end),
                }
                for step in (explained.steps if given.trace else ())
            ],
            "truncated": explained.truncated,
            "compile_ms": round(explained.compile_ms, 3),
            "evaluate_ms": round(explained.evaluate_ms, 3),
        }
    )


def _variables(given: CheckRequest) -> list[str] | None:
    """Names that are known, those that the event sets among them."""
    if given.event is not None and given.event not in EVENTS.by_name:
        hint = did_you_mean(suggestion := nearest(given.event, EVENTS.by_name))
        raise UnknownEvent(name=given.event, hint=hint, suggestion=suggestion, path=("event",))
    if given.variables is None:
        return None
    event = EVENTS.by_name[given.event].model_construct() if given.event else None
    return [*given.variables, *(event.sets() if event else ())]


def _diagnostic(problem: Problem, text: str, offsets: Utf16, call: Call) -> dict[str, Any]:
    span, fix = span_of(problem, text), fix_of(problem, text)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message.of(call.language),
        "line": problem.line,
        "column": problem.column,
        "from": offsets.of_character(span.start),
        "to": offsets.of_character(span.end),
        "suggestion": problem.suggestion,
        "fix": fix
        and {
            "title": fix.title.of(call.language),
            "edits": [
                {
                    "from": offsets.of_character(edit.span.start),
                    "to": offsets.of_character(edit.span.end),
                    "insert": edit.insert,
                }
                for edit in fix.edits
            ],
        },
    }


MAX_TITLES = 200
"""Things of a result whose titles are looked up."""


def _titles(call: Call, tx: Transaction, value: Value) -> dict[str, dict[str, Any]]:
    refs = [item for item in as_list(value) if isinstance(item, Ref) and item.number > 0][:MAX_TITLES]
    records = call.records(tx)
    return {str(ref): told for ref, told in referenced(call, tx, records, refs).items()}
