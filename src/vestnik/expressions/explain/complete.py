"""Completion in any of the languages."""

from __future__ import annotations

from vestnik.expressions import formula, n3
from vestnik.expressions.attribute_path import complete_path
from vestnik.expressions.diagnosis import Completion
from vestnik.expressions.explain.source import Source
from vestnik.expressions.objects import Schema


def complete(source: Source, position: int, schema: Schema) -> list[Completion]:
    """What may stand at an offset of the text."""
    at = max(0, min(position, len(source.text)))
    match source.language:
        case "formula":
            return formula.completions(source.text, at, schema, source.template, source.variables)
        case "attribute":
            return complete_path(source.text, at, schema, source.template)
        case "n3":
            return n3.completions(source.text, at, schema)
