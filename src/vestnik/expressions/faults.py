"""What goes wrong while an expression is evaluated: one error for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from vestnik.kernel.problem import Problem, Refused
from vestnik.kernel.text import Text

FaultKind: TypeAlias = Literal[
    "type_error",
    "division_by_zero",
    "out_of_range",
    "bad_text",
    "bad_pattern",
    "too_many_values",
    "unknown_zone",
    "limit_exceeded",
    "unbound_argument",
    "unknown_template",
    "unknown_attribute",
    "unknown_enum_value",
    "cycle",
    "unsupported",
]
"""Run-time kinds of spec/formula.md 5 and spec/n3.md 4."""


class ExpressionFault(Refused):
    """The result of an expression is a fault: its kind, the place in the source and the operands, shortened.

    `kind` is the stable word of the spec; `line` and `column` count from 1, None where no place is known.
    `operands` are short texts for people; they never hold file contents.
    """

    code = "expression_fault"
    text = Text("{message}", "{message}")

    def __init__(
        self,
        kind: FaultKind,
        message: Text,
        *,
        line: int | None = None,
        column: int | None = None,
        operands: Sequence[str] = (),
    ) -> None:
        problem = Problem(kind, message, line=line, column=column)
        super().__init__(message=message, problems=(problem,))
        self.kind: FaultKind = kind
        self.line = line
        self.column = column
        self.operands = tuple(operands)

    def __repr__(self) -> str:
        return f"ExpressionFault({self.kind!r}, {self.message.en!r}, line={self.line}, column={self.column})"
