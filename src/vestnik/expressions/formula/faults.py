"""Faults while a formula runs.

A fault is an empty value that knows why it is empty (spec/formula.md 5). It travels as an exception: every operation
passes it on without doing anything, and the few places that take it as plain empty (`VALUE`, `EMPTY`, conditions …)
catch it. Running out of time or operations cannot be caught: else a formula could go on for ever.
"""

from __future__ import annotations

from vestnik.expressions.faults import FaultKind
from vestnik.expressions.formula.nodes import Place
from vestnik.kernel.text import Text


class Fault(Exception):
    """One fault. `at` is filled in by the innermost operation that knows its place."""

    def __init__(self, kind: FaultKind, message: Text, *operands: str) -> None:
        super().__init__(message.en)
        self.kind: FaultKind = kind
        self.message = message
        self.operands = operands
        self.at: Place | None = None


class Exhausted(Fault):
    """The evaluation has used up its time or its operations."""

    def __init__(self, message: Text) -> None:
        super().__init__("limit_exceeded", message)


def out_of_range(ru: str, en: str, *operands: str) -> Fault:
    """A number or moment outside of what the operation can do."""
    return Fault("out_of_range", Text(ru, en), *operands)


def bad_text(given: str, needed: Text) -> Fault:
    """A text that is no date or duration."""
    message = Text("«{given}» не подходит: нужно {needed}", "'{given}' does not fit: {needed} is needed")
    return Fault("bad_text", message.format(given=shorten(given), needed=needed), shorten(given))


def shorten(text: str, limit: int = 80) -> str:
    """A text short enough for a message."""
    return text if len(text) <= limit else text[:limit] + "…"
