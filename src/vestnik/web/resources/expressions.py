"""Expressions while they are written: what is wrong with one, what may stand at a position, what it gives and why.

Offsets (`from`, `to`, `position`) count UTF-16 code units, as editors in browsers do; line and column count characters
from 1.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from vestnik.access.rights import Right
from vestnik.expressions.explain import (
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
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.expression_shapes import CheckRequest, CheckShape, EvaluatedShape, EvaluateRequest
from vestnik.web.referenced import referenced
from vestnik.web.shapes import ERRORS
from vestnik.web.utf16 import Utf16

router = APIRouter(prefix="/expressions", tags=["expressions"], route_class=ExactRoute, responses=ERRORS)


class UnknownEvent(Refused):
    code = "unknown_event"
    text = Text("Нет события «{name}».{hint}", "There is no event '{name}'.{hint}")


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
