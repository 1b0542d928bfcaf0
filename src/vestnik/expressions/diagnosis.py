"""What a check of an expression tells: problems, the kind of the result, completions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text

ResultKind: TypeAlias = Literal["text", "number", "boolean", "datetime", "duration", "reference", "object"]

CompletionKind: TypeAlias = Literal[
    "attribute", "variable", "local", "function", "template", "value", "keyword", "prefix"
]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The outcome of a static check.

    problems: errors and warnings, in the order of the text. kind: what the expression yields, None when it cannot be
    told before it runs. multiple: whether the result may be a list. target: template of a reference to records.
    """

    problems: list[Problem] = field(default_factory=list)
    kind: ResultKind | None = None
    multiple: bool = False
    target: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the expression may be saved; warnings do not forbid it."""
        return all(problem.severity == "warning" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Completion:
    """One proposal at a position of the text: what is shown, what sort it is, its explanation, what is inserted.

    replaces: how many characters before the position the inserted text takes the place of.
    """

    label: str
    kind: CompletionKind
    detail: Text
    insert: str
    replaces: int = 0
