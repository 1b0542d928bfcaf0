"""The static check of a text in any of the languages, and whether its result fits its place."""

from __future__ import annotations

from dataclasses import replace

from vestnik.expressions.attribute_path import check_path
from vestnik.expressions.diagnosis import Diagnosis
from vestnik.expressions.explain.source import Source
from vestnik.expressions.formula import check_formula
from vestnik.expressions.formula.types import LETTER, NAMES
from vestnik.expressions.n3 import check_n3
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text


def diagnose(source: Source, schema: Schema) -> Diagnosis:
    """Every problem of a text in the order of the text, and what it yields."""
    found = _checked(source, schema)
    misfit = _misfit(source, found)
    return replace(found, problems=[*found.problems, misfit]) if misfit else found


def _checked(source: Source, schema: Schema) -> Diagnosis:
    match source.language:
        case "formula":
            return check_formula(source.text, schema, source.template, source.variables)
        case "attribute":
            return check_path(source.text, schema, source.template)
        case "n3":
            return check_n3(
                source.text,
                schema,
                input_bound=source.has_input,
                output=source.output,
                effects_allowed=source.may_change,
            )


def _misfit(source: Source, found: Diagnosis) -> Problem | None:
    """A result of a kind that the place does not take: the step would fail, the condition would never be met."""
    needed = source.takes
    if needed is None or found.kind is None or found.kind == needed or not found.ok:
        return None
    message = Text(
        "Здесь нужно {needed}, а выражение даёт {got}", "{needed} is needed here, the expression gives {got}"
    )
    parts = {"needed": NAMES[LETTER[needed]], "got": NAMES[LETTER[found.kind]]}
    return Problem("type_error", message.format(**parts), line=1, column=1, severity="warning")
