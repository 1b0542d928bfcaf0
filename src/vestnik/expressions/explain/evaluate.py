"""A text evaluated for somebody who wants to see how: the value or the fault, every step, the times."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from vestnik.expressions.attribute_path import check_path, formula_of
from vestnik.expressions.explain.source import Source
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.formula.arguments import is_true
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.objects import Schema
from vestnik.expressions.scope import Scope
from vestnik.expressions.trace import MAX_STEPS, Trace
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class Explained:
    """What came of an evaluation.

    value: None when it failed or is empty; the several results of an N3 text are a tuple. fault: why it failed.
    steps: at most `MAX_STEPS`; truncated: there were more. compile_ms is next to nothing when the text was compiled before.
    """

    value: Value
    fault: ExpressionFault | None
    steps: Trace
    truncated: bool
    warnings: tuple[Problem, ...]
    compile_ms: float
    evaluate_ms: float


def evaluate(source: Source, scope: Scope) -> Explained:
    """Evaluate a text in a scope, noting each step.

    The scope's `effects` are given to an N3 text only where its place lets it change anything.

    Raises:
        Invalid: the text has errors; with every problem.
    """
    trace: Trace = []
    prepared = replace(
        scope,
        trace=trace,
        item=scope.item if source.has_input else None,
        effects=scope.effects if source.may_change else None,
    )
    began = time.perf_counter()
    run, warnings = _compiled(source, scope.objects.schema)
    compiled = time.perf_counter()
    value: Value = None
    fault: ExpressionFault | None = None
    try:
        value = run(prepared)
    except ExpressionFault as error:
        fault = error
    ended = time.perf_counter()
    if source.language == "attribute":
        fault = _in_path(source.text, trace, fault)
    return Explained(
        is_true(value) if source.place == "condition" and fault is None else value,
        fault,
        trace,
        len(trace) >= MAX_STEPS,
        warnings,
        (compiled - began) * 1000,
        (ended - compiled) * 1000,
    )


_Evaluate = Callable[[Scope], Value]


def _compiled(source: Source, schema: Schema) -> tuple[_Evaluate, tuple[Problem, ...]]:
    if source.language == "n3":
        query = compile_n3(
            source.text,
            schema,
            input_bound=source.has_input,
            output=source.output,
            effects_allowed=source.may_change,
        )
        return lambda scope: _result(query.values(scope)), query.warnings
    if source.language == "formula":
        formula = compile_formula(source.text, schema, source.template, variables=source.variables)
        return formula.evaluate, formula.warnings
    found = check_path(source.text, schema, source.template)
    if not found.ok:
        raise Invalid(found.problems)
    path = compile_formula(formula_of(source.text), schema, source.template, variables=())
    return path.evaluate, tuple(found.problems)


def _in_path(path: str, trace: Trace, fault: ExpressionFault | None) -> ExpressionFault | None:
    """Places in the formula that stands for a path become places in the path."""
    added = len(formula_of(path)) - len(path)
    for step in trace:
        step.start, step.end = max(0, step.start - added), step.end - added
        step.column -= added if step.line == 1 and step.column > 1 else 0
        step.text = step.text[added:] if step.start == 0 else step.text
    if fault is None or fault.column is None or fault.line != 1:
        return fault
    column = max(1, fault.column - added)
    return ExpressionFault(fault.kind, fault.message, line=1, column=column, operands=fault.operands)


def _result(values: tuple[Value, ...]) -> Value:
    return values[0] if len(values) == 1 else values or None
