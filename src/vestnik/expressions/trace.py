"""What an evaluation did, step by step: one entry per sub-expression of a formula or call of an N3 goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.kernel.text import Language, Text

MAX_STEPS = 1_000
"""Steps of one trace; a query over many rows would fill the memory of its reader too."""


@dataclass(slots=True)
class TraceStep:
    """One step, in the order in which formulas finish and goals are called.

    text: the sub-expression or the goal, shortened. line, column: from 1. start, end: offsets into the text. value: what a
    sub-expression gave, None when it failed. bindings: what a goal's variables hold after its first solution, else
    before it. solutions: how many a goal has given, None for a formula. fault, message: what went wrong in it.
    microseconds: spent in it and in what it contains.
    """

    text: str
    line: int
    column: int
    start: int
    end: int
    value: str | None = None
    bindings: Mapping[str, str] = field(default_factory=dict)
    solutions: int | None = None
    fault: str | None = None
    message: Text | None = None
    microseconds: float = 0.0

    def as_json(self, language: Language) -> dict[str, Any]:
        """The step for people and programs; what it lacks is left out."""
        shown: dict[str, Any] = {
            "text": self.text,
            "line": self.line,
            "column": self.column,
            "microseconds": round(self.microseconds, 1),
        }
        if self.fault is not None:
            shown["fault"] = self.fault
            shown["message"] = self.message.of(language) if self.message else ""
        elif self.solutions is None:
            shown["value"] = self.value
        if self.solutions is not None:
            shown["solutions"] = self.solutions
            shown["bindings"] = dict(self.bindings)
        return shown


Trace = list[TraceStep]
"""Filled while an evaluation runs, up to `MAX_STEPS`."""
