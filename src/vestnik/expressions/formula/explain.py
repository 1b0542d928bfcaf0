"""Explain: each sub-expression with its value and time, in the order in which they finished."""

from __future__ import annotations

import time

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import Fault, shorten
from vestnik.expressions.formula.nodes import Literal, Node
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.trace import MAX_STEPS, TraceStep
from vestnik.kernel.values import Value


class Tracer:
    """Wraps compiled nodes so that they write to `scope.trace`."""

    def __init__(self, text: str) -> None:
        self._text = text

    def wrap(self, node: Node, compiled: Compiled) -> Compiled:
        """The closure, noting what it gives. Literals explain themselves."""
        if isinstance(node, Literal):
            return compiled
        place = node.at
        text = shorten(self._text[place.start : place.end], 200)

        def note(run: Run, started: float, value: Value, fault: Fault | None = None) -> None:
            trace = run.scope.trace
            if trace is None or len(trace) >= MAX_STEPS:
                return
            entry = TraceStep(text, place.line, place.column, place.start, place.end)
            entry.microseconds = (time.perf_counter() - started) * 1e6
            if fault is None:
                entry.value = kinds.shown(value)
            else:
                entry.fault, entry.message = fault.kind, fault.message
            trace.append(entry)

        def run_traced(run: Run) -> Value:
            started = time.perf_counter()
            try:
                value = compiled(run)
            except Fault as fault:
                note(run, started, None, fault)
                raise
            note(run, started, value)
            return value

        return run_traced
