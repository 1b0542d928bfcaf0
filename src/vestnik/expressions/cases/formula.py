"""One formula case: its world, its evaluation, its result held against what is expected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.numbers import near
from vestnik.expressions.cases.outcome import Outcome
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.formula.kinds import is_empty, shown
from vestnik.kernel.durations import parse_duration
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Ref, Value, as_list


def run(case: Mapping[str, Any]) -> Outcome:
    """Evaluate a case in a world of its own."""
    return outcome_in(case, worlds.build(case.get("context") or {}), worlds.ITEM)


def outcome_in(case: Mapping[str, Any], world: World, template: str | None) -> Outcome:
    """Evaluate a case in a world that holds what its context says; template: of the current record."""
    name, error = str(case["id"]), case.get("error")
    if not error and "expect" not in case:
        return Outcome(name, False, "the key expect, or error: true", "neither")
    wanted = "a static error" if error else json.dumps(case["expect"], ensure_ascii=False)
    try:
        formula = compile_formula(case["expr"], world.schema, template, variables=world.variables)
    except Invalid as invalid:
        problems = "; ".join(
            f"{problem.code} at {problem.line}:{problem.column}: {problem.message.en}"
            for problem in invalid.problems
        )
        return Outcome(name, bool(error), wanted, problems)
    try:
        value = formula.evaluate(world.scope)
    except ExpressionFault as fault:
        # A fault is an empty value that carries its reason (spec/formula.md 5): it fits where empty is expected.
        value, got = None, f"fault {fault.kind} at {fault.line}:{fault.column}: {fault.message.en}"
    else:
        got = shown(value)
    return Outcome(name, not error and fits(world, value, case["expect"]), wanted, got)


def fits(world: World, got: Value, expected: Any) -> bool:
    """Whether a result is the expected one, in the notation of the cases."""
    if expected is None or expected == []:
        return is_empty(got)
    if isinstance(expected, Mapping) and "set" in expected:
        return _same_set(world, list(as_list(got)), expected["set"])
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        items = as_list(got)
        return len(items) == len(expected) and all(
            _fits_one(world, item, wanted) for item, wanted in zip(items, expected, strict=True)
        )
    items = as_list(got)
    return len(items) == 1 and _fits_one(world, items[0], expected)


def _same_set(world: World, left: list[Value], expected: Sequence[Any]) -> bool:
    for wanted in expected:
        index = next((index for index, item in enumerate(left) if _fits_one(world, item, wanted)), None)
        if index is None:
            return False
        del left[index]
    return not left


def _fits_one(world: World, got: Value, expected: Any) -> bool:
    match expected:
        case bool():
            return got is expected
        case int() | float():
            return isinstance(got, Decimal) and near(got, Decimal(repr(expected)))
        case str():
            return _same_text(world, got, expected)
        case {"approx": value, "within": within}:
            return isinstance(got, Decimal) and near(got, Decimal(repr(value)), Decimal(repr(within)))
        case {"datetime": text}:
            return isinstance(got, datetime) and _whole(got) == _whole(_moment(world, text))
        case {"duration": text}:
            return got == parse_duration(text)
        case {"duration_seconds": seconds}:
            return got == timedelta(seconds=seconds)
        case {"ref": text}:
            wanted = world.ids.get(str(text))
            return isinstance(got, Ref) and (got == wanted or str(text) in (str(got), str(got.number)))
        case {"object": fields}:
            return isinstance(got, Mapping) and all(
                fits(world, got.get(name), inner) for name, inner in fields.items()
            )
    return False


def _same_text(world: World, got: Value, expected: str) -> bool:
    """Cases write ids with their kind (`ev.1`), while a formula's text shows the digits alone."""
    if isinstance(got, Ref):
        return world.ids.get(expected) == got or expected in (str(got), str(got.number))
    if got == expected:
        return True
    bare = expected
    for text, ref in sorted(world.ids.items(), key=lambda pair: -len(pair[0])):
        bare = bare.replace(text, str(ref.number))
    return got == bare


def _moment(world: World, text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=world.scope.zone)


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
