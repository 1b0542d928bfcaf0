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
from vestnik.expressions.cases.outcome import Outcome
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.objects import Objects
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
        problem = next(found for found in invalid.problems if found.severity == "error")
        kind = problem.code
        got = f"error {kind} at {problem.line}:{problem.column}: {problem.message.en}"
    except ExpressionFault as fault:
        kind = fault.kind
        got = f"error {kind} at {fault.line}:{fault.column}: {fault.message.en}"
    else:
        results = [rendered(value, world.objects) for value in values]
        kind, got = "", _shown(results)
    passed = kind == case["error"] if "error" in case else not kind and same(results, case.get("expect"))
    if passed and "effects" in case:
        left = {name: rendered(value, world.objects) for name, value in effects.variables.items()}
        passed = same(left, case["effects"])
        wanted, got = f"variables {_shown(case['effects'])}", f"variables {_shown(left)}"
    return Outcome(case["id"], passed, wanted, got)


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


def same(got: Any, wanted: Any) -> bool:
    """Equal results: numbers by value, `true` is no number, lists in order."""
    match wanted:
        case bool() | None:
            return got is wanted
        case int() | float():
            return isinstance(got, Decimal) and got == Decimal(repr(wanted))
        case list():
            return (
                isinstance(got, list)
                and len(got) == len(wanted)
                and all(same(one, other) for one, other in zip(got, wanted, strict=True))
            )
        case Mapping():
            return (
                isinstance(got, Mapping)
                and got.keys() == wanted.keys()
                and all(same(got[name], wanted[name]) for name in wanted)
            )
    return bool(got == str(wanted))


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
