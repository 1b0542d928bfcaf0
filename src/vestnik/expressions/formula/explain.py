"""Explain: each sub-expression with its value and time, in the order in which they finished (issue: explain)."""

from __future__ import annotations

import time
from typing import Any

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import Fault, shorten
from vestnik.expressions.formula.nodes import Literal, Node
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.kernel.values import Value

MAX_ENTRIES = 1_000
"""Entries of one trace; a query over many rows would fill the memory of the reader too."""


class Tracer:
    """Wraps compiled nodes so that they write to `scope.trace`."""

    def __init__(self, text: str) -> None:
        self._text = text

    def wrap(self, node: Node, compiled: Compiled) -> Compiled:
        """The closure, noting what it gives. Literals explain themselves."""
        if isinstance(node, Literal):
            return compiled
        place = node.at
        entry = {
            "text": shorten(self._text[place.start : place.end], 200),
            "line": place.line,
            "column": place.column,
        }

        def run_traced(run: Run) -> Value:
            started = time.perf_counter()
            try:
                value = compiled(run)
            except Fault as fault:
                _note(run, {**entry, "fault": fault.kind, "message": fault.message.as_json()}, started)
                raise
            _note(run, {**entry, "value": kinds.shown(value)}, started)
            return value

        return run_traced


def _note(run: Run, entry: dict[str, Any], started: float) -> None:
    trace = run.scope.trace
    if trace is not None and len(trace) < MAX_ENTRIES:
        trace.append({**entry, "ms": round((time.perf_counter() - started) * 1000, 3)})
