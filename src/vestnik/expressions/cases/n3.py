"""One N3 case: a fresh world, its evaluation, its results and effects held against what is expected.

The format stands at the top of tests/vectors/n3-cases.yaml.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from vestnik.expressions.cases import n3_world
from vestnik.expressions.cases.numbers import near
from vestnik.expressions.cases.outcome import Outcome
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.objects import Objects
from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Content, Ref, Value, to_json


def run(case: Mapping[str, Any], fixture: Mapping[str, Any]) -> Outcome:
    """Evaluate a case in a world of its own."""
    world = n3_world.build(fixture)
    scope, effects = world.scope(case)
    wanted = f"error {case['error']}" if "error" in case else _shown(case.get("expect"))
    try:
        query = compile_n3(
            case["n3"],
            world.objects.schema,
            input_bound=scope.item is not None,
            output=case.get("output", "value"),
            effects_allowed=True,
        )
        values = query.values(scope)
    except Invalid as invalid:
        errors = [problem for problem in invalid.problems if problem.severity == "error"]
        problem = next((one for one in errors if one.code == case.get("error")), errors[0])
        kind = problem.code
        got = f"error {kind} at {problem.line}:{problem.column}: {problem.message.en}"
    except ExpressionFault as fault:
        kind = fault.kind
        got = f"error {kind} at {fault.line}:{fault.column}: {fault.message.en}"
    else:
        kind, got = "", _shown([rendered(value, world.objects) for value in values])
    if "error" in case:
        passed = kind == case["error"]
    else:
        passed = not kind and fits(values, case.get("expect"), world.objects)
    if passed and "effects" in case:
        passed = fits(effects.variables, case["effects"], world.objects)
        wanted = f"variables {_shown(case['effects'])}"
        got = f"variables {_shown(rendered(effects.variables, world.objects))}"
    return Outcome(str(case["id"]), passed, wanted, got)


def rendered(value: Value, objects: Objects) -> Any:
    """A result in the notation of the cases; a content as its Base64."""
    match value:
        case Content():
            return base64.b64encode(objects.read(value)).decode("ascii")
        case tuple():
            return [rendered(item, objects) for item in value]
        case Mapping():
            return {name: rendered(part, objects) for name, part in value.items()}
        case datetime() | timedelta() | Ref():
            return to_json(value)
    return value


def fits(got: Value, wanted: Any, objects: Objects) -> bool:
    """Whether a value is the expected one: numbers, moments and durations by value, lists in order."""
    match wanted:
        case bool() | None:
            return got is wanted
        case int() | float():
            return isinstance(got, Decimal) and near(got, Decimal(repr(wanted)))
        case list():
            return (
                isinstance(got, tuple)
                and len(got) == len(wanted)
                and all(fits(one, other, objects) for one, other in zip(got, wanted, strict=True))
            )
        case Mapping():
            return (
                isinstance(got, Mapping)
                and got.keys() == wanted.keys()
                and all(fits(got[name], wanted[name], objects) for name in wanted)
            )
    return _fits_text(got, str(wanted), objects)


def _fits_text(got: Value, wanted: str, objects: Objects) -> bool:
    try:
        match got:
            case datetime():
                return got == datetime.fromisoformat(wanted)
            case timedelta():
                return got == parse_duration(wanted)
    except (ValueError, TypeError, BadDuration):
        return False
    return bool(rendered(got, objects) == wanted)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
