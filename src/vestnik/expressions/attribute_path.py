"""The smallest of the languages: an attribute's path from the record in hand, `Poluchatel->mbox`.

It is a formula without its `$`, so it is read, checked and computed as the formula that it stands for. The reference
product prints paths with `→`, which means the same; so does an arrow with a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from vestnik.expressions.diagnosis import Completion, Diagnosis
from vestnik.expressions.formula import check_formula, completions
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text

_NAME = r"[^\W\d]\w*(?:\.\w+)*"
_BLANK = r"[\s\u00a0\ufeff]*"
_PATH = re.compile(rf"{_BLANK}\$?{_BLANK}{_NAME}(?:{_BLANK}(?:->|[—–]>|→){_BLANK}{_NAME})*{_BLANK}")


def formula_of(path: str) -> str:
    """The formula that reads a path; what stands in it stands one column further right, if no `$` was there."""
    return path if path.lstrip().startswith("$") else "$" + path


def check_path(path: str, schema: Schema, template: str | None) -> Diagnosis:
    """What is wrong with a path, and what it yields."""
    if not _PATH.fullmatch(path):
        return Diagnosis([_no_path(path)])
    found = check_formula(formula_of(path), schema, template, ())
    problems = [problem for problem in found.problems if problem.code != "typographic_arrow"]
    return replace(found, problems=_in_path(problems, path))


def complete_path(path: str, position: int, schema: Schema, template: str | None) -> list[Completion]:
    """Names that may stand at an offset of a path."""
    shift = _shift(path)
    return completions(formula_of(path), position + shift, schema, template, ())


def _in_path(problems: Iterable[Problem], path: str) -> list[Problem]:
    """Problems of the formula at their places in the path."""
    shift = _shift(path)
    return [
        replace(problem, column=max(1, problem.column - shift))
        if problem.line == 1 and problem.column is not None
        else problem
        for problem in problems
    ]


def _shift(path: str) -> int:
    return len(formula_of(path)) - len(path)


def _no_path(path: str) -> Problem:
    if not path.strip():
        return Problem("syntax", Text("Путь пуст", "The path is empty"), line=1, column=1)
    message = Text(
        "Это не путь атрибута: нужны имена через «->», например Poluchatel->mbox. Вычисления пишут формулой",
        "This is no attribute's path: names with '->' between are needed, such as Poluchatel->mbox. Computing takes a formula",
    )
    return Problem("syntax", message, line=1, column=1)
